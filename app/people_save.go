package app

import (
	"context"
	"regexp"

	"golang.org/x/text/unicode/norm"
)

// numberForm is what a person's number 工号 looks like: short enough for a label,
// and safe in a file name.
var numberForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$`)

// SavePerson adds (ID 0) or changes a person. Administrator or custodian;
// returns NotAllowed, Invalid or Invalids by field (name, number, kind, department,
// body, post, employer, phone, left_on), NotAllowed (error.person.self), NotFound, Conflict (error.person.double with
// FixPerson, error.admin.last, error.self.leave).
func (o *Office) SavePerson(ctx context.Context, p Person) (Person, error) {
	act := "person.save"
	if p.ID == 0 {
		act = "person.add"
	}
	p.Number = norm.NFKC.String(p.Number)
	err := o.change(ctx, act, p.Number, func(c *change) error {
		if err := c.mustHave(Administrator, Custodian); err != nil {
			return err
		}
		if err := c.checkPerson(&p); err != nil {
			return err
		}
		before, err := c.personBefore(p)
		if err != nil {
			return err
		}
		if p, err = c.tx.SavePerson(p); err != nil {
			return err
		}
		if err := c.log(p.Number, map[string]any{"changed": changedFields(before, p)}); err != nil {
			return err
		}
		return c.resettle(before, p)
	})
	return p, err
}

// FoundBy reports whether a text as it is typed, characters, pinyin initials or a number, finds the person.
func (p Person) FoundBy(text string) bool { return p.matches(text) }

// checkPerson normalises the texts and returns what is wrong with the form.
func (w *work) checkPerson(p *Person) error {
	var f formCheck
	f.line("number", &p.Number, true)
	if p.Number != "" && !numberForm.MatchString(p.Number) {
		f.add(Errf(Invalid, "error.person.number").At("number"))
	}
	f.line("name", &p.Name, true)
	oneOf(&f, "kind", p.Kind, AllPersonKinds)
	f.line("post", &p.Post, false)
	f.line("employer", &p.Employer, false)
	f.line("phone", &p.Phone, false)
	f.date("left_on", p.LeftOn)
	if err := f.wrong.errOrNil(); err != nil {
		return err
	}
	if err := w.mustKnowBody(*p); err != nil || p.DepartmentID == 0 {
		return err
	}
	return w.mustKnowDepartment(p.DepartmentID)
}

// personBefore returns the person as registered, and refuses a number that somebody
// else has and a leaving that would lock the office out.
func (w *work) personBefore(p Person) (Person, error) {
	other, err := w.PersonByNumber(p.Number)
	switch {
	case err == nil && other.ID != p.ID:
		return other, Errf(Conflict, "error.person.double", p.Number, other.Name).At("number").With(FixPerson, p.Number)
	case err != nil && CodeOf(err) != NotFound:
		return other, err
	case p.ID == 0:
		return Person{}, nil
	}
	before, err := w.Reader.Person(p.ID)
	if err != nil {
		return before, err
	}
	if err := w.mayLoosen(before, p); err != nil || p.LeftOn == "" || p.LeftOn == before.LeftOn {
		return before, err
	}
	return before, w.mayLeave(p)
}

// mayLoosen keeps the actor from taking themselves out of what keeps them out (rule 3): whoever acts for an external
// body, or is not bound, is put elsewhere by somebody else.
func (w *work) mayLoosen(before, p Person) error {
	same := before.Kind == p.Kind && before.BodyID == p.BodyID
	if p.ID != w.person.ID || same || w.standing.Bound && !before.mustBeContracted() {
		return nil
	}
	return Errf(NotAllowed, "error.person.self").At("kind")
}

// mayLeave keeps the actor and the last administrator from being locked out.
func (w *work) mayLeave(p Person) error {
	if p.ID == w.person.ID {
		return Errf(Conflict, "error.self.leave").At("left_on")
	}
	a, err := w.AccountByPerson(p.ID)
	if CodeOf(err) == NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	return w.keepsAdministrator(a, nil)
}

// changedFields names the fields that differ; values stay out of the log.
func changedFields(a, b Person) []string {
	var out []string
	add := func(field string, differs bool) {
		if differs {
			out = append(out, field)
		}
	}
	add("number", a.Number != b.Number)
	add("name", a.Name != b.Name)
	add("kind", a.Kind != b.Kind)
	add("department", a.DepartmentID != b.DepartmentID)
	add("post", a.Post != b.Post)
	add("body", a.BodyID != b.BodyID)
	add("employer", a.Employer != b.Employer)
	add("phone", a.Phone != b.Phone)
	add("left_on", a.LeftOn != b.LeftOn)
	return out
}
