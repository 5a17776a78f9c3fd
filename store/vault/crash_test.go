package vault_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"custody/store/vault"
)

const simDir = "/sim/v"

func simOptions(s *simFS) vault.Options {
	o := cheap()
	o.FS = s
	return vault.WithCheckpointAt(o, 120<<10)
}

// crashRun drives a workload and judges images of every moment.
type crashRun struct {
	r      *rand.Rand
	acked  int // steps that were acknowledged
	begun  int // steps that were begun
	images int
	bad    []string
	every  int
	ops    int
}

// judge opens an image, perhaps after a second crash during recovery.
func (c *crashRun) judge(img *simFS, what string) {
	c.images++
	if err := c.check(img); err != nil && len(c.bad) < 20 {
		c.bad = append(c.bad, fmt.Sprintf("image %d after %q (acknowledged %d, begun %d): %v", c.images, what, c.acked, c.begun, err))
	}
}

func (c *crashRun) check(img *simFS) error {
	if c.r.IntN(3) == 0 { // crash again while it recovers
		var again *simFS
		stop := c.r.IntN(12)
		img.step = func(string) {
			if stop == 0 {
				again = img.crash(c.r)
			}
			stop--
		}
		v, err := vault.Open(context.Background(), simDir, simOptions(img))
		if err != nil {
			return err
		}
		_, err = v.Unlock(context.Background(), login, password)
		v.Close()
		if err != nil {
			return err
		}
		if again != nil {
			img = again
		}
		img.step = nil
	}
	v, err := vault.Open(context.Background(), simDir, simOptions(img))
	if err != nil {
		return err
	}
	defer v.Close()
	if _, err := v.Unlock(context.Background(), login, password); err != nil {
		return err
	}
	return c.contents(v)
}

func (c *crashRun) contents(v *vault.Vault) error {
	if c.begun == 0 {
		return nil
	}
	db, err := v.DB()
	if err != nil {
		return err
	}
	var ok string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
		return fmt.Errorf("integrity: %q %v", ok, err)
	}
	var steps, rows int
	if err := db.QueryRow("SELECT coalesce(max(n),0) FROM steps").Scan(&steps); err != nil {
		if c.acked == 0 && strings.Contains(err.Error(), "no such table") {
			return nil
		}
		return fmt.Errorf("steps: %v (%v)", err, v.Err())
	}
	if steps != c.acked && steps != c.begun {
		return fmt.Errorf("holds %d steps", steps)
	}
	if err := db.QueryRow("SELECT count(*) FROM steps").Scan(&rows); err != nil || rows != steps {
		return fmt.Errorf("%d rows for %d steps: %v", rows, steps, err)
	}
	return nil
}

// step is one transaction: it counts itself, and now and then churns enough pages for several frames, frees them, or
// packs the file.
func (c *crashRun) step(t *testing.T, v *vault.Vault) {
	t.Helper()
	c.begun = c.acked + 1
	db, err := v.DB()
	if err != nil {
		t.Fatal(err)
	}
	if c.begun%17 == 0 {
		do(t, v, "VACUUM")
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	run := func(q string, args ...any) {
		if _, err := tx.Exec(q, args...); err != nil {
			t.Fatal(err, v.Err())
		}
	}
	run("INSERT INTO steps(n, pad) VALUES (?, randomblob(?))", c.begun, c.r.IntN(3000))
	switch c.begun % 11 {
	case 3:
		run("INSERT INTO bulk(b) SELECT randomblob(3500) FROM (WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i < ?) SELECT i FROM k)", 20+c.r.IntN(400))
	case 7:
		run("DELETE FROM bulk WHERE rowid % 3 = 0")
	case 9:
		run("DELETE FROM bulk")
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err, v.Err())
	}
	c.acked = c.begun
}

func (c *crashRun) drive(t *testing.T, s *simFS, steps int) {
	t.Helper()
	v, _, err := vault.Create(context.Background(), simDir, simOptions(s), login, password)
	if err != nil {
		t.Fatal(err)
	}
	c.begun = 1
	do(t, v, "CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB)")
	c.begun = 0
	do(t, v, "CREATE TABLE bulk(b BLOB)")
	s.step = func(what string) {
		if c.ops++; c.ops%c.every == 0 {
			c.judge(s.crash(c.r), what)
		}
	}
	for range steps {
		c.step(t, v)
		if c.begun%13 == 0 {
			if _, _, err := v.Invite(fmt.Sprintf("guest%d", c.begun%5)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	s.step = nil
}

func TestCrashImages(t *testing.T) {
	seeds, steps := 6, 60
	if testing.Short() {
		seeds, steps = 1, 30
	}
	total := 0
	for i := range seeds {
		seed := uint64(i)
		if !testing.Short() {
			seed = rand.Uint64()
		}
		c := &crashRun{r: rand.New(rand.NewPCG(seed, 1)), every: 1}
		c.drive(t, newSim(), steps)
		total += c.images
		for _, b := range c.bad {
			t.Errorf("seed %d: %s", seed, b)
		}
	}
	t.Logf("%d crash images", total)
}

// TestCrashImagesHaveTeeth takes a sync away and expects the images to show it.
func TestCrashImagesHaveTeeth(t *testing.T) {
	for _, file := range []string{"register.log", "register"} {
		t.Run("no sync of "+file, func(t *testing.T) {
			c := &crashRun{r: rand.New(rand.NewPCG(7, 7)), every: 1}
			s := newSim()
			v, _, err := vault.Create(context.Background(), simDir, simOptions(s), login, password)
			if err != nil {
				t.Fatal(err)
			}
			do(t, v, "CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB)")
			do(t, v, "CREATE TABLE bulk(b BLOB)")
			s.noSync = file
			s.step = func(what string) { c.judge(s.crash(c.r), what) }
			for range 25 {
				c.step(t, v)
			}
			s.step = nil
			v.Close()
			if len(c.bad) == 0 {
				t.Fatalf("%d images, and none shows that %s is not synced", c.images, file)
			}
		})
	}
}
