package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNobody empties the detail.
func (p *people) showNobody() {
	p.one.Stop()
	p.sheet, p.after = nil, nil
	p.detail.SetContent(look.Label(words.T("people.nobody")))
	p.detail.SetActions()
}

// showPerson asks for one person and shows them. Until then no act can take somebody else.
func (p *people) showPerson(number string) {
	if p.sheet != nil && p.sheet.Number != number {
		p.sheet, p.after = nil, nil
	}
	Load(p.one, func(ctx context.Context) (app.PersonSheet, error) {
		return p.sh.office.Person(ctx, number)
	}, p.show)
}

// show fills the detail.
func (p *people) show(s app.PersonSheet) {
	p.sheet = &s
	column := look.Column(look.GapCard, p.headOf(s), p.fieldsOf(s))
	links := look.Row(look.GapCard)
	if p.isMe(s) || seesSheets(p.sh.me.May) {
		links.Add(widget.NewButton(widget.Link, words.T("folder.open"), func() { p.sh.Open(Folder, Arg{Code: s.Number}) }))
	}
	if p.isMe(s) || p.sh.me.Roles.HasAny(app.Custodian, app.Inspector) {
		links.Add(widget.NewButton(widget.Link, words.T("content.what"), func() { p.sh.OpenViews(app.ViewFilter{Person: s.Number}) }))
	}
	if len(links.Objects) > 0 {
		column.Add(links)
	}
	column.Add(p.standingOf(s))
	for _, part := range []fyne.CanvasObject{p.commitmentsOf(s), p.loansOf(s), p.assignmentsOf(s), p.delegationsOf(s)} {
		if part != nil {
			column.Add(part)
		}
	}
	p.detail.SetContent(column)
	p.detail.SetActions(p.actions(s)...)
	if after := p.after; after != nil {
		p.after = nil
		after()
	}
}

// with runs an act on the person selected, as soon as the sheet is there.
func (p *people) with(act func(app.PersonSheet)) {
	if p.sheet != nil {
		act(*p.sheet)
		return
	}
	p.after = func() { act(*p.sheet) }
}

func (p *people) headOf(s app.PersonSheet) fyne.CanvasObject {
	if s.LeftOn != "" && s.LeftOn <= p.sh.Day() {
		return widget.NewDetailHead(s.Name, look.Neutral, words.T("people.left"))
	}
	kind, word := StandingChip(s.Bound)
	return widget.NewDetailHead(s.Name, kind, word)
}

// fieldsOf shows what is known of the person; what is empty is left out.
func (p *people) fieldsOf(s app.PersonSheet) fyne.CanvasObject {
	var rows []*widget.FieldRow
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(label), value))
		}
	}
	add("people.number", s.Number)
	add("people.kind", KindName(s.Kind))
	add("people.department", s.Department)
	add("people.post", s.Post)
	add("people.employer", s.Employer)
	add("people.phone", s.Phone)
	add("people.left_on", words.Date(string(s.LeftOn)))
	add("people.login", s.Login)
	add("people.roles", RoleNames(s.Roles))
	if s.Account != "" && s.Account != app.Active {
		_, word := accountChip(s.Account)
		add("people.account", word)
	}
	return widget.NewFields(rows...)
}

// standingOf says whether rule 1 lets the person at client files (§5.3.1).
func (p *people) standingOf(s app.PersonSheet) fyne.CanvasObject {
	if s.Bound.Bound {
		return widget.NewBanner(look.InPlace, words.T("people.bound.until", words.Date(string(s.Bound.Until))))
	}
	return widget.NewBanner(look.Waiting, standingLines(s.Bound, "people.bound.missing")...)
}

// section is a quiet heading with entries under it, nil for none.
func section(title string, items []fyne.CanvasObject) fyne.CanvasObject {
	if len(items) == 0 {
		return nil
	}
	return look.Column(look.GapTight, look.Quiet(title), widget.NewItems(items...))
}

func (p *people) commitmentsOf(s app.PersonSheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, c := range s.Commitments {
		if c.State == app.Superseded {
			continue
		}
		kind, word := CommitmentChip(c.State)
		note := ""
		if c.ID != 0 {
			note = words.Join(words.T("people.signed.on", words.Date(string(c.SignedOn))), words.DateRange("", string(c.ValidUntil)))
		}
		items = append(items, widget.NewItem(nil, TemplateTitle(c.Key, c.Title), note, widget.NewChip(kind, word)))
	}
	return section(words.T("people.commitments"), items)
}

func (p *people) loansOf(s app.PersonSheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, l := range s.Loans {
		var after []fyne.CanvasObject
		if l.Overdue > 0 {
			after = append(after, widget.NewChip(look.Overdue, words.N("people.overdue", l.Overdue)))
		}
		note := words.Join(l.Number, words.N("people.copies", l.Copies), words.T("people.due", words.NearDate(string(l.Due), string(p.sh.Day()))))
		title := l.Title
		if title == "" {
			title = l.Number
		}
		items = append(items, widget.NewItem(nil, title, note, after...))
	}
	return section(words.T("people.loans"), items)
}

func (p *people) assignmentsOf(s app.PersonSheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, a := range s.Assignments {
		title := a.ClientName
		if title == "" {
			title = a.ClientCode
		}
		items = append(items, widget.NewItem(nil, title, words.DateRange(string(a.From), string(a.Until))))
	}
	return section(words.T("people.assignments"), items)
}

// delegationsOf lists for whom the person at the desk acts today (rule 3).
func (p *people) delegationsOf(s app.PersonSheet) fyne.CanvasObject {
	if !p.isMe(s) {
		return nil
	}
	var items []fyne.CanvasObject
	for _, d := range p.sh.me.ActsFor {
		items = append(items, widget.NewItem(nil, PersonLine(d.Principal), words.DateRange(string(d.From), string(d.Until))))
	}
	return section(words.T("people.acts.for"), items)
}

func (p *people) isMe(s app.PersonSheet) bool { return s.Number == p.sh.me.Person.Number }

// maySign: the person for themselves, or a custodian who attests.
func (p *people) maySign(s app.PersonSheet) bool {
	here := s.LeftOn == "" || s.LeftOn > p.sh.Day()
	return here && len(s.Bound.Missing) > 0 && p.sh.May(Sign) && (p.isMe(s) || p.sh.me.May.Attest)
}

// actions are the buttons at the foot, the primary one last.
func (p *people) actions(s app.PersonSheet) []*widget.Button {
	var out []*widget.Button
	if s.MayEdit {
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.edit"), p.editSelected).WithKey("F2"))
	}
	switch {
	case s.MayInvite:
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.invite"), p.account).WithKey("F3"))
	case s.MayAccount:
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.account.open"), p.account).WithKey("F3"))
	}
	if p.mayLeave(s) {
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.leave"), p.leave).WithKey("F6"))
	}
	if p.isMe(s) && p.sh.me.May.Delegate {
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.delegate"), p.delegate).WithKey("F4"))
	}
	if p.maySign(s) {
		out = append(out, widget.NewButton(widget.Primary, words.T("shell.fix.sign"), p.sign).WithKey("Enter"))
	}
	return out
}

// primary is what Enter does: sign what is missing, else edit.
func (p *people) primary() {
	p.with(func(s app.PersonSheet) {
		if p.maySign(s) {
			p.sign()
			return
		}
		p.editSelected()
	})
}

func (p *people) sign() {
	p.with(func(s app.PersonSheet) {
		if p.maySign(s) {
			p.sh.Open(Sign, Arg{Code: s.Number})
		}
	})
}

func (p *people) editSelected() {
	p.with(func(s app.PersonSheet) {
		if s.MayEdit {
			p.edit(s.Person)
		}
	})
}

// Keys implements Screen.
func (p *people) Keys() []Key {
	keys := []Key{
		{Stroke: "↑↓", Label: words.T("people.key.rows")},
		{Stroke: "Enter", Label: words.T("people.key.enter"), Do: p.primary},
		{Stroke: "Ctrl+F", Label: words.T("people.key.filter"), Do: func() { p.sh.Focus(p.table) }},
	}
	if p.sh.me.May.EditPeople {
		keys = append(keys, Key{Stroke: "F2", Label: words.T("people.edit"), Do: p.editSelected},
			Key{Stroke: "Ctrl+N", Label: words.T("people.add"), Do: func() { p.edit(app.Person{}) }})
	}
	if p.sh.me.May.Invite {
		keys = append(keys, Key{Stroke: "F3", Label: words.T("people.account.open"), Do: p.account},
			Key{Stroke: "F6", Label: words.T("people.leave"), Do: p.leave})
	}
	if p.sh.me.May.Delegate {
		keys = append(keys, Key{Stroke: "F4", Label: words.T("people.delegate"), Do: p.delegate})
	}
	return append(
		keys,
		Key{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: func() { printList(p.sh, p.listing()) }},
		Key{Stroke: "Ctrl+E", Label: words.T("shell.list.export"), Do: func() { exportList(p.sh, p.listing()) }},
		Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	)
}

// listing is the list as it stands, for paper and spreadsheets.
func (p *people) listing() listing[app.PersonRow] {
	return listing[app.PersonRow]{
		list: "people", title: NavName(People), note: narrowed(p.tabs.SelectedLabel(), p.table.Filter()), table: p.table,
	}
}

// Escape implements Screen: it clears the filter.
func (p *people) Escape() bool {
	if p.table.Filter() == "" {
		return false
	}
	p.table.SetFilter("")
	return true
}
