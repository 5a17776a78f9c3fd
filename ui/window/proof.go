package window

import (
	"cmp"
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// Proof is the report of who was bound on a day, and who had access without.
const Proof Name = "proof"

func init() {
	register(Registration{Name: Proof, Under: Audit, May: seesSheets, New: func(sh *Shell) Screen { return newProof(sh) }})
}

// The tabs of the report.
const (
	proofAll     = "all"
	proofUnbound = "unbound"
	proofReach   = "access"
	proofFound   = "found"
)

var proofTabs = []string{proofAll, proofUnbound, proofReach, proofFound}

// proof asks for a day and shows what was so on it.
type proof struct {
	Base
	sh      *Shell
	load    *Loader
	day     *widget.DateField
	form    *widget.Form
	verdict *fyne.Container
	content *fyne.Container
	tabs    *widget.Tabs
	table   *widget.Table[app.ProofPerson]
	report  *app.ProofReport
	found   map[int64][]app.ProofFinding
}

func newProof(sh *Shell) *proof {
	return &proof{sh: sh, load: sh.Loader(), verdict: container.NewStack()}
}

// Head implements Screen.
func (p *proof) Head() Head {
	h := Head{Title: NavName(Proof), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("clearances.back"), func() { p.Escape() }).WithKey("Esc"),
	}}
	if p.report != nil {
		h.Quiet = words.Date(string(p.report.Day))
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("proof.export"), p.export).WithKey("Ctrl+E"),
			widget.NewButton(widget.Primary, words.T("proof.print"), p.print).WithKey("Ctrl+P"))
	}
	return h
}

// Build implements Screen.
func (p *proof) Build() fyne.CanvasObject {
	p.day = widget.NewDateField(func() string { return string(p.sh.Day()) }, false)
	p.form = widget.NewForm(widget.NewFormField("day", words.T("proof.day"), p.day))
	p.form.SetValue("day", string(p.sh.Day()))
	ask := widget.NewButton(widget.Secondary, words.T("proof.ask"), p.ask).WithKey("Enter")
	if entry, is := p.day.FocusTarget().(*widget.Entry); is {
		entry.OnSubmitted = func(string) { p.ask() }
	}
	bar := look.Row(look.GapCard, look.Fixed(look.WidthField, 0, p.form), ask, look.Stretch(nil))
	tabs := make([]widget.Tab, len(proofTabs))
	for i, id := range proofTabs {
		tabs[i] = widget.Tab{ID: id, Label: words.T("proof.tab." + id), Count: widget.NoCount}
	}
	p.tabs = widget.NewTabs(tabs...)
	p.tabs.OnSelect = func(string) { p.showRows() }
	p.table = widget.NewTable(p.columns())
	p.table.Key = func(r app.ProofPerson) string { return r.Person.Number }
	p.table.SetEmpty(words.T("proof.empty"), "", nil)
	keepWidths(p.sh, "proof.widths", p.table)
	top := look.PadEach(look.GapPage, look.GapWide, look.GapPage, look.Gap, look.Column(look.GapCard, bar, p.verdict))
	status := widget.NewStatus(words.T("proof.hint.enter"), words.T("people.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	list := look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, p.table)
	p.content = look.Edge(top, foot, nil, nil, look.Edge(p.tabs, nil, nil, nil, list))
	return p.content
}

func (p *proof) columns() []widget.Column[app.ProofPerson] {
	type row = app.ProofPerson
	text := func(id string, width, weight float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T("proof.col." + id), Width: width, Weight: weight, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	return []widget.Column[row]{
		text("number", look.WidthName, 0, func(r row) string { return r.Person.Number }),
		text("name", look.WidthName, 0, func(r row) string { return r.Person.Name }),
		{ID: "bound", Heading: words.T("paper.proof.state"), Width: look.WidthState, Chip: proofChip},
		text("signed", 0, 4, func(r row) string { return signedLine(r) }),
		text("until", look.WidthName, 0, func(r row) string { return string(r.Standing.Until) }),
		text("reach", 0, 2, func(r row) string { return paper.ProofAccess(r.Access) }),
		text("found", 0, 2, func(r row) string { return p.foundLine(r) }),
	}
}

func proofChip(r app.ProofPerson) (look.Kind, string) {
	if r.Standing.Bound {
		return look.InPlace, words.T("proof.bound")
	}
	return look.Waiting, words.T("proof.unbound")
}

// signedLine is what bound a person, or what lacked.
func signedLine(r app.ProofPerson) string {
	if lacks := paper.ProofLacks(r); lacks != "" {
		return lacks
	}
	var out []string
	for _, c := range r.Signed {
		out = append(out, words.T("proof.signed", TemplateTitle(c.Key, c.Title), c.Version))
	}
	return List(out)
}

// foundLine is what somebody had without being bound.
func (p *proof) foundLine(r app.ProofPerson) string {
	var out []string
	for _, f := range p.found[r.Person.ID] {
		out = append(out, words.N("paper.proof.find."+string(f.Kind), f.Count))
	}
	return List(out)
}

// ask makes the report of the day in the field.
func (p *proof) ask() {
	day := app.Date(p.day.ISO())
	p.load.Failed = func(err error) bool { return applyErrors(p.form, err) == nil }
	Load(p.load, func(ctx context.Context) (app.ProofReport, error) { return p.sh.office.Proof(ctx, day, nil) }, p.show)
}

func (p *proof) show(r app.ProofReport) {
	p.report, p.found = &r, map[int64][]app.ProofFinding{}
	p.form.ApplyErrors(nil)
	for _, f := range r.Findings {
		p.found[f.Person.ID] = append(p.found[f.Person.ID], f)
	}
	kind := look.InPlace
	if r.Breaches() > 0 {
		kind = look.Overdue
	} else if len(r.Findings) > 0 {
		kind = look.Waiting
	}
	p.verdict.Objects = []fyne.CanvasObject{widget.NewBanner(kind, words.T("proof.verdict", words.Date(string(r.Day)), paper.ProofVerdict(r)))}
	p.content.Refresh() // the verdict takes room that nothing had before
	p.sh.HeadChanged()
	p.showRows()
}

// belongs tells on which tab a person stands.
func (p *proof) belongs(r app.ProofPerson, tab string) bool {
	switch tab {
	case proofUnbound:
		return !r.Standing.Bound
	case proofReach:
		return r.Access.Any()
	case proofFound:
		return len(p.found[r.Person.ID]) > 0
	}
	return true
}

func (p *proof) showRows() {
	if p.report == nil {
		return
	}
	counts := map[string]int{}
	var rows []app.ProofPerson
	for _, r := range p.report.People {
		for _, tab := range proofTabs {
			if p.belongs(r, tab) {
				counts[tab]++
			}
		}
		if p.belongs(r, p.tabs.Selected()) {
			rows = append(rows, r)
		}
	}
	for _, tab := range proofTabs {
		p.tabs.SetCount(tab, counts[tab])
	}
	p.table.SetEmpty(words.T("proof.empty.tab"), "", nil)
	p.table.SetRows(rows)
}

// print makes the report's PDF.
func (p *proof) print() {
	if p.report == nil {
		return
	}
	r := *p.report
	p.sh.Print(paper.ProofName(r)+".pdf", func(w io.Writer) error { return p.sh.Papers().Proof(w, r) })
}

// export writes the report to a spreadsheet, once the password was typed a moment ago.
func (p *proof) export() {
	if p.report == nil {
		return
	}
	r := *p.report
	Do(p.sh, Just(func(ctx context.Context) error { return p.sh.office.ExportNote(ctx, "proof", len(r.People)) }), func(struct{}) {
		p.sh.SaveAs(paper.ProofName(r)+".xlsx", []string{".xlsx"}, func(w io.Writer) error { return sheet.Write(w, paper.ProofTable(r)) })
	})
}

// Shown implements Screen.
func (p *proof) Shown() { p.sh.Focus(p.day.FocusTarget()) }

// Keys implements Screen.
func (p *proof) Keys() []Key {
	return []Key{
		{Stroke: "Enter", Label: words.T("proof.ask")},
		{Stroke: "Ctrl+P", Label: words.T("proof.print"), Do: p.print},
		{Stroke: "Ctrl+E", Label: words.T("proof.export"), Do: p.export},
		{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	}
}

// Escape implements Screen: clear the filter, then back to the log.
func (p *proof) Escape() bool {
	if p.table.Filter() != "" {
		p.table.SetFilter("")
		return true
	}
	p.sh.Open(Audit)
	return true
}
