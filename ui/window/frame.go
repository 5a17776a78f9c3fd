package window

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Frame is the one window of the program with what outlives a lock: the folder of the vault,
// the computer's preferences, the keyboard and the watch for idleness.
type Frame struct {
	deps   Deps
	app    fyne.App
	win    fyne.Window
	prefs  prefs
	stage  *fyne.Container // what fills the window: unlock, wizard, or the office
	router *router
	idle   *idle
	inline bool // tests: background work is done at once

	vault   *app.LockedVault
	shell   *Shell         // nil while locked
	sealing sync.WaitGroup // a lock on its way to the disk
	login   string         // who was signed in before the lock, in this run only
	cut     cutShort       // what the last lock stopped
	closing bool
	face    face // what stands on the stage while locked
}

// face is what the window shows while no vault is unlocked.
type face interface {
	content() fyne.CanvasObject
	shown()
	escape()
	keys() []Key
	mayClose() bool                    // nothing would be lost
	abandon(ctx context.Context) error // the window closes; called off the UI goroutine
}

// plainFace gives a face the methods it has no use for.
type plainFace struct{}

func (plainFace) shown()                        {}
func (plainFace) escape()                       {}
func (plainFace) keys() []Key                   { return nil }
func (plainFace) mayClose() bool                { return true }
func (plainFace) abandon(context.Context) error { return nil }

// newFrame makes the window, without showing it.
func newFrame(a fyne.App, deps Deps) *Frame {
	f := &Frame{deps: deps, app: a, prefs: openPrefs(a, deps.Fresh)}
	f.applyLanguage()
	f.applyTheme()
	f.win = a.NewWindow(words.T("shell.window"))
	f.win.SetPadded(false)
	f.win.Resize(f.prefs.size())
	f.stage = container.NewStack()
	f.idle = newIdle(f)
	f.win.SetContent(container.NewStack(f.idle.sensor(), f.stage))
	f.win.SetCloseIntercept(f.close)
	f.win.SetOnDropped(f.dropped)
	f.router = &router{
		canvas: f.win.Canvas(), keys: f.screenKeys, escape: f.escape, seen: f.idle.touch, dialog: f.dialogOpen,
		lock: func() { f.lock(LockByHand) },
	}
	f.watchSystemTheme()
	return f
}

// begin shows the first thing: the last vault's unlock, or the wizard.
func (f *Frame) begin() {
	dir := f.deps.StartDir
	if dir == "" {
		dir = f.prefs.get(prefDir)
	}
	if dir == "" {
		dir = f.deps.ElseDir
	}
	if dir == "" {
		f.showWizard()
		return
	}
	f.openDir(dir)
}

// put shows a face.
func (f *Frame) put(next face) {
	f.face = next
	f.fill(next.content())
	next.shown()
}

// fill puts content on the stage, with no dialog over it.
func (f *Frame) fill(content fyne.CanvasObject) {
	overlays := f.win.Canvas().Overlays()
	widget.DropSheets(f.win.Canvas())
	for overlays.Top() != nil {
		overlays.Remove(overlays.Top())
	}
	f.router.takeKeys()
	f.stage.Objects = []fyne.CanvasObject{content}
	f.stage.Refresh()
}

// openDir opens a vault's folder off the UI goroutine, giving back the one open before.
func (f *Frame) openDir(dir string) {
	u := newUnlock(f)
	u.opening(dir)
	f.put(u)
	old := f.vault
	f.vault = nil
	f.spawn(func() {
		f.sealing.Wait()
		if old != nil {
			logError(old.Close())
		}
		v, err := f.deps.Vaults.Open(context.Background(), dir)
		f.onUI(func() {
			if err != nil {
				u.failedToOpen(dir, err)
				return
			}
			f.vault = v
			f.prefs.set(prefDir, dir)
			u.opened(v)
			f.ready("ready")
		})
	})
}

// showUnlock shows the unlock of a vault that is open already.
func (f *Frame) showUnlock(v *app.LockedVault) {
	u := newUnlock(f)
	f.put(u)
	u.opened(v)
}

// ready tells a scripted run that there is something new to act on.
func (f *Frame) ready(event string) {
	if f.deps.OnReady != nil {
		f.deps.OnReady(event)
	}
}

// dialogOpen: a dialog sees to its keys itself.
func (f *Frame) dialogOpen() bool { return f.win.Canvas().Overlays().Top() != nil }

// screenKeys lists the keys that work now.
func (f *Frame) screenKeys() []Key {
	if f.shell == nil {
		if f.face == nil {
			return nil
		}
		return f.face.keys()
	}
	return append(f.shell.windowKeys(), f.shell.keys()...)
}

// escape goes to whoever is on the stage.
func (f *Frame) escape() {
	switch {
	case f.shell != nil:
		f.shell.escape()
	case f.face != nil:
		f.face.escape()
	}
}

// night stands content on the dark ground of what is shown while no vault is open.
func night(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(look.NewFill(look.ColorSide, "", look.CornerNone), content)
}

// spawn starts background work; tests make it wait instead.
func (f *Frame) spawn(work func()) {
	if f.inline {
		work()
		return
	}
	go work()
}

// onUI runs on the UI goroutine.
func (f *Frame) onUI(work func()) {
	if f.inline {
		work()
		return
	}
	fyne.Do(work)
}
