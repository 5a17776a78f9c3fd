package trials_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app/apptest"
	"custody/app/trials/canary"
	"custody/store/vault"
)

// canaryColumns opens the vault with its keys, as only this program can, and returns
// the columns of the register in which the canary stands.
func canaryColumns(t *testing.T, dir, password string) (found []string) {
	t.Helper()
	later := func() time.Time { return apptest.Start.AddDate(1, 0, 0) }
	v, err := vault.Open(t.Context(), dir, vault.Options{KDF: apptest.CheapKDF, Now: later})
	ok(t, err)
	defer v.Close()
	_, err = v.Unlock(t.Context(), apptest.FounderLogin, password) // the password was typed too
	ok(t, err)
	db, err := v.DB()
	ok(t, err)
	tables := column(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
	for _, table := range tables {
		for _, c := range column(t, db, `SELECT name FROM pragma_table_info('`+table+`')`) {
			rows := column(t, db, fmt.Sprintf(`SELECT count(*) FROM %q WHERE instr(lower(CAST(%q AS TEXT)), '%s') > 0`, table, c, strings.ToLower(canary.Plain)))
			if rows[0] != "0" {
				found = append(found, table+"."+c)
			}
		}
	}
	slices.Sort(found)
	return found
}

func column(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var s string
		ok(t, rows.Scan(&s))
		out = append(out, s)
	}
	ok(t, rows.Err())
	return out
}
