package window

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// partiesForm is who the paper is between: a label and a text a line.
func (p *textParts) partiesForm() fyne.CanvasObject {
	t := &p.e.text
	column := look.Column(look.GapCard)
	for i := range t.Parties {
		label := look.Fixed(look.WidthCode, 0, p.entry(path("parties", i)+".label", "texts.party.label", &t.Parties[i].Label))
		text := p.entry(path("parties", i), "texts.party.text", &t.Parties[i].Text)
		acts := p.lineActs(len(t.Parties), i, func(by int) { move(t.Parties, i, by) }, func() { t.Parties = slices.Delete(t.Parties, i, i+1) })
		column.Add(look.Edge(nil, nil, label, look.PadEach(look.Gap, look.GapPage, look.GapNone, look.GapNone, acts), look.PadEach(look.Gap, 0, 0, 0, text)))
	}
	column.Add(look.Row(look.GapNone, p.more("texts.party.add", func() { t.Parties = append(t.Parties, wording.Party{}) })))
	column.Add(p.placeholders())
	return column
}

// signaturesForm is who signs, and what stands over each place.
func (p *textParts) signaturesForm() fyne.CanvasObject {
	t := &p.e.text
	roles := []widget.Option{
		{ID: wording.SignerRole, Title: words.T("texts.role.signer")},
		{ID: wording.WitnessRole, Title: words.T("texts.role.witness")},
		{ID: wording.OrganisationRole, Title: words.T("texts.role.organisation")},
	}
	column := look.Column(look.GapCard)
	for i := range t.Signatures {
		label := p.entry(path("signatures", i), "texts.sign.label", &t.Signatures[i].Label)
		choice := widget.NewChoice(roles, nil)
		choice.SetValue(t.Signatures[i].Role)
		choice.OnEdit(func(id string) {
			p.e.before(path("signatures", i) + ".role")
			t.Signatures[i].Role = id
			p.e.edited()
		})
		role := look.Fixed(look.WidthEntry, 0, widget.NewFormField(path("signatures", i)+".role", words.T("texts.sign.role"), choice))
		acts := p.lineActs(len(t.Signatures), i, func(by int) { move(t.Signatures, i, by) },
			func() { t.Signatures = slices.Delete(t.Signatures, i, i+1) })
		column.Add(look.Edge(nil, nil, role, look.PadEach(look.Gap, look.GapPage, look.GapNone, look.GapNone, acts), look.PadEach(look.Gap, 0, 0, 0, label)))
	}
	column.Add(look.Row(look.GapNone, p.more("texts.sign.add", func() {
		t.Signatures = append(t.Signatures, wording.Signatory{Role: p.freeRole()})
	})))
	column.Add(look.Note(words.T("texts.sign.note")))
	return column
}

// freeRole is the first role that nobody signs in yet.
func (p *textParts) freeRole() string {
	for _, role := range []string{wording.SignerRole, wording.WitnessRole, wording.OrganisationRole} {
		if !p.e.text.SignedBy(role) {
			return role
		}
	}
	return wording.WitnessRole
}

// addAudience puts under the head whom a text is for. The texts of the procedure are for whom the procedure
// says: that is told and can't be changed here.
func (p *textParts) addAudience(column *fyne.Container) fyne.CanvasObject {
	t := &p.e.text
	if !p.e.sheet.Key.Own() {
		column.Add(look.Note(words.T("texts.for.fixed." + string(p.e.sheet.Key))))
		return column
	}
	column.Add(look.Column(look.GapTight, look.Quiet(words.T("texts.for.kinds")), p.ticks(app.AllPersonKinds, KindName, &t.For.Kinds)))
	column.Add(look.Column(look.GapTight, look.Quiet(words.T("texts.for.roles")), p.ticksOf(app.AllRoles, &t.For.Roles)))
	gate := widget.NewTick(words.T("texts.gate"), nil)
	gate.SetChecked(t.Gate)
	gate.OnEdit(func(on string) {
		p.e.before("")
		t.Gate = on != ""
		p.e.edited()
	})
	column.Add(look.Column(look.GapTight, gate, look.Note(words.T("texts.gate.note"))))
	return column
}

func (p *textParts) ticksOf(roles []app.Role, to *[]string) fyne.CanvasObject {
	return tickBoxes(roles, RoleName, to, p)
}

func (p *textParts) ticks(kinds []app.PersonKind, name func(app.PersonKind) string, to *[]string) fyne.CanvasObject {
	return tickBoxes(kinds, name, to, p)
}

// tickBoxes are boxes to tick, two in a row, for those of all that a list holds.
func tickBoxes[T ~string](all []T, name func(T) string, to *[]string, p *textParts) fyne.CanvasObject {
	column := look.Column(look.GapTight)
	var row []fyne.CanvasObject
	for _, one := range all {
		tick := widget.NewTick(name(one), nil)
		tick.SetChecked(slices.Contains(*to, string(one)))
		tick.OnEdit(func(on string) {
			p.e.before("")
			*to = slices.DeleteFunc(slices.Clone(*to), func(s string) bool { return s == string(one) })
			if on != "" {
				*to = append(*to, string(one))
			}
			p.e.edited()
		})
		if row = append(row, tick); len(row) == 2 {
			column.Add(look.Equal(look.GapCard, row...))
			row = nil
		}
	}
	if len(row) > 0 {
		column.Add(look.Equal(look.GapCard, append(row, look.Space(0))...))
	}
	return column
}

// clauseForm is one clause: heading, text, what it rests on, its items and its table.
func (p *textParts) clauseForm(i int) fyne.CanvasObject {
	c := &p.e.text.Clauses[i]
	at := clausePart(i)
	column := look.Column(look.GapCard, p.entry(at+".heading", "texts.clause.heading", &c.Heading),
		look.Column(look.GapTight, p.long(at+".text", "texts.clause.text", &c.Text), p.placeholders()),
		p.bind(at+".refs", "texts.clause.refs", widget.NewEntry(words.T("texts.clause.refs.hint")), wording.WriteRefs(c.Refs),
			func(s string) { c.Refs = wording.ParseRefs(s) }))
	for j := range c.Items {
		column.Add(p.itemForm(c, i, j))
	}
	more := look.Row(look.GapWide, p.more("texts.item.add", func() { c.Items = append(c.Items, wording.Clause{Refs: []string{}}) }))
	if c.Table == nil {
		more.Add(p.more("texts.table.add", func() { c.Table = newTable() }))
	} else {
		column.Add(p.tableForm(c, at))
	}
	column.Add(more)
	column.Add(look.Line())
	column.Add(p.clauseActs(i))
	return column
}

// clauseActs moves the clause or takes it out.
func (p *textParts) clauseActs(i int) fyne.CanvasObject {
	act := func(label string, on bool, do func()) *widget.Button {
		b := widget.NewButton(widget.Secondary, words.T(label), do)
		b.SetEnabled(on)
		return b
	}
	e := p.e
	return look.Row(look.GapTight, act("texts.clause.up", i > 0, func() { e.moveClause(-1) }),
		act("texts.clause.down", i < len(e.text.Clauses)-1, func() { e.moveClause(1) }), act("texts.clause.drop", true, e.dropClause))
}

// itemForm is one item of a clause: its text, and what it rests on.
func (p *textParts) itemForm(c *wording.Clause, i, j int) fyne.CanvasObject {
	at := path(clausePart(i)+".items", j)
	it := &c.Items[j]
	text := p.bind(at+".text", "", paragraphEntry(it.Text, 20, 2, 5), it.Text, func(s string) { it.Text = s })
	refs := p.bind(at+".refs", "", widget.NewEntry(words.T("texts.clause.refs")), wording.WriteRefs(it.Refs), func(s string) { it.Refs = wording.ParseRefs(s) })
	acts := p.lineActs(len(c.Items), j, func(by int) { move(c.Items, j, by) }, func() { c.Items = slices.Delete(c.Items, j, j+1) })
	right := look.Fixed(look.WidthCode, 0, look.Column(look.GapTight, refs, acts))
	return look.Edge(nil, nil, nil, look.PadEach(look.Gap, 0, 0, 0, right), text)
}

// tableForm is a clause's table: its head, its rows, and what makes it wider or longer.
func (p *textParts) tableForm(c *wording.Clause, at string) fyne.CanvasObject {
	t := c.Table
	evenRows(t)
	line := func(cells []string, n int, after fyne.CanvasObject) fyne.CanvasObject {
		var boxes []fyne.CanvasObject
		for k := range cells {
			boxes = append(boxes, p.entry(path(path(at+".table", n), k), "", &cells[k]))
		}
		return look.Edge(nil, nil, nil, after, look.Equal(look.GapTight, boxes...))
	}
	gap := look.Space(look.SizeIcon)
	column := look.Column(look.GapTight, look.Quiet(words.T("texts.table.head")), line(t.Head, 0, look.PadEach(look.Gap, 0, 0, 0, gap)), look.Quiet(words.T("texts.table.rows")))
	for r := range t.Rows {
		drop := widget.NewButton(widget.Link, "", func() {
			p.e.before("")
			t.Rows = slices.Delete(t.Rows, r, r+1)
			p.e.changed(p.e.at)
		}).WithIcon(theme.ContentClearIcon())
		column.Add(line(t.Rows[r], r+1, look.PadEach(look.Gap, 0, 0, 0, drop)))
	}
	column.Add(look.Row(look.GapWide, p.more("texts.table.row", func() { t.Rows = append(t.Rows, make([]string, len(t.Head))) }),
		p.more("texts.table.column", func() { addColumn(t) })))
	column.Add(look.Row(look.GapWide, p.less("texts.table.narrow", func() { dropColumn(t) }), p.less("texts.table.drop", func() { c.Table = nil })))
	return column
}

// less is a link that takes something away.
func (p *textParts) less(label string, act func()) *widget.Button {
	return p.more(label, act).WithIcon(theme.ContentRemoveIcon())
}
