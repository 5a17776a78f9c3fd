package window

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

func settingsOf(d *rig) *settings {
	d.shell.Open(Settings)
	return d.shell.screens[Settings].screen.(*settings)
}

// TestRules: what is no number, or out of range, is said at its field; what is right is saved
// and holds at once.
func TestRules(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	for _, bad := range []string{"", "ten", "0", "61"} {
		s.rules.form.SetValue("idle_minutes", bad)
		d.press("Ctrl+S")
		if s.rules.form.Field("idle_minutes").Problem() == "" {
			t.Errorf("%q passes", bad)
		}
	}
	s.rules.form.SetValue("idle_minutes", "12")
	if draft := s.Leave(); draft == nil || draft.Fields["idle_minutes"] != "12" {
		t.Errorf("rules typed are no draft: %v", draft)
	}
	d.press("Ctrl+S")
	if d.shell.rules.IdleMinutes != 12 || d.idle.limit().Minutes() != 12 {
		t.Errorf("idle lock after %v", d.idle.limit())
	}
	if s.Leave() != nil {
		t.Error("saved rules are a draft")
	}
}

// TestRulesOfOthers: who is no administrator sees the rules and no button.
func TestRulesOfOthers(t *testing.T) {
	k := apptest.New(t)
	_, office := k.Staff("周敏", app.Approver)
	d := seated(t, k, office, plain)
	s := settingsOf(d)
	d.press("Ctrl+S")
	if s.Leave() != nil || d.shell.notice.text() != "" {
		t.Errorf("an approver can change rules: %q", d.shell.notice.text())
	}
}

// TestVerify: a sound vault is said to be sound.
func TestVerify(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	d.press("F5")
	if got, want := noticeText(s.verify.outcome.Objects[0]), words.T("settings.verify.good", "2026-11-27 09:00"); got != want {
		t.Errorf("says %q", got)
	}
	if s.verify.running || !s.verify.outcome.Visible() {
		t.Error("no outcome")
	}
}

// TestLanguageAtOnce: the window speaks the other language at once and keeps what was typed.
func TestLanguageAtOnce(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	settingsOf(d).rules.form.SetValue("max_loan_days", "45")
	d.setLanguage(words.English)
	if words.Language() != words.English || d.shell.at != Settings {
		t.Fatalf("speaks %s at %s", words.Language(), d.shell.at)
	}
	s := d.shell.screens[Settings].screen.(*settings)
	if got := s.rules.form.Value("max_loan_days"); got != "45" {
		t.Errorf("what was typed became %q", got)
	}
	if got := lang.L("Paste"); got != words.T("shell.menu.paste") {
		t.Errorf("the menu of a field says %q", got)
	}
	d.setTheme(themeDark)
	d.checkFit("settings after all")
}
