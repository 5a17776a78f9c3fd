package window

import (
	"context"
	"time"

	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// sealTime is how long what is unfinished may take to be written before the vault is sealed.
const sealTime = 20 * time.Second

// Lock seals the vault at once and shows the unlock: reason is one of the Lock constants.
func (sh *Shell) Lock(reason string) { sh.frame.lock(reason) }

// lock covers everything first; what is unfinished is kept in the vault and the vault is
// sealed behind the cover. An unlock waits for that.
func (f *Frame) lock(reason string) {
	sh := f.shell
	if sh == nil {
		return
	}
	bye := sh.end(reason)
	f.shell = nil
	u := newUnlock(f)
	u.login = f.login
	f.put(u)
	u.opened(f.vault)
	f.app.Settings().SetTheme(look.Theme(look.Dark())) // with it go the texts that the toolkit measured, a password among them
	login, adding := f.login, sh.underWay()
	f.seal(sh, bye, func() error {
		f.cut = countCut(login, adding)
		return f.vault.Lock()
	})
	f.ready("locked")
}

// seal finishes a session off the UI goroutine: acts under way are waited for, then what is
// unfinished is written, then how ends it.
func (f *Frame) seal(sh *Shell, bye farewell, how func() error) {
	f.sealing.Add(1)
	f.spawn(func() {
		defer f.sealing.Done()
		ctx, cancel := context.WithTimeout(context.Background(), sealTime)
		defer cancel()
		sh.doing.Wait()
		logError(bye.write(ctx))
		logError(how())
		logError(f.deps.Printer.Clean())
		if f.deps.Scrub != nil {
			f.deps.Scrub()
		}
	})
}

// close is what closing the window does: like locking, and then the folder is given back.
func (f *Frame) close() {
	if f.closing || f.staysOpen() {
		return
	}
	f.closing = true
	f.prefs.keepSize(f.win.Canvas().Size())
	f.idle.end()
	sh, vault, last := f.shell, f.vault, f.face
	f.shell, f.vault = nil, nil
	f.put(newCurtain())
	switch {
	case sh != nil:
		f.seal(sh, sh.end(LockClose), vault.Close)
	case vault != nil:
		f.sealing.Add(1)
		f.spawn(func() {
			defer f.sealing.Done()
			logError(last.abandon(context.Background()))
			logError(vault.Close())
		})
	}
	f.spawn(func() {
		f.sealing.Wait()
		f.onUI(f.win.Close)
	})
}

// staysOpen asks first when closing would lose what can't be made again.
func (f *Frame) staysOpen() bool {
	sh := f.shell
	switch {
	case sh != nil && !sh.halvesPending():
		return false
	case sh == nil && (f.face == nil || f.face.mayClose()):
		return false
	case sh == nil && f.dialogOpen():
		return true // asked already, or a sheet is on its way out
	}
	f.sheet(SheetSpec{
		Title: words.T("wizard.close.title"), Content: look.Body(words.T("wizard.close.text")),
		Button: words.T("wizard.close.do"), Danger: true, Do: func(s *Sheet) {
			if sh != nil {
				sh.forgetHalves()
			}
			f.face = &curtain{}
			f.close()
		},
	})
	return true
}

// end closes the session on the UI goroutine: no answer on its way is shown any more.
func (sh *Shell) end(reason string) farewell {
	bye := sh.farewell(reason)
	sh.over = true
	sh.cancel()
	return bye
}

// signedIn starts the session of an unlocked vault. welcome is what New asked of the office.
func (f *Frame) signedIn(w welcome) {
	f.login = w.me.Login
	if u, is := f.face.(*unlock); is {
		u.password.entry.SetText("") // the toolkit keeps the field for a while
	}
	f.idle.touch()
	f.shell = newShell(f, w)
	f.fill(f.shell.view.root)
	f.face = nil
	f.shell.begin()
	f.tellCut()
	f.ready("unlocked")
}

// welcome is what a session asks of the office before it shows anything.
type welcome struct {
	office *app.Office
	me     app.Actor
	org    app.Organisation
	rules  app.Settings
	drafts []app.Draft
	prefs  map[string]string
}

// greet asks it, off the UI goroutine.
func greet(ctx context.Context, office *app.Office) (w welcome, err error) {
	w.office = office
	if w.me, err = office.Me(ctx); err != nil {
		return w, err
	}
	if w.org, err = office.Organisation(ctx); err != nil {
		return w, err
	}
	if w.rules, err = office.Settings(ctx); err != nil {
		return w, err
	}
	if w.drafts, err = office.Drafts(ctx); err != nil {
		return w, err
	}
	w.prefs, err = office.Preferences(ctx, computer())
	return w, err
}

// newShell makes the session.
func newShell(f *Frame, w welcome) *Shell {
	ctx, cancel := context.WithCancel(context.Background())
	sh := &Shell{
		frame: f, office: w.office, me: w.me, org: w.org, rules: w.rules, ctx: ctx, cancel: cancel,
		screens: map[Name]*open{}, drafts: map[string]app.Draft{}, prefs: w.prefs, inline: f.inline,
	}
	if sh.prefs == nil {
		sh.prefs = map[string]string{}
	}
	for _, d := range w.drafts {
		sh.drafts[d.Form] = d
	}
	sh.badges = sh.Loader()
	sh.backups = newBackups(sh)
	sh.keyring = &keySettler{sh: sh, day: sh.Day()}
	sh.seals = &paperSealer{sh: sh}
	sh.notice = newNotice(sh)
	sh.view = newView(sh)
	return sh
}

// begin opens the first screen: the one with an unfinished form, the last one, or Today.
func (sh *Shell) begin() {
	sh.refreshBadges()
	sh.backups.ask(nil)
	defer sh.seals.settle(false) // behind the first screen, as are the keys
	defer sh.keyring.settle(false)
	draft := sh.draftScreen()
	for _, name := range []Name{draft, Name(sh.Pref("screen")), Today} {
		// A screen under another one needs to be told what to show: an unfinished form tells it.
		if name != "" && (registry[name].Under == "" || name == draft) && sh.May(name) {
			sh.Open(name)
			return
		}
	}
	for _, g := range shown(sh.me.May) {
		sh.Open(g.screens[0])
		return
	}
}

// draftScreen is the screen that a kept form belongs to, "" for none.
func (sh *Shell) draftScreen() Name {
	if len(sh.drafts) == 0 {
		return ""
	}
	for name := range registry {
		if !sh.May(name) {
			continue
		}
		for _, form := range sh.built(name).screen.Forms() {
			if _, kept := sh.drafts[form]; kept {
				return name
			}
		}
	}
	return ""
}
