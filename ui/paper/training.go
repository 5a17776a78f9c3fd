package paper

import (
	"io"

	"custody/app"
	"custody/app/letter"
	"custody/ui/words"
)

// walkIns is how many blank lines an attendance sheet has for those who come without having been asked.
const walkIns = 3

// training is what the papers of a training say of it.
func training(p app.TrainingPrint) letter.Training {
	t := p.Training
	test := words.T("paper.training.test.none")
	if t.PassMark > 0 {
		test = words.T("paper.training.test", t.PassMark)
	}
	return letter.Training{
		Head: head(p.Organisation, ""), Number: t.Number, Topic: t.Topic, Material: words.Join(t.Material, t.Version),
		HeldOn: string(t.HeldOn), Trainer: t.Trainer, Place: t.Place, Test: test,
	}
}

// Attendance makes the attendance sheet of a training.
func (d *Desk) Attendance(w io.Writer, p app.TrainingPrint) error {
	out := letter.Attendance{Training: training(p)}
	out.Foot = foot(out.Head, p.Training.Number, p.AuditHead, p.PrintedBy, p.Now)
	if p.Training.State == app.TrainingPlanned {
		out.Blank = walkIns
	}
	for _, a := range p.Training.Attendance {
		row := letter.AttendanceRow{Number: a.Person.Number, Name: a.Person.Name, Department: a.Person.Department, Score: a.Score}
		if row.Department == "" {
			row.Department = a.Person.Employer
		}
		switch {
		case a.State == app.Absent:
			row.Result = words.T("paper.training.absent")
		case a.State == app.Present && a.Passed:
			row.Result = words.T("paper.training.passed")
		case a.State == app.Present:
			row.Result = words.T("paper.training.failed")
		}
		out.Rows = append(out.Rows, row)
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Attendance(w, out) })
}

// Certificates makes the certificates of those who passed a training, a page each.
func (d *Desk) Certificates(w io.Writer, p app.TrainingPrint) error {
	var out []letter.Certificate
	for _, a := range p.Training.Attendance {
		c := letter.Certificate{
			Training: training(p), Person: person(a.Person), Score: a.Score, Until: string(a.Until), Issued: string(app.DateOf(p.Now)),
		}
		if c.Person.Department == "" {
			c.Person.Department = a.Person.Employer
		}
		c.Foot = foot(c.Head, p.Training.Number+";"+a.Person.Number, p.AuditHead, p.PrintedBy, p.Now)
		out = append(out, c)
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Certificates(w, out) })
}
