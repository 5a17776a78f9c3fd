package console

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"custody/app"
	"custody/ui/paper"
	"custody/ui/words"
)

// verifyResult is what verify and audit verify print with --json.
type verifyResult struct {
	OK        bool          `json:"ok"`
	Opens     bool          `json:"opens"` // as usual, damaged or not
	Pages     int64         `json:"pages"`
	Commits   int64         `json:"commits"`
	Documents int64         `json:"documents"`
	Entries   int64         `json:"audit_entries"`
	Head      string        `json:"audit_head"`
	Damage    []damageLine  `json:"damage"`
	Torn      []damageLine  `json:"torn"`
	Anchor    *anchorResult `json:"anchor,omitempty"`
}

// damageLine is one place for machines; Text is what a person is told.
type damageLine struct {
	File   string `json:"file"`
	Place  string `json:"place"`
	Part   string `json:"part,omitempty"`
	Number int64  `json:"number,omitempty"`
	Last   int64  `json:"last,omitempty"`
	Offset int64  `json:"offset,omitempty"`
	Holds  string `json:"holds,omitempty"`
	Table  string `json:"table,omitempty"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

func damageLines(list []app.Damage, text func(app.Damage) string) []damageLine {
	out := []damageLine{}
	for _, d := range list {
		out = append(out, damageLine{
			File: d.File, Place: d.Place, Part: string(d.Part), Number: d.Number, Last: d.Last, Offset: d.Offset,
			Holds: string(d.Holds), Table: d.Table, Reason: words.T(d.Reason), Text: text(d),
		})
	}
	return out
}

// runVerify checks every seal, the audit chain and the register's consistency, and changes nothing.
func runVerify(ctx context.Context, c *call) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	with, err := c.access()
	if err != nil {
		return err
	}
	against, err := c.against(ctx)
	if err != nil {
		return err
	}
	found, err := c.Vaults.Verify(ctx, dir, with, against.look(), c.progress())
	if err != nil {
		return c.condemn(err)
	}
	return c.verdict("console.verify.ok", found, against.result)
}

// folder is the vault's, named with --vault or alone.
func (c *call) folder() (string, error) {
	if c.vault == "" && len(c.args) == 1 {
		c.vault, c.args = c.args[0], nil
	}
	if c.vault == "" || len(c.args) > 0 {
		return "", errUsage
	}
	return c.vault, nil
}

// runAuditVerify checks the audit chain alone.
func runAuditVerify(ctx context.Context, c *call) error {
	if len(c.args) > 0 {
		return errUsage
	}
	return c.condemn(c.within(ctx, c.vault, func(s *session) error {
		chain, err := s.office.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		return c.verdict("console.audit.ok", app.Findings{Chain: chain, Damage: app.Merge(chain.Broken), Opens: true}, nil)
	}))
}

// condemn gives a machine its answer also where a vault is too damaged to be opened or read.
func (c *call) condemn(err error) error {
	var e *app.Error
	if !c.json || !errors.As(err, &e) || e.Code != app.Damaged {
		return err
	}
	d := damageLine{Reason: words.T(e.Key, e.Args...), Text: words.T(e.Key, e.Args...)}
	if len(e.Args) == 2 {
		d.File, d.Place = fmt.Sprint(e.Args[0]), fmt.Sprint(e.Args[1])
	}
	return errors.Join(c.print(verifyResult{Damage: []damageLine{d}, Torn: []damageLine{}}, ""), err)
}

// verdict prints what was found, in the words of key where all is well, and fails when
// anything is damaged.
func (c *call) verdict(key string, f app.Findings, anchor *anchorResult) error {
	r := verifyResult{
		OK: f.Sound(), Opens: f.Opens, Pages: f.Pages, Commits: f.Commits, Documents: f.Documents,
		Entries: f.Chain.Entries, Head: hex.EncodeToString(f.Chain.Head.Hash),
		Damage: damageLines(f.Damage, paper.Damage), Torn: damageLines(f.Torn, paper.Torn), Anchor: anchor,
	}
	if !c.json {
		for _, d := range append(r.Torn, r.Damage...) {
			fmt.Fprintln(c.Out, d.Text)
		}
	}
	if !r.OK {
		key = "console.verify.bad"
	}
	if err := c.print(r, words.T(key, r.Entries, r.Head, len(f.Damage))); err != nil {
		return err
	}
	if !r.OK {
		return tell("console.verify.failed", len(f.Damage))
	}
	return anchor.verdict(c)
}
