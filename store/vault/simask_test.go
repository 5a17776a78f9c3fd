package vault_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"custody/store/vault"
	"filippo.io/age"
)

const (
	backupDir  = "/sim/backups"
	restoreDir = "/sim/restored"
	visitor    = "visitor"
	visiting   = "a visitor's own 密码 by the sea"
)

func sound(v *vault.Vault) error {
	r, err := v.Verify(context.Background())
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if !r.Sound() {
		return fmt.Errorf("verify: %v", r.Bad)
	}
	return nil
}

// keys asks for the vault key's number and for the recovery halves: one pair opens, and it is the old one until new ones are
// on their way.
func (j *judgement) keys(v *vault.Vault) error {
	e := v.Epoch()
	if e != j.want.epoch && !(j.want.rekeying && e == j.want.epoch+1) {
		return fmt.Errorf("vault key number %d, not %d", e, j.want.epoch)
	}
	j.seen.epoch, j.seen.rekeying = e, false
	h := j.want.halves
	if h[0].A == "" || j.rng.IntN(4) > 0 {
		return nil
	}
	errOld, errNew := v.CheckRecovery(context.Background(), h[0].A, h[0].B), v.CheckRecovery(context.Background(), h[1].A, h[1].B)
	switch {
	case h[0] == h[1] && errOld == nil:
	case errOld == nil && errors.Is(errNew, vault.ErrWrongCode):
	case errNew == nil && errors.Is(errOld, vault.ErrWrongCode):
		j.seen.halves = [2]vault.Recovery{h[1], h[1]}
		return nil
	default:
		return fmt.Errorf("recovery halves: old %w, new %w", errOld, errNew)
	}
	j.seen.halves = [2]vault.Recovery{h[0], h[0]}
	return nil
}

// visitor uses a one-time code, now and then.
func (j *judgement) visitor(v *vault.Vault) error {
	if j.want.code == "" || j.rng.IntN(5) > 0 {
		return nil
	}
	j.seen.code = "" // a crash leaves it used or not; either is right
	w := *j.seen.clone()
	w.acked, w.begun = w.acked+j.more, w.begun+j.more
	w.doors[visitor] = door{new: visiting, changing: true}
	j.fs.note(w)
	if _, err := v.Enrol(context.Background(), visitor, j.want.code, visiting); err != nil {
		return fmt.Errorf("one-time code: %w", err)
	}
	w.doors[visitor] = door{old: visiting}
	j.fs.note(w)
	return nil
}

// documents sees that every acknowledged document is there, and that any other is there wholly or not at all.
func (j *judgement) documents(v *vault.Vault) error {
	if j.want.documents == nil {
		return nil
	}
	store := v.Documents()
	ids, err := store.List()
	if err != nil {
		return err
	}
	for _, d := range j.want.documents {
		if err := whole(store, d.Document, d.text); err != nil {
			return fmt.Errorf("document: %w", err)
		}
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == d.ID })
	}
	for _, id := range ids {
		if err := whole(store, vault.Document{ID: id}, ""); err != nil {
			return fmt.Errorf("document not acknowledged: %w", err)
		}
	}
	return store.TidyKnowing()
}

// paperKey opens the simulator's documents.
var paperKey = sync.OnceValue(func() *age.X25519Identity {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		panic(err)
	}
	return k
})

func whole(store *vault.Documents, d vault.Document, text string) error {
	r, err := store.Stream(context.Background(), d, paperKey())
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err == nil && text != "" && string(b) != text {
		err = errors.New("says something else")
	}
	return err
}

// backups reads every file that looks like a finished backup, and unpacks one now and then.
func (j *judgement) backups(*vault.Vault) error {
	names, err := j.fs.Names(backupDir)
	if err != nil {
		return nil // a workload without backups
	}
	for _, n := range names {
		if !strings.HasSuffix(n, vault.BackupSuffix) {
			continue
		}
		if _, err := vault.CheckBackup(context.Background(), j.fs, filepath.Join(backupDir, n), nil); err != nil {
			return fmt.Errorf("a finished backup: %w", err)
		}
	}
	for _, b := range j.want.backups {
		if !slices.Contains(names, filepath.Base(b.path)) {
			return fmt.Errorf("%s is gone", b.path)
		}
	}
	if n := len(j.want.backups); n > 0 && j.rng.IntN(4) == 0 && !j.want.restored {
		return j.unpack(j.want.backups[j.rng.IntN(n)])
	}
	return j.whatCameBack()
}

// unpack restores a backup into a folder of its own and opens it.
func (j *judgement) unpack(b backedUp) error {
	dir := restoreDir + "-again"
	if names, _ := j.fs.Names(dir); names != nil {
		return nil
	}
	if _, err := vault.Restore(context.Background(), j.fs, b.path, dir, nil); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return j.opens(dir, b.least, b.most)
}

// whatCameBack looks at the folder that a restoring, perhaps cut short, left: none, or a whole vault.
func (j *judgement) whatCameBack() error {
	names, _ := j.fs.Names(restoreDir)
	if len(names) == 0 && !j.want.restored {
		return nil
	}
	j.seen.restored = true
	return j.opens(restoreDir, j.want.backing, j.want.backing)
}

// opens sees that a vault unpacked from a backup is whole.
func (j *judgement) opens(dir string, least, most int) error {
	v, err := vault.Open(context.Background(), dir, simOptions(j.fs))
	if err != nil {
		return fmt.Errorf("restored: %w", err)
	}
	defer v.Close()
	if _, err := v.Unlock(context.Background(), login, password); err != nil {
		return fmt.Errorf("restored: %w", err)
	}
	db, err := v.DB()
	if err != nil {
		return err
	}
	n, err := readLedger(db)
	if err != nil {
		return fmt.Errorf("restored: %w", err)
	}
	if n < least || n > most {
		return fmt.Errorf("restored vault holds %d steps, not %d to %d", n, least, most)
	}
	return sound(v)
}
