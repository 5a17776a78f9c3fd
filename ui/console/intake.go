package console

import (
	"context"
	"fmt"

	"custody/app"
	"custody/ui/paper"
	"custody/ui/words"
)

func runImportClients(ctx context.Context, c *call) error {
	return c.intake(ctx, app.ImportClients)
}

func runImportDocuments(ctx context.Context, c *call) error {
	return c.intake(ctx, app.ImportDocuments)
}

// intake plans the import, writes unless --dry-run or a row is refused, and shows every
// row's fate: what it calls written has been written.
func (c *call) intake(ctx context.Context, kind app.ImportKind) error {
	if len(c.args) != 1 {
		return errUsage
	}
	rows, err := paper.Intake(c.args[0], kind)
	if err != nil {
		return err
	}
	return c.within(ctx, c.vault, func(s *session) error {
		plan, err := s.office.PlanImport(ctx, kind, rows)
		if err != nil {
			return err
		}
		if plan.Refused == 0 && !c.dryRun {
			if _, err := s.office.RunImport(ctx, kind, rows); err != nil {
				return err
			}
		}
		if err := c.showPlan(plan); err != nil {
			return err
		}
		if plan.Refused > 0 {
			return app.Errf(app.Conflict, "error.import.refused", plan.Refused)
		}
		return nil
	})
}

// fateLine is one row of a plan with --json.
type fateLine struct {
	Line     int      `json:"line"`
	Code     string   `json:"code"`
	Title    string   `json:"title"`
	Fate     string   `json:"fate"`
	Changes  []string `json:"changes,omitempty"`
	Problems []string `json:"problems,omitempty"`
}

// planResult is a plan with --json.
type planResult struct {
	Written bool       `json:"written"`
	New     int        `json:"new"`
	Change  int        `json:"change"`
	Same    int        `json:"same"`
	Refused int        `json:"refused"`
	Rows    []fateLine `json:"rows"`
}

func (c *call) showPlan(plan app.ImportPlan) error {
	r := planResult{Written: !c.dryRun && plan.Refused == 0, New: plan.New, Change: plan.Change, Same: plan.Same, Refused: plan.Refused}
	for _, f := range plan.Rows {
		line := fateLine{Line: f.Line, Code: f.Code, Title: f.Title, Fate: string(f.Fate), Changes: f.Changes}
		for _, p := range f.Problems {
			line.Problems = append(line.Problems, words.T(p.Key, p.Args...))
		}
		r.Rows = append(r.Rows, line)
		if !c.json && f.Fate == app.FateRefuse {
			for _, p := range line.Problems {
				fmt.Fprintln(c.Err, words.T("console.import.row", f.Line, p))
			}
		}
	}
	return c.print(r, words.T("console.import.sum", plan.New, plan.Change, plan.Same, plan.Refused))
}
