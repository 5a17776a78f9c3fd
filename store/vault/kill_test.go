package vault_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

// childLoad commits steps until it is killed, and says each one after its commit.
func childLoad(dir string) {
	fail := func(err error) {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	v, err := vault.Open(ctx, dir, vault.WithCheckpointAt(cheap(), 400<<10))
	if err != nil {
		fail(err)
	}
	if _, err := v.Unlock(ctx, login, password); err != nil {
		fail(err)
	}
	db, err := v.DB()
	if err != nil {
		fail(err)
	}
	for {
		var n int
		tx, err := db.Begin()
		if err != nil {
			fail(err)
		}
		if err := tx.QueryRow("SELECT coalesce(max(n),0)+1 FROM steps").Scan(&n); err != nil {
			fail(err)
		}
		if _, err := tx.Exec("INSERT INTO steps(n, pad) VALUES (?, randomblob(?))", n, rand.IntN(20000)); err != nil {
			fail(err)
		}
		if _, err := tx.Exec("UPDATE total SET steps = steps + 1"); err != nil {
			fail(err)
		}
		if err := tx.Commit(); err != nil {
			fail(err)
		}
		fmt.Println(n)
	}
}

func TestKill(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 10
	}
	v, dir, _ := create(t, cheap())
	do(t, v, "CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB)")
	do(t, v, "CREATE TABLE total(steps INTEGER)")
	do(t, v, "INSERT INTO total VALUES (0)")
	v.Close()
	last := 0
	for i := range kills {
		last = max(last, killedRun(t, dir))
		w := reopen(t, dir, cheap())
		steps, rows, total := query[int](t, w, "SELECT coalesce(max(n),0) FROM steps"),
			query[int](t, w, "SELECT count(*) FROM steps"), query[int](t, w, "SELECT steps FROM total")
		if steps < last || steps > last+1 || rows != steps || total != steps {
			t.Fatalf("kill %d: acknowledged %d, found %d in %d rows, counted %d", i, last, steps, rows, total)
		}
		if got := query[string](t, w, "PRAGMA integrity_check"); got != "ok" {
			t.Fatal(got)
		}
		if r, err := w.Verify(ctx); err != nil || !r.Sound() {
			t.Fatal(r, err)
		}
		last = steps
		if i%10 == 9 {
			do(t, w, "UPDATE steps SET pad = NULL")
			do(t, w, "VACUUM")
		}
		w.Close()
	}
}

// killedRun starts the child, kills it after a random while and returns the last step it said.
func killedRun(t *testing.T, dir string) (last int) {
	t.Helper()
	cmd := child(t, "load", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Duration(30+rand.IntN(220))*time.Millisecond, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	r := bufio.NewScanner(out)
	for r.Scan() {
		if strings.HasPrefix(r.Text(), "error") {
			t.Fatal(r.Text())
		}
		_, _ = fmt.Sscan(r.Text(), &last)
	}
	_ = cmd.Wait()
	return last
}
