package widget

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/ui/words"
)

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

// TestSearchBoxHintIsNeverCut: where there is no room for all of it, a shorter one is shown.
func TestSearchBoxHintIsNeverCut(t *testing.T) {
	speak(t, words.English)
	s := NewSearchBox("", "Ctrl+K")
	onWindow(t, s, 800, 60)
	if want := words.T("widget.search") + "  Ctrl+K"; s.PlaceHolder != want {
		t.Errorf("wide: %q", s.PlaceHolder)
	}
	s.Resize(fyne.NewSize(300, 40))
	if want := words.T("widget.search.short") + "  Ctrl+K"; s.PlaceHolder != want {
		t.Errorf("narrow: %q", s.PlaceHolder)
	}
}
