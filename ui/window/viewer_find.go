package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/reader"
	"custody/ui/reader/book"
	"custody/ui/widget"
	"custody/ui/words"
)

// findMost is how many places a search marks.
const findMost = 5000

// viewerFind is the search in the text of the open document.
type viewerFind struct {
	s      *viewer
	box    *widget.SearchBox
	count  *look.Text
	row    fyne.CanvasObject
	turn   int
	cancel context.CancelFunc
	firsts []int // of each hit, the first of its marks
	at     int
	busy   bool
	broken int // pages whose text could not be read
}

func newViewerFind(s *viewer) *viewerFind {
	f := &viewerFind{s: s, box: widget.NewSearchBox(words.T("viewer.find"), "Ctrl+F"), count: look.Label("").Centered()}
	f.box.OnSearch = f.search
	f.box.OnSubmitted = func(string) { f.step(1) }
	old := f.box.OnKey
	f.box.OnKey = func(ev *fyne.KeyEvent) bool {
		switch {
		case ev.Name == fyne.KeyDown:
			f.step(1)
		case ev.Name == fyne.KeyUp:
			f.step(-1)
		case leafs(ev.Name):
			return s.pages.Key(ev.Name)
		default:
			return old(ev)
		}
		return true
	}
	icon := func(i fyne.Resource, by int) *widget.Button {
		return widget.NewButton(widget.Secondary, "", func() { f.step(by) }).WithIcon(i)
	}
	f.row = look.Row(look.GapTight, look.Fixed(look.WidthEntry+look.WidthDay, look.HeightControl, f.box), look.Fixed(look.WidthLabel, 0, f.count),
		icon(theme.MoveUpIcon(), -1), icon(theme.MoveDownIcon(), 1))
	return f
}

// focus puts the cursor into the field.
func (f *viewerFind) focus() {
	f.s.sh.Focus(f.box)
	f.box.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// clear ends the search; false when there was none.
func (f *viewerFind) clear() bool {
	was := f.box.Text != "" || len(f.firsts) > 0
	f.stop()
	if f.box.Text != "" {
		f.box.SetText("")
	}
	return was
}

// stop forgets what was found, and makes what is still looked for void.
func (f *viewerFind) stop() {
	f.turn++
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.firsts, f.at, f.busy, f.broken = nil, -1, false, 0
	f.s.pages.SetHits(nil)
	f.count.SetText("")
}

// search looks for text on every page, off the UI goroutine, from the page at hand.
func (f *viewerFind) search(text string) {
	f.stop()
	doc := f.s.doc
	if strings.TrimSpace(text) == "" || doc == nil || doc.book == nil || !doc.enter() {
		return
	}
	ctx, cancel := context.WithCancel(doc.ctx)
	f.cancel, f.busy = cancel, true
	f.show()
	turn, from := f.turn, f.s.pages.Page()
	f.s.sh.spawn(func() {
		defer doc.users.Done()
		defer cancel()
		err := guarded(func() error {
			for found, err := range reader.Find(ctx, doc.book, text, from) {
				f.s.sh.onUI(func() { f.found(turn, found, err) })
			}
			return nil
		})
		f.s.sh.onUI(func() { f.done(turn, err) })
	})
}

// found marks what one page holds; the reader is taken to the first of all.
func (f *viewerFind) found(turn int, page reader.Found, err error) {
	if turn != f.turn {
		return
	}
	if err != nil {
		f.broken++
	}
	hits := f.s.pages.Hits()
	for _, hit := range page.Hits {
		if len(f.firsts) == findMost {
			break
		}
		f.firsts = append(f.firsts, len(hits))
		hits = append(hits, marks(page.Page, hit)...)
	}
	if len(page.Hits) > 0 {
		f.s.pages.SetHits(hits)
		if f.at < 0 {
			f.step(0)
		}
		f.show()
	}
}

// marks are the places of one hit.
func marks(page int, hit []book.Word) []widget.PageHit {
	out := make([]widget.PageHit, len(hit))
	for i, w := range hit {
		out[i] = widget.PageHit{Page: page, X: w.X, Y: w.Y, W: w.W, H: w.H}
	}
	return out
}

func (f *viewerFind) done(turn int, err error) {
	if turn != f.turn {
		return
	}
	logError(err)
	f.busy = false
	f.show()
	if f.broken > 0 {
		f.s.status.Say(look.Waiting, words.N("viewer.find.broken", f.broken))
	}
}

// step goes to the next hit, the one before, or with 0 stays at the present one.
func (f *viewerFind) step(by int) {
	if n := len(f.firsts); n > 0 {
		if f.at < 0 {
			f.at, by = 0, 0
		}
		f.at = (f.at + by + n) % n
		f.s.pages.ShowHit(f.firsts[f.at])
	}
	f.show()
}

// show says which of how many.
func (f *viewerFind) show() {
	switch {
	case len(f.firsts) > 0:
		f.count.SetText(words.T("viewer.find.of", f.at+1, len(f.firsts)))
	case f.busy:
		f.count.SetText(words.T("viewer.find.busy"))
	case f.box.Text != "":
		f.count.SetText(words.T("viewer.find.none"))
	default:
		f.count.SetText("")
	}
}
