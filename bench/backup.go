package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"custody/store/vault"
)

const (
	backupMegabytes = 300
	backupRuns      = 9
	againstCopy     = "cp + sha256sum of the same bytes"
)

// backup measures a backup, which is written, synced and read back whole, and the reading of every seal, each against
// cp and sha256sum of the same bytes: the commands themselves, which sync nothing and read back nothing.
func (b *bench) backup() error {
	dir := filepath.Join(b.dir, "backup")
	v, err := heavyVault(b, filepath.Join(dir, "vault"))
	if err != nil {
		return err
	}
	defer v.Close()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	made := filepath.Join(dir, "one"+vault.BackupSuffix)
	copied := filepath.Join(dir, "copy")
	make := func(int) error {
		s, err := v.Snapshot(b.ctx)
		if err != nil {
			return err
		}
		defer s.Release()
		if err := s.Freeze(); err != nil {
			return err
		}
		_, err = s.Write(vault.BackupOrder{
			Path: made, Name: "bench", Made: time.Now(), Entries: 1, Head: bytes.Repeat([]byte{1}, 32), Sign: key,
		}, nil)
		return err
	}
	again := func(i int) error { return firstError(os.Remove(made), make(i)) }
	if err := make(0); err != nil {
		return err
	}
	plain := func(int) error { return copyAndSum(filepath.Join(dir, "vault", "register"), copied) }
	ours, theirs, err := inTurn(backupRuns, again, plain)
	if err != nil {
		return err
	}
	b.add(figure{"backup", ours / 1e3, "ms", againstCopy, ours / theirs})
	ours, theirs, err = inTurn(backupRuns, func(int) error {
		r, err := v.Verify(b.ctx)
		if err == nil && !r.Sound() {
			err = r.Bad[0]
		}
		return err
	}, plain)
	if err != nil {
		return err
	}
	b.add(figure{"verify", ours / 1e3, "ms", againstCopy, ours / theirs})
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// heavyVault is a vault whose register has so many megabytes.
func heavyVault(b *bench, dir string) (*vault.Vault, error) {
	v, _, err := vault.Create(b.ctx, dir, vault.Options{}, "bench", password)
	if err != nil {
		return nil, err
	}
	db, err := v.DB()
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec("CREATE TABLE heavy (id INTEGER PRIMARY KEY, x BLOB)"); err != nil {
		return nil, err
	}
	for range backupMegabytes / 10 {
		_, err := db.Exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 2500)
			INSERT INTO heavy (x) SELECT randomblob(3990) FROM n`)
		if err != nil {
			return nil, err
		}
	}
	if err := v.Seal(); err != nil { // empties the log
		return nil, err
	}
	_, err = v.Unlock(b.ctx, "bench", password)
	return v, err
}

// copyAndSum is what a careful person would do by hand.
func copyAndSum(from, to string) error {
	for _, args := range [][]string{{"rm", "-f", to}, {"cp", from, to}, {"sha256sum", from}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
	}
	return nil
}
