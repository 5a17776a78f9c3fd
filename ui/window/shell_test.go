package window

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/widget"
	"custody/ui/words"
)

// TestNavigation: a person sees the screens of their roles, in order, with a key each.
func TestNavigation(t *testing.T) {
	k := apptest.New(t)
	_, office := k.Staff("李㛃", app.Auditor)
	d := seated(t, k, office, plain)
	var names []Name
	for _, g := range shown(d.shell.me.May) {
		names = append(names, g.screens...)
	}
	for i, name := range names {
		d.press(fmt.Sprintf("Ctrl+%d", i+1))
		if d.shell.at != name {
			t.Errorf("Ctrl+%d leads to %s, not %s", i+1, d.shell.at, name)
		}
	}
	d.shell.Open(Audit)
	if d.shell.at == Audit {
		t.Error("an auditor opens the audit log")
	}
}

// TestHelpListsKeys: F1 lists the keys of every screen, and Esc leaves it.
func TestHelpListsKeys(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	for name := range d.shell.screens {
		d.shell.Open(name)
	}
	d.press("F1")
	if !d.dialogOpen() {
		t.Fatal("F1 shows nothing")
	}
	d.checkFit("keys")
	d.win.Canvas().OnTypedKey()(keyEvent(fyne.KeyEscape))
	if d.dialogOpen() {
		t.Error("Esc does not leave")
	}
}

// TestHelpNamesTheScreen: F1 has the title that the screen has.
func TestHelpNamesTheScreen(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	for _, name := range []Name{Texts, TextEdit, TextCompare, Bodies, TrainingDue, TrainingTopics, Proof} {
		d.shell.Open(name)
		d.press("F1")
		want := d.shell.screens[name].screen.Head().Title
		if !said(d.win.Canvas().Overlays().Top(), want) {
			t.Errorf("the keys of %s are not headed %q", name, want)
		}
		d.win.Canvas().OnTypedKey()(keyEvent(fyne.KeyEscape))
	}
}

// TestSheetsBeginAtTheFirstField: a sheet with a form takes typing at once.
func TestSheetsBeginAtTheFirstField(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Bodies)
	d.press("Ctrl+N")
	if _, button := d.win.Canvas().Focused().(*widget.Button); button || d.win.Canvas().Focused() == nil {
		t.Errorf("the cursor is at %T", d.win.Canvas().Focused())
	}
}

// TestIdleLock: nobody there for the time set locks; a key, a moved mouse or typing does not.
func TestIdleLock(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	now := time.Now()
	d.idle.look(now.Add(4 * time.Minute))
	if d.shell == nil {
		t.Fatal("locked too early")
	}
	d.idle.last = now.Add(4 * time.Minute)
	d.idle.look(now.Add(8 * time.Minute))
	if d.shell == nil {
		t.Fatal("locked though somebody was there")
	}
	d.shell.view.search.focus()
	d.shell.view.search.box.TypedRune('x')
	d.idle.look(now.Add(12 * time.Minute))
	if d.shell == nil {
		t.Fatal("locked while somebody was typing")
	}
	d.idle.look(now.Add(18 * time.Minute))
	if d.shell != nil {
		t.Fatal("not locked")
	}
	if _, ok := d.face.(*unlock); !ok {
		t.Errorf("the lock shows %T", d.face)
	}
}

// TestSearchOpens: the search finds a person by number and Enter opens them.
func TestSearchOpens(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("王𬱖")
	d := seated(t, k, k.Founder, plain)
	s := d.shell.view.search
	s.box.Delay = 0
	d.press("Ctrl+K")
	s.box.SetText(p.Number)
	if len(s.hits) == 0 || !s.layer.Visible() {
		t.Fatal("nothing found")
	}
	d.checkFit("search")
	s.box.TypedKey(keyEvent(fyne.KeyReturn))
	screen, ok := d.shell.screens[People].screen.(*people)
	if !ok || d.shell.at != People || screen.sheet == nil || screen.sheet.Number != p.Number {
		t.Error("the person found is not opened")
	}
	if s.layer.Visible() || s.box.Text != "" {
		t.Error("the list stays")
	}
}

// TestNewestAnswerWins: a slower older answer never shows, nor does one after the lock.
func TestNewestAnswerWins(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	l := d.shell.Loader()
	var got []string
	var late func()
	Load(l, func(context.Context) (string, error) {
		Load(l, func(context.Context) (string, error) { return "new", nil }, func(s string) { got = append(got, s) })
		return "old", nil
	}, func(s string) { got = append(got, s) })
	if strings.Join(got, ",") != "new" {
		t.Errorf("shown: %v", got)
	}
	Load(l, func(context.Context) (string, error) {
		d.shell.Lock(LockByHand)
		return "late", nil
	}, func(string) { late = func() {} })
	if late != nil {
		t.Error("an answer shows after the lock")
	}
}

// TestErrorsTeach: a refusal is worded, carries its button, and an inner error tells nothing.
func TestErrorsTeach(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.ShowError(errors.New("secret of the inside"))
	if got := d.shell.notice.text(); got != words.T("shell.error.internal") {
		t.Errorf("says %q", got)
	}
	label, act := d.shell.Fix(app.FixPerson, apptest.FounderNumber)
	if label == "" || act == nil {
		t.Fatal("no button")
	}
	act()
	if d.shell.at != People {
		t.Errorf("the button leads to %s", d.shell.at)
	}
	d.shell.ShowError(context.Canceled)
	if d.shell.notice.text() != "" {
		t.Error("cancelled work is an error")
	}
}

// TestFieldErrors: messages go to their fields, one each, and what has none is left.
func TestFieldErrors(t *testing.T) {
	many := app.Invalids{
		app.Errf(app.Invalid, "error.date", "x").At("due"), app.Errf(app.Invalid, "error.choice").At("due"),
		app.Errf(app.Conflict, "error.locked"),
	}
	fields, rest := FieldErrors(many)
	if len(fields) != 1 || fields["due"] != words.T("error.date", "x") || app.CodeOf(rest) != app.Conflict {
		t.Errorf("fields %v, rest %v", fields, rest)
	}
}

// TestKeysAreShownByTheirNames: arrows for the arrow keys, and for no other.
func TestKeysAreShownByTheirNames(t *testing.T) {
	for stroke, want := range map[string]string{"Up": "↑", "Ctrl+Down": "Ctrl+↓", "PgUp": "PgUp", "PgDn": "PgDn"} {
		if got := strokeShown(stroke); got != want {
			t.Errorf("%s is shown as %s", stroke, got)
		}
	}
}
