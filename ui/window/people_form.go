package window

import (
	"context"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// formPerson names the draft of an unfinished person.
const formPerson = "person"

// personForm is the sheet in which a person is added or changed.
type personForm struct {
	screen *people
	person app.Person // as it was
	form   *widget.Form
	name   *widget.Entry
	same   *look.Text // people of the same name
	look   *Loader
	sheet  *Sheet
}

// personChoices are what a person's form offers.
type personChoices struct {
	departments []app.Department
	bodies      []app.BodyRow
}

// edit opens the form, once the departments and the external bodies are known.
func (p *people) edit(person app.Person) { p.editWith(person, nil) }

func (p *people) editWith(person app.Person, typed map[string]string) {
	Do(p.sh, func(ctx context.Context) (c personChoices, err error) {
		if c.departments, err = p.sh.office.Departments(ctx); err == nil {
			c.bodies, err = p.sh.office.Bodies(ctx, app.BodyFilter{})
		}
		return c, err
	}, func(c personChoices) {
		f := newPersonForm(p, person, c)
		if typed != nil {
			f.form.Restore(typed)
		}
		f.open()
	})
}

func newPersonForm(p *people, person app.Person, c personChoices) *personForm {
	f := &personForm{screen: p, person: person, look: p.sh.Loader(), same: look.Say("", look.Waiting)}
	f.same.Hide()
	kinds := make([]widget.Option, len(app.AllPersonKinds))
	for i, k := range app.AllPersonKinds {
		kinds[i] = widget.Option{ID: string(k), Title: KindName(k)}
	}
	departments := []widget.Option{{ID: "", Title: words.T("people.department.none")}}
	for _, d := range c.departments {
		departments = append(departments, widget.Option{ID: idText(d.ID), Title: d.Name})
	}
	text := func(name, label string) *widget.FormField {
		return widget.NewFormField(name, words.T(label), widget.NewEntry(""))
	}
	f.name = widget.NewEntry("")
	f.name.OnFocus = func(gained bool) {
		if !gained {
			f.lookForSame()
		}
	}
	name := widget.NewFormField("name", words.T("people.name"), f.name)
	number, post := text("number", "people.number"), text("post", "people.post")
	kind := widget.NewFormField("kind", words.T("people.kind"), widget.NewChoice(kinds, nil))
	department := widget.NewFormField("department", words.T("people.department"), widget.NewChoice(departments, nil))
	body := widget.NewFormField("body", words.T("people.body.form"), widget.NewChoice(bodyOptions(person, c.bodies), nil)).
		WithHelp(words.T("people.body.help"))
	employer, phone := text("employer", "people.employer.external"), text("phone", "people.phone")
	left := widget.NewFormField("left_on", words.T("people.left_on.form"),
		widget.NewDateField(func() string { return string(p.sh.Day()) }, false)).WithHelp(words.T("people.left_on.help"))
	column := look.Column(look.GapCard, look.Equal(look.GapCard, name, number), f.same,
		look.Equal(look.GapCard, kind, department), look.Equal(look.GapCard, post, phone), look.Equal(look.GapCard, body, employer), left)
	if person.ID == 0 {
		left.Hide()
	}
	f.form = widget.NewFormOf(column, name, number, kind, department, post, phone, body, employer, left)
	f.fill(person)
	return f
}

// fill shows the person as they are.
func (f *personForm) fill(p app.Person) {
	if p.ID == 0 {
		p.Kind = app.FullTime
	}
	for name, value := range map[string]string{
		"name": p.Name, "number": p.Number, "kind": string(p.Kind), "department": idText(p.DepartmentID),
		"post": p.Post, "phone": p.Phone, "employer": p.Employer, "body": idText(p.BodyID), "left_on": string(p.LeftOn),
	} {
		f.form.SetValue(name, value)
	}
}

// idText is an id as a choice has it, "" for none.
func idText(id int64) string {
	if id == 0 {
		return ""
	}
	return strconv.FormatInt(id, 10)
}

// idOf reads what idText wrote.
func idOf(text string) int64 {
	id, _ := strconv.ParseInt(text, 10, 64) //nolint:errcheck // "" is none
	return id
}

// bodyOptions are the external bodies a person may act for; one that has ended only where it is the person's.
func bodyOptions(person app.Person, bodies []app.BodyRow) []widget.Option {
	out := []widget.Option{{ID: "", Title: words.T("people.department.none")}}
	known := person.BodyID == 0
	for _, b := range bodies {
		out = append(out, widget.Option{ID: idText(b.ID), Title: words.Join(b.Number, b.Name)})
		known = known || b.ID == person.BodyID
	}
	if !known {
		out = append(out, widget.Option{ID: idText(person.BodyID), Title: person.Employer})
	}
	return out
}

// open shows the sheet.
func (f *personForm) open() {
	title := words.T("people.add")
	if f.person.ID != 0 {
		title = words.T("people.edit.title", f.person.Name)
	}
	f.screen.form = f
	f.sheet = f.screen.sh.Sheet(SheetSpec{
		Title: title, Content: f.form, Button: words.T("people.save"), Focus: f.name,
		Do: func(*Sheet) { f.save() }, Left: f.left,
	})
}

// lookForSame offers people of the same name before a new one is made.
func (f *personForm) lookForSame() {
	name := f.name.Text
	if f.person.ID != 0 || name == "" {
		return
	}
	Load(f.look, func(ctx context.Context) ([]app.Person, error) {
		return f.screen.sh.office.SimilarPeople(ctx, name)
	}, func(found []app.Person) {
		f.same.Hide()
		if len(found) > 0 {
			f.same.SetText(words.T("people.same", words.Join(found[0].Number, PersonLine(found[0]))))
			f.same.Show()
		}
		f.sheet.Fit()
	})
}

// typed is the person as the form has it.
func (f *personForm) typed() app.Person {
	p := f.person
	v := f.form.Values()
	p.Name, p.Number, p.Kind = v["name"], v["number"], app.PersonKind(v["kind"])
	p.Post, p.Phone, p.Employer, p.LeftOn = v["post"], v["phone"], v["employer"], app.Date(v["left_on"])
	p.DepartmentID, p.BodyID = idOf(v["department"]), idOf(v["body"])
	return p
}

// save adds or changes the person. What was typed stays when it is refused.
func (f *personForm) save() {
	p, sh := f.typed(), f.screen.sh
	f.sheet.SetBusy(true)
	Do(sh, func(ctx context.Context) (app.Person, error) { return sh.office.SavePerson(ctx, p) }, func(saved app.Person) {
		f.close()
		f.screen.want = saved.Number
		sh.Toast(words.T("people.saved", saved.Name))
		sh.Changed()
	}, func(err error) bool {
		f.sheet.SetBusy(false)
		if rest := applyErrors(f.form, err); rest != nil {
			f.sheet.Problem(ErrorText(rest))
		}
		f.sheet.Fit()
		return true
	})
}

// left: the form is given up, and what was typed with it.
func (f *personForm) left() {
	f.screen.form = nil
	f.screen.sh.DropDraft(formPerson)
}

func (f *personForm) close() {
	f.left()
	f.sheet.Close()
}

// Forms implements Screen.
func (p *people) Forms() []string { return []string{formPerson, formLeaving} }

// Leave implements Screen: an open form is kept.
func (p *people) Leave() *app.Draft {
	switch {
	case p.leaving != nil:
		return p.leaving.draft()
	case p.form == nil:
		return nil
	}
	fields := p.form.form.Snapshot()
	if p.form.person.ID != 0 {
		fields["of"] = p.form.person.Number
	}
	return &app.Draft{Form: formPerson, Fields: fields}
}

// Restore implements Screen: the form is offered again, over the person as they are now.
func (p *people) Restore(d app.Draft) {
	of := d.Fields["of"]
	delete(d.Fields, "of")
	if d.Form == formLeaving {
		p.leaveWith(of, d.Fields)
		return
	}
	if of == "" {
		p.editWith(app.Person{}, d.Fields)
		return
	}
	Do(p.sh, func(ctx context.Context) (app.PersonSheet, error) { return p.sh.office.Person(ctx, of) },
		func(s app.PersonSheet) { p.editWith(s.Person, d.Fields) })
}
