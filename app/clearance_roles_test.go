package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// clearActs are the acts on people's sheets, and the proof.
var clearActs = []coreAct{
	{"PersonFolder of another", "person.folder", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PersonFolder(ctx, w.other.Number)
		return err
	}},
	{"PersonFolder of oneself", "person.folder", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PersonFolder(ctx, w.actor.Number)
		return err
	}},
	{"Clearances", "clearance.list", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Clearances(ctx, app.ClearanceFilter{})
		return err
	}},
	{"OpenClearance of another", "clearance.view", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.OpenClearance(ctx, w.copy)
		return err
	}},
	{"PrintClearance of another", "clearance.print", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrintClearance(ctx, w.copy)
		return err
	}},
	{"AddClearanceLine", "clearance.line", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.AddClearanceLine(ctx, w.copy, "交回车辆钥匙")
	}},
	{"MarkClearance", "clearance.mark", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.MarkClearance(ctx, w.copy, 9, app.MarkDone, "")
	}},
	{"CloseClearance", "clearance.close", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.CloseClearance(ctx, app.ClearanceClosing{Number: w.copy})
		return otherThan(err, app.Conflict)
	}},
	{"SealClearance", "paper.seal", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.SealClearance(ctx, w.copy)
		return otherThan(err, app.Conflict)
	}},
	{"DropClearance", "clearance.drop", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.DropClearance(ctx, w.copy, "开错了")
	}},
	{"StartClearance", "clearance.start", clearing, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.StartClearance(ctx, w.staff.Number, app.ClearMover, "")
		return err
	}},
	{"Proof", "proof.make", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Proof(ctx, "2026-11-27", nil)
		return err
	}},
}

var clearing = []app.Role{app.Custodian, app.Administrator}

// Each role alone at people's sheets, as the table says.
func TestEveryRoleAtSheets(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			w := actWorld{other: k.Person("闲人"), staff: k.Person("同事")}
			sheet, err := k.Founder.StartClearance(t.Context(), w.other.Number, app.ClearLeaver, "")
			ok(t, err)
			w.copy = sheet.Number
			var actor *app.Office
			w.actor, actor = k.Staff("办事人", role)
			for _, a := range clearActs {
				err := a.call(t.Context(), actor, w)
				if a.may == nil || slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.name, role, err)
					}
					continue
				}
				if err == nil || app.CodeOf(err) != app.NotAllowed {
					t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
				}
				logged(t, k, apptest.Login(w.actor.Number), a.act, app.Refused)
			}
			chainHolds(t, k)
		})
	}
}
