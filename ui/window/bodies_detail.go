package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the detail.
func (b *bodies) showNone() {
	b.one.Stop()
	b.sheet, b.after = nil, nil
	b.detail.SetContent(look.Label(words.T("bodies.none")).Wrapped())
	b.detail.SetActions()
}

// showBody asks for one body and shows it. Until then no act can take another.
func (b *bodies) showBody(number string) {
	if b.sheet != nil && b.sheet.Number != number {
		b.sheet, b.after = nil, nil
	}
	Load(b.one, func(ctx context.Context) (app.BodySheet, error) { return b.sh.office.Body(ctx, number) }, b.show)
}

// with runs an act on the body selected, as soon as its sheet is there.
func (b *bodies) with(act func(app.BodySheet)) {
	if b.sheet != nil {
		act(*b.sheet)
		return
	}
	b.after = func() { act(*b.sheet) }
}

// show fills the detail.
func (b *bodies) show(s app.BodySheet) {
	b.sheet = &s
	kind, word := b.chip(s.BodyRow)
	column := look.Column(look.GapCard, widget.NewDetailHead(s.Name, kind, word), b.fieldsOf(s), b.bannerOf(s))
	for _, part := range []fyne.CanvasObject{b.contractsOf(s), b.staffOf(s)} {
		if part != nil {
			column.Add(part)
		}
	}
	b.detail.SetContent(column)
	b.detail.SetActions(b.actions(s)...)
	if after := b.after; after != nil {
		b.after = nil
		after()
	}
}

// fieldsOf shows what is known of the body; what is empty is left out.
func (b *bodies) fieldsOf(s app.BodySheet) fyne.CanvasObject {
	var rows []*widget.FieldRow
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(label), value))
		}
	}
	add("bodies.number", s.Number)
	add("bodies.kind", bodyKind(s.Kind))
	add("bodies.uscc", s.USCC)
	add("bodies.contact", s.Contact)
	add("bodies.phone", s.Phone)
	add("bodies.ended.on", words.Date(string(s.EndedOn)))
	return widget.NewFields(rows...)
}

// bannerOf says whether files open for the body's people (§4.3).
func (b *bodies) bannerOf(s app.BodySheet) fyne.CanvasObject {
	switch {
	case b.ended(s.BodyRow):
		return widget.NewBanner(look.Neutral, words.T("bodies.says.ended"))
	case s.State == app.ContractInForce, s.State == app.ContractExpiring:
		kind, _ := contractChip(s.State)
		if s.Until == app.Forever {
			return widget.NewBanner(kind, words.T("bodies.says.forever"))
		}
		return widget.NewBanner(kind, words.T("bodies.says.until", words.Date(string(s.Until))))
	case s.State == app.ContractClauseless:
		return widget.NewBanner(look.Overdue, words.T("bodies.says.clauseless"))
	}
	return widget.NewBanner(look.Waiting, words.T("bodies.says.missing"))
}

func (b *bodies) contractsOf(s app.BodySheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, c := range s.Contracts {
		kind, word := contractChip(c.State)
		clause := words.T("bodies.clause.none")
		if c.Clause != "" {
			clause = words.T("bodies.clause.at", c.Clause, words.Date(string(c.ClauseOn)))
		}
		lines := look.Column(look.GapTight, look.Edge(nil, nil, nil, widget.NewChip(kind, word), look.Plain(c.Number)),
			look.Quiet(words.T("bodies.contract.days", words.Date(string(c.From)), lastDay(c.Until))), look.Quiet(clause))
		if c.EndedOn != "" {
			lines.Add(look.Quiet(words.T("bodies.contract.ended.on", words.Date(string(c.EndedOn)))))
		}
		if s.MayEdit && c.EndedOn == "" && c.Until >= b.sh.Day() {
			number := c.Number
			lines.Add(look.Row(look.GapNone, widget.NewButton(widget.Link, words.T("bodies.contract.end"), func() { b.endContract(s.Number, number, nil) })))
		}
		items = append(items, look.Pad(look.GapNone, look.Gap, lines))
	}
	return section(words.T("bodies.contracts"), items)
}

func (b *bodies) staffOf(s app.BodySheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, p := range s.Staff {
		kind, word := StandingChip(p.Bound)
		number := p.Number
		open := widget.NewButton(widget.Link, p.Name, func() { b.sh.Open(People, Arg{Code: number}) })
		items = append(items, look.Edge(nil, nil, nil, widget.NewChip(kind, word), look.Row(look.Gap, open, look.Stretch(look.Quiet(words.Join(p.Number, p.Post))))))
	}
	return section(words.T("bodies.staff"), items)
}

// actions are the buttons at the foot, the primary one last.
func (b *bodies) actions(s app.BodySheet) []*widget.Button {
	if !s.MayEdit || s.EndedOn != "" {
		return nil
	}
	return []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("people.edit"), b.edit).WithKey("F2"),
		widget.NewButton(widget.Secondary, words.T("bodies.end"), func() { b.endBody(s.Number, nil) }),
		widget.NewButton(widget.Primary, words.T("bodies.contract.add"), b.contract).WithKey("Enter"),
	}
}
