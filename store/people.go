package store

import (
	"database/sql"
	"strings"

	"custody/app"
)

// personColumns are what personFields take, over people p and departments d.
var personColumns = personAs("p", "d")

// personAs are the columns of a person under other names of the two tables. Whoever works for an
// external body has its name, as it is now, for an employer.
func personAs(person, department string) string {
	return strings.NewReplacer("p.", person+".", "d.", department+".").Replace(`p.id, p.number, p.name, p.kind, p.department_id, COALESCE(d.name, ''), p.post,
	CASE WHEN p.body_id IS NULL THEN p.employer ELSE (SELECT o.name FROM bodies o WHERE o.id = p.body_id) END, p.body_id, p.phone, p.left_on`)
}

const personFrom = ` FROM people p LEFT JOIN departments d ON d.id = p.department_id`

// Person returns one person by id.
func (t *txn) Person(id int64) (app.Person, error) {
	return one(t, scanPerson, `SELECT `+personColumns+personFrom+` WHERE p.id = $1`, id)
}

// PersonByNumber returns one person by number.
func (t *txn) PersonByNumber(number string) (app.Person, error) {
	return one(t, scanPerson, `SELECT `+personColumns+personFrom+` WHERE p.number = $1`, number)
}

// PeopleNamed returns the people of exactly this name.
func (t *txn) PeopleNamed(name string) ([]app.Person, error) {
	return many(t, scanPerson, `SELECT `+personColumns+personFrom+` WHERE p.name = $1 ORDER BY p.number`, name)
}

// People lists people by number, with login, roles and copies out.
func (t *txn) People(f app.PersonFilter) ([]app.PersonRow, error) {
	w := newWhere()
	personConditions(w, f)
	limit := f.Limit
	if limit == 0 {
		limit = 200
	}
	query := `SELECT ` + personColumns + `, COALESCE(a.login, ''), COALESCE(a.roles, ''), COALESCE(a.state, ''),
		(SELECT COUNT(*) FROM copies c WHERE c.holder_id = p.id AND c.state = 'out')` +
		personFrom + ` LEFT JOIN accounts a ON a.person_id = p.id` + w.sql() + ` ORDER BY p.number`
	if limit > 0 {
		query += ` LIMIT ` + w.arg(limit)
	}
	return many(t, scanPersonRow, query, w.args...)
}

func personConditions(w *where, f app.PersonFilter) {
	if f.Text != "" {
		like := likePattern(f.Text)
		w.add(`(p.name LIKE ? ESCAPE '\' OR p.number LIKE ? ESCAPE '\' OR p.initials LIKE ? ESCAPE '\')`, like, like, like)
	}
	if f.Number != "" {
		w.add(`p.number = ?`, f.Number)
	}
	if f.Kind != "" {
		w.add(`p.kind = ?`, string(f.Kind))
	}
	if f.DepartmentID != 0 {
		w.add(`p.department_id = ?`, f.DepartmentID)
	}
	if f.BodyID != 0 {
		w.add(`p.body_id = ?`, f.BodyID)
	}
	if !f.IncludeLeft {
		w.add(`(p.left_on = '' OR p.left_on > ?)`, string(f.On))
	}
	if f.After != "" {
		w.add(`p.number > ?`, f.After)
	}
}

// SavePerson inserts (ID 0) or updates a person.
func (t *txn) SavePerson(p app.Person) (app.Person, error) {
	args := []any{
		p.Number, p.Name, app.Initials(p.Name), string(p.Kind),
		sql.NullInt64{Int64: p.DepartmentID, Valid: p.DepartmentID != 0},
		p.Post, p.Employer,
		sql.NullInt64{Int64: p.BodyID, Valid: p.BodyID != 0},
		p.Phone, string(p.LeftOn),
	}
	if p.ID == 0 {
		id, err := t.insert(`INSERT INTO people (number, name, initials, kind, department_id, post, employer, body_id, phone, left_on)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`, args...)
		if err != nil {
			return p, err
		}
		return t.Person(id)
	}
	err := t.exec(`UPDATE people SET number = $1, name = $2, initials = $3, kind = $4, department_id = $5,
		post = $6, employer = $7, body_id = $8, phone = $9, left_on = $10 WHERE id = $11`, append(args, p.ID)...)
	if err != nil {
		return p, err
	}
	return t.Person(p.ID)
}

func scanPerson(s scanner) (app.Person, error) {
	var p app.Person
	return p, s.Scan(personFields(&p)...)
}

func personFields(p *app.Person) []any {
	return []any{
		&p.ID, &p.Number, &p.Name, &p.Kind,
		idOrZero{&p.DepartmentID},
		&p.Department, &p.Post,
		&p.Employer,
		idOrZero{&p.BodyID},
		&p.Phone, &p.LeftOn,
	}
}

func scanPersonRow(s scanner) (app.PersonRow, error) {
	var r app.PersonRow
	var roles string
	err := s.Scan(append(personFields(&r.Person), &r.Login, &roles, &r.Account, &r.CopiesOut)...)
	r.Roles = splitRoles(roles)
	r.Key = r.Number
	return r, err
}

// idOrZero scans a reference that may be NULL into 0.
type idOrZero struct{ id *int64 }

// Scan implements sql.Scanner.
func (z idOrZero) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*z.id = n.Int64
	return nil
}
