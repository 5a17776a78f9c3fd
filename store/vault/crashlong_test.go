package vault_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

// busyWork commits while checkpoints copy many pages in the background.
func busyWork(l *workload, steps int) {
	l.close()
	busy := vault.WithCheckpointAt(simOptions(l.fs), 300<<10)
	l.fs.slow = func(path string) {
		if filepath.Base(path) == "register" {
			time.Sleep(300 * time.Microsecond) // a disk with other things to do
		}
	}
	var err error
	if l.v, err = vault.Open(context.Background(), simDir, busy); err != nil {
		l.t.Fatal(err)
	}
	l.unlock()
	for i := range steps {
		if i%20 == 10 {
			l.crowd(100)
		}
		l.step()
	}
	l.close()
}

// crowd adds as many pages in one step.
func (l *workload) crowd(pages int) {
	l.t.Helper()
	l.want.begun++
	l.fs.note(l.want)
	if err := stepWith(l.db(), l.want.begun, l.rng, bulky(pages)); err != nil {
		l.t.Fatal(err, l.v.Err())
	}
	l.want.acked = l.want.begun
	l.fs.note(l.want)
}

// guest gives a login an account.
func (l *workload) guest(name, pw string) {
	l.t.Helper()
	code, _, err := l.v.Invite(name)
	if err != nil {
		l.t.Fatal(err)
	}
	l.turn(name, pw, func() error {
		_, err := l.v.Enrol(context.Background(), name, code, pw)
		return err
	})
}

// rekey renews the vault key.
func (l *workload) rekey() {
	l.t.Helper()
	l.want.rekeying = true
	l.fs.note(l.want)
	if _, err := l.v.Rekey(context.Background(), nil); err != nil {
		l.t.Fatal(err)
	}
	l.want.rekeying = false
	l.want.epoch++
	l.fs.note(l.want)
}

// rekeyWork renews the vault key when somebody has left, after giving it up once, and changes the halves.
func rekeyWork(l *workload) {
	for range 4 {
		l.step()
	}
	l.guest("leaver", "the leaver's own 密码, long")
	l.guest("stayer", "the stayer's own 密码, long")
	code, _, err := l.v.Invite(visitor)
	if err != nil {
		l.t.Fatal(err)
	}
	l.want.code = code
	l.turn("leaver", "", func() error { return l.v.Remove("leaver") })
	given, stop := context.WithCancel(context.Background())
	if _, err := l.v.Rekey(given, func(done, total int64) {
		if done > total/2 {
			stop()
		}
	}); !errors.Is(err, context.Canceled) {
		l.t.Fatal(err)
	}
	l.step()
	l.rekey()
	l.step()
	l.newHalves()
	for range 6 {
		l.step()
	}
	l.rekey()
	l.close()
	l.open()
	l.step()
	l.close()
}

// newHalves replaces the recovery halves. The new ones are not known before they are given out, so a crash just before that leaves
// either none of the two pairs that this knows, or the old.
func (l *workload) newHalves() {
	l.t.Helper()
	old := l.want.halves[0]
	l.want.halves = [2]vault.Recovery{}
	l.fs.note(l.want)
	fresh, err := l.v.NewHalves(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	l.want.halves = [2]vault.Recovery{fresh, old}
	l.fs.note(l.want)
}

// file puts a document into the vault.
func (l *workload) file(text string) {
	l.t.Helper()
	d, err := l.v.Documents().Put(context.Background(), paperKey().Recipient(), strings.NewReader(text))
	if err != nil {
		l.t.Fatal(err)
	}
	l.want.documents = append(l.want.documents, paper{d, text})
	l.fs.note(l.want)
}

// backup makes a backup while commits go on.
func (l *workload) backup(name, base string) {
	l.t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		l.t.Fatal(err)
	}
	snap, err := l.v.Snapshot(context.Background())
	if err != nil {
		l.t.Fatal(err)
	}
	defer snap.Release()
	if err := snap.Freeze(); err != nil {
		l.t.Fatal(err)
	}
	b := backedUp{filepath.Join(backupDir, name+vault.BackupSuffix), l.want.acked, l.want.acked}
	order := vault.BackupOrder{Path: b.path, Name: "档案", Made: time.Unix(1e9, 0), Head: bytes.Repeat([]byte{7}, 32), Sign: key, Base: base}
	told := 0
	if _, err := snap.Write(order, func(int64, int64) {
		if told++; told <= 3 {
			l.step()
		}
	}); err != nil {
		l.t.Fatal(err)
	}
	l.want.backups = append(l.want.backups, b)
	l.want.backing = b.most
	l.fs.note(l.want)
}

// backupWork files documents and makes a full backup and one that builds on it.
func backupWork(l *workload) {
	if err := l.fs.MkdirAll(backupDir); err != nil {
		l.t.Fatal(err)
	}
	if err := l.fs.SyncDir("/sim"); err != nil {
		l.t.Fatal(err)
	}
	for i := range 5 {
		l.step()
		l.file(strings.Repeat(fmt.Sprint("judgement ", i), 3000))
	}
	l.backup("full", "")
	l.step()
	l.file("one more")
	l.backup("builds on it", filepath.Join(backupDir, "full"+vault.BackupSuffix))
	l.step()
	l.close()
}

// restoreWork unpacks a backup into a folder that is missing, or empty.
func restoreWork(t testing.TB, vol *volume, w want, there bool, faulty lie) (*traceFS, want) {
	t.Helper()
	s := newTrace(vol)
	s.lie = faulty
	if there {
		if err := errors.Join(s.MkdirAll(restoreDir), s.SyncDir("/sim")); err != nil {
			t.Fatal(err)
		}
	}
	s.note(w)
	last := w.backups[len(w.backups)-1]
	if _, err := vault.Restore(context.Background(), s, last.path, restoreDir, nil); err != nil {
		t.Fatal(err)
	}
	done := *w.clone()
	done.restored = true
	s.note(done)
	return s, w
}
