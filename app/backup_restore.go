package app

import "context"

// InspectBackup checks a backup file and says what it holds; see Restorer.
func (v Vaults) InspectBackup(ctx context.Context, file string, progress func(done, total int64)) (BackupInfo, error) {
	return v.Gate.InspectBackup(ctx, file, progress)
}

// Restore unpacks a backup into a missing or empty folder; see Restorer. No password
// is needed: what comes out is sealed as it was.
func (v Vaults) Restore(ctx context.Context, file, dir string, progress func(done, total int64)) (BackupInfo, error) {
	return v.Gate.Restore(ctx, file, dir, progress)
}

// DrillBackup proves that a backup opens, without a vault to record it in; see Restorer.
func (v Vaults) DrillBackup(ctx context.Context, req DrillRequest, progress func(done, total int64)) (DrillReport, error) {
	return v.Gate.DrillBackup(ctx, req, progress)
}

// DrillBackup proves that one of this vault's backups opens, and records it. Custodian
// or administrator. Returns what Restorer.DrillBackup returns, Conflict
// (error.backup.foreign) for another vault's backup; a report with damage is no error.
func (o *Office) DrillBackup(ctx context.Context, req DrillRequest, progress func(done, total int64)) (DrillReport, error) {
	var report DrillReport
	err := o.view(ctx, "backup.drill", "", func(w *work) error { return w.mustHave(Custodian, Administrator) })
	if err != nil {
		return report, err
	}
	if report, err = o.archive.DrillBackup(ctx, req, progress); err != nil {
		return report, o.refused(ctx, "backup.drill", "", err)
	}
	err = o.change(ctx, "backup.drill", "", func(c *change) error {
		if report.Info.VaultID != o.archive.VaultID() {
			return Errf(Conflict, "error.backup.foreign").At("file")
		}
		if report.Sound() {
			if err := c.tx.AddBackupDrill(c.now, report.Info); err != nil {
				return err
			}
		}
		return c.log("", report.facts(req))
	})
	return report, err
}

// facts are what the log says of a drill.
func (r DrillReport) facts(req DrillRequest) map[string]any {
	return map[string]any{
		"at": r.Info.At.UTC(), "sequence": r.Info.Sequence, "head": r.Info.Head.String(),
		"damage": len(r.Damage), "halves": req.HalfA != "",
	}
}
