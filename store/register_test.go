package store

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"custody/app"
)

// plain opens a register in an unsealed file, to reach what the sealed one fences off.
func plain(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(t.TempDir(), "plain.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func TestMigrationsRunOnceAndRefuseNewer(t *testing.T) {
	db := plain(t)
	for range 2 {
		if _, err := OpenRegister(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`INSERT INTO migrations (version, name) VALUES (9999, 'later')`); err != nil {
		t.Fatal(err)
	}
	_, err := OpenRegister(t.Context(), db)
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.vault.newer" {
		t.Errorf("got %v", err)
	}
}

func TestBrokenReferencesAreFound(t *testing.T) {
	db := plain(t)
	r, err := OpenRegister(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := r.references(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("a new register: %v, %v", found, err)
	}
	_, err = db.Exec(`INSERT INTO accounts (person_id, login, roles, state, recipient, code_expires) VALUES (77, 'x', '', 'active', '', '')`)
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.references(t.Context())
	if err != nil || len(found) != 1 || found[0].Reason != "error.damage.reference" {
		t.Errorf("got %v, %v", found, err)
	}
	if found, err := r.structure(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("structure: %v, %v", found, err)
	}
}

func TestFailedUpdateLeavesNothing(t *testing.T) {
	r, err := OpenRegister(t.Context(), plain(t))
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err = r.Update(t.Context(), func(tx app.Tx) error {
		if _, err := tx.AddDepartment("财务部"); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("the error came back as %v", err)
	}
	err = r.View(t.Context(), func(reader app.Reader) error {
		ds, err := reader.Departments()
		if len(ds) != 0 {
			t.Errorf("departments %v", ds)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A Reader has no way to write; if a query did, the view would take it back.
func TestViewLeavesNothing(t *testing.T) {
	r, err := OpenRegister(t.Context(), plain(t))
	if err != nil {
		t.Fatal(err)
	}
	err = r.View(t.Context(), func(reader app.Reader) error {
		return reader.(*txn).exec(`INSERT INTO departments (name) VALUES ('财务部')`)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = r.View(t.Context(), func(reader app.Reader) error {
		ds, err := reader.Departments()
		if len(ds) != 0 {
			t.Errorf("departments %v", ds)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhereNumbersItsArguments(t *testing.T) {
	w := newWhere()
	w.add("a = ?", 1)
	w.in("b", 2, 3)
	w.in("c")
	w.add("(d < ? OR e > ?)", 4, 5)
	limit := w.arg(6)
	const want = " WHERE a = $1 AND b IN ($2, $3) AND 1 = 0 AND (d < $4 OR e > $5)"
	if w.sql() != want || limit != "$6" || len(w.args) != 6 {
		t.Errorf("got %q, limit %s, %v", w.sql(), limit, w.args)
	}
}
