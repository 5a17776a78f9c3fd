package widget

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
	"custody/ui/words"
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

func TestEntryPassesOnWhatIsNotText(t *testing.T) {
	e := NewEntry("")
	c := onWindow(t, e, 200, 60)
	var passed []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { passed = append(passed, ev.Name) })
	c.Focus(e)
	typed(c, "A-0032")
	keys(c, fyne.KeyF2, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyBackspace)
	if fmt.Sprint(passed) != "[F2 Return Escape]" || e.Text != "A-003" {
		t.Errorf("passed %v, text %q", passed, e.Text)
	}
	submitted := ""
	e.OnSubmitted = func(s string) { submitted = s }
	keys(c, fyne.KeyReturn)
	if submitted != "A-003" || len(passed) != 3 {
		t.Error("a field with a meaning for Enter gives it away")
	}
}

func TestSearchBoxClearsFirst(t *testing.T) {
	s := NewSearchBox("查找", "Ctrl+K")
	s.Delay = 0
	c := onWindow(t, s, 300, 60)
	var asked []string
	left := false
	s.OnSearch = func(q string) { asked = append(asked, q) }
	c.SetOnTypedKey(func(*fyne.KeyEvent) { left = true })
	c.Focus(s)
	typed(c, "精工")
	keys(c, fyne.KeyEscape)
	if s.Text != "" || left || strings.Join(asked, "|") != "精|精工|" {
		t.Errorf("text %q, left %v, asked %q", s.Text, left, asked)
	}
	keys(c, fyne.KeyEscape)
	if !left {
		t.Error("Esc in an empty field does not leave")
	}
}

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
	pad.SetLocked(true)
	pad.Clear()
	down(1, 1)
	drag(99, 99)
	if got := pad.Strokes(); fmt.Sprint(got) != fmt.Sprint(strokes) {
		t.Errorf("locked, it became %v", got)
	}
}

func TestPickField(t *testing.T) {
	all := []Option{{"0137", "李㛃", "技术部"}, {"0142", "李明", "运营部"}, {"0150", "王𬱖", ""}}
	p := NewPickField("", func(q string) []Option {
		var found []Option
		for _, o := range all {
			if strings.Contains(o.Title+o.ID, q) {
				found = append(found, o)
			}
		}
		return found
	})
	p.Run = func(search func()) { search() }
	c := onWindow(t, p, 300, 300)
	c.Focus(p.entry)
	if len(p.options) != 3 {
		t.Errorf("offered %d of what was used last", len(p.options))
	}
	typed(c, "李")
	keys(c, fyne.KeyDown, fyne.KeyReturn)
	if o, ok := p.Chosen(); !ok || o.ID != "0142" || p.entry.Text != "李明" || p.box.Visible() {
		t.Errorf("chosen %v, field %q", o, p.entry.Text)
	}
	draft := p.Draft()
	keys(c, fyne.KeyBackspace)
	if _, ok := p.Chosen(); ok || p.Value() != "" {
		t.Error("an edited name is still picked")
	}
	p.SetDraft(draft)
	if p.Value() != "0142" || p.Text() != "李明" {
		t.Errorf("the draft brings back %q", p.Value())
	}
	p.SetValue("")
	typed(c, "0150")
	p.entry.FocusLost()
	if p.Value() != "0150" {
		t.Error("a number typed in full is not taken")
	}
}

// TestPickFieldDropsOvertakenAnswers: a slow older search never replaces a newer one.
func TestPickFieldDropsOvertakenAnswers(t *testing.T) {
	var waiting []func()
	p := NewPickField("", func(q string) []Option { return []Option{{q, q, ""}} })
	p.Run = func(search func()) { waiting = append(waiting, search) }
	onWindow(t, p, 300, 300)
	p.entry.SetText("a")
	p.entry.SetText("ab")
	waiting[1]()
	waiting[0]()
	if len(p.options) != 1 || p.options[0].ID != "ab" {
		t.Errorf("offered %v", p.options)
	}
}

func TestForm(t *testing.T) {
	due := NewDateField(func() string { return aSunday }, true)
	kind := NewChoice([]Option{{"office", "办公室", ""}, {"site", "审核现场", ""}}, nil)
	purpose, secret, tick := NewArea("", 2), NewPassword(""), NewTick("提醒", nil)
	form := NewForm(NewFormField("due", "应还", due), NewFormField("place", "地点", kind),
		NewFormField("purpose", "用途", purpose), NewFormField("secret", "密码", secret), NewFormField("remind", "", tick))
	c := onWindow(t, form, 400, 600)
	changes := 0
	form.OnChanged = func() { changes++ }
	due.SetValue("+5")
	kind.SetValue("site")
	purpose.SetText("现场审核")
	secret.SetText("correct horse")
	tick.SetChecked(true)
	if changes != 5 {
		t.Errorf("told of %d changes", changes)
	}
	rest := form.ApplyErrors(map[string]string{"purpose": "请写明项目", "": "现在不能借阅"})
	if form.Field("purpose").Problem() != "请写明项目" || rest[""] != "现在不能借阅" || purpose.Text != "现场审核" {
		t.Error("messages are not at their fields, or the text is lost")
	}
	if c.Focused() != purpose.FocusTarget() {
		t.Error("the cursor is not at the field with the message")
	}
	purpose.SetText("现场审核（东莞）")
	if form.Field("purpose").Problem() != "" {
		t.Error("the message stays after the text has changed")
	}
	draft := form.Snapshot()
	if _, ok := draft["secret"]; ok {
		t.Fatal("the password is in the draft")
	}
	values := form.Values()
	form.Clear()
	if !form.Empty() {
		t.Errorf("cleared, it holds %v", form.Snapshot())
	}
	form.Restore(draft)
	for name, want := range values {
		if name != "secret" && form.Value(name) != want {
			t.Errorf("%s came back as %q, was %q", name, form.Value(name), want)
		}
	}
}

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
