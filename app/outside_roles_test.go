package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// outsideWorld is what the calls about external bodies and trainings are made on.
type outsideWorld struct {
	*apptest.Kit
	body     app.Body
	contract app.Contract
	topic    app.Topic
	planned  app.Training
	held     app.TrainingSheet
	other    app.Person
}

func newOutsideWorld(t *testing.T, k *apptest.Kit, name string) outsideWorld {
	t.Helper()
	w := outsideWorld{Kit: k, body: k.Body("机构" + name), other: k.Person("学员")}
	w.contract = k.Contracted(w.body, "HT-1", 30)
	var err error
	w.topic, err = k.Founder.SaveTopic(t.Context(), app.Topic{Name: "主题" + name, Months: 12})
	ok(t, err)
	w.held = k.Trained(k.Founder, w.topic, w.other.Number)
	w.planned, err = k.Founder.PlanTraining(t.Context(), w.session(), []string{w.other.Number})
	ok(t, err)
	return w
}

func (w outsideWorld) session() app.Training {
	return app.Training{TopicID: w.topic.ID, Material: "教材", Version: "A/1", HeldOn: w.Today(), Trainer: "李培训"}
}

var (
	lookAfter = []app.Role{app.Custodian, app.Administrator}
	lookOn    = []app.Role{app.Custodian, app.Administrator, app.Inspector, app.Approver}
)

// outsideActs are the use cases on external bodies and trainings, and who may do them; nil is everybody.
var outsideActs = []struct {
	name, act string
	may       []app.Role
	call      func(context.Context, *app.Office, outsideWorld) error
}{
	{"Bodies", "body.list", lookOn, func(ctx context.Context, o *app.Office, _ outsideWorld) error {
		_, err := o.Bodies(ctx, app.BodyFilter{})
		return err
	}},
	{"Body", "body.view", lookOn, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.Body(ctx, w.body.Number)
		return err
	}},
	{"SaveBody", "body.add", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.SaveBody(ctx, app.Body{Name: w.body.Name + "二", Kind: app.BodyOutsourced})
		return err
	}},
	{"AddContract", "contract.add", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.AddContract(ctx, w.body.Number, app.Contract{Number: "HT-2", SignedOn: w.Today()})
		return err
	}},
	{"EndContract", "contract.end", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		return o.EndContract(ctx, w.body.Number, w.contract.Number, w.Today())
	}},
	{"EndBody", "body.end", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		return o.EndBody(ctx, w.body.Number, w.Today())
	}},
	{"Topics", "training.topics", lookOn, func(ctx context.Context, o *app.Office, _ outsideWorld) error {
		_, err := o.Topics(ctx)
		return err
	}},
	{"SaveTopic", "training.topic", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.SaveTopic(ctx, app.Topic{Name: w.topic.Name + "二"})
		return err
	}},
	{"SaveTopic of the gate", "training.topic", admins, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.SaveTopic(ctx, app.Topic{Name: w.topic.Name + "三", Gate: true, Kinds: []app.PersonKind{app.CommitteeMember}})
		return err
	}},
	{"TrainingsDue", "training.due", nil, func(ctx context.Context, o *app.Office, _ outsideWorld) error {
		_, err := o.TrainingsDue(ctx, 0)
		return err
	}},
	{"Trainings", "training.list", nil, func(ctx context.Context, o *app.Office, _ outsideWorld) error {
		_, err := o.Trainings(ctx, app.TrainingFilter{})
		return err
	}},
	{"PlanTraining", "training.plan", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.PlanTraining(ctx, w.session(), []string{w.other.Number})
		return err
	}},
	{"RecordTraining", "training.record", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.RecordTraining(ctx, w.planned.Number, []app.AttendanceInput{{Person: w.other.Number, State: app.Present}})
		return err
	}},
	{"CancelTraining", "training.cancel", lookAfter, func(ctx context.Context, o *app.Office, w outsideWorld) error {
		t, err := w.Founder.PlanTraining(ctx, w.session(), []string{w.other.Number})
		if err != nil {
			return err
		}
		return o.CancelTraining(ctx, t.Number, "改期")
	}},
}

// outsideOthers are the use cases that tell a stranger nothing: not found, instead of refused.
var outsideOthers = []func(context.Context, *app.Office, outsideWorld) error{
	func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.Training(ctx, w.held.Number)
		return err
	},
	func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.PrintTraining(ctx, w.held.Number)
		return err
	},
	func(ctx context.Context, o *app.Office, w outsideWorld) error {
		_, err := o.PrintCertificates(ctx, w.held.Number, nil)
		return err
	},
}

func TestRolesByOutsideActs(t *testing.T) {
	k := apptest.New(t)
	for _, role := range app.AllRoles {
		w := newOutsideWorld(t, k, string(role))
		p, office := k.Staff("办事人", role)
		for _, a := range outsideActs {
			err := a.call(t.Context(), office, w)
			switch {
			case a.may == nil || slices.Contains(a.may, role):
				if err != nil {
					t.Errorf("%s by %s: %v", a.name, role, err)
				}
			case err == nil || app.CodeOf(err) != app.NotAllowed:
				t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
			default:
				logged(t, k, apptest.Login(p.Number), a.act, app.Refused)
			}
		}
		for i, call := range outsideOthers {
			err := call(t.Context(), office, w)
			if slices.Contains(lookOn, role) != (err == nil) || err != nil && app.CodeOf(err) != app.NotFound {
				t.Errorf("paper %d by %s: %v", i, role, err)
			}
		}
	}
	chainHolds(t, k)
}
