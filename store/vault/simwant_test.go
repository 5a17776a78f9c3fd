package vault_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"custody/store/vault"
)

// want is what the workload may expect of a vault found after a crash.
type want struct {
	made         bool // creating it was acknowledged
	acked, begun int  // steps acknowledged and begun
	doors        map[string]door
	halves       [2]vault.Recovery // the good ones, and those that are taking their place
	epoch        uint64            // new vault keys acknowledged
	rekeying     bool              // one more is on its way
	code         string            // a one-time code of visitor; "" if there is none
	documents    []paper           // acknowledged
	papers       []filed           // in the register, or on their way into it
	backups      []backedUp        // acknowledged
	restored     bool              // a backup was unpacked into restoreDir
	backing      int               // steps acknowledged when the backup that goes there was made
}

// paper is a document and what it says.
type paper struct {
	vault.Document
	text string
}

// backedUp is a backup and the number of steps it must hold.
type backedUp struct {
	path        string
	least, most int
}

// door is what opens for one login: exactly one of the two passwords, and only the old one if nothing is changing. "" is
// no account.
type door struct {
	old, new string
	changing bool
}

func (w want) clone() *want {
	w.doors, w.documents, w.backups = maps.Clone(w.doors), slices.Clone(w.documents), slices.Clone(w.backups)
	w.papers = slices.Clone(w.papers)
	return &w
}

// newWant is what may be expected of a vault about to be created.
func newWant() want {
	return want{acked: -1, doors: map[string]door{login: {old: password}}}
}

// ledger is the register's content in the simulator: steps form a hash chain, and each tells what the other table holds after it,
// so that no half of a step goes unseen.
const ledger = `
BEGIN;
CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB, rows INTEGER, total INTEGER, head TEXT);
CREATE TABLE bulk(id INTEGER PRIMARY KEY, b BLOB);
COMMIT`

func chained(head string, n int, pad []byte, rows, total int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %x %d %d", head, n, pad, rows, total))
	return hex.EncodeToString(sum[:8])
}

// step is one transaction: it adds to the chain, and now and then churns many pages, or frees them.
func step(db *sql.DB, n int, rng *rand.Rand) error {
	churn := ""
	switch n % 11 {
	case 3:
		churn = bulky(5 + rng.IntN(30))
	case 5, 8:
		churn = fmt.Sprintf("UPDATE bulk SET b = randomblob(3000) WHERE id %% 3 = %d", rng.IntN(3))
	case 7:
		churn = "DELETE FROM bulk WHERE id % 3 = 0"
	case 10:
		churn = "DELETE FROM bulk"
	}
	return stepWith(db, n, rng, churn)
}

// bulky is a statement that adds about as many pages.
func bulky(pages int) string {
	return fmt.Sprintf("WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i < %d) INSERT INTO bulk(b) SELECT randomblob(3500) FROM k", pages)
}

// stepWith is a step with a statement of the caller's in it.
func stepWith(db *sql.DB, n int, rng *rand.Rand, churn string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	_, err = tx.Exec(churn)
	if err != nil {
		return err
	}
	var head string
	var rows, total int
	if err := tx.QueryRow("SELECT coalesce((SELECT head FROM steps WHERE n = ?), ''), count(*), coalesce(sum(id),0) FROM bulk", n-1).Scan(&head, &rows, &total); err != nil {
		return err
	}
	pad := garbage(rng.IntN(900), rng)
	if _, err := tx.Exec("INSERT INTO steps VALUES (?,?,?,?,?)", n, pad, rows, total, chained(head, n, pad, rows, total)); err != nil {
		return err
	}
	return tx.Commit()
}

var errNoLedger = errors.New("no ledger")

// readLedger checks everything in the register and returns the number of steps.
func readLedger(db *sql.DB) (int, error) {
	var ok string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
		return 0, fmt.Errorf("integrity: %q %w", ok, err)
	}
	rows, err := db.Query("SELECT n, pad, rows, total, head FROM steps ORDER BY n")
	if err != nil {
		if strings.Contains(err.Error(), "no such table") {
			return 0, errNoLedger
		}
		return 0, err
	}
	defer rows.Close()
	var head, has string
	var steps, n, count, total int
	var pad []byte
	for rows.Next() {
		if err := rows.Scan(&n, &pad, &count, &total, &has); err != nil {
			return 0, err
		}
		steps++
		if head = chained(head, n, pad, count, total); n != steps || head != has {
			return 0, fmt.Errorf("the chain breaks at step %d", steps)
		}
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	var there, sum int
	if err := db.QueryRow("SELECT count(*), coalesce(sum(id),0) FROM bulk").Scan(&there, &sum); err != nil {
		return 0, err
	}
	if there != count || sum != total {
		return 0, fmt.Errorf("half a step: %d rows for %d", there, count)
	}
	return steps, nil
}

// try tells whether the password opens the login.
func try(v *vault.Vault, login, password string) (bool, error) {
	if password == "" {
		return false, nil
	}
	_, err := v.Unlock(context.Background(), login, password)
	if errors.Is(err, vault.ErrWrongPassword) {
		return false, nil
	}
	return err == nil, err
}

// enter opens a door, and says which of its passwords did.
func enter(v *vault.Vault, login string, d door) (opened string, err error) {
	okOld, err := try(v, login, d.old)
	if err != nil {
		return "", fmt.Errorf("%s with the old password: %w", login, err)
	}
	okNew, err := try(v, login, d.new)
	if err != nil {
		return "", fmt.Errorf("%s with the new password: %w", login, err)
	}
	none := d.old == "" || d.changing && d.new == ""
	switch {
	case okOld && okNew:
		return "", fmt.Errorf("%s: two passwords open", login)
	case okOld:
		return d.old, nil
	case okNew && d.changing:
		return d.new, nil
	case okNew:
		return "", fmt.Errorf("%s: a password that was not acknowledged, or no longer good, opens", login)
	case !none:
		return "", fmt.Errorf("%s: no password opens", login)
	}
	return "", nil
}
