package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The drafts of unfinished forms.
const (
	formBody        = "body"
	formContract    = "contract"
	formContractEnd = "contract.end"
	formBodyEnd     = "body.end"
)

// add opens the form of a new body.
func (b *bodies) add() { b.editWith(app.Body{Kind: app.BodySubcontractor}, nil) }

// edit opens the form of the body selected.
func (b *bodies) edit() {
	b.with(func(s app.BodySheet) {
		if s.MayEdit && s.EndedOn == "" {
			b.editWith(s.Body, nil)
		}
	})
}

func (b *bodies) editWith(body app.Body, typed map[string]string) {
	if b.form != nil || !b.sh.me.May.EditPeople {
		return
	}
	name, contact, phone := entryField("name", "bodies.name"), entryField("contact", "bodies.contact"), entryField("phone", "bodies.phone")
	kind := choiceField("kind", "bodies.kind", app.AllBodyKinds, bodyKind)
	uscc := entryField("uscc", "bodies.uscc")
	form := widget.NewFormOf(look.Column(look.GapCard, name, abreast(kind, uscc), abreast(contact, phone)), name, kind, uscc, contact, phone)
	for field, value := range map[string]string{
		"name": body.Name, "kind": string(body.Kind), "uscc": body.USCC, "contact": body.Contact, "phone": body.Phone,
	} {
		form.SetValue(field, value)
	}
	title, about := words.T("bodies.add"), map[string]string{}
	if body.ID != 0 {
		title, about["number"] = words.T("bodies.edit.title", body.Number), body.Number
	}
	openForm(b.sh, &b.form, formSpec{
		name: formBody, title: title, button: words.T("people.save"), form: form, typed: typed, about: about,
		save: func(f *recordForm) {
			v := form.Values()
			body.Name, body.Kind, body.USCC, body.Contact, body.Phone = v["name"], app.BodyKind(v["kind"]), v["uscc"], v["contact"], v["phone"]
			saveForm(f, func(ctx context.Context) (app.Body, error) { return b.sh.office.SaveBody(ctx, body) }, func(saved app.Body) {
				b.want = saved.Number
				b.sh.Changed()
				b.sh.Toast(words.T("people.saved", saved.Name))
			})
		},
	})
}

// contract opens the form of a new contract of the body selected.
func (b *bodies) contract() {
	b.with(func(s app.BodySheet) {
		if s.MayEdit && s.EndedOn == "" {
			b.contractWith(s.Body, nil)
		}
	})
}

func (b *bodies) contractWith(body app.Body, typed map[string]string) {
	if b.form != nil {
		return
	}
	number, signed := entryField("number", "bodies.contract.number"), b.sh.dateField("signed_on", "bodies.contract.signed", false)
	from, until := b.sh.dateField("from", "bodies.contract.from", true), b.sh.dateField("until", "bodies.contract.until", true)
	from.WithHelp(words.T("bodies.contract.from.help"))
	until.WithHelp(words.T("bodies.contract.until.help"))
	clause, clauseOn := entryField("clause", "bodies.clause"), b.sh.dateField("clause_on", "bodies.clause.on", false)
	clause.WithHelp(words.T("bodies.clause.help"))
	clauseOn.WithHelp(words.T("bodies.clause.on.help"))
	note := entryField("note", "bodies.contract.note")
	form := widget.NewFormOf(look.Column(look.GapCard, abreast(number, signed), abreast(from, until), abreast(clause, clauseOn), note),
		number, signed, from, until, clause, clauseOn, note)
	openForm(b.sh, &b.form, formSpec{
		name: formContract, title: words.T("bodies.contract.title", body.Name), button: words.T("bodies.contract.add"), wide: true,
		note: words.T("bodies.contract.explain"), form: form, typed: typed, about: map[string]string{"number": body.Number},
		save: func(f *recordForm) {
			v := form.Values()
			k := app.Contract{
				Number: v["number"], SignedOn: app.Date(v["signed_on"]), From: app.Date(v["from"]), Until: app.Date(v["until"]),
				Clause: v["clause"], ClauseOn: app.Date(v["clause_on"]), Note: v["note"],
			}
			saveForm(f, func(ctx context.Context) (app.Contract, error) { return b.sh.office.AddContract(ctx, body.Number, k) }, func(k app.Contract) {
				b.sh.Changed()
				b.sh.Toast(words.T("bodies.contract.added", k.Number))
			})
		},
	})
}

// endContract asks from when a contract no longer holds.
func (b *bodies) endContract(body, contract string, typed map[string]string) {
	b.endWith(typed, formSpec{
		name: formContractEnd, title: words.T("bodies.contract.end.title", contract), button: words.T("bodies.contract.end"),
		note: words.T("bodies.contract.end.note"), about: map[string]string{"number": body, "contract": contract},
	}, func(ctx context.Context, on app.Date) error { return b.sh.office.EndContract(ctx, body, contract, on) },
		words.T("bodies.contract.ended", contract))
}

// endBody asks from when the organisation no longer works with a body.
func (b *bodies) endBody(number string, typed map[string]string) {
	b.endWith(typed, formSpec{
		name: formBodyEnd, title: words.T("bodies.end.title", number), button: words.T("bodies.end"),
		note: words.T("bodies.end.note"), about: map[string]string{"number": number},
	}, func(ctx context.Context, on app.Date) error { return b.sh.office.EndBody(ctx, number, on) }, words.T("bodies.end.done", number))
}

// endWith is a form of the first day without something.
func (b *bodies) endWith(typed map[string]string, spec formSpec, act func(context.Context, app.Date) error, said string) {
	if b.form != nil {
		return
	}
	form := widget.NewForm(b.sh.dateField("on", "bodies.first.without", true))
	form.SetValue("on", string(b.sh.Day()))
	spec.form, spec.typed = form, typed
	spec.save = func(f *recordForm) {
		on := app.Date(form.Value("on"))
		saveForm(f, Just(func(ctx context.Context) error { return act(ctx, on) }), func(struct{}) {
			b.sh.Changed()
			b.sh.Toast(said)
		})
	}
	openForm(b.sh, &b.form, spec)
}

// Forms implements Screen.
func (b *bodies) Forms() []string {
	return []string{formBody, formContract, formContractEnd, formBodyEnd}
}

// Leave implements Screen: an open form is kept.
func (b *bodies) Leave() *app.Draft { return b.form.draft() }

// Restore implements Screen: the form comes back over the body as it is now.
func (b *bodies) Restore(d app.Draft) {
	number := d.Fields["of.number"]
	if number == "" {
		b.editWith(app.Body{Kind: app.BodySubcontractor}, d.Fields)
		return
	}
	b.want = number
	Do(b.sh, func(ctx context.Context) (app.BodySheet, error) { return b.sh.office.Body(ctx, number) }, func(s app.BodySheet) {
		switch {
		case !s.MayEdit || s.EndedOn != "":
		case d.Form == formBody:
			b.editWith(s.Body, d.Fields)
		case d.Form == formContract:
			b.contractWith(s.Body, d.Fields)
		case d.Form == formContractEnd:
			b.endContract(number, d.Fields["of.contract"], d.Fields)
		case d.Form == formBodyEnd:
			b.endBody(number, d.Fields)
		}
	})
}
