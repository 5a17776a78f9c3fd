package store

import (
	"slices"

	"custody/app"
)

const commitmentColumns = `c.id, c.person_id, c.template_id, t.key, t.number, t.version, c.signed_on, c.valid_until,
	c.method, c.witness, COALESCE(c.witness_id, 0), c.matched, c.recorded_on, t.sha256,
	COALESCE(s.id, 0), COALESCE(s.name, ''), COALESCE(s.at, ''), COALESCE(s.place, ''),
	EXISTS (SELECT 1 FROM scans x WHERE x.commitment_id = c.id),
	COALESCE((SELECT MAX(p.id) FROM papers p WHERE p.kind = 'commitment' AND p.ref = 'CN-' || c.id), 0),
	COALESCE(k.person_id, 0), COALESCE(k.paper_id, 0), COALESCE(kw.post, ''),
	COALESCE(ks.id, 0), COALESCE(ks.name, ''), COALESCE(ks.at, ''), COALESCE(ks.place, '')`

const commitmentFrom = ` FROM commitments c JOIN templates t ON t.id = c.template_id LEFT JOIN signatures s ON s.id = c.signature_id
	LEFT JOIN countersignatures k ON k.commitment_id = c.id LEFT JOIN people kw ON kw.id = k.person_id
	LEFT JOIN signatures ks ON ks.id = k.signature_id`

// Commitment returns one commitment with the strokes of its signature.
func (t *txn) Commitment(id int64) (app.Commitment, error) {
	c, err := one(t, scanCommitment, `SELECT `+commitmentColumns+commitmentFrom+` WHERE c.id = $1`, id)
	if err != nil {
		return c, err
	}
	signed, err := t.Signatures(c.Signature.ID, c.Counter.Signature.ID)
	c.Signature, c.Counter.Signature = signed[c.Signature.ID], signed[c.Counter.Signature.ID]
	return c, err
}

// CommitmentsOf lists a person's commitments, newest first, without strokes.
func (t *txn) CommitmentsOf(personID int64) ([]app.Commitment, error) {
	return many(t, scanCommitment, `SELECT `+commitmentColumns+commitmentFrom+`
		WHERE c.person_id = $1 ORDER BY c.signed_on DESC, c.id DESC`, personID)
}

// LatestCommitments lists everybody's commitment to each version of each text, the one that lasts
// longest, without strokes.
func (t *txn) LatestCommitments() ([]app.Commitment, error) {
	return many(t, scanCommitment, `SELECT `+commitmentColumns+commitmentFrom+`
		JOIN (SELECT c2.id, ROW_NUMBER() OVER (PARTITION BY c2.person_id, c2.template_id
			ORDER BY c2.valid_until DESC, c2.signed_on DESC, c2.id DESC) AS place FROM commitments c2) longest ON longest.id = c.id
		WHERE longest.place = 1 ORDER BY c.person_id, t.key`)
}

// AddCommitment adds a commitment, and its scan when there is one.
func (t *txn) AddCommitment(c app.Commitment, scanName string, scan []byte) (app.Commitment, error) {
	id, err := t.insert(`INSERT INTO commitments (person_id, template_id, signed_on, valid_until, method, signature_id,
		witness, witness_id, matched, recorded_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
		c.PersonID, c.TemplateID, string(c.SignedOn), string(c.ValidUntil), c.Method, nullID(c.Signature.ID),
		c.Witness, nullID(c.WitnessID), string(c.Matched), string(c.RecordedOn))
	if err != nil {
		return c, err
	}
	if len(scan) > 0 {
		err := t.exec(`INSERT INTO scans (commitment_id, name, data) VALUES ($1, $2, $3)`, id, scanName, scan)
		if err != nil {
			return c, err
		}
	}
	return t.Commitment(id)
}

// Scan returns the scan of a paper commitment.
func (t *txn) Scan(commitmentID int64) (name string, data []byte, err error) {
	_, err = one(t, func(s scanner) (struct{}, error) {
		return struct{}{}, s.Scan(&name, &data)
	}, `SELECT name, data FROM scans WHERE commitment_id = $1`, commitmentID)
	return name, data, err
}

func scanCommitment(s scanner) (app.Commitment, error) {
	var c app.Commitment
	var at, counterAt string
	k := &c.Counter
	err := s.Scan(&c.ID, &c.PersonID, &c.TemplateID, &c.Key, &c.Number, &c.Version, &c.SignedOn, &c.ValidUntil,
		&c.Method, &c.Witness, &c.WitnessID, &c.Matched, &c.RecordedOn, &c.TextSHA256, &c.Signature.ID, &c.Signature.Name, &at, &c.Signature.Place,
		&c.HasScan, &c.PaperID, &k.PersonID, &k.PaperID, &k.Post, &k.Signature.ID, &k.Signature.Name, &counterAt, &k.Signature.Place)
	c.Signature.At, k.Signature.At = unstamp(at), unstamp(counterAt)
	return c, err
}

// chunk is how many values one IN list takes at most.
const chunk = 500

// Signatures returns signatures with their strokes, by id.
func (t *txn) Signatures(ids ...int64) (map[int64]app.Signature, error) {
	out := make(map[int64]app.Signature, len(ids))
	for part := range slices.Chunk(ids, chunk) {
		w := newWhere()
		values := make([]any, len(part))
		for i, id := range part {
			values[i] = id
		}
		w.in("id", values...)
		found, err := many(t, scanSignature, `SELECT id, name, strokes, at, place FROM signatures`+w.sql(), w.args...)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			out[s.ID] = s
		}
	}
	return out, nil
}
