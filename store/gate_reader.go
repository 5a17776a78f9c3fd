package store

import "custody/app"

// Topics lists all topics of training by name, ended ones included.
func (t *txn) Topics() ([]app.Topic, error) {
	return many(t, scanTopic, `SELECT `+topicColumns+` FROM topics ORDER BY ended, name`)
}

// Passes lists passed trainings of a person, of everybody for 0, newest first.
func (t *txn) Passes(personID int64) ([]app.Pass, error) {
	return many(t, func(s scanner) (app.Pass, error) {
		var p app.Pass
		return p, s.Scan(&p.PersonID, &p.TopicID, &p.On)
	}, `SELECT a.person_id, s.topic_id, s.held_on FROM attendances a JOIN trainings s ON s.id = a.training_id
		WHERE a.passed = 1 AND s.state = 'held' AND ($1 = 0 OR a.person_id = $1) ORDER BY s.held_on DESC, a.id DESC`, personID)
}

// ContractsOn tells which external bodies had a contract with a confidentiality clause in force on a day.
func (t *txn) ContractsOn(on app.Date) (map[int64]bool, error) {
	ids, err := many(t, scanID, `SELECT DISTINCT body_id FROM contracts
		WHERE clause <> '' AND clause_on <> '' AND clause_on <= $1 AND signed_on <= $1 AND from_on <= $1 AND until_on >= $1 AND (ended_on = '' OR ended_on > $1)`, string(on))
	out := make(map[int64]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
