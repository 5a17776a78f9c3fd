package console

import (
	"context"
	"fmt"

	"custody/app"
	"custody/ui/words"
)

// runRestore unpacks a backup into a new folder.
func runRestore(ctx context.Context, c *call) error {
	if len(c.args) != 1 || c.to == "" {
		return errUsage
	}
	b, err := c.Vaults.Restore(ctx, c.args[0], c.to, c.progress())
	if err != nil {
		return err
	}
	r := backupLine(b)
	r.To = c.to
	return c.print(r, words.T("backup.restored", c.to, b.At.Local().Format("2006-01-02 15:04"), b.Head.String()))
}

// drillResult is what restore --drill prints with --json.
type drillResult struct {
	OK     bool         `json:"ok"`
	Backup backupResult `json:"backup"`
	Signer string       `json:"signer"`
	Damage []damageLine `json:"damage"`
}

// runDrill opens a backup for real in a folder of its own; with --vault the drill is recorded there.
func runDrill(ctx context.Context, c *call) error {
	if len(c.args) != 1 {
		return errUsage
	}
	with, err := c.access()
	if err != nil {
		return err
	}
	req := app.DrillRequest{File: c.args[0], Login: with.Login, Password: with.Password, HalfA: with.HalfA, HalfB: with.HalfB}
	if c.vault == "" {
		report, err := c.Vaults.DrillBackup(ctx, req, c.progress())
		if err != nil {
			return err
		}
		return c.drilled(report)
	}
	return c.within(ctx, c.vault, func(s *session) error {
		report, err := s.office.DrillBackup(ctx, req, c.progress())
		if err != nil {
			return err
		}
		return c.drilled(report)
	})
}

// drilled prints what a drill found, and fails when anything is wrong.
func (c *call) drilled(report app.DrillReport) error {
	r := drillResult{OK: report.Sound(), Backup: backupLine(report.Info), Signer: report.Signer, Damage: damageLines(report.Damage, place)}
	line := words.T("backup.drill.ok", report.Info.File, report.Entries, report.Head.String(), report.Signer)
	if !r.OK {
		line = words.T("backup.drill.bad", report.Info.File, len(r.Damage))
		for _, d := range r.Damage {
			line += "\n" + d.Text
		}
	}
	if err := c.print(r, line); err != nil {
		return err
	}
	if !r.OK {
		return tell("backup.drill.failed")
	}
	return nil
}

// place says in words where something is wrong.
func place(d app.Damage) string { return fmt.Sprintf("%s %s: %s", d.File, d.Place, words.T(d.Reason)) }
