package app

import (
	"context"
	"time"
)

// Backup writes a verified backup into folder, or into the plan's for "", logs it and
// drops the generations in the plan's folder that the plan does not keep. Anybody
// signed in may make the planned one, another folder is for custodian and
// administrator. Returns NotAllowed, Invalid (error.backup.unplanned), and what
// Archive.Folder and Snapshot.Write return.
func (o *Office) Backup(ctx context.Context, folder string, progress func(done, total int64)) (BackupInfo, error) {
	run := backupRun{office: o, folder: folder, at: o.env.Clock()}
	if err := run.begin(ctx); err != nil {
		return BackupInfo{}, err
	}
	info, err := run.write(ctx, progress)
	if err != nil {
		return BackupInfo{}, o.refused(ctx, "backup.make", "", err)
	}
	if err := run.record(ctx, info); err != nil {
		return info, err
	}
	return info, run.prune(ctx)
}

// BackupStatus tells how the office stands with its backups. Every account may know.
func (o *Office) BackupStatus(ctx context.Context) (BackupStatus, error) {
	var s BackupStatus
	err := o.view(ctx, "backup.status", "", func(w *work) (err error) {
		s, err = w.backups()
		return err
	})
	if err == nil && s.Plan.Folder != "" && o.archive.Folder(s.Plan.Folder) != nil {
		s.Missing = s.Plan.Folder
	}
	return s, err
}

// backups is the status as far as the register knows it.
func (w *work) backups() (BackupStatus, error) {
	var s BackupStatus
	var err error
	if s.Plan, err = w.BackupPlan(); err != nil {
		return s, err
	}
	if s.DrilledAt, err = w.LastBackupDrill(); err != nil {
		return s, err
	}
	last, err := w.LastBackup()
	switch {
	case err == nil:
		s.Last, s.VerifiedAt = &last.BackupInfo, last.VerifiedAt
		s.AgeDays = max(0, DateOf(last.VerifiedAt.In(w.now.Location())).DaysUntil(w.today))
	case CodeOf(err) != NotFound:
		return s, err
	}
	s.Due = s.Plan.Folder != "" && (s.Last == nil || s.AgeDays >= s.Plan.EveryDays)
	return s, nil
}

// SaveBackupPlan changes the plan. Administrator, with a fresh password. Returns
// NotAllowed, Unconfirmed, Invalid by field: folder, every, daily, weekly, monthly.
func (o *Office) SaveBackupPlan(ctx context.Context, p BackupPlan) error {
	return o.change(ctx, "backup.plan", "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := p.check(); err != nil {
			return err
		}
		if err := o.archive.Folder(p.Folder); err != nil {
			return err
		}
		if err := c.tx.SaveBackupPlan(p); err != nil {
			return err
		}
		return c.log("", map[string]any{"every": p.EveryDays, "daily": p.Daily, "weekly": p.Weekly, "monthly": p.Monthly})
	})
}

// backupRun is one backup on its way.
type backupRun struct {
	office  *Office
	folder  string
	planned bool // into the plan's folder, so that its generations are kept by rule
	plan    BackupPlan
	at      time.Time
}

// begin finds the folder, checks who may, and logs that a backup begins.
func (r *backupRun) begin(ctx context.Context) error {
	return r.office.change(ctx, "backup.make", "", func(c *change) error {
		var err error
		if r.plan, err = c.BackupPlan(); err != nil {
			return err
		}
		if r.folder == "" {
			r.folder = r.plan.Folder
		} else if err := c.mustHave(Custodian, Administrator); err != nil {
			return err
		}
		if r.folder == "" {
			return Errf(Invalid, "error.backup.unplanned").At("folder")
		}
		r.planned = r.folder == r.plan.Folder
		if err := r.office.archive.Folder(r.folder); err != nil {
			return err
		}
		return c.log("", map[string]any{"planned": r.planned})
	})
}

// write makes the file; a base that does not hold any more is replaced by a full backup.
func (r *backupRun) write(ctx context.Context, progress func(done, total int64)) (BackupInfo, error) {
	o := r.office
	have, err := o.archive.List(ctx, r.folder)
	if err != nil {
		return BackupInfo{}, err
	}
	order := BackupOrder{Folder: r.folder, At: r.at, Sign: o.id.Sign, Base: baseFor(have, r.at)}
	snap, err := o.archive.Begin(ctx)
	if err != nil {
		return BackupInfo{}, err
	}
	defer snap.Release()
	// The vault and the end of its log are taken in one transaction, so that both are of
	// the same moment.
	err = o.store.View(ctx, func(reader Reader) (err error) {
		if order.Head, err = reader.AuditHead(); err != nil {
			return err
		}
		return snap.Freeze()
	})
	if err != nil {
		return BackupInfo{}, err
	}
	return snap.Write(order, progress)
}

// record notes the verified backup and logs it.
func (r *backupRun) record(ctx context.Context, info BackupInfo) error {
	return r.office.change(ctx, "backup.verified", "", func(c *change) error {
		if err := c.tx.AddBackup(BackupRecord{BackupInfo: info, VerifiedAt: c.now}); err != nil {
			return err
		}
		return c.log("", map[string]any{
			"at": info.At.UTC(), "sequence": info.Sequence, "head": info.Head.String(),
			"bytes": info.Bytes, "documents": info.Documents, "full": info.Base == "",
		})
	})
}

// prune drops what the plan does not keep, in the plan's own folder only.
func (r *backupRun) prune(ctx context.Context) error {
	if !r.planned {
		return nil
	}
	have, err := r.office.archive.List(ctx, r.folder)
	if err != nil {
		return err
	}
	var drop []BackupInfo
	for i, keep := range Keep(have, r.plan, r.at) {
		if !keep {
			drop = append(drop, have[i])
		}
	}
	if len(drop) == 0 {
		return nil
	}
	// First the log, then the files: what is gone is always accounted for.
	err = r.office.change(ctx, "backup.prune", "", func(c *change) error {
		return c.log("", map[string]any{"dropped": droppedTimes(drop), "kept": len(have) - len(drop)})
	})
	for _, b := range drop {
		if err == nil {
			err = r.office.archive.Remove(ctx, r.folder, b.File)
		}
	}
	return err
}

func droppedTimes(drop []BackupInfo) []string {
	out := make([]string, len(drop))
	for i, b := range drop {
		out[i] = b.At.UTC().Format(time.RFC3339)
	}
	return out
}
