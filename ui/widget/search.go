package widget

import (
	"time"

	"fyne.io/fyne/v2"

	"custody/ui/look"
	"custody/ui/words"
)

// SearchDelay is how long the typing has to rest before a search starts.
const SearchDelay = 120 * time.Millisecond

// SearchBox is a field that searches as one types, once the typing rests.
type SearchBox struct {
	Entry
	// OnSearch is told, on the UI goroutine, what to search for; "" when cleared.
	OnSearch func(text string)
	// Delay is how long typing rests first; zero searches at each character.
	Delay time.Duration

	hints []string // what the empty field shows, the longest first
	wait  *time.Timer
	turn  int
}

// NewSearchBox makes a search field that shows its key, such as Ctrl+K.
func NewSearchBox(placeholder, key string) *SearchBox {
	if placeholder == "" {
		placeholder = words.T("widget.search")
	}
	short := words.T("widget.search.short")
	if key != "" {
		placeholder += "  " + key
		short += "  " + key
	}
	s := &SearchBox{Delay: SearchDelay, hints: []string{placeholder, short}}
	s.init(s, placeholder)
	s.OnChanged = s.changed
	s.OnKey = s.key
	return s
}

// Resize shows a shorter hint where the long one would be cut.
func (s *SearchBox) Resize(size fyne.Size) {
	s.Entry.Resize(size)
	hint := s.hints[0]
	if fyne.MeasureText(hint, look.TextBody, fyne.TextStyle{}).Width+2*look.GapWide > size.Width {
		hint = s.hints[1]
	}
	if s.PlaceHolder != hint {
		s.SetPlaceHolder(hint)
	}
}

// key makes Esc clear the field first, and leave it when it is empty.
func (s *SearchBox) key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape || s.Text == "" {
		return false
	}
	s.SetText("")
	return true
}

func (s *SearchBox) changed(text string) {
	s.turn++
	if s.wait != nil {
		s.wait.Stop()
	}
	if s.Delay <= 0 || text == "" {
		s.search(text)
		return
	}
	turn := s.turn
	s.wait = time.AfterFunc(s.Delay, func() {
		fyne.Do(func() {
			if turn == s.turn {
				s.search(text)
			}
		})
	})
}

func (s *SearchBox) search(text string) {
	if s.OnSearch != nil {
		s.OnSearch(text)
	}
}
