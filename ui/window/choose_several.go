package window

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/words"
)

// takenFiles are the files ticked in a chooser that takes several, in any folder, with the line
// that says how many they are.
type takenFiles struct {
	paths []string
	text  *look.Text
	all   func(paths []string)
}

// chooseSeveral opens a chooser of files; picked is called with all that were ticked, or the one
// that was typed.
func (f *Frame) chooseSeveral(what choose, picked func(paths []string)) *chooser {
	what.several = true
	c := f.choose(what, func(path string) { picked([]string{path}) })
	c.taken.all = picked
	return c
}

// line says how many files are ticked; it takes no room in a chooser of one.
func (t *takenFiles) line() fyne.CanvasObject {
	t.text = look.Quiet("")
	t.text.Hide()
	return t.text
}

// addTaken lists a file that can be ticked.
func (c *chooser) addTaken(path, name string) {
	icon := theme.CheckButtonIcon()
	if slices.Contains(c.taken.paths, path) {
		icon = theme.CheckButtonCheckedIcon()
	}
	row := c.add(icon, name, func() { c.take(path) })
	row.mark(slices.Contains(c.taken.paths, path))
}

// take ticks a file, or unticks it.
func (c *chooser) take(path string) {
	t := &c.taken
	if at := slices.Index(t.paths, path); at >= 0 {
		t.paths = slices.Delete(t.paths, at, at+1)
	} else {
		t.paths = append(t.paths, path)
	}
	names := make([]string, len(t.paths))
	for i, p := range t.paths {
		names[i] = filepath.Base(p)
	}
	t.text.SetText(words.N("content.choose.taken", len(t.paths), List(names)))
	t.text.Hidden = len(t.paths) == 0
	c.sheet.HideProblem()
	c.sheet.Fit()
	c.look()
}

// acceptTaken hands the ticked files over; false when none is ticked and the typed path counts.
func (c *chooser) acceptTaken() bool {
	if len(c.taken.paths) == 0 {
		return false
	}
	c.sheet.Close()
	c.taken.all(c.taken.paths)
	return true
}
