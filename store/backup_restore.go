package store

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"custody/app"
	"custody/store/vault"
)

func (g Gate) fs() vault.FS {
	if g.Options.FS == nil {
		return vault.OS()
	}
	return g.Options.FS
}

// InspectBackup reads all of a backup; see app.Restorer.
func (g Gate) InspectBackup(ctx context.Context, file string, progress func(done, total int64)) (app.BackupInfo, error) {
	b, err := vault.CheckBackup(ctx, g.fs(), file, progress)
	return backupInfo(b), fileAnswer(err, file)
}

// Restore unpacks a backup; see app.Restorer.
func (g Gate) Restore(ctx context.Context, file, dir string, progress func(done, total int64)) (app.BackupInfo, error) {
	b, err := vault.Restore(ctx, g.fs(), file, dir, progress)
	switch {
	case errors.Is(err, vault.ErrNotEmpty):
		return app.BackupInfo{}, app.Errf(app.Conflict, "error.backup.restore.exists", dir).At("dir").Because(err)
	case errors.Is(err, vault.ErrReadOnly):
		return app.BackupInfo{}, app.Errf(app.NotAllowed, "error.backup.readonly", filepath.Dir(dir)).At("dir").Because(err)
	case vault.IsFull(err):
		return app.BackupInfo{}, backupAnswer(err, dir)
	}
	return backupInfo(b), fileAnswer(err, file)
}

// fileAnswer is backupAnswer where what may be missing is the backup file.
func fileAnswer(err error, file string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return app.Errf(app.NotFound, "error.backup.missing", file).At("file").Because(err)
	}
	return backupAnswer(err, file)
}

// DrillBackup restores into a scratch folder and opens what came out; see app.Restorer.
func (g Gate) DrillBackup(ctx context.Context, req app.DrillRequest, progress func(done, total int64)) (app.DrillReport, error) {
	scratch, err := os.MkdirTemp("", "custody-drill-")
	if err != nil {
		return app.DrillReport{}, err
	}
	defer os.RemoveAll(scratch)
	dir := filepath.Join(scratch, "vault")
	if _, err := g.Restore(ctx, req.File, dir, progress); err != nil {
		return app.DrillReport{}, err
	}
	b, err := vault.ReadBackup(g.fs(), req.File)
	if err != nil {
		return app.DrillReport{}, fileAnswer(err, req.File)
	}
	v, err := vault.Open(ctx, dir, g.Options)
	if err != nil {
		return app.DrillReport{}, answer(err)
	}
	d := drill{box: &box{vault: v, gate: g, now: g.now()}, backup: b, report: app.DrillReport{Info: backupInfo(b)}}
	err = d.run(ctx, req)
	return d.report, errors.Join(err, d.box.Close())
}

// drill is a restored backup being looked at.
type drill struct {
	box    *box
	backup vault.Backup
	report app.DrillReport
}

func (d *drill) run(ctx context.Context, req app.DrillRequest) error {
	op, err := d.open(ctx, req)
	if err != nil {
		return err
	}
	damage, err := d.box.Verify(ctx, nil)
	if err != nil {
		return err
	}
	d.report.Damage = append(d.report.Damage, damage...)
	own, err := d.box.vault.Made(d.backup)
	if err != nil {
		return answer(err)
	}
	d.expect(own, "error.drill.mac")
	return op.Store.View(ctx, d.compare)
}

// drillLogin is for the scratch folder only; no account can have it.
const drillLogin = "restore drill"

// open signs in with the password, or goes the whole way with the halves: a one-time
// code, redeemed for a password that nobody will know.
func (d *drill) open(ctx context.Context, req app.DrillRequest) (app.Opened, error) {
	if req.HalfA == "" && req.HalfB == "" {
		return d.box.Unlock(ctx, req.Login, req.Password)
	}
	code, err := d.box.Recover(ctx, req.HalfA, req.HalfB, drillLogin)
	if err != nil {
		return app.Opened{}, err
	}
	return d.box.Enrol(ctx, drillLogin, code, rand.Text())
}

// compare looks whether the log and the accounts are those the manifest speaks of.
func (d *drill) compare(r app.Reader) error {
	head, err := r.AuditHead()
	if err != nil {
		return err
	}
	keys, err := r.AccountKeys()
	if err != nil {
		return err
	}
	d.report.Entries, d.report.Head = head.Seq, head
	d.expect(head.Seq == d.backup.Entries && string(head.Hash) == string(d.backup.Head), "error.drill.chain")
	d.report.Signer = signerOf(keys, d.backup.Signer)
	d.expect(d.report.Signer != "", "error.drill.signer")
	return nil
}

func (d *drill) expect(holds bool, reason string) {
	if !holds {
		d.report.Damage = append(d.report.Damage, app.Damage{
			File: filepath.Base(d.backup.File), Place: "manifest", Reason: reason,
		})
	}
}

// signerOf is the login of the account that has a key, "" for none.
func signerOf(accounts map[string][]ed25519.PublicKey, key ed25519.PublicKey) string {
	for login, keys := range accounts {
		for _, k := range keys {
			if k.Equal(key) {
				return login
			}
		}
	}
	return ""
}
