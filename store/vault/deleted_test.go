package vault_test

import (
	"bytes"
	"testing"

	"custody/store/vault"
)

// What was deleted is on no page of the register any more: a key that was taken back must not lie in the space of a row that is gone.
func TestDeletedRowsAreOverwritten(t *testing.T) {
	v, dir, _ := create(t, cheap())
	db, err := v.DB()
	fine(t, err)
	marker := []byte("a key that was taken back")
	do(t, v, "CREATE TABLE g(id INTEGER PRIMARY KEY, b BLOB)")
	tx, err := db.Begin()
	fine(t, err)
	for range 500 {
		_, err := tx.Exec("INSERT INTO g(b) VALUES (?)", append(bytes.Clone(marker), make([]byte, 300)...))
		fine(t, err)
	}
	fine(t, tx.Commit())
	marked := func() (n int) {
		fine(t, v.Close())
		m, err := vault.OpenRemains(ctx, dir, cheap(), vault.Access{Login: login, Password: password}, nil)
		fine(t, err)
		for p := range uint32(m.Report.Pages) {
			n += bytes.Count(m.Page(p+1), marker)
		}
		fine(t, m.Close())
		v, err = vault.Open(ctx, dir, cheap())
		fine(t, err)
		_, err = v.Unlock(ctx, login, password)
		fine(t, err)
		return n
	}
	if n := marked(); n < 500 {
		t.Fatalf("only %d of 500 rows are to be seen on the pages", n)
	}
	do(t, v, "DELETE FROM g WHERE id % 100 > 0") // whole pages go, and rows of pages that stay
	if n := marked(); n != 5 {
		t.Errorf("%d rows are to be seen, not 5", n)
	}
	fine(t, v.Close())
}
