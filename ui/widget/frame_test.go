package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
)

func TestButtonByMouseAndKeys(t *testing.T) {
	pressed := 0
	b := NewButton(Primary, "批准 3 份", func() { pressed++ }).WithKey("Enter")
	c := onWindow(t, b, 200, 60)
	test.Tap(b)
	c.Focus(b)
	keys(c, fyne.KeyReturn, fyne.KeySpace)
	if pressed != 3 {
		t.Errorf("pressed %d times", pressed)
	}
	if ring := test.WidgetRenderer(b).(*buttonRenderer).ring; !ring.Visible() {
		t.Error("the focus does not show")
	}
	b.SetEnabled(false)
	test.Tap(b)
	keys(c, fyne.KeyReturn)
	if pressed != 3 || b.caption() != "批准 3 份  Enter" {
		t.Errorf("disabled, it was pressed; caption %q", b.caption())
	}
}

func TestSidebar(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.Theme(false))
	s := gallerySidebar("today")
	c := onWindow(t, s, look.WidthSidebar, 700)
	var gone []string
	locked := false
	s.OnSelect = func(id string) { gone = append(gone, id) }
	s.OnLock = func() { locked = true }
	test.Tap(s.items[2])
	c.Focus(s.items[0])
	keys(c, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn)
	if fmt.Sprint(gone) != "[loans counter]" || s.Selected() != "counter" {
		t.Errorf("went to %v, is at %s", gone, s.Selected())
	}
	test.Tap(s.lock)
	if !locked {
		t.Error("the lock does not lock")
	}
	s.SetBadge("loans", 120)
	if s.items[2].badge.Word() != "99+" {
		t.Errorf("badge %q", s.items[2].badge.Word())
	}
	s.SetBadge("loans", 0)
	if s.items[2].badge.Visible() {
		t.Error("a badge of nothing shows")
	}
}

func TestTabs(t *testing.T) {
	tabs := NewTabs(Tab{"a", "待批", 3, ""}, Tab{"b", "在外", 12, ""}, Tab{"c", "历史", NoCount, "F4"})
	c := onWindow(t, tabs, 500, 60)
	var chosen []string
	tabs.OnSelect = func(id string) { chosen = append(chosen, id) }
	test.Tap(tabs.items[1])
	c.Focus(tabs.items[1])
	keys(c, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	if fmt.Sprint(chosen) != "[b c b]" {
		t.Errorf("chosen %v", chosen)
	}
	tabs.SetCount("a", 2)
	if got := tabs.items[0].text.Text() + "|" + tabs.items[2].text.Text(); got != "待批 2|历史  F4" {
		t.Errorf("captions %s", got)
	}
	tabs.SetTabs(Tab{"b", "在外", 1, ""}, Tab{"d", "预约", 1, ""})
	if tabs.Selected() != "b" {
		t.Errorf("kept %s", tabs.Selected())
	}
}

func TestDetailActionsFit(t *testing.T) {
	detail := NewDetail(look.Plain("甲"), NewButton(Secondary, "拒绝…", nil), NewButton(Primary, "批准 3 份", nil).WithKey("Enter"))
	onWindow(t, detail, look.WidthDetail, 600)
	a, b := detail.actions.Objects[0], detail.actions.Objects[1]
	if a.Position().Y != b.Position().Y {
		t.Error("two short captions are not side by side")
	}
	detail.SetActions(NewButton(Secondary, "改为打印纸质签署，稍后再扫描附上…", nil), NewButton(Primary, "签署并封存", nil).WithKey("Ctrl+Enter"))
	a, b = detail.actions.Objects[0], detail.actions.Objects[1]
	if a.Position().Y >= b.Position().Y || a.Size().Width != b.Size().Width {
		t.Errorf("long captions are not under each other: %v %v", a.Position(), b.Position())
	}
}
