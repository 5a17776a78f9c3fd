package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// paperActs are the acts on sealed papers, countersigning and stacks of scans.
var paperActs = []coreAct{
	{"Paper of another", "paper.view", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Paper(ctx, w.paper)
		return err
	}},
	{"OpenPaper of another", "paper.open", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.OpenPaper(ctx, w.paper)
		return err
	}},
	{"ExportPaper of another", "paper.export", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.ExportPaper(ctx, w.paper)
		return err
	}},
	{"TimestampRequest", "paper.request", []app.Role{app.Custodian, app.Administrator}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.TimestampRequest(ctx, w.paper)
		return err
	}},
	{"ImportTimestamp", "paper.stamp", []app.Role{app.Custodian, app.Administrator}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.ImportTimestamp(ctx, w.paper, nil)
		return otherThan(err, app.Invalid)
	}},
	{"SealPending", "paper.pending", []app.Role{app.Custodian, app.Administrator}, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.SealPending(ctx, nil)
		return err
	}},
	{"ToCountersign", "commitment.list", []app.Role{app.Approver, app.Administrator}, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.ToCountersign(ctx)
		return err
	}},
	{"Countersign", "commitment.countersign", []app.Role{app.Approver, app.Administrator}, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return otherThan(o.Countersign(ctx, app.CounterInput{Strokes: apptest.Strokes()}), app.Invalid)
	}},
	{"MatchScans", "commitment.match", keepers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.MatchScans(ctx, nil, nil)
		return err
	}},
	{"RecordPapers", "commitment.paper", keepers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.RecordPapers(ctx, nil, ownPassword)
		return err
	}},
}

// otherThan drops an answer that does not come from who asked.
func otherThan(err error, code app.Code) error {
	if app.CodeOf(err) == code {
		return nil
	}
	return err
}

// Each role alone at papers, as the table says; everybody sees papers of their own.
func TestEveryRoleAtPapers(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := sealing(t)
			w := actWorld{other: k.Person("闲人", apptest.Unsigned())}
			w.paper = signedBy(t, k, w.other.Number, app.NDA).PaperID
			var actor *app.Office
			w.actor, actor = enrolled(t, k, role)
			for _, a := range paperActs {
				err := a.call(t.Context(), actor, w)
				if slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.name, role, err)
					}
					continue
				}
				if err == nil || app.CodeOf(err) != app.NotAllowed {
					t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
				}
				logged(t, k, apptest.Login("u"+w.actor.Number), a.act, app.Refused)
			}
			own := signedBy(t, k, w.actor.Number, app.Conduct)
			f, err := actor.OpenPaper(t.Context(), own.PaperID)
			if err != nil || f.PersonID != w.actor.ID {
				t.Errorf("one's own paper: %v", err)
			}
		})
	}
}
