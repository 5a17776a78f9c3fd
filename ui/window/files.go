package window

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// How the documents can be narrowed when their screen is opened. Without an act the code may
// be a case file's or a document's.
const (
	actOfFile   = "of-file"   // Arg.Code is a case file's
	actOfClient = "of-client" // Arg.Code is a client's
)

func init() {
	register(Registration{
		Name: Files, Icon: theme.IconNameFolder,
		May: func(a app.Abilities) bool { return a.Files },
		New: func(sh *Shell) Screen { return newFiles(sh) },
	})
}

// everyState is the tab of all documents; the others are the states of their copies.
const everyState = "all"

// fileTabs are the states of the list, in order.
var fileTabs = []app.CopyState{app.InPlace, app.OutCopy, app.Lost, app.Gone}

// documentPage is how many documents are asked for at once.
const documentPage = 200

// files is 档案: the documents this person may see, page by page, of one client or case file
// when asked so; one of them with its copies at the right.
type files struct {
	Base
	sh     *Shell
	list   *Loader
	counts *Loader
	one    *Loader
	place  *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.DocumentRow]
	detail *widget.Detail
	status *widget.Status
	strip  *fyne.Container // what the list is narrowed to
	left   *fyne.Container

	client string         // code the list is narrowed to
	file   *app.FileSheet // likewise
	want   string         // code to select once its row is there
	asked  string         // code that is being opened
	last   string         // paging key of the last row
	more   bool
	quiet  bool // a row is being selected by the program: nobody asked to open it
	row    *app.DocumentRow
	sheet  *app.DocumentSheet
	form   *recordForm
	kept   *app.Draft
}

func newFiles(sh *Shell) *files {
	return &files{sh: sh, list: sh.Loader(), counts: sh.Loader(), one: sh.Loader(), place: sh.Loader(), strip: container.NewStack()}
}

// Head implements Screen.
func (s *files) Head() Head {
	h := Head{Title: NavName(Files)}
	if s.sh.me.May.Import {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("files.import"), s.bringIn))
	}
	if s.sh.me.May.EditClients {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("content.add"), s.addContents))
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("files.add"), s.add).WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *files) Build() fyne.CanvasObject {
	tabs := []widget.Tab{{ID: everyState, Label: words.T("files.tab.all"), Count: widget.NoCount}}
	for _, state := range fileTabs {
		_, label := shelfChip(state)
		tabs = append(tabs, widget.Tab{ID: string(state), Label: label, Count: widget.NoCount})
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) {
		s.table.SetRows(nil)
		s.showNone()
		s.load()
		s.focus()
	}
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.DocumentRow) string { return r.Code }
	s.table.OnSelect = func(r app.DocumentRow) { s.choose(r) }
	s.table.OnAgain = s.choose // what the program selected is opened by a tap
	s.table.OnNone = s.showNone
	s.table.OnActivate = func(app.DocumentRow) { s.primary() }
	s.table.OnFilter = func(string) { s.load() }
	s.table.OnNearEnd = s.loadMore
	keepWidths(s.sh, "files.widths", s.table)
	s.status = widget.NewStatus(words.T("clients.hint.rows"), words.T("files.hint.open"), words.T("clients.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	s.detail = widget.NewDetail(nil)
	s.strip.Hide()
	s.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	s.left = look.Edge(look.Column(look.GapNone, s.tabs, s.strip), foot, nil, nil, list)
	return look.Edge(nil, nil, nil, s.detail, s.left)
}

func (s *files) columns() []widget.Column[app.DocumentRow] {
	type row = app.DocumentRow
	return []widget.Column[row]{
		{ID: "code", Heading: words.T("files.col.code"), Width: look.WidthDate, Text: func(r row) string { return r.Code }},
		{ID: "title", Heading: words.T("files.col.title"), Weight: 4, Text: func(r row) string { return r.Title }},
		{ID: "client", Heading: words.T("files.col.client"), Weight: 5, Text: func(r row) string { return r.ClientName }},
		{ID: "place", Heading: words.T("files.col.place"), Width: look.WidthEntry, Quiet: true, Text: placeOf},
		{ID: "copies", Heading: words.T("files.col.copies"), Width: look.WidthLabel, Trailing: true, Text: func(r row) string { return strconv.Itoa(r.Copies) }},
		{ID: "state", Heading: words.T("files.col.state"), Width: look.WidthState, Chip: documentChip},
	}
}

// documentChip says where the copies of a document are, taken together.
func documentChip(r app.DocumentRow) (look.Kind, string) {
	switch {
	case r.OnHold:
		return look.Neutral, words.T("clients.hold")
	case r.Out > 0:
		return look.Out, words.T("clients.out", r.Out)
	case r.InPlace > 0 && r.Medium == app.Electronic && r.Stored:
		return look.InPlace, words.T("content.electronic")
	case r.InPlace > 0 && r.Medium == app.Electronic:
		return look.Waiting, words.T("content.chip.none")
	case r.InPlace > 0:
		return look.InPlace, words.T("clients.in")
	case r.Copies > 0:
		return look.Overdue, words.T("files.none.here")
	}
	return look.Neutral, ""
}

// shelfChip says where a copy is as the lists of records say it.
func shelfChip(state app.CopyState) (look.Kind, string) {
	if state == app.InPlace {
		return look.InPlace, words.T("clients.in")
	}
	return CopyChip(state)
}

// Open implements Screen: the documents of a client or a case file, or one document. What a
// bare code names is asked for.
func (s *files) Open(arg Arg) {
	switch {
	case arg.Code == "":
		if arg.Act == ActNew {
			s.add()
		}
		return
	case arg.Act == actOfClient:
		s.narrow(arg.Code, nil)
		return
	}
	code := arg.Code
	Load(s.place, func(ctx context.Context) (*app.FileSheet, error) { return fileNamed(ctx, s.sh.office, code) }, func(f *app.FileSheet) {
		if f == nil {
			s.narrow("", nil)
			s.want = code
			s.table.SetFilter(code)
			s.openDocument(code)
			return
		}
		s.narrow("", f)
		s.table.SetFilter("") // what was typed for another list
		s.load()
	})
}

// fileNamed opens the case file of exactly that code, nil when there is none that the person
// may see.
func fileNamed(ctx context.Context, office *app.Office, code string) (*app.FileSheet, error) {
	rows, err := office.Files(ctx, code, "", 50)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if strings.EqualFold(r.Code, code) {
			sheet, err := office.OpenFile(ctx, r.Code)
			return &sheet, err
		}
	}
	return nil, nil
}

// narrow shows the documents of a client or of a case file alone; neither shows all again.
func (s *files) narrow(client string, file *app.FileSheet) {
	s.client, s.file, s.want = client, file, ""
	s.table.SetRows(nil)
	s.showNone()
	s.drawStrip()
}

// Refresh implements Screen.
func (s *files) Refresh(context.Context) {
	s.load()
	if s.sheet != nil && s.form == nil {
		s.openDocument(s.sheet.Code)
	}
}

// Shown implements Screen.
func (s *files) Shown() {
	if s.form == nil {
		s.focus()
	}
}

// focus goes to the list without opening what stands first there.
func (s *files) focus() { s.quietly(func() { s.sh.Focus(s.table) }) }

// quietly selects on the program's own account.
func (s *files) quietly(do func()) {
	was := s.quiet
	s.quiet = true
	do()
	s.quiet = was
}

// Keys implements Screen.
func (s *files) Keys() []Key {
	keys := []Key{
		{Stroke: "↑↓", Label: words.T("clients.key.rows")},
		{Stroke: "Enter", Label: words.T("files.key.enter"), Do: s.primary},
	}
	if s.sh.me.May.EditClients {
		keys = append(
			keys,
			Key{"Ctrl+N", words.T("files.add"), s.add}, Key{"F2", words.T("clients.edit"), s.edit},
			Key{"F4", words.T("files.copy.add"), s.addCopy}, Key{"F6", words.T("files.hold"), s.hold},
			Key{"Ctrl+O", words.T("content.add"), s.addContents}, Key{"Space", words.T("labels.key.mark"), nil}, Key{"F9", words.T("labels.title"), s.labels},
		)
	}
	if s.sheet != nil && s.sheet.Content != nil && s.sheet.Content.May.Open {
		keys = append(keys, Key{"F7", words.T("content.open"), s.read})
	}
	if s.sheet != nil && s.sheet.Content != nil {
		keys = append(keys, Key{"F8", viewsTitle(s.sh.viewsOf(*s.sheet)), s.whoSaw})
	}
	if s.sh.me.May.Import {
		keys = append(keys, Key{Stroke: "F3", Label: words.T("files.import"), Do: s.bringIn})
	}
	return append(
		keys,
		Key{Stroke: "Ctrl+F", Label: words.T("clients.key.filter"), Do: s.focus},
		Key{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: s.print},
		Key{Stroke: "Ctrl+E", Label: words.T("clients.key.export"), Do: s.export},
		Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	)
}

// Escape implements Screen: leave the filter, then what the list is narrowed to.
func (s *files) Escape() bool {
	switch {
	case s.table.Filter() != "":
		s.table.SetFilter("")
	case s.client != "" || s.file != nil:
		s.widen()
	default:
		return false
	}
	return true
}

// widen shows all documents again.
func (s *files) widen() {
	s.narrow("", nil)
	s.load()
	s.focus()
}

func (s *files) bringIn() { s.sh.Open(Import, Arg{Act: string(app.ImportDocuments)}) }

// Forms implements Screen.
func (s *files) Forms() []string {
	return []string{formDocumentNew, formDocumentEdit, formFileEdit, formCopyAdd, formCopyMove, formHold}
}

// Leave implements Screen: an open form is kept.
func (s *files) Leave() *app.Draft { return s.form.draft() }
