package app

import (
	"context"
	"slices"
)

// MaxAttendance is how many people one training takes.
const MaxAttendance = 2000

// PlanTraining adds (Number "") a training or changes a planned one, and who is asked to it. Custodian or
// administrator. It may be entered after the day it was held on: RecordTraining follows. Returns Invalid(s)
// by field (topic, material, version, held_on, trainer, place, pass_mark, note, people), Conflict
// (error.training.over, error.topic.ended), NotFound.
func (o *Office) PlanTraining(ctx context.Context, t Training, people []string) (Training, error) {
	act := "training.change"
	if t.Number == "" {
		act = "training.plan"
	}
	err := o.change(ctx, act, t.Number, func(c *change) error {
		if err := c.mayTrain(); err != nil {
			return err
		}
		if err := c.checkTraining(&t); err != nil {
			return err
		}
		asked, err := c.asked(people)
		if err != nil {
			return err
		}
		if t, err = c.tx.SaveTraining(t, c.now.Year()); err != nil {
			return err
		}
		if err := c.ask(t.ID, asked); err != nil {
			return err
		}
		return c.log(t.Number, map[string]any{"on": string(t.HeldOn), "people": len(asked), "version": t.Version})
	})
	return t, err
}

// checkTraining puts the texts right, fills in what a change may not touch, and returns what is wrong.
func (w *work) checkTraining(t *Training) error {
	t.ID, t.State = 0, TrainingPlanned
	if t.Number != "" {
		before, err := w.plannedTraining(t.Number)
		if err != nil {
			return err
		}
		t.ID = before.ID
	}
	var f formCheck
	topic, err := w.topic(t.TopicID)
	switch {
	case err != nil && CodeOf(err) != NotFound:
		return err
	case err != nil:
		f.add(Errf(Invalid, "error.choice").At("topic"))
	case topic.Ended && t.ID == 0:
		f.add(Errf(Invalid, "error.topic.ended", topic.Name).At("topic"))
	}
	f.line("material", &t.Material, true)
	f.line("version", &t.Version, true)
	if t.HeldOn == "" {
		f.add(Errf(Invalid, "error.text.empty").At("held_on"))
	}
	f.date("held_on", t.HeldOn)
	f.line("trainer", &t.Trainer, true)
	f.line("place", &t.Place, false)
	f.number("pass_mark", t.PassMark, 0, 100)
	f.note("note", &t.Note)
	return f.wrong.errOrNil()
}

func (w *work) plannedTraining(number string) (Training, error) {
	t, err := w.TrainingByNumber(number)
	switch {
	case err != nil:
		return t, missing(err, Errf(NotFound, "error.training.none", number))
	case t.State != TrainingPlanned:
		return t, Errf(Conflict, "error.training.over", t.Number)
	}
	return t, nil
}

// asked finds people by number; who has left is not asked.
func (w *work) asked(numbers []string) ([]Person, error) {
	if len(numbers) > MaxAttendance {
		return nil, Errf(Invalid, "error.training.people", MaxAttendance).At("people")
	}
	var out []Person
	for _, n := range numbers {
		p, err := w.PersonByNumber(n)
		if err != nil {
			return nil, missing(err, Errf(Invalid, "error.person.none", n).At("people"))
		}
		if p.LeftBy(w.today) {
			return nil, Errf(Invalid, "error.person.left", p.Name).At("people")
		}
		out = append(out, p)
	}
	return out, nil
}

// ask makes the list of those asked what it is to be.
func (c *change) ask(trainingID int64, people []Person) error {
	have, err := c.Attendances(trainingID)
	if err != nil {
		return err
	}
	for _, a := range have {
		if slices.ContainsFunc(people, func(p Person) bool { return p.ID == a.Person.ID }) {
			continue
		}
		if err := c.tx.RemoveAttendance(trainingID, a.Person.ID); err != nil {
			return err
		}
	}
	for _, p := range people {
		if err := c.tx.SaveAttendance(trainingID, Attendance{Person: p, State: Expected}); err != nil {
			return err
		}
	}
	return nil
}

// CancelTraining cancels a planned training. Custodian or administrator. Returns Invalid (reason), Conflict
// (error.training.over), NotFound.
func (o *Office) CancelTraining(ctx context.Context, number, reason string) error {
	number = CleanCode(number)
	return o.change(ctx, "training.cancel", number, func(c *change) error {
		if err := c.mayTrain(); err != nil {
			return err
		}
		t, err := c.plannedTraining(number)
		if err != nil {
			return err
		}
		var f formCheck
		if f.line("reason", &reason, true); len(f.wrong) > 0 {
			return f.wrong.errOrNil()
		}
		t.State, t.Note = TrainingCancelled, reason
		_, err = c.tx.SaveTraining(t, 0)
		return err
	})
}
