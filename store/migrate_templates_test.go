package store

import (
	"os"
	"testing"

	"custody/app"
)

// The texts of an older vault are approved, in force as before, and know their titles; nobody wrote them.
func TestTextsOfAnOlderVaultStayInForce(t *testing.T) {
	db := plain(t)
	if err := migrateTo(t.Context(), db, 6); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile("../assets/templates/nda.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO templates (id, key, number, version, body, sha256, in_force) VALUES
		(1, 'nda', 'ZBT-TP-046-R1', 'C/0', $1, 'x', '2020-10-27')`, body); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	r := &txn{ctx: t.Context(), tx: tx}
	got, err := r.TemplateInForce(app.NDA, "2026-11-27")
	if err != nil {
		t.Fatal(err)
	}
	if got.State != app.TextApproved || got.AuthorID != 0 || got.Months != 12 || string(got.Body) != string(body) {
		t.Errorf("the text is %+v", got.Drafting)
	}
	versions, err := r.TextVersions()
	if err != nil {
		t.Fatal(err)
	}
	if len(versions) != 1 || versions[0].Title != got.Title() || versions[0].InForce != "2020-10-27" {
		t.Errorf("the versions are %+v", versions)
	}
}
