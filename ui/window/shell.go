package window

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/paper"
)

// Shell is the window of one unlocked vault as one person sees it: the frame with its
// sidebar, header and screens. It lives from unlock to lock; nothing it has shown outlives it.
// Its methods are for the UI goroutine.
type Shell struct {
	frame  *Frame
	office *app.Office
	me     app.Actor
	org    app.Organisation
	rules  app.Settings
	today  app.Today
	ctx    context.Context
	cancel context.CancelFunc

	screens map[Name]*open
	at      Name
	drafts  map[string]app.Draft // kept before, not yet offered
	prefs   map[string]string    // what the vault remembers for this person on this computer

	view    *view   // sidebar, header, content
	notice  *notice // bar under the header
	badges  *Loader
	backups *backups       // the planned ones
	keyring *keySettler    // gives and takes the keys of electronic documents
	seals   *paperSealer   // seals what waits
	again   again          // acts that wait for the password
	adding  *contentAdd    // the open sheet of files to add, nil for none
	acts    int            // acts under way, for the bar that shows it
	doing   sync.WaitGroup // the same, for sealing to wait for
	over    bool           // locked: nothing is shown any more
	inline  bool           // tests: background work is done at once
}

// open is a screen that has been built.
type open struct {
	screen  Screen
	content fyne.CanvasObject
	stale   bool
}

// Office is the register as the person signed in may use it.
func (sh *Shell) Office() *app.Office { return sh.office }

// Me is who is signed in; what they may do is in Me().May.
func (sh *Shell) Me() app.Actor { return sh.me }

// Organisation is the certification body, as read at unlock or after a change.
func (sh *Shell) Organisation() app.Organisation { return sh.org }

// Rules are the office's settings, as read at unlock or after a change.
func (sh *Shell) Rules() app.Settings { return sh.rules }

// Vault is the open folder; for verifying and the settings only.
func (sh *Shell) Vault() *app.LockedVault { return sh.frame.vault }

// Now is the time by the office's clock.
func (sh *Shell) Now() time.Time { return sh.frame.deps.Vaults.Env.Clock() }

// Day is today's date by the office's clock.
func (sh *Shell) Day() app.Date { return app.DateOf(sh.Now()) }

// Window is the window, for file choosers and the focus.
func (sh *Shell) Window() fyne.Window { return sh.frame.win }

// Context ends when the vault is locked.
func (sh *Shell) Context() context.Context { return sh.ctx }

// Papers makes PDFs; print them with Print.
func (sh *Shell) Papers() *paper.Desk { return sh.frame.deps.Papers }

// Focus puts the focus on a widget that is on screen.
func (sh *Shell) Focus(to fyne.Focusable) { sh.frame.win.Canvas().Focus(to) }

// Copy puts text on the clipboard.
func (sh *Shell) Copy(text string) { sh.frame.app.Clipboard().SetContent(text) }

// May tells whether a screen is open to this person.
func (sh *Shell) May(name Name) bool { return registry[name].open(sh.me.May) }

// At is the screen at the front.
func (sh *Shell) At() Name { return sh.at }

// Open brings a screen to the front; with an Arg it shows what that says. A screen that is
// closed to this person is not opened.
func (sh *Shell) Open(name Name, args ...Arg) {
	if !sh.May(name) {
		return
	}
	sh.notice.hide()
	sh.keepDraft()
	o := sh.built(name)
	if sh.at != name { // no key goes to what is not seen any more
		sh.frame.win.Canvas().Unfocus()
	}
	sh.at = name
	for _, arg := range args {
		if arg != (Arg{}) {
			o.screen.Open(arg)
		}
	}
	sh.view.show(o)
	sh.HeadChanged()
	sh.offerDrafts(o.screen)
	o.stale = false
	o.screen.Refresh(sh.ctx)
	o.screen.Shown()
	sh.SetPref("screen", string(name))
}

// built returns the screen, making it the first time.
func (sh *Shell) built(name Name) *open {
	o, ok := sh.screens[name]
	if !ok {
		s := registry[name].New(sh)
		o = &open{screen: s}
		o.content = s.Build()
		sh.screens[name] = o
	}
	return o
}

// HeadChanged shows the header of the screen at the front anew.
func (sh *Shell) HeadChanged() {
	if o := sh.screens[sh.at]; o != nil {
		sh.view.head(sh.at, o.screen.Head())
	}
}

// Changed tells that the register has changed: the badges and the screen at the front are
// asked for anew, the other screens when they come to the front.
func (sh *Shell) Changed() {
	sh.refreshBadges()
	sh.backups.ask(nil)
	for name, o := range sh.screens {
		o.stale = name != sh.at
	}
	if o := sh.screens[sh.at]; o != nil {
		o.screen.Refresh(sh.ctx)
	}
}

// Toast says in a few words that something is done; it goes away by itself.
func (sh *Shell) Toast(text string) { sh.notice.showDone(text) }

// refreshBadges asks what waits for this person.
func (sh *Shell) refreshBadges() {
	Load(sh.badges, sh.office.Today, func(t app.Today) {
		sh.today = t
		sh.view.setBadges(t)
	})
}

// acting counts the acts under way; the header shows a thin bar while there are some.
func (sh *Shell) acting(by int) {
	sh.acts += by
	sh.view.busy(sh.acts > 0)
}

// keys lists the keys of the screen at the front.
func (sh *Shell) keys() []Key {
	if o := sh.screens[sh.at]; o != nil {
		return o.screen.Keys()
	}
	return nil
}
