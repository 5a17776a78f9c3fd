package store

import "custody/app"

var assignmentColumns = `a.id, a.client_id, c.code, c.name, a.duty, a.from_on, a.until_on, ` + personColumns

const assignmentFrom = ` FROM assignments a JOIN clients c ON c.id = a.client_id
	JOIN people p ON p.id = a.person_id LEFT JOIN departments d ON d.id = p.department_id`

// Assignment returns one assignment.
func (t *txn) Assignment(id int64) (app.Assignment, error) {
	return one(t, scanAssignment, `SELECT `+assignmentColumns+assignmentFrom+` WHERE a.id = $1`, id)
}

// AssignmentsOfClient returns a client's assignments that had not ended before from.
func (t *txn) AssignmentsOfClient(clientID int64, from app.Date) ([]app.Assignment, error) {
	return many(t, scanAssignment, `SELECT `+assignmentColumns+assignmentFrom+`
		WHERE a.client_id = $1 AND a.until_on >= $2 ORDER BY a.from_on, a.id`, clientID, string(from))
}

// AssignmentsOfPerson returns a person's assignments that had not ended before from.
func (t *txn) AssignmentsOfPerson(personID int64, from app.Date) ([]app.Assignment, error) {
	return many(t, scanAssignment, `SELECT `+assignmentColumns+assignmentFrom+`
		WHERE a.person_id = $1 AND a.until_on >= $2 ORDER BY a.from_on, a.id`, personID, string(from))
}

// AssignedClientIDs returns the clients a person is assigned to on a day.
func (t *txn) AssignedClientIDs(personID int64, on app.Date) ([]int64, error) {
	return many(t, scanID, `SELECT DISTINCT client_id FROM assignments
		WHERE person_id = $1 AND until_on >= $2 AND from_on <= $2 ORDER BY client_id`, personID, string(on))
}

// AddAssignment adds an assignment.
func (t *txn) AddAssignment(a app.Assignment) (app.Assignment, error) {
	id, err := t.insert(`INSERT INTO assignments (client_id, person_id, duty, from_on, until_on)
		VALUES ($1, $2, $3, $4, $5) RETURNING id`, a.ClientID, a.Person.ID, a.Duty, string(a.From), string(a.Until))
	a.ID = id
	return a, err
}

// EndAssignment sets the last day of an assignment.
func (t *txn) EndAssignment(id int64, until app.Date) error {
	return t.exec(`UPDATE assignments SET until_on = $1 WHERE id = $2`, string(until), id)
}

func scanAssignment(s scanner) (app.Assignment, error) {
	var a app.Assignment
	fields := []any{&a.ID, &a.ClientID, &a.ClientCode, &a.ClientName, &a.Duty, &a.From, &a.Until}
	err := s.Scan(append(fields, personFields(&a.Person)...)...)
	return a, err
}
