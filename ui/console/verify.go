package console

import (
	"context"
	"encoding/hex"
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
	if len(c.args) == 1 {
		c.vault = c.args[0]
	}
	return c.within(ctx, c.vault, func(s *session) error {
		damage, err := s.vault.Verify(ctx, nil)
		if err != nil {
			return err
		}
		chain, err := s.office.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		return c.verdict(chain, append(damage, chain.Broken...))
	})
}

// runAuditVerify checks the audit chain alone.
func runAuditVerify(ctx context.Context, c *call) error {
	return c.within(ctx, c.vault, func(s *session) error {
		chain, err := s.office.VerifyAudit(ctx)
		if err != nil {
			return err
		}
		return c.verdict(chain, chain.Broken)
	})
}

// verdict prints what was found and fails when anything is damaged.
func (c *call) verdict(chain app.AuditReport, damage []app.Damage) error {
	r := verifyResult{OK: len(damage) == 0, Entries: chain.Entries, Head: hex.EncodeToString(chain.Head.Hash), Damage: []damageLine{}}
	for _, d := range damage {
		r.Damage = append(r.Damage, damageLine{d.File, d.Place, words.T(d.Reason)})
		if !c.json {
			fmt.Fprintln(c.Out, words.T("console.damage", d.File, d.Place, words.T(d.Reason)))
		}
	}
	key := "console.verify.ok"
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
