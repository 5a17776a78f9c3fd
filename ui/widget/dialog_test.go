package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
	"custody/ui/words"
)

func TestDialog(t *testing.T) {
	before := NewEntry("")
	c := onWindow(t, before, 800, 600)
	c.Focus(before)
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { t.Errorf("%s went under the sheet", ev.Name) })
	entry := NewEntry("")
	done, tries := []bool{}, 0
	d := NewDialog("拒绝申请", entry).WithPrimary("拒绝", func() bool { tries++; return entry.Text != "" }).WithFocus(entry)
	d.OnClosed = func(ok bool) { done = append(done, ok) }
	d.Show(c)
	if c.Focused() != fyne.Focusable(entry) {
		t.Fatal("the first field has no focus")
	}
	keys(c, fyne.KeyReturn)
	if !d.Open() || tries != 1 {
		t.Error("a refused sheet closes")
	}
	typed(c, "资料不全")
	keys(c, fyne.KeyReturn)
	if d.Open() || c.Focused() != fyne.Focusable(before) {
		t.Error("a sheet that is done stays, or the focus is lost")
	}
	d.Show(c)
	keys(c, fyne.KeyEscape)
	if d.Open() || fmt.Sprint(done) != "[true false]" || tries != 2 {
		t.Errorf("Esc does not leave: %v", done)
	}
	c.SetOnTypedKey(nil)
	if len(c.Overlays().List()) != 0 {
		t.Error("something is left over the window")
	}
}

// TestDialogLeavesNewKeysAlone: an act that opens another screen keeps that screen's keys.
func TestDialogLeavesNewKeysAlone(t *testing.T) {
	c := onWindow(t, NewEntry(""), 800, 600)
	var got []string
	c.SetOnTypedKey(func(*fyne.KeyEvent) { got = append(got, "old") })
	d := NewDialog("甲", look.Plain("乙")).WithPrimary("好", func() bool {
		c.SetOnTypedKey(func(*fyne.KeyEvent) { got = append(got, "new") })
		return true
	})
	d.Show(c)
	keys(c, fyne.KeyF2, fyne.KeyReturn)
	c.Focus(nil)
	keys(c, fyne.KeyF2)
	if fmt.Sprint(got) != "[new]" {
		t.Errorf("F2 went to %v", got)
	}
}

func TestStatusAndProgress(t *testing.T) {
	speak(t, words.Chinese)
	s := NewStatus("↑↓ 选择", "Enter 批准")
	cancelled := false
	p := NewProgress(func() { cancelled = true })
	onWindow(t, look.Column(look.Gap, s, p), 500, 200)
	undone := false
	s.SayWith(look.InPlace, "已批准", "撤销", func() { undone = true })
	if s.Text() != "已批准" || !s.action.Visible() {
		t.Errorf("says %q", s.Text())
	}
	s.KeepHints("↑↓ 选择", "Enter 批准")
	if s.Text() != "已批准" {
		t.Errorf("a list that is drawn anew takes away what was said: %q", s.Text())
	}
	test.Tap(s.action)
	if !undone || s.Text() != "↑↓ 选择   Enter 批准" {
		t.Errorf("taken back: %v, says %q", undone, s.Text())
	}
	p.Set("生成承诺书", 30, 120)
	if p.bar.share != 0.25 || p.count.Text() != "30 / 120" {
		t.Errorf("share %v, count %q", p.bar.share, p.count.Text())
	}
	test.Tap(p.cancel)
	p.Set("生成承诺书", 31, 120)
	if !cancelled || p.what.Text() != words.T("widget.progress.cancelling") {
		t.Errorf("cancelled %v, says %q", cancelled, p.what.Text())
	}
}

// TestEnterInALongFieldGoesOn: the halves of a recovery are long, but their Enter is the sheet's.
func TestEnterInALongFieldGoesOn(t *testing.T) {
	long, area := NewLong("", 2), NewArea("", 2)
	c := onWindow(t, look.Column(look.Gap, long, area), 500, 300)
	passed := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	for _, field := range []*Entry{long, area} {
		c.Focus(field)
		keys(c, fyne.KeyReturn)
	}
	if passed != 1 || long.Text != "" || area.Text != "\n" {
		t.Errorf("passed on %d; %q, %q", passed, long.Text, area.Text)
	}
}
