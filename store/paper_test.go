package store

import (
	"testing"

	"custody/app"
)

// A register from before papers were sealed keeps its commitments; they wait to be sealed.
func TestCommitmentsOfAnOlderVaultWaitToBeSealed(t *testing.T) {
	db := plain(t)
	if err := migrateTo(t.Context(), db, 6); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		`INSERT INTO people (id, name, number, initials, kind, post, employer, phone, left_on) VALUES (1, '王𬱖', 'ZB-001', '', 'full_time', '', '', '', '')`,
		`INSERT INTO templates (id, key, number, version, body, sha256, in_force) VALUES (1, 'nda', 'R1', 'C/0', x'7b7d', '00', '2020-01-01')`,
		`INSERT INTO signatures (id, name, strokes, at, place) VALUES (1, '王𬱖', '[[[0.1,0.1],[0.9,0.9]]]', '2026-01-05T01:00:00.000Z', '深圳')`,
		`INSERT INTO commitments (id, person_id, template_id, signed_on, valid_until, method, signature_id, witness)
			VALUES (1, 1, 1, '2026-01-05', '2027-01-04', 'screen', 1, '黄云')`,
	} {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	r, err := OpenRegister(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	err = r.Update(t.Context(), func(tx app.Tx) error {
		c, err := tx.Commitment(1)
		if err != nil {
			return err
		}
		if c.Witness != "黄云" || c.WitnessID != 0 || c.PaperID != 0 || c.Counter.PersonID != 0 || c.Matched != "" || len(c.Signature.Strokes) != 1 {
			t.Errorf("it became %+v", c)
		}
		if ids, err := tx.UnsealedCommitments(-1); err != nil || len(ids) != 1 {
			t.Errorf("%v wait, %v", ids, err)
		}
		k, err := tx.AddCertificate(app.Certificate{Fingerprint: "f", Chain: []byte{1}, Key: []byte{2}, AddedBy: 1})
		if err != nil {
			return err
		}
		p, err := tx.AddPaper(app.SealedPaper{Kind: app.PaperCommitment, Ref: "CN-1", PersonID: 1, SHA256: "s"}, k.ID, []byte("%PDF-"))
		if err != nil {
			return err
		}
		s, err := tx.AddSignature(app.Signature{Name: "周总", Strokes: [][]app.Point{{{X: 0.5, Y: 0.5}}}})
		if err != nil {
			return err
		}
		waiting := func(want int) {
			t.Helper()
			if ids, err := tx.UnsealedCommitments(-1); err != nil || len(ids) != want {
				t.Errorf("%v wait, %v, want %d", ids, err, want)
			}
		}
		waiting(0)
		if err := tx.AddCountersignature(1, app.Countersignature{PersonID: 1, Signature: s}); err != nil {
			return err
		}
		waiting(1)
		if err := tx.ShownCountersignature(1, p.ID); err != nil {
			return err
		}
		waiting(0)
		pdf, token, err := tx.PaperFile(p.ID)
		if string(pdf) != "%PDF-" || token != nil || p.Fingerprint != "f" || p.Size != 5 || p.Person != "王𬱖" {
			t.Errorf("kept %+v, %q, %q", p, pdf, token)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
