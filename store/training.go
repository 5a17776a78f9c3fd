package store

import (
	"fmt"
	"strings"

	"custody/app"
)

const topicColumns = `id, name, months, gate, kinds, roles, ended`

func scanTopic(s scanner) (app.Topic, error) {
	var v app.Topic
	var kinds, roles string
	err := s.Scan(&v.ID, &v.Name, &v.Months, &v.Gate, &kinds, &roles, &v.Ended)
	v.Roles = splitRoles(roles)
	for kind := range strings.SplitSeq(kinds, ",") {
		if kind != "" {
			v.Kinds = append(v.Kinds, app.PersonKind(kind))
		}
	}
	return v, err
}

// SaveTopic inserts (ID 0) or updates a topic.
func (t *txn) SaveTopic(v app.Topic) (app.Topic, error) {
	t.asked = asked{}
	kinds := make([]string, len(v.Kinds))
	for i, k := range v.Kinds {
		kinds[i] = string(k)
	}
	args := []any{v.Name, v.Months, v.Gate, strings.Join(kinds, ","), joinRoles(v.Roles), v.Ended}
	if v.ID != 0 {
		return v, t.exec(`UPDATE topics SET name = $1, months = $2, gate = $3, kinds = $4, roles = $5, ended = $6 WHERE id = $7`,
			append(args, v.ID)...)
	}
	id, err := t.insert(`INSERT INTO topics (name, months, gate, kinds, roles, ended) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`, args...)
	v.ID = id
	return v, err
}

// NoteTopic notes that a topic was saved as it is on a day.
func (t *txn) NoteTopic(id int64, on app.Date) error {
	if err := t.exec(`DELETE FROM topic_states WHERE topic_id = $1 AND on_day = $2`, id, string(on)); err != nil {
		return err
	}
	return t.exec(`INSERT INTO topic_states (topic_id, on_day, months, gate, kinds, roles, ended)
		SELECT id, $2, months, gate, kinds, roles, ended FROM topics WHERE id = $1`, id, string(on))
}

const trainingColumns = `s.id, s.number, s.topic_id, c.name, s.material, s.version, s.held_on, s.trainer, s.place, s.pass_mark, s.state, s.note`

const trainingFrom = ` FROM trainings s JOIN topics c ON c.id = s.topic_id`

// TrainingByNumber returns one training.
func (t *txn) TrainingByNumber(number string) (app.Training, error) {
	return one(t, scanTraining, `SELECT `+trainingColumns+trainingFrom+` WHERE s.number = $1`, number)
}

// Trainings lists trainings, newest first.
func (t *txn) Trainings(f app.TrainingFilter) ([]app.TrainingListRow, error) {
	w := newWhere()
	if f.State != "" {
		w.add(`s.state = ?`, string(f.State))
	}
	if f.TopicID != 0 {
		w.add(`s.topic_id = ?`, f.TopicID)
	}
	if f.Person != "" {
		w.add(`s.id IN (SELECT a.training_id FROM attendances a JOIN people p ON p.id = a.person_id WHERE p.number = ?)`, f.Person)
	}
	return many(t, func(s scanner) (app.TrainingListRow, error) {
		var r app.TrainingListRow
		return r, s.Scan(append(trainingFields(&r.Training), &r.Asked, &r.Present, &r.Passed)...)
	}, `SELECT `+trainingColumns+`, COALESCE(n.asked, 0), COALESCE(n.present, 0), COALESCE(n.passed, 0)`+trainingFrom+`
		LEFT JOIN (SELECT a.training_id, COUNT(*) AS asked, SUM(CASE WHEN a.state = 'present' THEN 1 ELSE 0 END) AS present,
			SUM(a.passed) AS passed FROM attendances a GROUP BY a.training_id) n ON n.training_id = s.id`+
		w.sql()+` ORDER BY s.held_on DESC, s.id DESC`, w.args...)
}

// Attendances lists who was asked to a training, by number.
func (t *txn) Attendances(trainingID int64) ([]app.Attendance, error) {
	return many(t, func(s scanner) (app.Attendance, error) {
		var a app.Attendance
		return a, s.Scan(append(personFields(&a.Person), &a.State, &a.Score, &a.Passed)...)
	}, `SELECT `+personColumns+`, a.state, a.score, a.passed`+personFrom+`
		JOIN attendances a ON a.person_id = p.id WHERE a.training_id = $1 ORDER BY p.number`, trainingID)
}

// Invitations lists who is asked to planned trainings from a day on, by person, the next one first.
func (t *txn) Invitations(from app.Date) (map[int64][]app.Training, error) {
	type invitation struct {
		person int64
		app.Training
	}
	found, err := many(t, func(s scanner) (invitation, error) {
		var v invitation
		return v, s.Scan(append(trainingFields(&v.Training), &v.person)...)
	}, `SELECT `+trainingColumns+`, a.person_id`+trainingFrom+` JOIN attendances a ON a.training_id = s.id
		WHERE s.state = 'planned' AND s.held_on >= $1 ORDER BY s.held_on, s.id`, string(from))
	out := map[int64][]app.Training{}
	for _, v := range found {
		out[v.person] = append(out[v.person], v.Training)
	}
	return out, err
}

// TrainingsOf lists what a person came to, newest first.
func (t *txn) TrainingsOf(personID int64) ([]app.TrainingRow, error) {
	return many(t, func(s scanner) (app.TrainingRow, error) {
		var r app.TrainingRow
		var months int
		err := s.Scan(&r.Session, &r.Topic, &r.Version, &r.HeldOn, &r.Score, &r.Passed, &months)
		if r.Passed && months > 0 {
			r.Until = r.HeldOn.AddMonths(months).AddDays(-1)
		}
		return r, err
	}, `SELECT s.number, c.name, s.version, s.held_on, a.score, a.passed, c.months`+trainingFrom+`
		JOIN attendances a ON a.training_id = s.id
		WHERE a.person_id = $1 AND s.state = 'held' AND a.state = 'present' ORDER BY s.held_on DESC, s.id DESC`, personID)
}

// SaveTraining inserts (ID 0) or updates a training; a new one gets the year's next number.
func (t *txn) SaveTraining(v app.Training, year int) (app.Training, error) {
	args := []any{v.TopicID, v.Material, v.Version, string(v.HeldOn), v.Trainer, v.Place, v.PassMark, string(v.State), v.Note}
	if v.ID == 0 {
		seq, err := one(t, scanID, `SELECT COALESCE(MAX(seq), 0) + 1 FROM trainings WHERE year = $1`, year)
		if err != nil {
			return v, err
		}
		v.Number = fmt.Sprintf("PX-%d-%04d", year, seq)
		v.ID, err = t.insert(`INSERT INTO trainings (topic_id, material, version, held_on, trainer, place, pass_mark, state, note, year, seq, number)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`, append(args, year, seq, v.Number)...)
		if err != nil {
			return v, err
		}
	} else if err := t.exec(`UPDATE trainings SET topic_id = $1, material = $2, version = $3, held_on = $4, trainer = $5, place = $6,
		pass_mark = $7, state = $8, note = $9 WHERE id = $10`, append(args, v.ID)...); err != nil {
		return v, err
	}
	return t.TrainingByNumber(v.Number)
}

// SaveAttendance adds or replaces a person's attendance. A pass that stays one keeps the day on which it was entered.
func (t *txn) SaveAttendance(trainingID int64, a app.Attendance) error {
	return t.exec(`INSERT INTO attendances (training_id, person_id, state, score, passed, recorded_on) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (training_id, person_id) DO UPDATE SET state = excluded.state, score = excluded.score, passed = excluded.passed,
			recorded_on = CASE WHEN attendances.passed = 1 AND excluded.passed = 1 THEN attendances.recorded_on ELSE excluded.recorded_on END`,
		trainingID, a.Person.ID, string(a.State), a.Score, a.Passed, string(a.RecordedOn))
}

// RemoveAttendance takes a person off a training.
func (t *txn) RemoveAttendance(trainingID, personID int64) error {
	return t.exec(`DELETE FROM attendances WHERE training_id = $1 AND person_id = $2`, trainingID, personID)
}

func scanTraining(s scanner) (app.Training, error) {
	var v app.Training
	return v, s.Scan(trainingFields(&v)...)
}

func trainingFields(v *app.Training) []any {
	return []any{
		&v.ID, &v.Number, &v.TopicID, &v.Topic, &v.Material, &v.Version, &v.HeldOn, &v.Trainer, &v.Place,
		&v.PassMark, &v.State, &v.Note,
	}
}
