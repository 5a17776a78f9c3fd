package app

import (
	"context"
	"slices"
	"strings"
)

// Trainings lists trainings (§5.3.2), newest first. Custodian, administrator, inspector and approver all;
// others those they were asked to.
func (o *Office) Trainings(ctx context.Context, f TrainingFilter) ([]TrainingListRow, error) {
	var out []TrainingListRow
	err := o.view(ctx, "training.list", "", func(w *work) error {
		if w.maySeeTrainings() != nil {
			f.Person = w.person.Number
		}
		rows, err := w.Reader.Trainings(f)
		out = slices.DeleteFunc(rows, func(r TrainingListRow) bool { return !f.matches(r.Training) })
		return err
	})
	return out, err
}

func (f TrainingFilter) matches(t Training) bool {
	text := Plain(f.Text)
	return text == "" || slices.ContainsFunc([]string{t.Number, t.Topic, t.Trainer, Initials(t.Topic)}, func(s string) bool {
		return strings.Contains(Plain(s), text)
	})
}

// Training returns one training with who was there. Custodian, administrator, inspector, approver; others
// one they were asked to, with their own result alone. Returns NotFound.
func (o *Office) Training(ctx context.Context, number string) (TrainingSheet, error) {
	var s TrainingSheet
	number = CleanCode(number)
	err := o.view(ctx, "training.view", number, func(w *work) (err error) {
		s, err = w.trainingSheet(number)
		return err
	})
	return s, err
}

func (w *work) trainingSheet(number string) (TrainingSheet, error) {
	none := Errf(NotFound, "error.training.none", number)
	t, err := w.TrainingByNumber(number)
	if err != nil {
		return TrainingSheet{}, missing(err, none)
	}
	s := TrainingSheet{
		TrainingListRow: TrainingListRow{Training: t},
		MayEdit:         w.mayTrain() == nil, MayPrint: w.maySeeTrainings() == nil,
	}
	topic, err := w.topic(t.TopicID)
	if err != nil {
		return s, err
	}
	s.Gate, s.Months = topic.Gate, topic.Months
	if s.Attendance, err = w.Attendances(t.ID); err != nil {
		return s, err
	}
	for i := range s.Attendance {
		w.fillAttendance(&s, &s.Attendance[i])
	}
	if s.MayPrint {
		return s, nil
	}
	s.Attendance = slices.DeleteFunc(s.Attendance, func(a Attendance) bool { return !a.Own })
	s.Asked, s.Present, s.Passed = 0, 0, 0
	if len(s.Attendance) == 0 {
		return TrainingSheet{}, none // whether there is one is no more theirs to know
	}
	return s, nil
}

func (w *work) fillAttendance(s *TrainingSheet, a *Attendance) {
	a.Own = a.Person.ID == w.person.ID
	s.Asked++
	if a.State == Present {
		s.TrainingListRow.Present++
	}
	if a.Passed {
		s.Passed++
		if s.Months > 0 {
			a.Until = s.HeldOn.AddMonths(s.Months).AddDays(-1)
		}
	}
}

func (w *work) topic(id int64) (Topic, error) {
	all, err := w.Reader.Topics()
	if err != nil {
		return Topic{}, err
	}
	for _, t := range all {
		if t.ID == id {
			return t, nil
		}
	}
	return Topic{}, Errf(NotFound, "error.topic.none")
}

// PrintTraining returns a training for its attendance sheet, and logs the print. Those who see everybody's.
// Returns NotAllowed, NotFound.
func (o *Office) PrintTraining(ctx context.Context, number string) (TrainingPrint, error) {
	return o.printTraining(ctx, "training.print", number, func(c *change, s *TrainingSheet) error {
		return c.maySeeTrainings()
	})
}

// PrintCertificates returns a held training with those who passed it for their certificates: of the people
// with numbers, of everybody for none. Logs the print. One's own everybody; others' those who see
// everybody's. Returns NotAllowed, NotFound, Conflict (error.training.failed).
func (o *Office) PrintCertificates(ctx context.Context, number string, people []string) (TrainingPrint, error) {
	return o.printTraining(ctx, "training.certificate", number, func(c *change, s *TrainingSheet) error {
		s.Attendance = slices.DeleteFunc(s.Attendance, func(a Attendance) bool {
			return !a.Passed || len(people) > 0 && !slices.Contains(people, a.Person.Number)
		})
		if s.State != TrainingHeld || len(s.Attendance) == 0 || len(s.Attendance) < len(people) {
			return Errf(Conflict, "error.training.failed")
		}
		return nil
	})
}

func (o *Office) printTraining(ctx context.Context, act, number string, may func(*change, *TrainingSheet) error) (TrainingPrint, error) {
	var p TrainingPrint
	number = CleanCode(number)
	err := o.change(ctx, act, number, func(c *change) (err error) {
		if p.Training, err = c.trainingSheet(number); err != nil {
			return err
		}
		if err := may(c, &p.Training); err != nil {
			return err
		}
		if p.Organisation, err = c.Organisation(); err != nil {
			return err
		}
		p.PrintedBy, p.Now = c.person.Name, c.now
		if err := c.log(number, map[string]any{"people": len(p.Training.Attendance)}); err != nil {
			return err
		}
		p.AuditHead, err = printedHead(c)
		return err
	})
	return p, err
}
