package window

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Viewer is the screen of one electronic document being read; Arg.Code is the document's code.
const Viewer Name = "viewer"

func init() {
	register(Registration{Name: Viewer, Under: Files, New: func(sh *Shell) Screen { return newViewer(sh) }})
}

// OpenDocument brings an electronic document to the front, to be read. Code is the document's.
// Esc goes back to where the person came from.
func (sh *Shell) OpenDocument(code string) {
	from := sh.at
	sh.Open(Viewer, Arg{Code: code})
	if o := sh.screens[Viewer]; o != nil && from != Viewer {
		o.screen.(*viewer).from = from
	}
}

// viewer shows an electronic document from memory, its watermark burned into every picture. The
// document is open for as long as the screen is at the front: leaving it, a lock, and the end of
// the loan close it and log what was seen (§4.4).
type viewer struct {
	Base
	sh     *Shell
	from   Name // where Esc goes
	code   string
	doc    *viewing // what is open
	turn   int      // counts openings, so that one given up is closed when it comes
	giveUp context.CancelFunc
	shown  bool             // something of this code has been asked for already
	steady func() time.Time // the computer's steady clock

	pages  *widget.PageView
	find   *viewerFind
	tools  *viewerTools
	crumbs *fyne.Container
	top    *fyne.Container // the crumbs and the tools
	body   *fyne.Container
	page   *fyne.Container // all of it
	status *widget.Status
}

func newViewer(sh *Shell) *viewer {
	s := &viewer{
		sh: sh, steady: time.Now, pages: widget.NewPageView(), crumbs: container.NewStack(), body: container.NewStack(),
		status: widget.NewStatus(),
	}
	s.pages.Spawn, s.pages.OnUI = sh.spawn, sh.onUI
	s.pages.OnMoved = s.moved
	s.pages.OnSeen = s.seen
	s.pages.OnFailed = s.pageFailed
	s.pages.OnUsed = sh.frame.idle.touch
	s.status.Stays = sh.inline
	s.find = newViewerFind(s)
	s.tools = newViewerTools(s)
	return s
}

// Head implements Screen.
func (s *viewer) Head() Head {
	h := Head{Title: NavName(Viewer), Quiet: s.code}
	if s.doc != nil {
		h.Buttons = s.outButtons()
	}
	return h
}

// Build implements Screen.
func (s *viewer) Build() fyne.CanvasObject {
	s.top = look.Column(look.GapNone, look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, s.crumbs), s.tools.row, look.Line())
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	s.page = look.Edge(s.top, foot, nil, nil, s.body)
	s.draw()
	return s.page
}

// Open implements Screen.
func (s *viewer) Open(arg Arg) {
	if arg.Code == "" {
		return
	}
	s.shut()
	s.code, s.shown = arg.Code, false
}

// Refresh implements Screen: it opens the document, once.
func (s *viewer) Refresh(context.Context) {
	if s.code != "" && s.doc == nil && !s.shown {
		s.open()
	}
}

// Shown implements Screen.
func (s *viewer) Shown() {
	if s.doc != nil && s.doc.book != nil {
		s.sh.Focus(s.pages)
	}
}

// Leave implements Screen: nothing is kept, and what is open is closed.
func (s *viewer) Leave() *app.Draft {
	s.shut()
	s.shown = false
	return nil
}

// Escape implements Screen: end the search, then close the document.
func (s *viewer) Escape() bool {
	if s.find.clear() {
		s.Shown()
		return true
	}
	s.back()
	return true
}

// back closes the document and goes to where the person came from.
func (s *viewer) back() {
	to := s.from
	if to == "" || !s.sh.May(to) {
		to = Today
	}
	s.sh.Open(to)
}

// open opens the document off the UI goroutine. Whatever opens after it was given up is closed.
func (s *viewer) open() {
	sh, office, code := s.sh, s.sh.Office(), s.code
	s.turn++
	s.shown = true
	turn := s.turn
	ctx, cancel := context.WithCancel(sh.ctx)
	s.giveUp = cancel
	s.say(words.T("viewer.opening"))
	sh.acting(+1)
	sh.doing.Add(1)
	sh.spawn(func() {
		doc, err := openViewing(ctx, office, code)
		sh.onUI(func() {
			stale := sh.over || turn != s.turn
			if !sh.over {
				sh.acting(-1)
			}
			if err == nil && stale {
				sh.spawn(func() {
					defer sh.doing.Done()
					logError(doc.close(office, app.Seen{}))
				})
				return
			}
			sh.doing.Done()
			cancel()
			switch {
			case stale:
			case err != nil:
				s.refused(err)
			default:
				s.show(doc)
			}
		})
	})
}

// show puts an open document on the screen.
func (s *viewer) show(doc *viewing) {
	s.doc = doc
	s.draw()
	s.sh.HeadChanged()
	if doc.book == nil {
		s.unreadable(doc.why)
	} else {
		s.body.Objects = []fyne.CanvasObject{s.pages}
		s.body.Refresh()
		s.pages.Put(doc)
		s.Shown()
	}
	if !s.sh.inline {
		s.watchDue(doc)
	}
}

// shut closes what is open, or about to: the pictures are overwritten at once, the rest off the
// UI goroutine. A lock waits for it. What was seen goes into the log.
func (s *viewer) shut() {
	s.turn++
	if s.giveUp != nil {
		s.giveUp()
		s.giveUp = nil
	}
	doc := s.doc
	if doc == nil {
		return
	}
	s.doc = nil
	s.find.clear()
	s.pages.Close()
	s.say("")
	doc.cancel()
	office, seen := s.sh.Office(), doc.seenUntil(s.steady())
	Do(s.sh, Just(func(context.Context) error { return doc.close(office, seen) }), func(struct{}) {})
}

// watchDue closes the document when its time is over, looking each minute.
func (s *viewer) watchDue(doc *viewing) {
	go func() {
		minute := time.NewTicker(time.Minute)
		defer minute.Stop()
		for {
			select {
			case <-minute.C:
				s.sh.onUI(s.checkDue)
			case <-doc.ctx.Done():
				return
			}
		}
	}()
}

// checkDue closes a document whose last day is over, and says so.
func (s *viewer) checkDue() {
	if s.doc == nil || s.doc.r.Due == "" || s.doc.r.Due >= s.sh.Day() {
		return
	}
	key := "viewer.over"
	if s.doc.r.Loan == "" {
		key = "viewer.over.duty"
	}
	text := words.T(key, words.Date(string(s.doc.r.Due)))
	s.shut()
	s.draw()
	s.sh.HeadChanged()
	label, act := s.sh.Fix(app.FixRequest, s.code+"/E")
	s.message(text, "", label, act)
}

// seen notes a page that has come on the screen.
func (s *viewer) seen(page int) {
	if s.doc != nil {
		s.doc.note(page, s.steady())
	}
}

// pageFailed says why a page can't be shown; the others stay.
func (s *viewer) pageFailed(page int, err error) {
	if cancelled(err) {
		return
	}
	logError(err)
	s.status.Say(look.Overdue, words.T("viewer.page.failed", page+1, ErrorText(err)))
}

// Keys implements Screen.
func (s *viewer) Keys() []Key {
	if s.doc == nil || s.doc.book == nil {
		return nil
	}
	turn := func(name fyne.KeyName) func() { return func() { s.pages.Key(name) } }
	keys := []Key{
		{"PgDn", words.T("viewer.key.down"), turn(fyne.KeyPageDown)},
		{"PgUp", words.T("viewer.key.up"), turn(fyne.KeyPageUp)},
		{"Home", words.T("viewer.key.first"), turn(fyne.KeyHome)},
		{"End", words.T("viewer.key.last"), turn(fyne.KeyEnd)},
		{"Ctrl+G", words.T("viewer.key.page"), s.tools.askPage},
		{"Ctrl+=", words.T("viewer.key.in"), func() { s.pages.Zoom(1) }},
		{"Ctrl+-", words.T("viewer.key.out"), func() { s.pages.Zoom(-1) }},
		{"Ctrl+0", words.T("viewer.fit.width"), func() { s.pages.SetFit(widget.FitWidth) }},
		{"Ctrl+R", words.T("viewer.turn"), func() { s.pages.Turn(1) }},
		{"Ctrl+F", words.T("viewer.find"), s.find.focus},
		{"F3", words.T("viewer.key.next"), func() { s.find.step(1) }},
	}
	for _, o := range outs {
		if o.key != "" {
			keys = append(keys, Key{o.key, words.T("viewer.out." + o.name), func() { s.out(o) }})
		}
	}
	return keys
}
