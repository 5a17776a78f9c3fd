package vault_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"testing"

	"custody/store/vault"
)

// workload is a vault at work over a recording file layer. Everything it begins and everything that was acknowledged goes
// into the record.
type workload struct {
	t    testing.TB
	fs   *traceFS
	v    *vault.Vault
	want want
	rng  *rand.Rand
}

// ready is a vault with an empty ledger and one account, closed.
func ready(t testing.TB) (*volume, want) {
	t.Helper()
	s := newTrace(emptyVolume())
	w := newWant()
	v, rec, err := vault.Create(context.Background(), simDir, simOptions(s), login, password)
	if err != nil {
		t.Fatal(err)
	}
	do(t, v, ledger)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.made, w.acked, w.begun, w.halves = true, 0, 0, [2]vault.Recovery{rec, rec}
	return s.rest(), w
}

// start unlocks a vault for a workload.
func start(t testing.TB, vol *volume, w want, seed uint64, faulty lie) *workload {
	t.Helper()
	l := &workload{t: t, fs: newTrace(vol), want: *w.clone(), rng: rand.New(rand.NewPCG(seed, 0))}
	l.fs.lie = faulty
	l.open()
	return l
}

func (l *workload) open() {
	l.t.Helper()
	var err error
	if l.v, err = vault.Open(context.Background(), simDir, simOptions(l.fs)); err != nil {
		l.t.Fatal(err)
	}
	l.unlock()
}

func (l *workload) unlock() {
	l.t.Helper()
	if _, err := l.v.Unlock(context.Background(), login, l.want.doors[login].old); err != nil {
		l.t.Fatal(err)
	}
}

func (l *workload) db() *sql.DB {
	l.t.Helper()
	db, err := l.v.DB()
	if err != nil {
		l.t.Fatal(err)
	}
	return db
}

// step commits one transaction.
func (l *workload) step() {
	l.t.Helper()
	l.want.begun++
	l.fs.note(l.want)
	if err := step(l.db(), l.want.begun, l.rng); err != nil {
		l.t.Fatal(err, l.v.Err())
	}
	l.want.acked = l.want.begun
	l.fs.note(l.want)
}

// turn changes what opens for a login.
func (l *workload) turn(login, to string, change func() error) {
	l.t.Helper()
	d := l.want.doors[login]
	l.want.doors[login] = door{old: d.old, new: to, changing: true}
	l.fs.note(l.want)
	if err := change(); err != nil {
		l.t.Fatal(err, l.v.Err())
	}
	l.want.doors[login] = door{old: to, new: d.old}
	l.fs.note(l.want)
}

func (l *workload) close() {
	l.t.Helper()
	if err := l.v.Close(); err != nil {
		l.t.Fatal(err)
	}
}

// registerWork commits steps, packs the file, seals and unlocks between.
func registerWork(l *workload, steps int) {
	for i := range steps {
		switch {
		case i%17 == 11:
			do(l.t, l.v, "VACUUM")
		case i%29 == 23:
			if err := l.v.Seal(); err != nil {
				l.t.Fatal(err)
			}
			l.unlock()
		}
		l.step()
	}
	l.close()
}

// keysWork changes a password to and fro, adds and removes accounts until the slots outgrow the file.
func keysWork(l *workload, rounds int) {
	words := [2]string{"the other 密码, quite long", password}
	for i := range rounds {
		l.turn(login, words[i%2], func() error {
			return l.v.ChangePassword(context.Background(), login, words[1-i%2], words[i%2])
		})
		guest := fmt.Sprintf("guest %d", i%3)
		switch {
		case l.want.doors[guest].old == "":
			code, _, err := l.v.Invite(guest)
			if err != nil {
				l.t.Fatal(err)
			}
			l.turn(guest, words[0], func() error {
				_, err := l.v.Enrol(context.Background(), guest, code, words[0])
				return err
			})
		default:
			l.turn(guest, "", func() error { return l.v.Remove(guest) })
		}
		l.step()
	}
	l.close()
}

// crowded is a ready vault whose key file is nearly full.
func crowded(t testing.TB) (*volume, want) {
	t.Helper()
	vol, w := ready(t)
	l := start(t, vol, w, 0, nil)
	for i := range 59 {
		if _, _, err := l.v.Invite(fmt.Sprintf("crowd %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	l.close()
	return l.fs.rest(), w
}

// createWork makes a vault from nothing.
func createWork(t testing.TB, faulty lie) (*traceFS, want) {
	t.Helper()
	s, w := newTrace(emptyVolume()), newWant()
	s.lie = faulty
	v, _, err := vault.Create(context.Background(), simDir, simOptions(s), login, password)
	if err != nil {
		t.Fatal(err)
	}
	done := *w.clone()
	done.made = true
	s.note(done)
	do(t, v, ledger)
	done.acked, done.begun = 0, 0
	s.note(done)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return s, w
}
