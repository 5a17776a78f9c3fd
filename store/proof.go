package store

import (
	"strings"
	"time"

	"custody/app"
)

// CommitmentsBy lists what was signed by a day, by person and newest first. Signatures are left out: their
// strokes are long.
func (t *txn) CommitmentsBy(on app.Date) ([]app.Commitment, error) {
	return many(t, func(s scanner) (app.Commitment, error) {
		var c app.Commitment
		return c, s.Scan(&c.ID, &c.PersonID, &c.TemplateID, &c.Key, &c.Number, &c.Version, &c.SignedOn, &c.ValidUntil, &c.Method, &c.Witness, &c.RecordedOn)
	}, `SELECT c.id, c.person_id, c.template_id, t.key, t.number, t.version, c.signed_on, c.valid_until, c.method, c.witness, c.recorded_on
		FROM commitments c JOIN templates t ON t.id = c.template_id
		WHERE c.signed_on <= $1 ORDER BY c.person_id, c.signed_on DESC, c.id DESC`, string(on))
}

// CommitmentSums returns the sum of each commitment's newest sealed paper.
func (t *txn) CommitmentSums() (map[int64]string, error) {
	out := make(map[int64]string)
	type paper struct {
		commitment int64
		sum        string
	}
	err := each(t, func(s scanner) (paper, error) {
		var p paper
		return p, s.Scan(&p.commitment, &p.sum)
	}, func(p paper) error {
		out[p.commitment] = p.sum
		return nil
	}, `SELECT CAST(SUBSTR(ref, 4) AS INTEGER), sha256 FROM papers WHERE kind = 'commitment' ORDER BY id`)
	return out, err
}

// TopicsBefore lists the topics of training as they were when a day began; one of which nothing was noted is as it
// is now, and one that came later is not among them.
func (t *txn) TopicsBefore(day app.Date) ([]app.Topic, error) {
	return many(t, scanTopic, `SELECT o.id, o.name, s.months, s.gate, s.kinds, s.roles, s.ended FROM topics o JOIN topic_states s ON s.topic_id = o.id
		WHERE s.on_day = (SELECT MAX(l.on_day) FROM topic_states l WHERE l.topic_id = o.id AND l.on_day < $1)
		UNION ALL SELECT o.id, o.name, o.months, o.gate, o.kinds, o.roles, o.ended FROM topics o
		WHERE NOT EXISTS (SELECT 1 FROM topic_states s WHERE s.topic_id = o.id) ORDER BY 2`, string(day))
}

// PassesBy lists trainings passed by a day, newest first.
func (t *txn) PassesBy(on app.Date) ([]app.PassRow, error) {
	return many(t, func(s scanner) (app.PassRow, error) {
		var p app.PassRow
		return p, s.Scan(&p.PersonID, &p.TopicID, &p.On, &p.Topic, &p.Months, &p.Session, &p.RecordedOn)
	}, `SELECT a.person_id, s.topic_id, s.held_on, o.name, o.months, s.number, a.recorded_on FROM attendances a
		JOIN trainings s ON s.id = a.training_id JOIN topics o ON o.id = s.topic_id
		WHERE a.passed = 1 AND s.state = 'held' AND s.held_on <= $1 ORDER BY s.held_on DESC, a.id DESC`, string(on))
}

// ContractNumbers returns the number of a contract in force on a day, by the body's id.
func (t *txn) ContractNumbers(on app.Date) (map[int64]string, error) {
	out := make(map[int64]string)
	type contract struct {
		body   int64
		number string
	}
	found, err := many(t, func(s scanner) (contract, error) {
		var c contract
		return c, s.Scan(&c.body, &c.number)
	}, `SELECT body_id, number FROM contracts WHERE clause <> '' AND clause_on <> '' AND clause_on <= $1
		AND from_on <= $1 AND until_on >= $1 AND (ended_on = '' OR ended_on > $1) ORDER BY id`, string(on))
	for _, c := range found {
		out[c.body] = c.number
	}
	return out, err
}

// proofFacts are the tasks in force on $1, and what was out or opened between $2 and $3. What was out is told
// from loan_items_out_at alone, without reading the other items. What was sent to a reader outside is with nobody here.
var proofFacts = []string{
	`SELECT DISTINCT a.person_id, 'task', c.code FROM assignments a JOIN clients c ON c.id = a.client_id
		WHERE a.until_on >= $1 AND a.from_on <= $1`,
	`SELECT l.borrower_id, CASE i.electronic WHEN 1 THEN 'loan' ELSE 'paper' END, k.code
		FROM loan_items i JOIN loans l ON l.id = i.loan_id JOIN copies k ON k.id = i.copy_id
		WHERE i.out_at <> '' AND i.out_at < $3 AND (i.back_at = '' OR i.back_at >= $2) AND (i.electronic = 0 OR i.due >= $1)`,
	`SELECT e.holder_id, 'extract', e.number FROM extracts e
		WHERE e.kind <> 'sent' AND e.made_at < $3 AND (e.closed_at = '' OR e.closed_at >= $2)`,
	`SELECT v.person_id, 'opening', d.code FROM views v JOIN contents x ON x.id = v.content_id JOIN documents d ON d.id = x.document_id
		WHERE v.opened_at >= $2 AND v.opened_at < $3`,
}

// ProofFacts lists what people had on a day and opened between two moments.
func (t *txn) ProofFacts(on app.Date, from, to time.Time) ([]app.ProofFact, error) {
	var out []app.ProofFact
	for _, query := range proofFacts {
		args := []any{string(on), stamp(from), stamp(to)}
		found, err := many(t, scanProofFact, query, args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func scanProofFact(s scanner) (app.ProofFact, error) {
	var f app.ProofFact
	return f, s.Scan(&f.PersonID, &f.Kind, &f.What)
}

// backwards is how far an entry may lie before the one ahead of it: see app.CheckChain.
const backwards = 5 * time.Minute

// EntriesBetween lists the entries from a moment to before another. The log goes forward, so the first is
// found by halving: the log needs no index on its times, which each entry would have to pay for.
func (t *txn) EntriesBetween(from, to time.Time) ([]app.Entry, error) {
	first, err := t.firstEntry(from.Add(-backwards))
	if err != nil {
		return nil, err
	}
	last, err := t.firstEntry(to.Add(backwards))
	if err != nil {
		return nil, err
	}
	all, err := many(t, scanEntry, `SELECT `+entryColumns+` FROM audit WHERE seq >= $1 AND seq < $2 ORDER BY seq`, first, last)
	if err != nil {
		return nil, err
	}
	var out []app.Entry
	for _, e := range all {
		if !e.At.Before(from) && e.At.Before(to) {
			out = append(out, e)
		}
	}
	return out, nil
}

// firstEntry returns the number of the first entry not before a moment, one more than the last for none.
func (t *txn) firstEntry(at time.Time) (int64, error) {
	head, err := t.AuditHead()
	if err != nil {
		return 0, err
	}
	low, high := int64(1), head.Seq+1
	want := stamp(at)
	for low < high {
		middle := (low + high) / 2
		found, err := one(t, scanText, `SELECT at FROM audit WHERE seq >= $1 ORDER BY seq LIMIT 1`, middle)
		if err != nil {
			return 0, err
		}
		if strings.Compare(found, want) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, nil
}

// AddedAt returns when people were added, by number, as the log tells.
func (t *txn) AddedAt() (map[string]time.Time, error) {
	out := make(map[string]time.Time)
	type added struct{ number, at string }
	err := each(t, func(s scanner) (added, error) {
		var a added
		return a, s.Scan(&a.number, &a.at)
	}, func(a added) error {
		if _, known := out[a.number]; !known {
			out[a.number] = unstamp(a.at)
		}
		return nil
	}, `SELECT object, at FROM audit WHERE act = 'person.add' AND outcome = 'done' ORDER BY seq`)
	return out, err
}
