package app_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

func TestEveryChangeOfTheLogIsFound(t *testing.T) {
	cases := map[string]struct{ change, reason string }{
		"altered detail":    {`UPDATE audit SET detail = '{}' WHERE seq = 2`, "error.chain.hash"},
		"altered object":    {`UPDATE audit SET object = object || 'x' WHERE seq = 2`, "error.chain.hash"},
		"altered actor":     {`UPDATE audit SET actor = 'ZB-002 别人' WHERE seq = 2`, "error.chain.hash"},
		"altered time":      {`UPDATE audit SET at = '2026-11-27T02:00:00.000Z' WHERE seq = 3`, "error.chain.hash"},
		"refused made done": {`UPDATE audit SET outcome = 'done' WHERE outcome = 'refused'`, "error.chain.hash"},
		"on behalf":         {`UPDATE audit SET on_behalf = 'ZB-009' WHERE seq = 3`, "error.chain.hash"},
		"new hash":          {`UPDATE audit SET hash = zeroblob(32) WHERE seq = 3`, "error.chain.hash"},
		"link":              {`UPDATE audit SET prev = zeroblob(32) WHERE seq = 3`, "error.chain.link"},
		"removed":           {`DELETE FROM audit WHERE seq = 3`, "error.chain.gap"},
		"first removed":     {`DELETE FROM audit WHERE seq = 1`, "error.chain.gap"},
		"signature":         {`UPDATE audit SET sig = zeroblob(64) WHERE seq = 4`, "error.chain.signature"},
		"short signature":   {`UPDATE audit SET sig = zeroblob(3) WHERE seq = 4`, "error.chain.signature"},
		"key taken away":    {`DELETE FROM account_keys`, "error.chain.signature"},
		"key exchanged":     {`UPDATE account_keys SET sign_key = zeroblob(32)`, "error.chain.signature"},
		"a key of no use":   {`UPDATE account_keys SET sign_key = zeroblob(5)`, "error.chain.signature"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			_, err := k.Founder.AddDepartment(t.Context(), "财务部")
			ok(t, err)
			_, err = k.Founder.AddDepartment(t.Context(), "财务部")
			refusedAt(t, err, app.Invalid, "name")
			k.Tamper(c.change)
			damage, err := k.Locked.Verify(t.Context(), nil)
			ok(t, err)
			if !strings.Contains(fmt.Sprint(damage), c.reason) {
				t.Errorf("found %v, want %s", damage, c.reason)
			}
			report, err := k.Founder.VerifyAudit(t.Context())
			ok(t, err)
			if len(report.Broken) == 0 {
				t.Error("the use case finds nothing")
			}
		})
	}
}

// A cut tail leaves a chain that holds in itself; the head that was printed shows it.
func TestCutTailShowsAgainstAPrintedHead(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.AddDepartment(t.Context(), "财务部")
	ok(t, err)
	report, err := k.Founder.VerifyAudit(t.Context())
	ok(t, err)
	printed := report.Head
	k.Tamper(`DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit)`,
		`DELETE FROM audit WHERE seq >= `+fmt.Sprint(printed.Seq))
	var now app.Entry
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		return r.EachEntry(func(e app.Entry) error {
			if e.Seq == printed.Seq {
				now = e
			}
			return nil
		})
	}))
	if hex.EncodeToString(now.Hash) == hex.EncodeToString(printed.Hash) {
		t.Error("the log still shows the printed head")
	}
}

func TestHeadIsPrintedInGroups(t *testing.T) {
	h := app.Head{Seq: 412, Hash: []byte{0x3f, 0xa2, 0x01, 0x0c, 0xde, 0xad, 0xbe, 0xef, 0x99}}
	if got := h.String(); got != "#412 3FA2 010C DEAD BEEF" {
		t.Errorf("head prints as %q", got)
	}
	if got := (app.Head{}).String(); got != "#0" {
		t.Errorf("an empty head prints as %q", got)
	}
}

func TestLogIsFilteredAndPaged(t *testing.T) {
	k := apptest.New(t)
	for day := range 3 {
		k.Clock.Set(apptest.Start.AddDate(0, 0, day).Add(-8 * time.Hour)) // 01:00 here, the day before in UTC
		_, err := k.Founder.AddDepartment(t.Context(), fmt.Sprintf("部门%d", day))
		if day == 0 {
			refusedKey(t, err, app.Conflict, "error.clock.back")
			continue
		}
		ok(t, err)
	}
	list := func(f app.AuditFilter) []app.Entry {
		es, err := k.Founder.Audit(t.Context(), f)
		ok(t, err)
		return es
	}
	if es := list(app.AuditFilter{From: "2026-11-28", To: "2026-11-28", Act: "department.add"}); len(es) != 1 {
		t.Errorf("one day holds %d entries, want 1", len(es))
	}
	if es := list(app.AuditFilter{Text: "department"}); len(es) != 2 || es[0].Seq < es[1].Seq {
		t.Errorf("text finds %v", es)
	}
	if es := list(app.AuditFilter{Text: "100%"}); len(es) != 0 {
		t.Errorf("a percent sign finds %d entries", len(es))
	}
	all := list(app.AuditFilter{Limit: -1})
	page := list(app.AuditFilter{Before: all[1].Seq, Limit: 2})
	if len(page) != 2 || page[0].Seq != all[2].Seq {
		t.Errorf("the second page is %v", page)
	}
	views := list(app.AuditFilter{Act: "audit.view"})
	if len(views) != 1 {
		t.Errorf("reading the log is logged %d times in a session, want once", len(views))
	}
}

func TestExportIsLogged(t *testing.T) {
	k := apptest.New(t)
	_, inspector := k.Staff("内审", app.Inspector)
	es, err := inspector.ExportAudit(t.Context(), app.AuditFilter{Limit: 1})
	ok(t, err)
	e := lastEntry(t, k)
	if e.Act != "audit.export" || int(facts(t, e)["rows"].(float64)) != len(es) || len(es) < 5 {
		t.Errorf("exported %d, logged %s", len(es), e.Detail)
	}
	chainHolds(t, k)
}
