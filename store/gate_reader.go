package store

import (
	"slices"

	"custody/app"
)

// asked is what a transaction has read of the gate: of many people in one act it is asked for each. Whoever writes a
// text or a topic forgets it.
type asked struct {
	texts  []app.TextVersion
	topics []app.Topic
	read   struct{ texts, topics bool }
}

// SignedTo lists what a person signed: the version and the days.
func (t *txn) SignedTo(personID int64) ([]app.Commitment, error) {
	return many(t, func(s scanner) (app.Commitment, error) {
		c := app.Commitment{PersonID: personID}
		return c, s.Scan(&c.ID, &c.TemplateID, &c.SignedOn, &c.ValidUntil)
	}, `SELECT id, template_id, signed_on, valid_until FROM commitments WHERE person_id = $1`, personID)
}

// Topics lists all topics of training by name, ended ones included.
func (t *txn) Topics() ([]app.Topic, error) {
	if !t.asked.read.topics {
		topics, err := many(t, scanTopic, `SELECT `+topicColumns+` FROM topics ORDER BY ended, name`)
		if err != nil {
			return nil, err
		}
		t.asked.topics, t.asked.read.topics = topics, true
	}
	return slices.Clone(t.asked.topics), nil
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
