package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// RecordTraining enters who was at a training and how they did (§5.3.2), or puts it right later. People who
// were not asked may have come; rows not given stay as they are. Who passed follows from the pass mark.
// Custodian or administrator, and never one's own (rule 3); a topic of the gate needs a fresh password.
// Returns NotFound, Conflict (error.training.ahead, error.training.cancelled), Invalid (error.training.nobody), Invalid(s) at people or at
// "score:" and the person's number, NotAllowed (error.training.own), Unconfirmed.
func (o *Office) RecordTraining(ctx context.Context, number string, results []AttendanceInput) (TrainingSheet, error) {
	var s TrainingSheet
	number = CleanCode(number)
	err := o.change(ctx, "training.record", number, func(c *change) error {
		if err := c.mayTrain(); err != nil {
			return err
		}
		before, err := c.recordable(number)
		if err != nil {
			return err
		}
		rows, err := c.results(before.Training, results)
		if err != nil {
			return err
		}
		if before.Gate {
			if err := o.mustConfirm(); err != nil {
				return err
			}
		}
		if s, err = c.record(before, rows); err != nil {
			return err
		}
		return c.settleTrained(before, rows)
	})
	return s, err
}

// recordable is a training whose day has come.
func (w *work) recordable(number string) (TrainingSheet, error) {
	s, err := w.trainingSheet(number)
	switch {
	case err != nil:
		return s, err
	case s.State == TrainingCancelled:
		return s, Errf(Conflict, "error.training.cancelled", s.Number)
	case s.HeldOn > w.today:
		return s, Errf(Conflict, "error.training.ahead", s.HeldOn)
	}
	return s, nil
}

// results checks what is entered and turns it into attendances.
func (w *work) results(t Training, in []AttendanceInput) ([]Attendance, error) {
	if len(in) == 0 || len(in) > MaxAttendance {
		return nil, Errf(Invalid, "error.training.people", MaxAttendance).At("people")
	}
	var f formCheck
	out := make([]Attendance, 0, len(in))
	for _, r := range in {
		p, err := w.PersonByNumber(r.Person)
		if err != nil {
			return nil, missing(err, Errf(Invalid, "error.person.none", r.Person).At("people"))
		}
		if p.ID == w.person.ID {
			return nil, Errf(NotAllowed, "error.training.own").At("people")
		}
		a := Attendance{Person: p, State: r.State, RecordedOn: w.today}
		oneOf(&f, "people", r.State, []AttendanceState{Expected, Present, Absent})
		if r.State == Present {
			score, e := t.score(r.Score)
			if e != nil {
				f.add(e.At("score:" + p.Number))
			}
			a.Score, a.Passed = score, t.passes(score)
		}
		out = append(out, a)
	}
	if err := f.wrong.errOrNil(); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(out, func(a Attendance) bool { return a.State != Expected }) {
		return nil, Errf(Invalid, "error.training.nobody")
	}
	return out, nil
}

// score checks the points of a test: a whole number up to 100, or none yet.
func (t Training) score(typed string) (string, *Error) {
	typed, e := line("", norm.NFKC.String(typed), false)
	if e != nil || typed == "" || t.PassMark == 0 {
		return "", e
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > 100 {
		return "", Errf(Invalid, "error.training.score")
	}
	return strconv.Itoa(n), nil
}

// passes reports whether somebody who was there with a score passed.
func (t Training) passes(score string) bool {
	if t.PassMark == 0 {
		return true
	}
	n, err := strconv.Atoi(score)
	return err == nil && n >= t.PassMark
}

func (c *change) record(before TrainingSheet, rows []Attendance) (TrainingSheet, error) {
	t := before.Training
	t.State = TrainingHeld
	if _, err := c.tx.SaveTraining(t, 0); err != nil {
		return before, err
	}
	for _, a := range rows {
		if err := c.tx.SaveAttendance(t.ID, a); err != nil {
			return before, err
		}
	}
	now, err := c.trainingSheet(t.Number)
	if err != nil {
		return now, err
	}
	return now, c.log(t.Number, map[string]any{
		"present": now.TrainingListRow.Present, "passed": now.Passed, "changed": changedResults(before, rows),
		"again": before.State == TrainingHeld,
	})
}

// namedResults is how many people an entry names.
const namedResults = 50

// changedResults tells whose result an entry set to what, so that a later correction can be told from the
// first word.
func changedResults(before TrainingSheet, rows []Attendance) []string {
	var out []string
	for _, a := range rows {
		i := slices.IndexFunc(before.Attendance, func(b Attendance) bool { return b.Person.ID == a.Person.ID })
		if i >= 0 && before.Attendance[i].State == a.State && before.Attendance[i].Score == a.Score && before.Attendance[i].Passed == a.Passed {
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %s", a.Person.Number, a.State, a.Score))
	}
	return out[:min(len(out), namedResults)]
}

// settleTrained gives those their keys whom a pass of the gate binds now.
func (c *change) settleTrained(s TrainingSheet, rows []Attendance) error {
	if !s.Gate {
		return nil
	}
	for _, a := range rows {
		if !a.Passed {
			continue
		}
		if err := c.settlePerson(a.Person.ID); err != nil {
			return err
		}
	}
	return nil
}
