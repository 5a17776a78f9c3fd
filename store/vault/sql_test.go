package vault_test

import (
	"errors"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

func TestFence(t *testing.T) {
	v, dir, _ := create(t, cheap())
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	do(t, v, "CREATE TABLE t(x)")
	for _, q := range []string{
		"ATTACH '" + filepath.Join(dir, "other.db") + "' AS other",
		"ATTACH ':memory:' AS other",
		"VACUUM INTO '" + filepath.Join(dir, "other.db") + "'",
		"PRAGMA journal_mode=DELETE", "PRAGMA journal_mode=WAL", "PRAGMA journal_mode=OFF", "PRAGMA locking_mode=NORMAL", "PRAGMA synchronous=OFF",
		"PRAGMA temp_store=FILE", "PRAGMA trusted_schema=ON", "PRAGMA foreign_keys=OFF", "PRAGMA mmap_size=1000000",
		"PRAGMA writable_schema=ON", "PRAGMA secure_delete=OFF", "PRAGMA page_size=512", "PRAGMA MAIN.Journal_Mode(delete)",
		"SELECT load_extension('x')",
	} {
		if _, err := db.Exec(q); err == nil {
			t.Errorf("allowed: %s", q)
		}
	}
	for q, want := range map[string]string{
		"PRAGMA journal_mode": "memory", "PRAGMA locking_mode": "exclusive", "PRAGMA synchronous": "2", "PRAGMA temp_store": "2",
		"PRAGMA trusted_schema": "0", "PRAGMA foreign_keys": "1", "PRAGMA page_size": "4096", "PRAGMA integrity_check": "ok",
		"PRAGMA secure_delete": "1",
		"PRAGMA cache_size":    "-16384",
	} {
		if got := query[string](t, v, q); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
	}
	do(t, v, "PRAGMA user_version=7")
	do(t, v, "VACUUM")
	if got := query[int](t, v, "PRAGMA user_version"); got != 7 {
		t.Error(got)
	}
}

// TestFullText: search tables and the triggers that fill them work inside the fence.
func TestFullText(t *testing.T) {
	v, dir, _ := create(t, cheap())
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	module := "fts4"
	if _, err := db.Exec("CREATE VIRTUAL TABLE probe USING fts5(x)"); err == nil {
		module = "fts5"
	}
	do(t, v, "CREATE TABLE docs(id INTEGER PRIMARY KEY, grams TEXT)")
	do(t, v, "CREATE VIRTUAL TABLE found USING "+module+"(grams)")
	do(t, v, "CREATE TRIGGER docs_in AFTER INSERT ON docs BEGIN INSERT INTO found(rowid, grams) VALUES (new.id, new.grams); END")
	do(t, v, "INSERT INTO docs(grams) VALUES ('监督 督审 审核'), ('认证 证书')")
	v.Close()
	w := reopen(t, dir, cheap())
	if got := query[int](t, w, `SELECT rowid FROM found WHERE found MATCH '"督审 审核"'`); got != 1 {
		t.Fatal(got)
	}
}

func TestTemporaryTablesLeaveNoFile(t *testing.T) {
	o := cheap()
	o.CacheKiB = 64
	v, dir, _ := create(t, o)
	do(t, v, "CREATE TABLE t(x)")
	do(t, v, "INSERT INTO t SELECT randomblob(500) FROM (WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<20000) SELECT i FROM k)")
	do(t, v, "CREATE TEMP TABLE u AS SELECT x FROM t ORDER BY x")
	do(t, v, "CREATE INDEX i ON t(x)")
	if got := query[int](t, v, "SELECT count(*) FROM (SELECT DISTINCT x FROM u ORDER BY hex(x))"); got != 20000 {
		t.Fatal(got)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 4 {
		t.Fatal(names, err)
	}
}

func TestRollbackAfterSpill(t *testing.T) {
	o := cheap()
	o.CacheKiB = 64 // so small that SQLite writes pages before the commit
	v, dir, _ := create(t, o)
	do(t, v, "CREATE TABLE t(x)")
	do(t, v, "INSERT INTO t VALUES ('kept')")
	db, _ := v.DB()
	const many = "INSERT INTO t SELECT randomblob(900) FROM (WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<3000) SELECT i FROM k)"
	for _, end := range []string{"ROLLBACK", "ROLLBACK TO s; RELEASE s; COMMIT"} {
		for _, q := range []string{"BEGIN", "SAVEPOINT s", many, end} {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(q, err, v.Err())
			}
		}
		if got := query[int](t, v, "SELECT count(*) FROM t"); got != 1 {
			t.Fatal(end, got)
		}
	}
	img := copyVault(t, dir)
	w := reopen(t, img, o)
	if query[string](t, w, "SELECT x FROM t") != "kept" || query[string](t, w, "PRAGMA integrity_check") != "ok" {
		t.Fatal("lost")
	}
}

func TestDamagedPageIsAnError(t *testing.T) {
	s := smallVault(t)
	o := cheap()
	o.FS = s
	v, err := vault.Open(ctx, simDir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	if err := v.Seal(); err != nil { // empties the log, whose pages would hide the register's
		t.Fatal(err)
	}
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	reg := s.bytes("register")
	reg[8192+4136+100] ^= 4 // in page 2
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	var got string
	if err := db.QueryRow("SELECT group_concat(x) FROM t").Scan(&got); err == nil {
		t.Fatal("read", got)
	}
	var d *vault.DamagedError
	if !errors.As(v.Err(), &d) || d.File != "register" || d.Offset != 8192+4136 {
		t.Fatal(v.Err())
	}
	if _, err := db.Exec("INSERT INTO t VALUES (1)"); err == nil {
		t.Fatal("a damaged vault takes commits")
	}
}
