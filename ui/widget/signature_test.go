package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestSignaturePad(t *testing.T) {
	pad := NewSignaturePad()
	c := onWindow(t, pad, 200, 100)
	changed := 0
	pad.OnChanged = func() { changed++ }
	down := func(x, y float32) {
		pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary})
	}
	drag := func(x, y float32) {
		pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
	}
	down(20, 20)
	pad.MouseUp(nil)
	if !pad.Empty() {
		t.Error("a dot is a signature")
	}
	down(50, 50)
	drag(100, 25)
	drag(100.2, 25) // too near to be kept
	drag(900, -300) // kept within the pad
	pad.MouseUp(nil)
	pad.DragEnd()
	strokes := pad.Strokes()
	if pad.Empty() || len(strokes) != 2 || fmt.Sprint(strokes[1]) != "[{0.25 0.5} {0.5 0.25} {1 0}]" {
		t.Errorf("strokes %v", strokes)
	}
	if changed != 2 || len(pad.lines) != 3 {
		t.Errorf("told %d times, %d lines", changed, len(pad.lines))
	}
	if c.Focused() != fyne.Focusable(pad) {
		t.Error("drawing does not take the focus")
	}
	pad.TypedShortcut(&fyne.ShortcutUndo{})
	if len(pad.Strokes()) != 1 {
		t.Error("a stroke was not undone")
	}
	keys(c, fyne.KeyDelete)
	if len(pad.Strokes()) != 0 || len(pad.lines) != 0 {
		t.Error("not cleared")
	}
	pad.SetStrokes(strokes)
	if got := pad.Strokes(); fmt.Sprint(got) != fmt.Sprint(strokes) {
		t.Errorf("put back, the strokes became %v", got)
	}
}
