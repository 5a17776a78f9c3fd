package window

import (
	"cmp"
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: People, Icon: theme.IconNameGrid,
		May: func(a app.Abilities) bool { return a.People },
		New: func(sh *Shell) Screen { return newPeople(sh) },
	})
}

// The tabs of the list.
const (
	peopleHere     = "here"
	peopleUnsigned = "unsigned"
	peopleInvited  = "invited"
	peopleLeft     = "left"
)

// people is 人员与账户: everybody at the left, one of them in full at the right.
type people struct {
	Base
	sh      *Shell
	tabs    *widget.Tabs
	table   *widget.Table[app.PersonRow]
	detail  *widget.Detail
	status  *widget.Status
	list    *Loader
	one     *Loader
	rows    []app.PersonRow
	sheet   *app.PersonSheet // shown at the right; nil while another is on its way
	after   func()           // what to do with the sheet once it is there
	want    string           // number to select once the rows are there
	form    *personForm      // open
	leaving *leaving         // begun and not done
}

func newPeople(sh *Shell) *people { return &people{sh: sh, list: sh.Loader(), one: sh.Loader()} }

// Head implements Screen.
func (p *people) Head() Head {
	h := Head{Title: NavName(People), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("bodies.title"), func() { p.sh.Open(Bodies) }),
	}}
	if p.sh.May(Clearances) {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, NavName(Clearances), func() { p.sh.Open(Clearances) }))
	}
	if p.sh.me.May.EditPeople {
		add := widget.NewButton(widget.Primary, words.T("people.add"), func() { p.edit(app.Person{}) }).
			WithIcon(theme.ContentAddIcon())
		h.Buttons = append(h.Buttons, add)
	}
	return h
}

// Build implements Screen.
func (p *people) Build() fyne.CanvasObject {
	p.tabs = widget.NewTabs(p.tabList()...)
	p.tabs.OnSelect = func(string) { p.showRows() }
	p.table = widget.NewTable(p.columns())
	p.table.Key = func(r app.PersonRow) string { return r.Number }
	p.table.OnSelect = func(r app.PersonRow) { p.showPerson(r.Number) }
	p.table.OnNone = p.showNobody
	p.table.OnActivate = func(app.PersonRow) { p.primary() }
	keepWidths(p.sh, "people.widths", p.table)
	p.table.SetEmpty(words.T("people.empty"), "", nil)
	p.status = widget.NewStatus(words.T("people.hint.rows"), words.T("people.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	p.detail = widget.NewDetail(nil)
	p.showNobody()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, p.status)
	left := look.Edge(p.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, p.table))
	return look.Edge(nil, nil, nil, p.detail, left)
}

func (p *people) tabList() []widget.Tab {
	tabs := []widget.Tab{
		{ID: peopleHere, Label: words.T("people.tab.here"), Count: widget.NoCount},
		{ID: peopleUnsigned, Label: words.T("people.tab.unsigned"), Count: widget.NoCount},
	}
	if p.sh.me.May.Invite {
		tabs = append(tabs, widget.Tab{ID: peopleInvited, Label: words.T("people.tab.invited"), Count: widget.NoCount})
	}
	return append(tabs, widget.Tab{ID: peopleLeft, Label: words.T("people.tab.left"), Count: widget.NoCount})
}

func (p *people) columns() []widget.Column[app.PersonRow] {
	type row = app.PersonRow
	text := func(id, heading string, width float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T(heading), Width: width, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	cols := []widget.Column[row]{
		text("number", "people.number", look.WidthLabel, func(r row) string { return r.Number }),
		text("name", "people.name", look.WidthCode, func(r row) string { return r.Name }),
		text("department", "people.department", 0, func(r row) string { return r.Department }),
		text("post", "people.post", 0, func(r row) string { return postOf(r.Person) }),
		{ID: "bound", Heading: words.T("people.bound"), Width: look.WidthState, Chip: func(r row) (look.Kind, string) { return StandingChip(r.Bound) }},
	}
	if p.sh.me.May.SeeAccounts {
		cols = append(cols, widget.Column[row]{
			ID: "account", Heading: words.T("people.account"), Width: look.WidthState,
			Chip: func(r row) (look.Kind, string) { return accountChip(r.Account) },
		})
	}
	if p.sh.me.May.SeeHoldings {
		cols = append(cols, widget.Column[row]{
			ID: "out", Heading: words.T("people.out"), Width: look.WidthCount, Trailing: true,
			Text: func(r row) string { return countOf(r.CopiesOut) },
			Sort: func(a, b row) int { return cmp.Compare(a.CopiesOut, b.CopiesOut) },
		})
	}
	return cols
}

// postOf is what a person does here: the post, or in what relation they stand.
func postOf(p app.Person) string {
	if p.Post != "" {
		return p.Post
	}
	return KindName(p.Kind)
}

// countOf is a number, empty for none.
func countOf(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// accountChip says where an account stands.
func accountChip(s app.AccountState) (look.Kind, string) {
	kinds := map[app.AccountState]look.Kind{app.Active: look.InPlace, app.Invited: look.Waiting, app.Disabled: look.Neutral}
	if s == "" {
		return look.Neutral, ""
	}
	return kinds[s], words.T("people.account." + string(s))
}

// Open implements Screen: Arg.Code is a person's number.
func (p *people) Open(arg Arg) {
	p.want = arg.Code
	switch arg.Act {
	case ActNew:
		p.edit(app.Person{})
	case ActLeave:
		p.leaveWith(arg.Code, nil)
	}
}

// Refresh implements Screen.
func (p *people) Refresh(context.Context) {
	Load(p.list, func(ctx context.Context) ([]app.PersonRow, error) {
		return everybody(ctx, p.sh.office)
	}, func(rows []app.PersonRow) {
		p.rows = rows
		p.showRows()
	})
}

// everybody reads all people, page by page.
func everybody(ctx context.Context, office *app.Office) ([]app.PersonRow, error) {
	const page = 200
	var all []app.PersonRow
	f := app.PersonFilter{IncludeLeft: true, Limit: page}
	for {
		rows, err := office.People(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
		if len(rows) < page {
			return all, nil
		}
		f.After = rows[len(rows)-1].Key
	}
}

// belongs tells on which tab a person stands.
func (p *people) belongs(r app.PersonRow, tab string) bool {
	left := r.LeftOn != "" && r.LeftOn <= p.sh.Day()
	switch tab {
	case peopleLeft:
		return left
	case peopleUnsigned:
		return !left && !r.Bound.Bound
	case peopleInvited:
		return !left && r.Account == app.Invited
	}
	return !left
}

// showRows shows the rows of the tab and counts those of the others.
func (p *people) showRows() {
	counts := map[string]int{}
	var rows []app.PersonRow
	if p.want != "" {
		p.tabOf(p.want)
	}
	for _, r := range p.rows {
		for _, tab := range p.tabList() {
			if p.belongs(r, tab.ID) {
				counts[tab.ID]++
			}
		}
		if p.belongs(r, p.tabs.Selected()) {
			rows = append(rows, r)
		}
	}
	for _, tab := range p.tabList() {
		p.tabs.SetCount(tab.ID, counts[tab.ID])
	}
	p.table.SetRows(rows)
	p.selectRow()
}

// tabOf goes to the tab on which the person stands, unless the tab at hand has them.
func (p *people) tabOf(number string) {
	for _, r := range p.rows {
		if r.Number == number && !p.belongs(r, p.tabs.Selected()) {
			tab := peopleHere
			if p.belongs(r, peopleLeft) {
				tab = peopleLeft
			}
			p.tabs.Select(tab)
		}
	}
}

// selectRow selects who is wanted, who was selected, or the first; what is shown is fetched
// anew either way.
func (p *people) selectRow() {
	if p.want != "" {
		p.table.SelectKey(p.want)
		p.want = ""
	}
	if _, ok := p.table.Selected(); !ok {
		p.table.SelectIndex(0)
	}
	if r, ok := p.table.Selected(); ok {
		p.showPerson(r.Number)
		return
	}
	p.showNobody()
}

// Shown implements Screen.
func (p *people) Shown() { p.sh.Focus(p.table) }
