package window

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"custody/ui/words"
)

// dropTaker is a screen onto which files can be dropped.
type dropTaker interface {
	// dropTarget says where files dropped at a place of the window would go; false when nothing
	// that takes files is at hand.
	dropTarget(at fyne.Position) (contentTarget, bool)
}

// dropped takes files that were dropped on the window.
func (f *Frame) dropped(at fyne.Position, items []fyne.URI) {
	f.idle.touch()
	var paths []string
	for _, item := range items {
		if item.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(item.Path()))
		}
	}
	if sh := f.shell; sh != nil && len(paths) > 0 {
		sh.dropped(at, paths)
	}
}

// dropped hands files to the sheet that is open for them, else to the screen at the front. Another
// sheet is not disturbed.
func (sh *Shell) dropped(at fyne.Position, paths []string) {
	switch {
	case sh.adding != nil:
		sh.adding.take(paths)
		return
	case sh.frame.dialogOpen() || !sh.me.May.EditClients:
		return
	}
	if o := sh.screens[sh.at]; o != nil {
		if to, is := o.screen.(dropTaker); is {
			if target, ok := to.dropTarget(at); ok {
				sh.addContents(target, paths)
				return
			}
		}
	}
	sh.notice.showError(words.T("content.drop.where"), NavName(Files), func() { sh.Open(Files) })
}

// chooseContents asks for files to add.
func (sh *Shell) chooseContents(to contentTarget) {
	if !sh.me.May.EditClients {
		return
	}
	sh.frame.chooseSeveral(choose{title: words.T("content.add"), button: words.T("content.choose.do")}, func(paths []string) { sh.addContents(to, paths) })
}
