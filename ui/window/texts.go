package window

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Texts is the list of the texts that people commit to, in all their versions; Arg.Code is the id of one.
const Texts Name = "texts"

func init() {
	register(Registration{Name: Texts, Under: Commitments, New: func(sh *Shell) Screen { return newTexts(sh) }})
}

// The tabs of the list: what counts now or soon, what is being written, what was.
const (
	textsNow    = "now"
	textsDrafts = "drafts"
	textsPast   = "past"
)

var textTabs = []string{textsNow, textsDrafts, textsPast}

// texts is 承诺文本: which texts there are, who wrote and who approved them, from when they count.
type texts struct {
	Base
	sh     *Shell
	tabs   *widget.Tabs
	table  *widget.Table[app.TemplateRow]
	detail *widget.Detail
	list   *Loader
	rows   []app.TemplateRow
	at     *app.TemplateRow
	want   int64 // to select once the rows are there
}

func newTexts(sh *Shell) *texts { return &texts{sh: sh, list: sh.Loader()} }

// Head implements Screen.
func (t *texts) Head() Head {
	back := widget.NewButton(widget.Secondary, words.T("texts.to.commitments"), t.leave)
	h := Head{Title: words.T("texts.title"), Buttons: []*widget.Button{back}}
	if t.writes() {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("texts.import"), t.importFile).WithKey("Ctrl+O"),
			widget.NewButton(widget.Primary, words.T("texts.new"), t.add).WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// writes tells whether the person may write texts: then each can be copied.
func (t *texts) writes() bool {
	return slices.ContainsFunc(t.rows, func(r app.TemplateRow) bool { return r.May.Copy })
}

// Build implements Screen.
func (t *texts) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(textTabs))
	for i, tab := range textTabs {
		tabs[i] = widget.Tab{ID: tab, Label: words.T("texts.tab." + tab), Count: widget.NoCount}
	}
	t.tabs = widget.NewTabs(tabs...)
	t.tabs.OnSelect = func(string) { t.table.Deselect(); t.showRows(); t.sh.Focus(t.table) }
	t.table = widget.NewTable(t.columns())
	t.table.Key = func(r app.TemplateRow) string { return strconv.FormatInt(r.ID, 10) }
	t.table.OnSelect = t.show
	t.table.OnNone = t.showNone
	t.table.OnActivate = func(app.TemplateRow) { t.primary() }
	keepWidths(t.sh, "texts.widths", t.table)
	status := widget.NewStatus(words.T("people.hint.rows"), words.T("texts.hint"), words.T("shell.list.hint.print.shift"), words.T("clients.hint.export"))
	t.detail = widget.NewDetail(nil)
	t.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	left := look.Edge(t.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, t.table))
	return look.Edge(nil, nil, nil, t.detail, left)
}

func (t *texts) columns() []widget.Column[app.TemplateRow] {
	type row = app.TemplateRow
	text := func(id, heading string, width float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T(heading), Width: width, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	count := func(id, heading string, get func(row) int) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T(heading), Width: look.WidthLabel, Trailing: true,
			Text: func(r row) string { return countOf(get(r)) }, Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	return []widget.Column[row]{
		text("number", "texts.number", look.WidthEntry, func(r row) string { return r.Number }),
		text("title", "texts.text", 0, textTitle),
		text("version", "texts.version", look.WidthLabel, func(r row) string { return r.Version }),
		{ID: "state", Heading: words.T("texts.state"), Width: look.WidthState, Chip: textChip},
		text("from", "texts.from", look.WidthDate, func(r row) string { return words.Date(string(r.InForce)) }),
		count("signed", "texts.signed", func(r row) int { return r.Signed }),
		count("tosign", "texts.tosign", mustSign),
	}
}

// textTitle is the title of a version, or that it has none yet.
func textTitle(r app.TemplateRow) string {
	if r.Title == "" {
		return words.T("texts.untitled")
	}
	return r.Title
}

// mustSign is how many people a version asks to sign; a draft asks nobody.
func mustSign(r app.TemplateRow) int {
	if r.Now == app.TextDraft {
		return 0
	}
	return r.ToSign
}

// textChip says what a version is worth today, of a draft whether it was handed in.
func textChip(r app.TemplateRow) (look.Kind, string) {
	if !r.SubmittedAt.IsZero() && r.Now == app.TextDraft {
		return look.Waiting, words.T("texts.state.submitted")
	}
	kinds := map[app.TemplateState]look.Kind{
		app.TextDraft: look.Neutral, app.TextApproved: look.Out, app.TextInForce: look.InPlace,
		app.TextSuperseded: look.Neutral, app.TextWithdrawn: look.Neutral, app.TextEnded: look.Neutral,
	}
	return kinds[r.Now], words.T("texts.state." + string(r.Now))
}

// textTab is the tab on which a version stands.
func textTab(r app.TemplateRow) string {
	switch r.Now {
	case app.TextDraft:
		return textsDrafts
	case app.TextApproved, app.TextInForce:
		return textsNow
	}
	return textsPast
}

// Open implements Screen: Arg.Code is the id of a version.
func (t *texts) Open(arg Arg) {
	t.want, _ = strconv.ParseInt(arg.Code, 10, 64)
}

// Refresh implements Screen.
func (t *texts) Refresh(context.Context) {
	Load(t.list, t.sh.office.Templates, func(rows []app.TemplateRow) {
		t.rows = rows
		t.showRows()
		t.sh.HeadChanged()
	})
}

// showRows shows the rows of the tab and counts those of the others.
func (t *texts) showRows() {
	counts := map[string]int{}
	for _, r := range t.rows {
		counts[textTab(r)]++
		if r.ID == t.want {
			t.tabs.Select(textTab(r))
		}
	}
	for _, tab := range textTabs {
		t.tabs.SetCount(tab, counts[tab])
	}
	tab := t.tabs.Selected()
	var shown []app.TemplateRow
	for _, r := range t.rows {
		if textTab(r) == tab {
			shown = append(shown, r)
		}
	}
	t.table.SetEmpty(words.T("texts.empty."+tab), "", nil)
	t.table.SetRows(shown)
	if t.want != 0 {
		t.table.SelectKey(strconv.FormatInt(t.want, 10))
		t.want = 0
	}
	if _, ok := t.table.Selected(); !ok {
		t.table.SelectIndex(0)
	}
	if r, ok := t.table.Selected(); ok {
		t.show(r)
		return
	}
	t.showNone()
}

// Keys implements Screen.
func (t *texts) Keys() []Key {
	keys := []Key{{"↑↓", words.T("commitments.key.rows"), nil}}
	if t.at != nil && t.at.May.Submit {
		keys = append(keys, Key{"Ctrl+Enter", words.T("texts.submit"), t.submit})
	}
	if t.at != nil {
		keys = append(keys, Key{"Enter", t.primaryLabel(*t.at), t.primary}, Key{"Ctrl+P", words.T("texts.proof"), t.proof},
			Key{"Ctrl+D", words.T("texts.compare"), t.compare}, Key{"Del", words.T("texts.key.del"), t.remove})
	}
	if t.writes() {
		keys = append(keys, Key{"Ctrl+N", words.T("texts.new"), t.add}, Key{"Ctrl+O", words.T("texts.import"), t.importFile})
	}
	return append(keys,
		Key{"Ctrl+Shift+P", words.T("shell.list.print"), func() { printList(t.sh, t.listing()) }},
		Key{"Ctrl+E", words.T("shell.list.export"), func() { exportList(t.sh, t.listing()) }})
}

// listing is the list as it stands, for paper and spreadsheets.
func (t *texts) listing() listing[app.TemplateRow] {
	return listing[app.TemplateRow]{
		list: "texts", title: words.T("texts.title"), note: narrowed(t.tabs.SelectedLabel(), t.table.Filter()), table: t.table,
	}
}

// leave goes back to who has signed what.
func (t *texts) leave() { t.sh.Open(Commitments) }

// Escape implements Screen.
func (t *texts) Escape() bool {
	t.leave()
	return true
}

// Shown implements Screen.
func (t *texts) Shown() { t.sh.Focus(t.table) }
