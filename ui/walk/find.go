package walk

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// seen is a piece of text on the canvas and where it stands.
type seen struct {
	text   string
	pos    fyne.Position
	size   fyne.Size
	object fyne.CanvasObject // innermost widget that shows it, or the text itself
}

// center is the middle of what was seen, in canvas units.
func (s seen) center() fyne.Position {
	return s.pos.AddXY(s.size.Width/2, s.size.Height/2)
}

// look lists all visible text of the window, overlays last. On the UI goroutine only.
func look(c fyne.Canvas) []seen {
	var out []seen
	roots := []fyne.CanvasObject{c.Content()}
	if top := c.Overlays().Top(); top != nil {
		roots = []fyne.CanvasObject{top}
	}
	for _, root := range roots {
		visit(root, fyne.Position{}, root.Size(), fyne.Position{}, nil, &out)
	}
	return out
}

// visit walks one object; lo and room are the visible area of the scroll around it.
func visit(o fyne.CanvasObject, at fyne.Position, room fyne.Size, lo fyne.Position, within fyne.CanvasObject, out *[]seen) {
	if o == nil || !o.Visible() {
		return
	}
	pos := at.Add(o.Position())
	if _, scroll := o.(fyne.Scrollable); scroll {
		lo, room = pos, o.Size()
	}
	switch x := o.(type) {
	case *canvas.Text:
		mid := pos.AddXY(x.Size().Width/2, x.Size().Height/2)
		inside := mid.X >= lo.X && mid.Y >= lo.Y && mid.X <= lo.X+room.Width && mid.Y <= lo.Y+room.Height
		if strings.TrimSpace(x.Text) != "" && inside {
			*out = append(*out, seen{x.Text, pos, fyne.MeasureText(x.Text, x.TextSize, x.TextStyle).Max(fyne.NewSize(1, 1)), within})
		}
	case *fyne.Container:
		for _, child := range x.Objects {
			visit(child, pos, room, lo, within, out)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(x).Objects() {
			visit(child, pos, room, lo, o, out)
		}
	}
}
