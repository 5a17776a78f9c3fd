package apptest

import (
	"fmt"
	"strings"

	"custody/app"
)

// PersonOption changes a person that a kit makes.
type PersonOption func(*maker)

type maker struct {
	person app.Person
	roles  app.Roles
	bound  bool
}

// Number gives the person a number instead of the next one.
func Number(n string) PersonOption { return func(m *maker) { m.person.Number = n } }

// Kind makes the person of another kind than full-time.
func Kind(kind app.PersonKind) PersonOption { return func(m *maker) { m.person.Kind = kind } }

// Department puts the person into a department by name.
func Department(name string) PersonOption { return func(m *maker) { m.person.Department = name } }

// Unsigned leaves the commitments unsigned.
func Unsigned() PersonOption { return func(m *maker) { m.bound = false } }

// Account gives the person an account with roles; its login is Login(number).
func Account(roles ...app.Role) PersonOption { return func(m *maker) { m.roles = roles } }

// Login is the login of a kit's person by number.
func Login(number string) string { return strings.ToLower(number) }

// Person adds a person with all commitments signed and no account, unless options say otherwise.
func (k *Kit) Person(name string, options ...PersonOption) app.Person {
	k.T.Helper()
	k.serial++
	m := maker{bound: true, person: app.Person{
		Name: name, Number: fmt.Sprintf("ZB-%03d", 100+k.serial), Kind: app.FullTime, Department: "运营部",
	}}
	for _, o := range options {
		o(&m)
	}
	k.update(func(tx app.Tx) error {
		all, err := tx.Departments()
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.Name == m.person.Department {
				m.person.DepartmentID = d.ID
			}
		}
		m.person, err = tx.SavePerson(m.person)
		return err
	})
	if m.bound {
		k.Bind(m.person.Number)
	}
	if len(m.roles) > 0 {
		k.account(m.person, m.roles)
	}
	return m.person
}

// Staff adds a bound person with an account and returns the person's office.
func (k *Kit) Staff(name string, roles ...app.Role) (app.Person, *app.Office) {
	k.T.Helper()
	p := k.Person(name, Account(roles...))
	return p, k.Office(Login(p.Number))
}

// account adds an account as an invitation leaves it; the first Office enrols its keys.
func (k *Kit) account(p app.Person, roles app.Roles) {
	k.T.Helper()
	login := Login(p.Number)
	k.made[login] = k.identity(login)
	k.update(func(tx app.Tx) error {
		_, err := tx.SaveAccount(app.Account{PersonID: p.ID, Login: login, Roles: roles, State: app.Invited})
		return err
	})
}

// Bind signs every required commitment for a person today, without the log.
func (k *Kit) Bind(number string) {
	k.T.Helper()
	for _, key := range app.Required {
		k.Signed(number, key, k.Today(), k.Today().AddMonths(12).AddDays(-1))
	}
}

// Signed adds a commitment to the text in force, signed on a day and valid until another.
func (k *Kit) Signed(number string, key app.TemplateKey, on, until app.Date) app.Commitment {
	k.T.Helper()
	var out app.Commitment
	k.update(func(tx app.Tx) error {
		p, err := tx.PersonByNumber(number)
		if err != nil {
			return err
		}
		t, err := tx.TemplateInForce(key, on)
		if err != nil {
			return err
		}
		s, err := tx.AddSignature(app.Signature{Name: p.Name, Strokes: Strokes(), At: k.Clock.Now(), Place: "深圳"})
		if err != nil {
			return err
		}
		out, err = tx.AddCommitment(app.Commitment{
			PersonID: p.ID, TemplateID: t.ID, SignedOn: on, ValidUntil: until, Method: "screen", Signature: s,
		}, "", nil)
		return err
	})
	return out
}

// Strokes is a signature that is not blank.
func Strokes() [][]app.Point {
	return [][]app.Point{
		{{X: 0.1, Y: 0.4}, {X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.6}},
		{{X: 0.6, Y: 0.3}, {X: 0.8, Y: 0.7}},
	}
}
