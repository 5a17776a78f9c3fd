package store

import (
	"errors"
	"io/fs"
	"path/filepath"

	"custody/app"
	"custody/store/vault"
)

func backupInfo(b vault.Backup) app.BackupInfo {
	return app.BackupInfo{
		File: b.File, VaultID: b.Vault, Name: b.Name, At: b.Made, Sequence: b.Sequence,
		Head: app.Head{Seq: b.Entries, Hash: b.Head}, Bytes: b.Size, Documents: b.Documents, Base: b.Base,
	}
}

// backupAnswer is the function answer for what goes wrong with a backup's own file or folder.
func backupAnswer(err error, path string) error {
	var damaged *vault.DamagedError
	var base *vault.BaseError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &damaged):
		return app.Errf(app.Damaged, "error.backup.damaged", damaged.File, damaged.Offset).Because(err)
	case errors.As(err, &base):
		return app.Errf(app.NotFound, "error.backup.base", base.File).Because(err)
	case errors.Is(err, vault.ErrNotBackup):
		return app.Errf(app.Invalid, "error.backup.notbackup", filepath.Base(path)).At("file").Because(err)
	case errors.Is(err, vault.ErrNewer):
		return app.Errf(app.Conflict, "error.backup.newer").At("file").Because(err)
	case errors.Is(err, vault.ErrChanged):
		return app.Errf(app.Conflict, "error.backup.changed").Because(err)
	case vault.IsFull(err):
		return app.Errf(app.Conflict, "error.backup.full", path).At("folder").Because(err)
	case errors.Is(err, fs.ErrPermission):
		return app.Errf(app.NotAllowed, "error.backup.readonly", path).At("folder").Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return app.Errf(app.NotFound, "error.backup.folder", path).At("folder").Because(err)
	}
	return answer(err)
}
