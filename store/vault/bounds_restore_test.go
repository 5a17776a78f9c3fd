package vault_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

// backupsDir is a folder of backups beside the vault of a deafFS.
const backupsDir = "/s/b"

// closesWell is a deafFS whose files close well: one that was only read need not.
type closesWell struct{ *deafFS }

type wellClosed struct{ vault.File }

func (c closesWell) Open(path string, create bool) (vault.File, error) {
	f, err := c.deafFS.Open(path, create)
	if err != nil {
		return nil, err
	}
	return wellClosed{f}, nil
}

func (wellClosed) Close() error { return nil }

// beside lists the files of a folder that a vault does not lie in.
func (s *simFS) beside(folder string) (names []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.names {
		if strings.HasPrefix(p, folder) {
			names = append(names, p)
		}
	}
	slices.Sort(names)
	return names
}

// backupAs makes a backup in backupsDir.
func (s *stored) backupAs(name, base string) func(v *vault.Vault) error {
	return func(v *vault.Vault) error {
		snap, err := v.Snapshot(ctx)
		if err != nil {
			return err
		}
		defer snap.Release()
		if err := snap.Freeze(); err != nil {
			return err
		}
		order := s.order(name)
		order.Path = filepath.Join(backupsDir, name+vault.BackupSuffix)
		if base != "" {
			order.Base = filepath.Join(backupsDir, base+vault.BackupSuffix)
		}
		b, err := snap.Write(order, nil)
		if err == nil && (b.Base != "") != (base != "") {
			return errStrange
		}
		return err
	}
}

// withBackups is a vault with documents, its full backup, and a differential one if asked for.
func withBackups(t *testing.T, differential bool) (*simFS, *stored) {
	t.Helper()
	files, _ := deafBase(t)
	s := &stored{TB: t, sign: newStored(t, 0).sign}
	o := cheap()
	o.FS = files
	put := func(size int) func(v *vault.Vault) error {
		return func(v *vault.Vault) error {
			_, err := v.Documents().Put(ctx, documentKey(t).Recipient(), strings.NewReader(strings.Repeat("x", size)))
			return err
		}
	}
	files.names[backupsDir+"/readme"] = &simFile{}
	fine(t, inVault(o, put(1), put(300<<10), s.backupAs("full", "")))
	if differential {
		fine(t, inVault(o, put(2), s.backupAs("d", "full")))
	}
	return files, s
}

// Each operation of the files fails once while a backup is made: it is told, and nothing of the backup stays.
func TestNoFailureOfABackupIsUnheard(t *testing.T) {
	files, s := withBackups(t, false)
	before := files.beside(backupsDir)
	heard(t, files, 60, func(o vault.Options) error {
		d := o.FS.(*deafFS)
		o.FS = closesWell{d}
		err := inVault(o, sqlStep("INSERT INTO t VALUES (1)"), s.backupAs("again", ""))
		if now := d.beside(backupsDir); d.hit != "" && len(now) > len(before) && !slices.Contains(now, backupsDir+"/again"+vault.BackupSuffix) {
			t.Errorf("%s: left %v", d.hit, now)
		}
		return err
	})
}

// A base that can't be read is none; all else that fails while a differential backup is made is told.
func TestNoFailureBesideTheBaseIsUnheard(t *testing.T) {
	files, s := withBackups(t, true)
	base := "full" + vault.BackupSuffix
	for nth := 1; ; nth++ {
		d := &deafFS{simFS: files.clone(), nth: nth}
		o := cheap()
		o.FS = closesWell{d}
		err := inVault(o, s.backupAs("again", "full"))
		if d.hit == "" {
			fine(t, err)
			break
		}
		if ofBase := strings.HasSuffix(d.hit, " "+base); err == nil || ofBase != errors.Is(err, errStrange) {
			t.Errorf("%s: %v", d.hit, err)
		}
	}
}

// Each operation of the files fails once while backups are checked and restored: it is told, and there is no folder, or the whole.
func TestNoFailureOfARestoringIsUnheard(t *testing.T) {
	files, _ := withBackups(t, true)
	documents := len(files.beside(deafDir + "/documents"))
	const to = "/r/v"
	for _, name := range []string{"full", "d"} {
		file := filepath.Join(backupsDir, name+vault.BackupSuffix)
		for nth := 1; ; nth++ {
			d := &deafFS{simFS: files.clone(), nth: nth}
			_, err := vault.CheckBackup(ctx, closesWell{d}, file, nil)
			if d.hit == "" {
				fine(t, err)
				break
			}
			if err == nil {
				t.Errorf("%s: %s: nobody heard of it while checking", name, d.hit)
			}
		}
		nth := 1
		for ; ; nth++ {
			d := &deafFS{simFS: files.clone(), nth: nth}
			_, err := vault.Restore(ctx, closesWell{d}, file, to, nil)
			if d.hit == "" {
				fine(t, err)
				want := documents
				if name == "full" {
					want--
				}
				if got := d.beside(to + "/documents"); len(got) != want || len(d.beside("/r")) != want+3 {
					t.Errorf("%s: restored %v", name, d.beside("/r"))
				}
				o := cheap()
				o.FS = d.simFS
				v, err := vault.Open(ctx, to, o)
				fine(t, err)
				_, err = v.Unlock(ctx, login, password)
				fine(t, err)
				r, err := v.Verify(ctx)
				if fine(t, err); !r.Sound() {
					t.Errorf("%+v", r)
				}
				fine(t, v.Close())
				break
			}
			if now := d.beside("/r"); err == nil || len(now) > 0 && d.hit != "sync folder r" && d.hit != "rename v.restoring" {
				t.Errorf("%s: %s: %v, left %v", name, d.hit, err, now)
			}
		}
		if nth < 30 {
			t.Errorf("%s: only %d operations", name, nth)
		}
	}
}

// What a restoring cut short left under the name that this one would use first stays as it is.
func TestRestoringBesideOthers(t *testing.T) {
	files, _ := withBackups(t, false)
	for _, other := range []string{"/r/v.restoring", "/r/v.restoring+"} {
		files.names[other+"/register"] = &simFile{data: []byte("left")}
	}
	_, err := vault.Restore(ctx, files, backupsDir+"/full"+vault.BackupSuffix, "/r/v", nil)
	fine(t, err)
	for _, other := range []string{"/r/v.restoring", "/r/v.restoring+"} {
		if got := files.beside(other + "/"); len(got) != 1 || string(files.names[got[0]].data) != "left" {
			t.Errorf("%s: %v", other, got)
		}
	}
	for n := range 100 {
		files.names["/r/w.restoring"+strings.Repeat("+", n)+"/x"] = &simFile{}
	}
	if _, err := vault.Restore(ctx, files, backupsDir+"/full"+vault.BackupSuffix, "/r/w", nil); !errors.Is(err, vault.ErrNotEmpty) {
		t.Error(err)
	}
}

// Work that somebody ends says why they ended it, not only that they did.
func TestWorkEndsWithItsCause(t *testing.T) {
	files, s := withBackups(t, true)
	file := backupsDir + "/d" + vault.BackupSuffix
	begun := func() (context.Context, func(done, total int64)) {
		work, end := context.WithCancelCause(ctx)
		return work, func(int64, int64) { end(errStrange) }
	}
	work, end := begun()
	if _, err := vault.CheckBackup(work, files, file, end); !errors.Is(err, errStrange) {
		t.Error("checking:", err)
	}
	work, end = begun()
	if _, err := vault.Restore(work, files, file, "/r/v", end); !errors.Is(err, errStrange) || len(files.beside("/r")) > 0 {
		t.Errorf("restoring: %v, left %v", err, files.beside("/r"))
	}
	o := cheap()
	o.FS = files
	work, end = begun()
	fine(t, inVault(o, func(v *vault.Vault) error {
		snap, err := v.Snapshot(work)
		fine(t, err)
		defer snap.Release()
		fine(t, snap.Freeze())
		order := s.order("x")
		order.Path = backupsDir + "/x" + vault.BackupSuffix
		if _, err := snap.Write(order, end); !errors.Is(err, errStrange) {
			t.Error("writing:", err)
		}
		return nil
	}))
	work, end = begun()
	end(0, 0)
	if _, err := vault.CheckBackup(work, files, file, nil); !errors.Is(err, errStrange) {
		t.Error("ended before it began:", err)
	}
}
