package store

import "custody/app"

const certificateColumns = `id, fingerprint, chain, own_made, added_at, added_by`

// SealingCertificate returns the certificate added last, with its key.
func (t *txn) SealingCertificate() (app.Certificate, error) {
	c, err := one(t, scanCertificate, `SELECT `+certificateColumns+` FROM certificates ORDER BY id DESC LIMIT 1`)
	if err != nil {
		return c, err
	}
	c.Key, err = one(t, scanBlob, `SELECT private_key FROM certificates WHERE id = $1`, c.ID)
	return c, err
}

// Certificates lists all certificates, the newest first, without their keys.
func (t *txn) Certificates() ([]app.Certificate, error) {
	return many(t, scanCertificate, `SELECT `+certificateColumns+` FROM certificates ORDER BY id DESC`)
}

// PapersByCertificate counts the papers sealed with each certificate.
func (t *txn) PapersByCertificate() (map[int64]int, error) {
	type count struct {
		id int64
		n  int
	}
	counts, err := many(t, func(s scanner) (c count, err error) {
		return c, s.Scan(&c.id, &c.n)
	}, `SELECT certificate_id, COUNT(*) FROM papers GROUP BY certificate_id`)
	out := make(map[int64]int, len(counts))
	for _, c := range counts {
		out[c.id] = c.n
	}
	return out, err
}

// AddCertificate adds a certificate with its key.
func (t *txn) AddCertificate(c app.Certificate) (app.Certificate, error) {
	id, err := t.insert(`INSERT INTO certificates (fingerprint, chain, private_key, own_made, added_at, added_by)
		VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		c.Fingerprint, c.Chain, c.Key, c.OwnMade, stamp(c.AddedAt), c.AddedBy)
	c.ID = id
	return c, err
}

func scanCertificate(s scanner) (app.Certificate, error) {
	var c app.Certificate
	var at string
	err := s.Scan(&c.ID, &c.Fingerprint, &c.Chain, &c.OwnMade, &at, &c.AddedBy)
	c.AddedAt = unstamp(at)
	return c, err
}

func scanBlob(s scanner) ([]byte, error) {
	var b []byte
	return b, s.Scan(&b)
}
