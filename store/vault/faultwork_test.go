package vault_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"custody/store/vault"
)

// scenarios is the work in which things go wrong.
func scenarios(t *testing.T) []scenario {
	t.Helper()
	vol, w := ready(t)
	full, fw := crowded(t)
	torn, tw := interrupted(t, vol, w)
	l := start(t, vol, w, 7, nil)
	backupWork(l)
	filed, hw := l.fs.rest(), l.want
	return []scenario{
		{"commits", 350, vol, w, func(l *labour) error {
			if err := l.open(); err != nil {
				return err
			}
			if err := l.steps(9); err != nil {
				return err
			}
			if db, err := l.v.DB(); err != nil {
				return err
			} else if _, err := db.Exec("VACUUM"); err != nil {
				return errors.Join(err, l.v.Err())
			}
			return l.steps(3)
		}},
		{"opening after a crash", 350, torn, tw, func(l *labour) error {
			if err := l.open(); err != nil {
				return err
			}
			return l.step()
		}},
		{"keys", 350, vol, w, keysLabour},
		{"keys that outgrow their file", 350, full, fw, keysLabour},
		{"new vault key", 350, vol, w, rekeyLabour},
		{"backup", 170, filed, hw, func(l *labour) error {
			if err := l.open(); err != nil {
				return err
			}
			if err := l.backup("first"); err != nil {
				return err
			}
			return l.step()
		}},
		{"restore", 170, filed, hw, func(l *labour) error {
			if _, err := vault.Restore(context.Background(), l.fs, hw.backups[len(hw.backups)-1].path, restoreDir, nil); err != nil {
				return err
			}
			l.want.restored = true
			return nil
		}},
		{"creation", 350, emptyVolume(), newWant(), func(l *labour) (err error) {
			if l.v, _, err = vault.Create(context.Background(), simDir, simOptions(l.fs), login, password); err != nil {
				return err
			}
			l.want.made, l.want.acked, l.want.begun = true, -1, 0
			db, err := l.v.DB()
			if err != nil {
				return err
			}
			if _, err := db.Exec(ledger); err != nil {
				return errors.Join(err, l.v.Err())
			}
			l.want.acked = 0
			return l.step()
		}},
	}
}

// keysLabour changes everything that the key file holds.
func keysLabour(l *labour) error {
	if err := l.open(); err != nil {
		return err
	}
	words := []string{"the other 密码, quite long", "a third 密码, quite long"}
	if err := l.turn(login, words[0], func() error {
		return l.v.ChangePassword(context.Background(), login, password, words[0])
	}); err != nil {
		return err
	}
	for _, guest := range []string{"one", "two"} {
		code, _, err := l.v.Invite(guest)
		if err != nil {
			return err
		}
		if err := l.turn(guest, words[1], func() error {
			_, err := l.v.Enrol(context.Background(), guest, code, words[1])
			return err
		}); err != nil {
			return err
		}
	}
	if err := l.turn("one", "", func() error { return l.v.Remove("one") }); err != nil {
		return err
	}
	if err := l.step(); err != nil {
		return err
	}
	if err := l.v.Seal(); err != nil {
		return err
	}
	return l.unlock()
}

// rekeyLabour renews the vault key.
func rekeyLabour(l *labour) error {
	if err := l.open(); err != nil {
		return err
	}
	if err := l.steps(2); err != nil {
		return err
	}
	l.want.rekeying = true
	if _, err := l.v.Rekey(context.Background(), nil); err != nil {
		return err
	}
	l.want.rekeying = false
	l.want.epoch++
	if err := l.step(); err != nil {
		return err
	}
	if err := l.v.Seal(); err != nil {
		return err
	}
	if err := l.unlock(); err != nil {
		return err
	}
	return l.step()
}

// backup makes a full backup.
func (l *labour) backup(name string) error {
	snap, err := l.v.Snapshot(context.Background())
	if err != nil {
		return err
	}
	defer snap.Release()
	if err := snap.Freeze(); err != nil {
		return err
	}
	b := backedUp{filepath.Join(backupDir, name+vault.BackupSuffix), l.want.acked, l.want.acked}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	order := vault.BackupOrder{Path: b.path, Name: "档案", Made: time.Unix(1e9, 0), Head: make([]byte, 32), Sign: key}
	if _, err := snap.Write(order, nil); err != nil {
		return err
	}
	l.want.backups = append(l.want.backups, b)
	return nil
}

// interrupted is a vault as a crash left it in the middle of a checkpoint.
func interrupted(t *testing.T, vol *volume, w want) (*volume, want) {
	t.Helper()
	l := start(t, vol, w, 5, nil)
	for range 8 {
		l.step()
	}
	l.close()
	r := newReplay(vol, w)
	for i := len(l.fs.trace) - 1; ; i-- {
		if e := l.fs.trace[i]; e.kind == evWrite && e.path == simDir+"/register" && e.off >= 8192 {
			for _, e := range l.fs.trace[:i+1] {
				r.advance(e)
			}
			break
		}
	}
	return r.image(l.rng), l.want
}
