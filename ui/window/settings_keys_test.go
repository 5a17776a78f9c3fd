package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app/apptest"
	"custody/ui/widget"
	"custody/ui/words"
)

// typedHalves types both halves into the sheet on top.
func typedHalves(d *rig, a, b string) {
	d.t.Helper()
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Name == "half_a" {
			f.Input.SetValue(a)
		} else if is && f.Name == "half_b" {
			f.Input.SetValue(b)
		}
	})
}

// half is a printed half as a keeper types it.
func half(k *apptest.Kit, i int) string { return strings.Join(k.Halves[i].Groups, " ") }

// TestRecoveryDrill: a mistyped half is named, the right ones are said to be good, and the card
// shows when that was.
func TestRecoveryDrill(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	d.press("F8")
	typedHalves(d, half(k, 0), "AAAAA BBBBB")
	d.topSheet().Submit()
	if d.problemOf("half_b") == "" || d.problemOf("half_a") != "" {
		t.Fatalf("mistyped half B: %q, %q", d.problemOf("half_a"), d.problemOf("half_b"))
	}
	d.checkFit("drill refused")
	typedHalves(d, half(k, 0), half(k, 1))
	d.topSheet().Submit()
	if d.dialogOpen() || d.shell.notice.text() != words.T("settings.halves.drill.good") {
		t.Fatalf("the right halves: %q", d.shell.notice.text())
	}
	r, err := k.Founder.VaultKey(t.Context())
	at := r.DrilledAt
	if err != nil || !at.Equal(k.Clock.Now()) {
		t.Errorf("drilled at %v, %v", at, err)
	}
	shown := false
	each(s.keys.fields, func(o fyne.CanvasObject) {
		shown = shown || noticeText(o) == whenOrNever(at, k.Clock.Now())
	})
	if !shown {
		t.Error("the card does not show the drill")
	}
}

// TestNewHalves: the sheet stays until both have left the program; the old ones are dead then.
func TestNewHalves(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	s.keys.renewHalves()
	d.topSheet().Submit()
	sheets := s.keys.sheets
	if sheets == nil || sheets.halves[0].Groups[0] == k.Halves[0].Groups[0] {
		t.Fatalf("no new halves: %q", d.shell.notice.text())
	}
	page := d.topSheet()
	page.Cancel()
	page.Submit()
	if !page.Open() {
		t.Fatal("the sheet is left with the halves in it")
	}
	if !d.staysOpen() {
		t.Error("the window closes with the halves in it")
	}
	d.topSheet().Cancel()
	for i := range sheets.halves {
		sheets.output(i)
		d.topSheet().Submit() // print
	}
	sheets.kept.SetChecked(true)
	page.Submit()
	if page.Open() || s.keys.pending() || d.tray.prints != 2 {
		t.Fatalf("open %v, pending %v, %d printed", page.Open(), s.keys.pending(), d.tray.prints)
	}
	widget.DropSheets(d.win.Canvas())
	if err := k.Founder.DrillRecovery(t.Context(), half(k, 0), half(k, 1)); err == nil {
		t.Error("the old halves still open the vault")
	}
	if err := k.Founder.DrillRecovery(t.Context(), strings.Join(sheets.halves[0].Groups, " "), strings.Join(sheets.halves[1].Groups, " ")); err != nil {
		t.Errorf("the new halves: %v", err)
	}
	drafts, err := k.Founder.Drafts(t.Context())
	if err != nil || len(drafts) != 0 {
		t.Errorf("left behind: %v, %v", drafts, err)
	}
}

// TestNewHalvesLost: a lock before the new halves are out is told at the next sign-in.
func TestNewHalvesLost(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	s.keys.renewHalves()
	d.topSheet().Submit()
	d.lock(LockIdle)
	u := d.face.(*unlock)
	u.account.entry.SetText(apptest.FounderLogin)
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil || d.shell.at != Settings {
		t.Fatal("not led to the settings")
	}
	if k := d.shell.keysShown(); !k.warn.Visible() {
		t.Error("nobody is told that the halves were lost")
	}
	d.checkFit("halves lost")
}
