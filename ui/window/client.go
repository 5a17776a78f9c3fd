package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Client, Under: Clients,
		May: func(a app.Abilities) bool { return a.Clients },
		New: func(sh *Shell) Screen { return newClient(sh) },
	})
}

// The tabs of one client.
const (
	clientOverview = "overview"
	clientFiles    = "files"
	clientLoans    = "loans"
	clientViews    = "views"
	clientReadings = "readings"
)

// clientTabs are they, in order.
var clientTabs = []string{clientOverview, clientFiles, clientLoans, clientViews, clientReadings}

// client is one client: what is known, who may see it today, its case files, its loans and
// who has looked at it. Each opening is a view that the log keeps.
type client struct {
	Base
	sh    *Shell
	load  *Loader
	code  string
	sheet *app.ClientSheet
	tabs  *widget.Tabs
	crumb *fyne.Container
	top   *fyne.Container // the crumbs over the tabs
	body  *fyne.Container
	files *widget.Table[app.FileRow]
	loans *widget.Table[app.LoanRow]
	views *widget.Table[app.Entry]
	reads *viewList // who read the client's electronic documents
	form  *recordForm
	kept  *app.Draft // an unfinished form to bring back once its client is shown
}

func newClient(sh *Shell) *client {
	return &client{sh: sh, load: sh.Loader(), crumb: container.NewStack(), body: container.NewStack()}
}

// Head implements Screen.
func (s *client) Head() Head {
	h := Head{Title: NavName(Clients)}
	if s.sheet != nil && s.sheet.MayEdit {
		h.Buttons = []*widget.Button{
			widget.NewButton(widget.Secondary, words.T("clients.edit"), s.edit).WithKey("F2"),
			widget.NewButton(widget.Primary, words.T("clients.file.add"), s.addFile).WithIcon(theme.ContentAddIcon()),
		}
	}
	return h
}

// Build implements Screen.
func (s *client) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(clientTabs))
	for i, tab := range clientTabs {
		tabs[i] = widget.Tab{ID: tab, Label: words.T("clients.tab." + tab), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) { s.draw(); s.Shown() }
	s.files, s.loans, s.views = s.fileTable(), s.loanTable(), s.viewTable()
	s.reads = newViewList(s.sh, "client.readings.widths", true)
	s.top = look.Column(look.GapNone, look.PadEach(look.GapPage, look.GapWide, look.GapPage, look.GapNone, s.crumb), s.tabs)
	s.draw()
	return look.Edge(s.top, nil, nil, nil, s.body)
}

// Open implements Screen: the client of that code, from its overview.
func (s *client) Open(arg Arg) {
	if arg.Code == "" {
		return
	}
	if arg.Code != s.code {
		s.code, s.sheet = arg.Code, nil
		s.tabs.Select(clientOverview)
		s.draw()
	}
}

// Refresh implements Screen.
func (s *client) Refresh(context.Context) {
	if s.code == "" {
		s.sh.Open(Clients)
		return
	}
	code := s.code
	s.load.Failed = func(err error) bool {
		s.sheet = nil
		s.draw()
		s.sh.HeadChanged()
		s.sh.ShowError(err)
		return true
	}
	Load(s.load, func(ctx context.Context) (app.ClientSheet, error) { return s.sh.office.OpenClient(ctx, code) }, s.show)
}

// show puts a client on the screen.
func (s *client) show(sheet app.ClientSheet) {
	s.sheet, s.code = &sheet, sheet.Code
	s.tabs.SetCount(clientFiles, len(sheet.Files))
	s.tabs.SetCount(clientLoans, len(sheet.Loans))
	s.files.SetRows(sheet.Files)
	s.loans.SetRows(sheet.Loans)
	s.views.SetRows(sheet.Views)
	s.reads.filter = app.ViewFilter{} // to be asked for anew
	s.draw()
	if s.sh.At() == Client {
		s.sh.HeadChanged()
	}
	s.reopenForm()
}

// draw shows the tab chosen.
func (s *client) draw() {
	s.crumb.Objects = []fyne.CanvasObject{s.crumbs()}
	s.top.Refresh()
	var content fyne.CanvasObject
	switch {
	case s.sheet == nil:
		content = look.Space(0)
	case s.tabs.Selected() == clientFiles:
		content = s.listed(s.files, words.T("clients.hint.file"))
	case s.tabs.Selected() == clientLoans:
		content = s.listed(s.loans, words.T("clients.hint.loan"))
	case s.tabs.Selected() == clientViews:
		content = s.listed(s.views, words.T("clients.hint.views"))
	case s.tabs.Selected() == clientReadings:
		content = s.listed(s.reads.table, words.T("shell.list.hint.print"))
		if f := (app.ViewFilter{Client: s.sheet.Code, Limit: viewPage}); s.reads.filter != f {
			s.reads.show(f)
		}
	default:
		content = container.NewVScroll(look.Pad(look.GapPage, look.GapWide, s.overview()))
	}
	s.body.Objects = []fyne.CanvasObject{content}
	s.body.Refresh()
}

// crumbs is the line over the tabs: the way back, the name, how it stands, its credit code.
func (s *client) crumbs() fyne.CanvasObject {
	back := widget.NewButton(widget.Link, NavName(Clients), func() { s.sh.Open(Clients) })
	if s.sheet == nil {
		return look.Row(look.GapTight, back)
	}
	kind, state := ClientChip(s.sheet.Client)
	name := look.Section(s.sheet.Name)
	return look.Row(look.GapTight, back, look.Label("›").Whole(), look.Fixed(min(name.Width()+look.Gap, look.WidthWide), 0, look.Row(look.GapNone, look.Stretch(name))),
		widget.NewChip(kind, state), look.Stretch(nil), look.Label(words.Join(s.sheet.Code, s.sheet.USCC)).Whole())
}

// listed is a table that fills the page, with what its keys do at the foot.
func (s *client) listed(table fyne.CanvasObject, hint string) fyne.CanvasObject {
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, widget.NewStatus(words.T("clients.hint.rows"), hint))
	return look.Edge(nil, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, table))
}

// Shown implements Screen: the list of the tab has the focus.
func (s *client) Shown() {
	if s.form != nil || s.sh.At() != Client {
		return
	}
	switch s.tabs.Selected() {
	case clientFiles:
		s.sh.Focus(s.files)
	case clientLoans:
		s.sh.Focus(s.loans)
	case clientViews:
		s.sh.Focus(s.views)
	case clientReadings:
		s.sh.Focus(s.reads.table)
	default:
		s.sh.Window().Canvas().Unfocus()
	}
}

// Keys implements Screen.
func (s *client) Keys() []Key {
	var keys []Key
	if s.sheet != nil && s.sheet.MayEdit {
		keys = append(keys, Key{"F2", words.T("clients.edit"), s.edit}, Key{"Ctrl+N", words.T("clients.file.add"), s.addFile})
	}
	if s.sheet != nil && s.sheet.MayAssign {
		keys = append(keys, Key{"F4", words.T("clients.assign"), s.assign})
	}
	for i, tab := range clientTabs {
		keys = append(keys, Key{"F" + string(rune('5'+i)), words.T("clients.tab." + tab), func() {
			s.tabs.Select(tab)
			s.draw()
			s.Shown()
		}})
	}
	if s.tabs.Selected() == clientReadings {
		keys = append(keys, Key{"Ctrl+P", words.T("shell.list.print"), func() { printList(s.sh, s.reads.listing()) }},
			Key{"Ctrl+E", words.T("shell.list.export"), func() { exportList(s.sh, s.reads.listing()) }})
	}
	return keys
}

// dropTarget implements dropTaker: the case file selected, or the only one there is.
func (s *client) dropTarget(fyne.Position) (contentTarget, bool) {
	if s.sheet == nil || !s.sheet.MayEdit {
		return contentTarget{}, false
	}
	if r, ok := s.files.Selected(); ok && s.tabs.Selected() == clientFiles {
		return contentTarget{file: r.Code}, true
	}
	if len(s.sheet.Files) == 1 {
		return contentTarget{file: s.sheet.Files[0].Code}, true
	}
	return contentTarget{}, len(s.sheet.Files) > 0
}

// Escape implements Screen: back to the list.
func (s *client) Escape() bool {
	s.sh.Open(Clients)
	return true
}
