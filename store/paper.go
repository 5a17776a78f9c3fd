package store

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"custody/app"
)

const paperColumns = `p.id, p.kind, p.ref, p.person_id, w.name, w.number, p.title, p.sha256, p.size, p.at, k.fingerprint,
	COALESCE(s.at, ''), COALESCE(s.by_name, '')`

const paperFrom = ` FROM papers p JOIN people w ON w.id = p.person_id JOIN certificates k ON k.id = p.certificate_id
	LEFT JOIN paper_stamps s ON s.paper_id = p.id`

// Paper returns one sealed paper by id.
func (t *txn) Paper(id int64) (app.SealedPaper, error) {
	return one(t, scanPaper, `SELECT `+paperColumns+paperFrom+` WHERE p.id = $1`, id)
}

// PaperOf returns the newest paper of something.
func (t *txn) PaperOf(kind app.PaperKind, ref string) (app.SealedPaper, error) {
	return one(t, scanPaper, `SELECT `+paperColumns+paperFrom+`
		WHERE p.kind = $1 AND p.ref = $2 ORDER BY p.id DESC LIMIT 1`, string(kind), ref)
}

// PaperBySum returns the paper whose file has a SHA-256, in hex.
func (t *txn) PaperBySum(sha256 string) (app.SealedPaper, error) {
	return one(t, scanPaper, `SELECT `+paperColumns+paperFrom+` WHERE p.sha256 = $1`, sha256)
}

// PapersOf lists a person's papers, newest first.
func (t *txn) PapersOf(personID int64) ([]app.SealedPaper, error) {
	return many(t, scanPaper, `SELECT `+paperColumns+paperFrom+` WHERE p.person_id = $1 ORDER BY p.id DESC`, personID)
}

// PaperFile returns a paper's PDF, and its timestamp where there is one.
func (t *txn) PaperFile(id int64) (pdf, token []byte, err error) {
	_, err = one(t, func(s scanner) (struct{}, error) {
		return struct{}{}, s.Scan(&pdf, &token)
	}, `SELECT f.pdf, s.token FROM paper_files f LEFT JOIN paper_stamps s ON s.paper_id = f.paper_id WHERE f.paper_id = $1`, id)
	return pdf, token, err
}

// UnsealedCommitments lists commitments without a paper, or with a countersignature that no paper shows, oldest first.
func (t *txn) UnsealedCommitments(limit int) ([]int64, error) {
	return many(t, scanID, `SELECT c.id FROM commitments c LEFT JOIN countersignatures k ON k.commitment_id = c.id
		WHERE k.commitment_id IS NOT NULL AND k.paper_id IS NULL
			OR NOT EXISTS (SELECT 1 FROM papers p WHERE p.kind = 'commitment' AND p.ref = 'CN-' || c.id)
		ORDER BY c.id LIMIT $1`, limit)
}

// AddPaper adds a sealed paper with its file.
func (t *txn) AddPaper(p app.SealedPaper, certificateID int64, pdf []byte) (app.SealedPaper, error) {
	id, err := t.insert(`INSERT INTO papers (kind, ref, person_id, title, sha256, size, at, certificate_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		string(p.Kind), p.Ref, p.PersonID, p.Title, p.SHA256, len(pdf), stamp(p.At), certificateID)
	if err != nil {
		return p, err
	}
	if err := t.exec(`INSERT INTO paper_files (paper_id, pdf) VALUES ($1, $2)`, id, pdf); err != nil {
		return p, err
	}
	return t.Paper(id)
}

// StampPaper keeps the timestamp of a paper that has none.
func (t *txn) StampPaper(id int64, at time.Time, by string, token []byte) error {
	return t.exec(`INSERT INTO paper_stamps (paper_id, at, by_name, token) VALUES ($1, $2, $3, $4)`, id, stamp(at), by, token)
}

// AddCountersignature notes who signed a commitment for the organisation; no paper shows it yet.
func (t *txn) AddCountersignature(commitmentID int64, c app.Countersignature) error {
	return t.exec(`INSERT INTO countersignatures (commitment_id, person_id, signature_id) VALUES ($1, $2, $3)`,
		commitmentID, c.PersonID, c.Signature.ID)
}

// ShownCountersignature notes the first paper that shows a commitment's countersignature.
func (t *txn) ShownCountersignature(commitmentID, paperID int64) error {
	return t.exec(`UPDATE countersignatures SET paper_id = $2 WHERE commitment_id = $1`, commitmentID, paperID)
}

func scanPaper(s scanner) (app.SealedPaper, error) {
	var p app.SealedPaper
	var at, stamped string
	err := s.Scan(&p.ID, &p.Kind, &p.Ref, &p.PersonID, &p.Person, &p.Number, &p.Title, &p.SHA256, &p.Size, &at, &p.Fingerprint,
		&stamped, &p.StampedBy)
	p.At, p.StampedAt = unstamp(at), unstamp(stamped)
	return p, err
}

// TemplateNamed returns a version of a text by document number and version.
func (t *txn) TemplateNamed(number, version string) (app.Template, error) {
	return one(t, scanTemplate, `SELECT `+templateColumns+` FROM templates WHERE number = $1 AND version = $2 ORDER BY id DESC LIMIT 1`,
		number, version)
}

// EachPaperSum calls fn for every sealed paper with the sum of its file, read for it.
func (t *txn) EachPaperSum(fn func(app.PaperSum) error) error {
	return each(t, func(s scanner) (app.PaperSum, error) {
		var p app.PaperSum
		var pdf []byte
		err := s.Scan(&p.ID, &p.Ref, &p.SHA256, &pdf)
		if pdf != nil {
			sum := sha256.Sum256(pdf)
			p.Read = hex.EncodeToString(sum[:])
		}
		return p, err
	}, fn, `SELECT p.id, p.ref, p.sha256, f.pdf FROM papers p LEFT JOIN paper_files f ON f.paper_id = p.id ORDER BY p.id`)
}
