package window

import (
	"custody/ui/words"
)

// cutShort is how far an import was when the lock stopped it: numbers alone, for no name of a file
// outlives a lock.
type cutShort struct {
	login       string // whose import it was, "" for none
	added, left int
}

// underWay are the files that are being added now, nil for none.
func (sh *Shell) underWay() []sealedFile {
	if sh.adding == nil || sh.adding.work == nil {
		return nil
	}
	return sh.adding.sums
}

// countCut counts what has become of files, once nobody works on them any more.
func countCut(login string, files []sealedFile) (c cutShort) {
	for _, f := range files {
		c.login = login
		if f.done {
			c.added++
		} else {
			c.left++
		}
	}
	return c
}

// tellCut tells whoever was adding files at the lock how far that was, once.
func (f *Frame) tellCut() {
	c := f.cut
	f.cut = cutShort{}
	if c.left > 0 && c.login == f.login {
		f.shell.notice.showError(words.T("content.cut", c.added, c.left), NavName(Files), func() { f.shell.Open(Files) })
	}
}
