package store

import (
	"context"
	"errors"

	"custody/app"
	"custody/store/vault"
)

// archive implements app.Archive over an open vault.
type archive struct {
	Gate
	vault *vault.Vault
	name  string
}

var errUnready = errors.New("store: backups are not made yet")

func (a archive) VaultID() string                                        { return a.vault.ID() }
func (a archive) Name() string                                           { return a.name }
func (a archive) Folder(string) error                                    { return errUnready }
func (a archive) List(context.Context, string) ([]app.BackupInfo, error) { return nil, errUnready }
func (a archive) Remove(context.Context, string, string) error           { return errUnready }
func (a archive) Snapshot(context.Context) (app.Snapshot, error)         { return nil, errUnready }

// InspectBackup checks a backup file.
func (g Gate) InspectBackup(context.Context, string, func(done, total int64)) (app.BackupInfo, error) {
	return app.BackupInfo{}, errUnready
}

// Restore unpacks a backup.
func (g Gate) Restore(context.Context, string, string, func(done, total int64)) (app.BackupInfo, error) {
	return app.BackupInfo{}, errUnready
}

// DrillBackup opens one for real.
func (g Gate) DrillBackup(context.Context, app.DrillRequest, func(done, total int64)) (app.DrillReport, error) {
	return app.DrillReport{}, errUnready
}
