package console

import (
	"context"
	"fmt"
	"os"

	"custody/app"
	"custody/ui/words"
)

// anchorResult is what verify --anchor adds with --json.
type anchorResult struct {
	OK    bool   `json:"ok"`
	State string `json:"state"` // holds, older, branch
	Entry int64  `json:"entry"` // the anchor's
	Hash  string `json:"hash"`  // of it, as much as the anchor has
	Have  int64  `json:"audit_entries"`
}

// anchoring is an anchor, and what the vault answers to it.
type anchoring struct {
	anchor *app.Anchor // nil without --anchor
	result *anchorResult
}

// against takes --anchor: a backup file, or a head as it is printed.
func (c *call) against(ctx context.Context) (*anchoring, error) {
	if c.anchor == "" {
		return &anchoring{}, nil
	}
	if info, err := os.Stat(c.anchor); err == nil && info.Mode().IsRegular() {
		b, err := c.Vaults.InspectBackup(ctx, c.anchor, nil)
		anchor := b.Anchor()
		return &anchoring{anchor: &anchor}, err
	}
	anchor, err := app.ParseAnchor(c.anchor)
	return &anchoring{anchor: &anchor}, err
}

// look is what compares the register that verify reads, nil without an anchor.
func (a *anchoring) look() func(app.Reader) error {
	if a.anchor == nil {
		return nil
	}
	return func(r app.Reader) error {
		report, err := a.anchor.Compare(r)
		a.result = &anchorResult{
			OK: report.State == app.AnchorHolds, State: string(report.State),
			Entry: report.Anchor.Seq, Hash: report.Anchor.Hash, Have: report.Head.Seq,
		}
		return err
	}
}

// verdict says how the vault stands to the anchor, and fails unless it holds.
func (r *anchorResult) verdict(c *call) error {
	switch {
	case r == nil:
		return nil
	case !r.OK:
		return tell("anchor."+r.State, r.Entry, r.Have)
	case c.json:
		return nil
	}
	_, err := fmt.Fprintln(c.Out, words.T("anchor.holds", r.Entry))
	return err
}
