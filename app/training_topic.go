package app

import (
	"cmp"
	"context"
	"slices"
)

// maxTopicMonths is ten years: longer is for good.
const maxTopicMonths = 120

// Topics lists the topics of training with how many of those whom they are for have a pass in force
// (§5.3.2). Custodian, administrator, inspector, approver.
func (o *Office) Topics(ctx context.Context) ([]TopicRow, error) {
	var out []TopicRow
	err := o.view(ctx, "training.topics", "", func(w *work) error {
		if err := w.maySeeTrainings(); err != nil {
			return err
		}
		l, err := w.newTrainingList()
		if err != nil {
			return err
		}
		for _, t := range l.topics {
			row := TopicRow{Topic: t}
			for _, p := range l.people {
				if !t.takes(p.Person, p.Roles) {
					continue
				}
				row.People++
				if _, ok := t.passed(p.ID, l.passes[p.ID], w.today); ok {
					row.Passed++
				}
			}
			out = append(out, row)
		}
		return nil
	})
	return out, err
}

// maySeeTrainings lets those see everybody's who look after people or judge them.
func (w *work) maySeeTrainings() error {
	return w.mustHave(Custodian, Administrator, Inspector, Approver)
}

// mayTrain lets those plan trainings and enter results who look after people.
func (w *work) mayTrain() error { return w.mustHave(Custodian, Administrator) }

// SaveTopic adds (ID 0) or changes a topic of training. Custodian or administrator; whether it is part of
// the gate only the administrator says, who needs a pass in force: the gate shuts at once for everybody
// without one. That, and a change of a topic of the gate, needs a fresh password. Returns Invalid(s) by
// field (name, months, kinds, roles), Conflict (error.topic.double, error.topic.self), NotFound,
// NotAllowed, Unconfirmed.
func (o *Office) SaveTopic(ctx context.Context, t Topic) (Topic, error) {
	err := o.change(ctx, "training.topic", "", func(c *change) error {
		if err := c.mayTrain(); err != nil {
			return err
		}
		if err := t.check(); err != nil {
			return err
		}
		before, err := c.topicBefore(t)
		if err != nil {
			return err
		}
		if before.shuts() || t.shuts() {
			if err := c.mayGate(t); err != nil {
				return err
			}
			if err := o.mustConfirm(); err != nil {
				return err
			}
		}
		if t, err = c.tx.SaveTopic(t); err != nil {
			return err
		}
		if err := c.tx.NoteTopic(t.ID, c.today); err != nil {
			return err
		}
		return c.log("", map[string]any{"topic": t.Name, "months": t.Months, "gate": t.Gate, "ended": t.Ended, "new": before.ID == 0})
	})
	return t, err
}

// shuts reports whether the topic is part of the gate as it stands.
func (t Topic) shuts() bool { return t.Gate && !t.Ended }

// mayGate keeps whoever makes a topic part of the gate from locking themselves out.
func (c *change) mayGate(t Topic) error {
	if err := c.mustHave(Administrator); err != nil {
		return err
	}
	if !t.shuts() || !t.takes(c.person, c.me.Roles) {
		return nil
	}
	passes, err := c.Passes(c.person.ID)
	if err != nil {
		return err
	}
	if _, ok := t.passed(c.person.ID, passes, c.today); !ok {
		return Errf(Conflict, "error.topic.self", t.Name).At("gate")
	}
	return nil
}

// check puts the name right and returns what is wrong, by field.
func (t *Topic) check() error {
	var f formCheck
	f.line("name", &t.Name, true)
	f.number("months", t.Months, 0, maxTopicMonths)
	for _, k := range t.Kinds {
		oneOf(&f, "kinds", k, AllPersonKinds)
	}
	for _, r := range t.Roles {
		oneOf(&f, "roles", r, AllRoles)
	}
	return f.wrong.errOrNil()
}

// topicBefore returns the topic as registered, and refuses a name that another has.
func (w *work) topicBefore(t Topic) (before Topic, err error) {
	all, err := w.Reader.Topics()
	if err != nil {
		return before, err
	}
	for _, other := range all {
		switch {
		case other.ID == t.ID:
			before = other
		case Plain(other.Name) == Plain(t.Name):
			return before, Errf(Conflict, "error.topic.double", other.Name).At("name")
		}
	}
	if t.ID != 0 && before.ID == 0 {
		return before, Errf(NotFound, "error.topic.none")
	}
	return before, nil
}

// trainingList is what tells who is due, loaded once.
type trainingList struct {
	topics []Topic
	people []PersonRow // who are here
	passes map[int64][]Pass
}

func (w *work) newTrainingList() (l trainingList, err error) {
	if l.topics, err = w.Reader.Topics(); err != nil {
		return l, err
	}
	if l.people, err = w.Reader.People(PersonFilter{On: w.today, Limit: -1}); err != nil {
		return l, err
	}
	all, err := w.Passes(0)
	l.passes = make(map[int64][]Pass, len(l.people))
	for _, p := range all {
		l.passes[p.PersonID] = append(l.passes[p.PersonID], p)
	}
	return l, err
}

// TrainingsDue lists who is due for training: without a pass, or with one that ends soon; topics of the gate
// first. Custodian, administrator, inspector and approver everybody, others themselves.
func (o *Office) TrainingsDue(ctx context.Context, topicID int64) ([]DueRow, error) {
	var out []DueRow
	err := o.view(ctx, "training.due", "", func(w *work) error {
		rows, err := w.trainingsDue()
		others := w.maySeeTrainings() == nil
		out = slices.DeleteFunc(rows, func(r DueRow) bool {
			return topicID != 0 && r.TopicID != topicID || !others && r.Person.ID != w.person.ID
		})
		return err
	})
	return out, err
}

func (w *work) trainingsDue() ([]DueRow, error) {
	l, err := w.newTrainingList()
	if err != nil {
		return nil, err
	}
	planned, err := w.Invitations(w.today)
	if err != nil {
		return nil, err
	}
	var out []DueRow
	for _, t := range l.topics {
		if t.Ended {
			continue
		}
		for _, p := range l.people {
			if !t.takes(p.Person, p.Roles) {
				continue
			}
			row, due := w.due(t, p.Person, l.passes[p.ID])
			if !due {
				continue
			}
			if i := slices.IndexFunc(planned[p.ID], func(s Training) bool { return s.TopicID == t.ID }); i >= 0 {
				row.Planned = planned[p.ID][i]
			}
			out = append(out, row)
		}
	}
	slices.SortStableFunc(out, func(a, b DueRow) int {
		return cmp.Or(a.order()-b.order(), cmp.Compare(a.Until, b.Until), cmp.Compare(a.Person.Number, b.Person.Number))
	})
	return out, nil
}

// order puts first what keeps somebody from working.
func (r DueRow) order() int {
	n := 0
	if !r.Gate {
		n = 2
	}
	if r.State == DueExpiring {
		n++
	}
	return n
}

// due tells whether a person needs the topic anew.
func (w *work) due(t Topic, p Person, passes []Pass) (DueRow, bool) {
	r := DueRow{Person: p, TopicID: t.ID, Topic: t.Name, Gate: t.Gate, State: DueNever}
	if last, ok := t.passed(p.ID, passes, w.today); ok {
		r.State, r.Until = DueExpiring, last
		return r, last != "" && w.today.DaysUntil(last) <= w.settings.ExpiringDays
	}
	for _, pass := range passes {
		if pass.TopicID == t.ID && pass.On <= w.today {
			r.State, r.Until = DueExpired, max(r.Until, pass.On.AddMonths(t.Months).AddDays(-1))
		}
	}
	return r, true
}
