package store

import (
	"path/filepath"
	"time"

	"custody/app"
)

// BackupPlan returns the plan, the default one before any was saved.
func (t *txn) BackupPlan() (app.BackupPlan, error) {
	plan, err := one(t, func(s scanner) (app.BackupPlan, error) {
		var p app.BackupPlan
		return p, s.Scan(&p.Folder, &p.EveryDays, &p.Daily, &p.Weekly, &p.Monthly)
	}, `SELECT folder, every_days, daily, weekly, monthly FROM backup_plan WHERE id = 1`)
	if app.CodeOf(err) == app.NotFound {
		return app.DefaultBackupPlan(), nil
	}
	return plan, err
}

// SaveBackupPlan writes it.
func (t *txn) SaveBackupPlan(p app.BackupPlan) error {
	return t.exec(`INSERT INTO backup_plan (id, folder, every_days, daily, weekly, monthly) VALUES (1, $1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET folder = excluded.folder, every_days = excluded.every_days,
			daily = excluded.daily, weekly = excluded.weekly, monthly = excluded.monthly`,
		p.Folder, p.EveryDays, p.Daily, p.Weekly, p.Monthly)
}

// LastBackup returns the record made last, NotFound before the first.
func (t *txn) LastBackup() (app.BackupRecord, error) {
	return one(t, func(s scanner) (app.BackupRecord, error) {
		var r app.BackupRecord
		var at, verified string
		err := s.Scan(&r.File, &at, &r.Sequence, &r.Head.Seq, &r.Head.Hash, &r.Bytes, &r.Documents, &r.Base, &verified)
		r.At, r.VerifiedAt = unstamp(at), unstamp(verified)
		return r, err
	}, `SELECT file, at, sequence, head_seq, head_hash, bytes, documents, base, verified_at FROM backups ORDER BY id DESC LIMIT 1`)
}

// AddBackup notes a backup that was read back whole.
func (t *txn) AddBackup(r app.BackupRecord) error {
	return t.exec(`INSERT INTO backups (file, at, sequence, head_seq, head_hash, bytes, documents, base, verified_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		filepath.Base(r.File), stamp(r.At), int64(r.Sequence), r.Head.Seq, r.Head.Hash, r.Bytes, r.Documents, r.Base, stamp(r.VerifiedAt))
}

// LastBackupDrill returns when the last drill went well, zero for never.
func (t *txn) LastBackupDrill() (time.Time, error) {
	at, err := one(t, func(s scanner) (string, error) {
		var at string
		return at, s.Scan(&at)
	}, `SELECT at FROM backup_drills ORDER BY id DESC LIMIT 1`)
	if app.CodeOf(err) == app.NotFound {
		return time.Time{}, nil
	}
	return unstamp(at), err
}

// AddBackupDrill notes a drill that went well.
func (t *txn) AddBackupDrill(at time.Time, info app.BackupInfo) error {
	return t.exec(`INSERT INTO backup_drills (at, file, made_at, sequence) VALUES ($1, $2, $3, $4)`,
		stamp(at), filepath.Base(info.File), stamp(info.At), int64(info.Sequence))
}
