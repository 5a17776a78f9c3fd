package console

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"custody/app"
	"custody/ui/words"
)

// verifyResult is what verify and audit verify print with --json.
type verifyResult struct {
	OK      bool         `json:"ok"`
	Entries int64        `json:"audit_entries"`
	Head    string       `json:"audit_head"`
	Damage  []damageLine `json:"damage"`
}

type damageLine struct {
	File   string `json:"file"`
	Place  string `json:"place"`
	Reason string `json:"reason"`
}

// runVerify checks every seal, the audit chain and the register's consistency.
func runVerify(ctx context.Context, c *call) error {
	if c.vault == "" && len(c.args) == 1 {
		c.vault, c.args = c.args[0], nil
	}
	if len(c.args) > 0 {
		return errUsage
	}
	return c.condemn(c.within(ctx, c.vault, func(s *session) error {
		damage, err := s.vault.Verify(ctx, nil)
		if err != nil {
			return err
		}
		chain, err := s.office.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		return c.verdict("console.verify.ok", chain, append(damage, chain.Broken...))
	}))
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
		return c.verdict("console.audit.ok", chain, chain.Broken)
	}))
}

// condemn gives a machine its answer also where a vault is too damaged to be opened or read.
func (c *call) condemn(err error) error {
	var e *app.Error
	if !c.json || !errors.As(err, &e) || e.Code != app.Damaged {
		return err
	}
	d := damageLine{Reason: words.T(e.Key, e.Args...)}
	if len(e.Args) == 2 {
		d.File, d.Place = fmt.Sprint(e.Args[0]), fmt.Sprint(e.Args[1])
	}
	return errors.Join(c.print(verifyResult{Damage: []damageLine{d}}, ""), err)
}

// verdict prints what was found, in the words of key where all is well, and fails when
// anything is damaged.
func (c *call) verdict(key string, chain app.AuditReport, damage []app.Damage) error {
	r := verifyResult{OK: len(damage) == 0, Entries: chain.Entries, Head: hex.EncodeToString(chain.Head.Hash), Damage: []damageLine{}}
	for _, d := range damage {
		r.Damage = append(r.Damage, damageLine{d.File, d.Place, words.T(d.Reason)})
		if !c.json {
			fmt.Fprintln(c.Out, words.T("console.damage", d.File, d.Place, words.T(d.Reason)))
		}
	}
	if !r.OK {
		key = "console.verify.bad"
	}
	if err := c.print(r, words.T(key, chain.Entries, r.Head, len(damage))); err != nil {
		return err
	}
	if !r.OK {
		return tell("console.verify.failed", len(damage))
	}
	return nil
}
