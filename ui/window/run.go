package window

import (
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"custody/assets"
)

// appID is what the desktop and the computer's preferences know the program by.
const appID = "cn.zbt.custody"

// Run shows the window and returns when it has been closed and the vault is sealed.
func Run(deps Deps) {
	a := app.NewWithID(appID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	applyScale(deps, openPrefs(a, deps.Fresh))
	f := newFrame(a, deps)
	f.router.start()
	f.idle.start()
	stop := watchAway(f.gone)
	f.begin()
	f.win.ShowAndRun()
	f.idle.end() // a tick after the loop has ended would find no toolkit; closed or quit, it is over
	stop()
	f.sealing.Wait()
}

// applyScale makes the toolkit draw larger. It reads the size when the window is made.
func applyScale(deps Deps, p prefs) {
	scale := deps.Scale
	if scale == 0 {
		scale = p.scale()
	}
	if scale != 0 && scale != 1 {
		_ = os.Setenv("FYNE_SCALE", strconv.FormatFloat(float64(scale), 'f', 2, 32))
	}
}
