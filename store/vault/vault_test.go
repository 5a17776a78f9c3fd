package vault_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

const (
	login    = "王𬱖"
	password = "correct horse 电池 staple"
)

// cheap are parameters that only a test binary may use.
func cheap() vault.Options {
	return vault.Options{KDF: vault.KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}}
}

func create(t testing.TB, opt vault.Options) (*vault.Vault, string, vault.Recovery) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "v")
	v, rec, err := vault.Create(context.Background(), dir, opt, login, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, dir, rec
}

func reopen(t testing.TB, dir string, opt vault.Options) *vault.Vault {
	t.Helper()
	v, err := vault.Open(context.Background(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	if _, err := v.Unlock(context.Background(), login, password); err != nil {
		t.Fatal(err)
	}
	return v
}

func do(t testing.TB, v *vault.Vault, q string, args ...any) {
	t.Helper()
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(q, args...); err != nil {
		t.Fatalf("%s: %v (%v)", q, err, v.Err())
	}
}

func query[T any](t testing.TB, v *vault.Vault, q string, args ...any) (x T) {
	t.Helper()
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(q, args...).Scan(&x); err != nil {
		t.Fatalf("%s: %v (%v)", q, err, v.Err())
	}
	return x
}

func TestRoundTrip(t *testing.T) {
	v, dir, _ := create(t, cheap())
	do(t, v, "CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT)")
	do(t, v, "INSERT INTO t(x) VALUES ('案卷'), ('份')")
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	v = reopen(t, dir, cheap())
	if got := query[string](t, v, "SELECT group_concat(x) FROM t"); got != "案卷,份" {
		t.Fatalf("got %q", got)
	}
	if got := query[string](t, v, "PRAGMA integrity_check"); got != "ok" {
		t.Fatal(got)
	}
}

func TestSealAndUnlockAgain(t *testing.T) {
	v, _, _ := create(t, cheap())
	do(t, v, "CREATE TABLE t(x)")
	do(t, v, "INSERT INTO t VALUES (1)")
	k := v.Keys()
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	if _, err := v.DB(); !errors.Is(err, vault.ErrSealed) {
		t.Fatal(err)
	}
	again, err := v.Unlock(context.Background(), login, password)
	if err != nil {
		t.Fatal(err)
	}
	if again.Age.String() != k.Age.String() || again.Login != login {
		t.Fatal("not the same keys")
	}
	if got := query[int](t, v, "SELECT x FROM t"); got != 1 {
		t.Fatal(got)
	}
}

// copyVault copies a vault folder as a crash would leave it: while it is open.
func copyVault(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestReopenWithoutClose(t *testing.T) {
	v, dir, _ := create(t, cheap())
	do(t, v, "CREATE TABLE t(x)")
	for i := range 50 {
		do(t, v, "INSERT INTO t VALUES (?)", i)
	}
	db, _ := v.DB()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("INSERT INTO t VALUES (1000)"); err != nil {
		t.Fatal(err)
	}
	crashed := copyVault(t, dir)
	_ = tx.Rollback()
	w := reopen(t, crashed, cheap())
	if got := query[int](t, w, "SELECT count(*) FROM t"); got != 50 {
		t.Fatal(got)
	}
}
