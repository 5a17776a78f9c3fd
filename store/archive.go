package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"custody/app"
	"custody/store/vault"
)

// archive implements app.Archive over an open vault.
type archive struct {
	Gate
	vault *vault.Vault
	name  string
	busy  *sync.Mutex // held while a backup is under way
	// place.keep is held while a backup takes its moment, so that no document of the register lacks its name in it.
	place *contentPlace
}

// VaultID is the vault's identifier.
func (a archive) VaultID() string { return a.vault.ID() }

// Name is the vault's.
func (a archive) Name() string { return a.name }

// Folder looks whether backups can go to a folder; see app.Archive.
func (a archive) Folder(folder string) error {
	if !filepath.IsAbs(folder) {
		return app.Errf(app.Invalid, "error.backup.relative").At("folder")
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return app.Errf(app.NotFound, "error.backup.folder", folder).At("folder")
	}
	if within(folder, a.vault.Dir()) {
		return app.Errf(app.Invalid, "error.backup.inside").At("folder")
	}
	return nil
}

// within reports whether a folder is dir or lies in it.
func within(folder, dir string) bool {
	rel, err := filepath.Rel(real(dir), real(folder))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// real is a path without links, as far as they can be followed.
func real(path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if there, err := filepath.EvalSymlinks(full); err == nil {
		return there
	}
	return full
}

// List returns this vault's backups in a folder; see app.Archive. Files that can't be
// read as a backup of this vault are not ours to speak of.
func (a archive) List(ctx context.Context, folder string) ([]app.BackupInfo, error) {
	names, err := a.fs().Names(folder)
	if err != nil {
		return nil, backupAnswer(err, folder)
	}
	var out []app.BackupInfo
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !a.names(name) {
			continue
		}
		b, err := vault.ReadBackup(a.fs(), filepath.Join(folder, name))
		if err == nil && b.Vault == a.vault.ID() {
			out = append(out, backupInfo(b))
		}
	}
	slices.SortStableFunc(out, func(a, b app.BackupInfo) int { return b.At.Compare(a.At) })
	return out, nil
}

// backupName is the end of the stem that Write gives a file.
var backupName = regexp.MustCompile(`-\d{8}-\d{6}$`)

// names reports whether a file's name is one that Write gives.
func (a archive) names(name string) bool {
	stem, isBackup := strings.CutSuffix(name, vault.BackupSuffix)
	return isBackup && backupName.MatchString(stem)
}

// Remove deletes a backup of this vault; see app.Archive.
func (a archive) Remove(_ context.Context, folder, file string) error {
	path := filepath.Join(folder, filepath.Base(file))
	b, err := vault.ReadBackup(a.fs(), path)
	if err != nil {
		return backupAnswer(err, path)
	}
	if b.Vault != a.vault.ID() || !a.names(filepath.Base(path)) {
		return app.Errf(app.Conflict, "error.backup.foreign").At("file")
	}
	if err := a.fs().Remove(path); err != nil {
		return backupAnswer(err, folder)
	}
	return a.fs().SyncDir(folder)
}

// Begin starts a backup; see app.Archive.
func (a archive) Begin(ctx context.Context) (app.Snapshot, error) {
	if !a.busy.TryLock() {
		return nil, app.Errf(app.Conflict, "error.backup.busy")
	}
	s, err := a.vault.Snapshot(ctx)
	if err != nil {
		a.busy.Unlock()
		return nil, answer(err)
	}
	a.place.keep.Lock()
	snap := &snapshot{s: s, a: a, keep: sync.OnceFunc(a.place.keep.Unlock)}
	if err := a.place.nameRest(); err != nil {
		snap.Release()
		return nil, err
	}
	return snap, nil
}

// snapshot implements app.Snapshot.
type snapshot struct {
	s    *vault.Snapshot
	a    archive
	keep func() // lets documents be kept again
}

// Freeze takes the moment.
func (s *snapshot) Freeze() error {
	defer s.keep()
	return answer(s.s.Freeze())
}

// Release lets the vault go.
func (s *snapshot) Release() {
	s.keep()
	s.s.Release()
	s.a.busy.Unlock()
}

// Write makes the file; see app.Snapshot.
func (s *snapshot) Write(order app.BackupOrder, progress func(done, total int64)) (app.BackupInfo, error) {
	path, err := s.a.freePath(order)
	if err != nil {
		return app.BackupInfo{}, backupAnswer(err, order.Folder)
	}
	v := vault.BackupOrder{
		Path: path, Name: s.a.name, Made: order.At,
		Entries: order.Head.Seq, Head: order.Head.Hash, Sign: order.Sign,
	}
	if order.Base != "" {
		v.Base = filepath.Join(order.Folder, order.Base)
	}
	b, err := s.s.Write(v, progress)
	var d *vault.DamagedError
	if errors.As(err, &d) && d.File == filepath.Base(path)+vault.UnfinishedSuffix {
		return app.BackupInfo{}, app.Errf(app.Damaged, "error.backup.differs", d.File, d.Offset).Because(err)
	}
	if err != nil {
		return app.BackupInfo{}, backupAnswer(err, order.Folder)
	}
	return backupInfo(b), nil
}

// freePath is the name of a backup of a moment, and the next one when that is taken.
func (a archive) freePath(order app.BackupOrder) (string, error) {
	taken := make(map[string]bool)
	names, err := a.fs().Names(order.Folder)
	for _, n := range names {
		taken[n] = true
	}
	at := order.At
	for {
		name := a.name + "-" + at.Format("20060102-150405") + vault.BackupSuffix
		if !taken[name] {
			return filepath.Join(order.Folder, name), err
		}
		at = at.Add(time.Second)
	}
}
