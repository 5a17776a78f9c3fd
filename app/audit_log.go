package app

import "context"

// Audit lists entries, newest first. Inspector, custodian and administrator; that
// somebody reads the log is logged once per session. Others: NotAllowed.
func (o *Office) Audit(ctx context.Context, f AuditFilter) ([]Entry, error) {
	var out []Entry
	read := func(w *work) error {
		err := w.mustHave(Inspector, Custodian, Administrator)
		if err != nil {
			return err
		}
		out, err = w.Entries(w.inZone(f))
		return err
	}
	if !o.seen.first("audit.view") {
		return out, o.view(ctx, "audit.view", "", read)
	}
	return out, o.change(ctx, "audit.view", "", func(c *change) error { return read(&c.work) })
}

// inZone says whose days the filter means.
func (w *work) inZone(f AuditFilter) AuditFilter {
	f.Zone = w.now.Location()
	return f
}

// VerifyAudit checks every hash and signature of the chain. Inspector, custodian, administrator.
func (o *Office) VerifyAudit(ctx context.Context) (AuditReport, error) {
	var report AuditReport
	err := o.change(ctx, "audit.verify", "", func(c *change) error {
		err := c.mustHave(Inspector, Custodian, Administrator)
		if err != nil {
			return err
		}
		if report, err = CheckChain(c.Reader); err != nil {
			return err
		}
		return c.log("", map[string]any{"entries": report.Entries, "broken": len(report.Broken), "head": report.Head.String()})
	})
	return report, err
}

// ExportAudit returns all entries for an export and logs it. Inspector;
// needs a fresh password. Returns NotAllowed, Unconfirmed.
func (o *Office) ExportAudit(ctx context.Context, f AuditFilter) ([]Entry, error) {
	var out []Entry
	err := o.change(ctx, "audit.export", "", func(c *change) error {
		err := c.mustHave(Inspector)
		if err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		f.Limit, f.Before = -1, 0
		if out, err = c.Entries(c.inZone(f)); err != nil {
			return err
		}
		return c.log("", map[string]any{"rows": len(out)})
	})
	return out, err
}
