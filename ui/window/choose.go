package window

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// listed is how many entries of a folder a chooser shows at once.
const listed = 200

// choose says what a chooser is for.
type choose struct {
	title, button string
	name          string   // offered file name, when saving
	start         string   // path to begin at; "" for the person's documents
	extensions    []string // ".pdf"; empty for all
	folders       bool     // a folder is wanted, not a file
	saving        bool
	several       bool // files are taken together: see chooseSeveral
}

// chooser is the sheet in which a folder or a file is chosen: a path to type, and under it what
// is there. It speaks the program's language, which the toolkit's own does not.
type chooser struct {
	frame  *Frame
	what   choose
	path   *widget.Entry
	list   *fyne.Container
	sheet  *Sheet
	turn   int    // counts listings, so that a slower older one is never shown
	warned string // the file that is to be written over, once that was said
	picked func(path string)
	taken  takenFiles // with several
}

// choose opens a chooser; picked is called with an absolute path, and not when it is left.
func (f *Frame) choose(what choose, picked func(path string)) *chooser {
	c := &chooser{frame: f, what: what, picked: picked, path: widget.NewEntry(""), list: look.Column(look.GapNone)}
	c.path.SetValue(filepath.Join(startDir(), what.name))
	switch {
	case what.start != "":
		c.path.SetValue(what.start)
	case what.name == "":
		c.path.SetValue(startDir() + string(filepath.Separator))
	}
	c.path.OnChanged = func(string) { c.look() }
	box := look.Frame(look.Fixed(0, look.HeightPicks, container.NewVScroll(look.Pad(look.GapTight, look.GapTight, c.list))))
	label := words.T("shell.choose.file")
	if what.folders {
		label = words.T("shell.choose.folder")
	}
	c.sheet = f.sheet(SheetSpec{
		Title: what.title, Button: what.button, Focus: c.path, Wide: true, Do: func(*Sheet) { c.accept() },
		Content: look.Column(look.GapCard, widget.NewFormField("path", label, c.path), box, c.taken.line()),
	})
	c.path.TypedShortcut(&fyne.ShortcutSelectAll{})
	c.look()
	return c
}

// startDir is where choosing begins: the person's documents, else their home.
func startDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Documents", words.T("shell.choose.documents")} {
		dir := filepath.Join(home, name)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return home
}

// look lists what is in the folder typed, away from the UI goroutine: it may be a slow disk.
func (c *chooser) look() {
	c.turn++
	turn, typed := c.turn, c.path.Text
	c.frame.spawn(func() {
		dir := folderOf(typed)
		entries, err := os.ReadDir(dir)
		c.frame.onUI(func() {
			if turn == c.turn {
				c.show(dir, entries, err)
			}
		})
	})
}

// folderOf is the folder of what is typed. It asks the disk.
func folderOf(typed string) string {
	if info, err := os.Stat(typed); err == nil && info.IsDir() {
		return typed
	}
	return filepath.Dir(typed)
}

// show lists the folder: the way up, the folders, the files that fit.
func (c *chooser) show(dir string, entries []os.DirEntry, err error) {
	c.list.RemoveAll()
	if err != nil {
		c.list.Add(look.Pad(look.Gap, look.GapInner, look.Label(words.T("shell.choose.unread"))))
		return
	}
	if up := filepath.Dir(dir); up != dir {
		c.add(theme.NavigateBackIcon(), words.T("shell.choose.up"), func() { c.enter(up) })
	}
	for _, folder := range []bool{true, false} {
		for _, e := range entries {
			if e.IsDir() == folder && c.fits(e) && len(c.list.Objects) < listed {
				c.addEntry(dir, e)
			}
		}
	}
	c.list.Refresh()
}

// fits leaves out what is hidden, and files that are not wanted.
func (c *chooser) fits(e os.DirEntry) bool {
	switch {
	case strings.HasPrefix(e.Name(), "."):
		return false
	case e.IsDir():
		return true
	case c.what.folders:
		return false
	}
	return c.known(e.Name())
}

// known tells whether a file's ending is among those wanted.
func (c *chooser) known(name string) bool {
	for _, ext := range c.what.extensions {
		if strings.EqualFold(filepath.Ext(name), ext) {
			return true
		}
	}
	return len(c.what.extensions) == 0
}

func (c *chooser) addEntry(dir string, e os.DirEntry) {
	path := filepath.Join(dir, e.Name())
	if e.IsDir() {
		c.add(theme.FolderIcon(), e.Name(), func() { c.enter(path) })
		return
	}
	if c.what.several {
		c.addTaken(path, e.Name())
		return
	}
	c.add(theme.FileIcon(), e.Name(), func() { c.path.SetValue(path) })
}

// add lists one entry.
func (c *chooser) add(icon fyne.Resource, name string, act func()) *tapRow {
	row := newTapRow(look.Row(look.Gap, fynewidget.NewIcon(look.Icon(icon, look.ColorQuiet)), look.Stretch(look.Plain(name))), act)
	c.list.Add(row)
	return row
}

// enter goes into a folder; the file name typed goes along when saving.
func (c *chooser) enter(dir string) {
	if c.what.saving {
		c.path.SetValue(filepath.Join(dir, filepath.Base(c.path.Text)))
		return
	}
	c.path.SetValue(strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator))
}

// accept takes the path when it can be what is wanted; else the sheet says why not.
func (c *chooser) accept() {
	if c.acceptTaken() {
		return
	}
	path, err := filepath.Abs(strings.TrimSpace(c.path.Text))
	if err != nil {
		c.sheet.Problem(words.T("shell.choose.missing"))
		return
	}
	if c.what.saving && filepath.Ext(path) == "" && len(c.what.extensions) > 0 {
		path += c.what.extensions[0] // without it no program knows the file
	}
	if problem := c.problem(path); problem != "" {
		c.sheet.Problem(problem)
		return
	}
	c.sheet.Close()
	c.picked(path)
}

// problem says what is wrong with a path, "" for nothing. Writing over a file takes a second
// Enter.
func (c *chooser) problem(path string) string {
	info, err := os.Stat(path)
	isDir := err == nil && info.IsDir()
	parent, parentErr := os.Stat(filepath.Dir(path))
	switch {
	case c.what.folders && (isDir || err != nil):
		return "" // one that is not there is made, or refused by who wants it
	case c.what.folders || isDir:
		return words.T("shell.choose.missing")
	case c.what.saving && (parentErr != nil || !parent.IsDir()):
		return words.T("shell.choose.nodir")
	case c.what.saving && err == nil && c.warned != path:
		c.warned = path
		return words.T("shell.choose.exists")
	case !c.what.saving && err != nil:
		return words.T("shell.choose.missing")
	}
	return ""
}
