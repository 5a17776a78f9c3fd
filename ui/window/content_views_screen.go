package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Views is the screen of who read what: of one document, one client or one person.
const Views Name = "views"

// What the readings are of; Arg.Code is its number.
const (
	viewsOfDocument = "document"
	viewsOfMine     = "mine" // the person's own, of a document
	viewsOfClient   = "client"
	viewsOfPerson   = "person"
)

func init() {
	register(Registration{Name: Views, Under: Files, New: func(sh *Shell) Screen { return newViews(sh) }})
}

// OpenViews brings the readings of a document, a client or a person to the front.
func (sh *Shell) OpenViews(f app.ViewFilter) {
	arg := Arg{Code: viewsAbout(f), Act: viewsOfDocument}
	switch {
	case f.Document != "" && f.Person != "":
		arg.Act = viewsOfMine
	case f.Client != "":
		arg.Act = viewsOfClient
	case f.Person != "":
		arg.Act = viewsOfPerson
	}
	from := sh.at
	sh.Open(Views, arg)
	if s, is := sh.screens[Views].screen.(*viewsScreen); is && from != Views {
		s.from = from
	}
}

// viewsScreen lists readings; Esc goes back to where the person came from.
type viewsScreen struct {
	Base
	sh     *Shell
	list   *viewList
	filter app.ViewFilter
	from   Name
}

func newViews(sh *Shell) *viewsScreen {
	return &viewsScreen{sh: sh, list: newViewList(sh, "views.widths", false)}
}

// Head implements Screen.
func (s *viewsScreen) Head() Head {
	return Head{Title: viewsTitle(s.filter), Quiet: viewsAbout(s.filter), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("content.views.back"), func() { s.Escape() }).WithKey("Esc"),
	}}
}

// Build implements Screen.
func (s *viewsScreen) Build() fyne.CanvasObject {
	status := widget.NewStatus(words.T("clients.hint.rows"), "Enter "+s.onEnter(), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	return look.Edge(nil, foot, nil, nil, look.PadEach(look.GapPage, look.GapWide, look.GapPage, look.GapNone, s.list.table))
}

// Open implements Screen.
func (s *viewsScreen) Open(arg Arg) {
	s.filter = app.ViewFilter{}
	switch arg.Act {
	case viewsOfClient:
		s.filter.Client = arg.Code
	case viewsOfPerson:
		s.filter.Person = arg.Code
	case viewsOfMine:
		s.filter.Document, s.filter.Person = arg.Code, s.sh.me.Person.Number
	default:
		s.filter.Document = arg.Code
	}
}

// Refresh implements Screen.
func (s *viewsScreen) Refresh(context.Context) { s.list.show(s.filter) }

// Shown implements Screen.
func (s *viewsScreen) Shown() { s.sh.Focus(s.list.table) }

// onEnter is what Enter does on a row.
func (s *viewsScreen) onEnter() string {
	if inspects(s.sh) {
		return words.T("content.who")
	}
	return words.T("content.views.key.enter")
}

// Keys implements Screen.
func (s *viewsScreen) Keys() []Key {
	return []Key{
		{Stroke: "↑↓", Label: words.T("clients.key.rows")},
		{Stroke: "Enter", Label: s.onEnter()},
		{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: func() { printList(s.sh, s.list.listing()) }},
		{Stroke: "Ctrl+E", Label: words.T("shell.list.export"), Do: func() { exportList(s.sh, s.list.listing()) }},
		{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	}
}

// Escape implements Screen: back to where the person came from.
func (s *viewsScreen) Escape() bool {
	back := s.from
	if back == "" || !s.sh.May(back) {
		back = Today
	}
	s.sh.Open(back)
	return true
}
