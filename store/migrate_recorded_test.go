package store

import "testing"

// What was signed on the pad came into the register the same day; of paper the log tells, and where it says nothing
// nobody knows.
func TestOlderCommitmentsKnowWhenTheyWereRecorded(t *testing.T) {
	db := plain(t)
	if err := migrateTo(t.Context(), db, 6); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		`INSERT INTO people (id, name, number, initials, kind, post, employer, phone, left_on) VALUES (1, '王𬱖', 'ZB-001', '', 'full_time', '', '', '', '')`,
		`INSERT INTO templates (id, key, number, version, body, sha256, in_force) VALUES (1, 'nda', 'R1', 'C/0', x'7b7d', '00', '2020-01-01'),
			(2, 'impartiality', 'R2', 'C/0', x'7b7d', '01', '2020-01-01')`,
		`INSERT INTO commitments (id, person_id, template_id, signed_on, valid_until, method, witness) VALUES
			(1, 1, 1, '2026-01-05', '2027-01-04', 'screen', ''), (2, 1, 1, '2026-01-02', '2027-01-01', 'paper', '黄云'),
			(3, 1, 2, '2026-01-02', '2027-01-01', 'paper', '黄云')`,
		`INSERT INTO audit (seq, at, login, actor, on_behalf, act, object, outcome, detail, prev, hash, sig) VALUES
			(1, '2026-01-03T09:00:00.000Z', '', '', '', 'commitment.paper', 'ZB-001', 'refused', '{"key":"nda","signed_on":"2026-01-02"}', x'', x'', x''),
			(2, '2026-02-07T09:00:00.000Z', '', '', '', 'commitment.paper', 'ZB-001', 'done', '{"key":"nda","signed_on":"2026-01-02"}', x'', x'', x'')`,
	} {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[int]string{1: "2026-01-05", 2: "2026-02-07", 3: ""} {
		var got string
		if err := db.QueryRowContext(t.Context(), `SELECT recorded_on FROM commitments WHERE id = ?`, id).Scan(&got); err != nil || got != want {
			t.Errorf("commitment %d was recorded on %q, want %q, %v", id, got, want, err)
		}
	}
}
