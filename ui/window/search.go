package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// searchLimit is how many hits the search for everything shows.
const searchLimit = 12

// search is the one search for everything: the field in the header and the list that drops
// from it. The focus stays in the field; ↑↓ choose, Enter opens, Esc closes.
type search struct {
	sh    *Shell
	box   *widget.SearchBox
	layer *fyne.Container // over the content
	list  *fyne.Container
	hits  []app.Hit
	at    int
	load  *Loader
}

// hitScreens says which screen opens a hit.
var hitScreens = map[app.HitKind]Name{
	app.HitClient: Client, app.HitFile: Files, app.HitDocument: Files, app.HitPerson: People, app.HitLoan: Loans,
}

func newSearch(sh *Shell) *search {
	s := &search{sh: sh, load: sh.Loader(), list: look.Column(look.GapNone)}
	s.box = widget.NewSearchBox("", "Ctrl+K")
	if sh.inline {
		s.box.Delay = 0
	}
	s.box.OnSearch = s.find
	s.box.OnKey = s.key
	s.box.OnFocus = func(gained bool) {
		if gained && len(s.hits) > 0 {
			s.layer.Show()
		}
	}
	panel := container.NewStack(look.NewFill(look.ColorPanel, look.ColorInputLine, look.CornerCard), look.Pad(look.GapTight, look.GapTight, s.list))
	s.layer = look.PadEach(look.GapPage, look.GapHair, look.GapPage, look.GapNone, container.NewBorder(look.Row(look.GapNone, look.Stretch(panel)), nil, nil, nil))
	s.layer.Hide()
	return s
}

// focus goes to the field and marks what is typed there.
func (s *search) focus() {
	s.sh.Focus(s.box)
	s.box.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// find asks for what is typed.
func (s *search) find(text string) {
	if text == "" {
		s.close()
		return
	}
	Load(s.load, func(ctx context.Context) ([]app.Hit, error) {
		return s.sh.office.Search(ctx, text, searchLimit)
	}, s.show)
}

// show lists the hits under the field.
func (s *search) show(hits []app.Hit) {
	s.hits, s.at = hits, 0
	s.list.RemoveAll()
	if len(hits) == 0 {
		s.list.Add(look.Pad(look.Gap, look.GapInner, look.Label(words.T("shell.search.none", s.box.Text))))
	}
	for i, h := range hits {
		s.list.Add(newHitRow(h, func() { s.open(i) }))
	}
	s.mark()
	s.layer.Show()
	s.layer.Refresh()
}

// mark shows which hit Enter opens.
func (s *search) mark() {
	for i, o := range s.list.Objects {
		if row, ok := o.(*tapRow); ok {
			row.mark(i == s.at)
		}
	}
}

// key moves in the list and opens; everything else is typing.
func (s *search) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDown:
		s.at = min(s.at+1, max(0, len(s.hits)-1))
	case fyne.KeyUp:
		s.at = max(s.at-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.open(s.at)
		return true
	case fyne.KeyEscape:
		return s.clear()
	default:
		return false
	}
	s.mark()
	return true
}

// clear empties the field; false when it was empty already.
func (s *search) clear() bool {
	if s.box.Text == "" {
		s.sh.Window().Canvas().Unfocus()
		return false
	}
	s.box.SetText("")
	return true
}

// open goes to a hit.
func (s *search) open(i int) {
	if i < 0 || i >= len(s.hits) || !s.layer.Visible() {
		return
	}
	hit := s.hits[i]
	s.hits = nil
	s.box.SetText("")
	s.sh.Window().Canvas().Unfocus()
	s.sh.Open(hitScreens[hit.Kind], Arg{Code: hit.Code})
}

// close takes the list away; false when there was none.
func (s *search) close() bool {
	s.load.Stop()
	was := s.layer.Visible()
	s.layer.Hide()
	return was
}
