package app

import (
	"context"
	"slices"
	"time"
)

// listable are the lists a face can export and print.
var listable = []string{"clients", "files", "documents", "loans", "people", "commitments", "campaigns", "audit", "views", "extracts", "bodies", "trainings", "training_due", "proof"}

// MaxPrinted is how many rows a printed list may have: some two hundred pages. Whoever
// wants more wants a spreadsheet.
const MaxPrinted = 5000

// ListPrint is what a printed list carries besides its rows.
type ListPrint struct {
	Organisation Organisation
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// ExportNote logs an export of a list the actor can see: what, how many rows. Lists of
// client information need commitments in force (rule 1). Needs a fresh password. Returns
// Invalid for an unknown list, NotAllowed, Unconfirmed.
func (o *Office) ExportNote(ctx context.Context, list string, rows int) error {
	return o.change(ctx, "list.export", list, func(c *change) error {
		if err := c.mayList(list, rows); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		return c.log(list, map[string]any{"rows": rows})
	})
}

// PrintNote logs the print of a list the actor can see, and returns what the paper carries
// besides the rows. Returns Invalid for an unknown list or for more than 5,000 rows
// (error.list.many), NotAllowed as ExportNote does.
func (o *Office) PrintNote(ctx context.Context, list string, rows int) (ListPrint, error) {
	var p ListPrint
	err := o.change(ctx, "list.print", list, func(c *change) error {
		if rows > MaxPrinted {
			return Errf(Invalid, "error.list.many", MaxPrinted)
		}
		if err := c.mayList(list, rows); err != nil {
			return err
		}
		if err := c.log(list, map[string]any{"rows": rows}); err != nil {
			return err
		}
		p = ListPrint{PrintedBy: c.person.Name, Now: c.now}
		var err error
		p.Organisation, p.AuditHead, err = c.imprint()
		return err
	})
	return p, err
}

// mayList refuses a list that may not leave the program.
func (c *change) mayList(list string, rows int) error {
	if !slices.Contains(listable, list) || rows < 0 {
		return Errf(Invalid, "error.choice").At("list")
	}
	if !slices.Contains([]string{"people", "commitments", "campaigns", "bodies", "trainings", "training_due", "proof"}, list) {
		if err := c.mustBeBound(); err != nil {
			return err
		}
	}
	return nil
}
