package window

import (
	"context"
	"io"
	"strconv"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the detail.
func (s *trainings) showNone() {
	s.one.Stop()
	s.sheet, s.after = nil, nil
	s.detail.SetContent(look.Label(words.T("trainings.none")).Wrapped())
	s.detail.SetActions()
}

// showTraining asks for one training and shows it. Until then no act can take another.
func (s *trainings) showTraining(number string) {
	if s.sheet != nil && s.sheet.Number != number {
		s.sheet, s.after = nil, nil
	}
	Load(s.one, func(ctx context.Context) (app.TrainingSheet, error) { return s.sh.office.Training(ctx, number) }, s.show)
}

// with runs an act on the training selected, as soon as its sheet is there.
func (s *trainings) with(act func(app.TrainingSheet)) {
	if s.sheet != nil {
		act(*s.sheet)
		return
	}
	s.after = func() { act(*s.sheet) }
}

// show fills the detail.
func (s *trainings) show(t app.TrainingSheet) {
	s.sheet = &t
	kind, word := s.chip(t)
	column := look.Column(look.GapCard, widget.NewDetailHead(t.Topic, kind, word), s.fieldsOf(t))
	if banner := s.bannerOf(t); banner != nil {
		column.Add(banner)
	}
	if people := s.peopleOf(t); people != nil {
		column.Add(people)
	}
	s.detail.SetContent(column)
	s.detail.SetActions(s.actions(t)...)
	if after := s.after; after != nil {
		s.after = nil
		after()
	}
}

// waits reports whether the results of a training are still to be entered.
func (s *trainings) waits(t app.TrainingSheet) bool {
	return t.State == app.TrainingPlanned && t.HeldOn <= s.sh.Day()
}

func (s *trainings) chip(t app.TrainingSheet) (look.Kind, string) {
	switch {
	case s.waits(t):
		return look.Waiting, words.T("trainings.waits")
	case t.State == app.TrainingPlanned:
		return look.Out, words.T("trainings.state.planned")
	case t.State == app.TrainingHeld:
		return look.InPlace, words.T("trainings.state.held")
	}
	return look.Neutral, words.T("trainings.state.cancelled")
}

// fieldsOf shows what is known of the training; what is empty is left out.
func (s *trainings) fieldsOf(t app.TrainingSheet) fyne.CanvasObject {
	var rows []*widget.FieldRow
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(label), value))
		}
	}
	add("trainings.number", t.Number)
	add("trainings.day", words.NearDate(string(t.HeldOn), string(s.sh.Day())))
	add("trainings.material", words.Join(t.Material, t.Version))
	add("trainings.trainer", t.Trainer)
	add("trainings.place", t.Place)
	add("trainings.test", testOf(t.Training))
	add("trainings.valid", monthsOf(t.Months))
	add("trainings.note", t.Note)
	return widget.NewFields(rows...)
}

// testOf words the test of a training.
func testOf(t app.Training) string {
	if t.PassMark == 0 {
		return words.T("trainings.test.none")
	}
	return words.T("trainings.test.mark", t.PassMark)
}

// monthsOf words how long a pass counts.
func monthsOf(n int) string {
	if n == 0 {
		return words.T("trainings.months.ever")
	}
	return words.N("trainings.months.n", n)
}

func (s *trainings) bannerOf(t app.TrainingSheet) fyne.CanvasObject {
	if t.State == app.TrainingCancelled {
		return nil
	}
	var lines []string
	kind := look.Neutral
	if s.waits(t) && t.MayEdit {
		kind, lines = look.Waiting, append(lines, words.T("trainings.says.waits"))
	}
	if t.Gate {
		lines = append(lines, words.T("trainings.says.gate"))
	}
	if len(lines) == 0 {
		return nil
	}
	return widget.NewBanner(kind, lines...)
}

// peopleOf lists who was asked and how they did.
func (s *trainings) peopleOf(t app.TrainingSheet) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, a := range t.Attendance {
		kind, word := attendanceChip(t.State, a)
		note := words.Join(a.Person.Number, a.Person.Department)
		if a.Score != "" {
			note = words.Join(a.Person.Number, words.T("trainings.score.of", a.Score))
		}
		if a.Until != "" {
			note = words.Join(note, words.T("trainings.pass.until", words.Date(string(a.Until))))
		}
		items = append(items, widget.NewSmallItem(nil, a.Person.Name, note, widget.NewChip(kind, word)))
	}
	title := words.N("trainings.people.asked", t.Asked)
	if t.State == app.TrainingHeld {
		title = words.T("trainings.people.result", t.Asked, t.Present, t.Passed)
	}
	if !t.MayPrint {
		title = words.T("trainings.people.own")
	}
	return section(title, items)
}

// attendanceChip says how somebody did.
func attendanceChip(state app.TrainingState, a app.Attendance) (look.Kind, string) {
	switch {
	case a.State == app.Absent:
		return look.Neutral, words.T("trainings.absent")
	case a.State == app.Expected && state == app.TrainingHeld:
		return look.Waiting, words.T("trainings.unentered")
	case a.State == app.Expected:
		return look.Neutral, words.T("trainings.expected")
	case a.Passed:
		return look.InPlace, words.T("trainings.passed")
	}
	return look.Overdue, words.T("trainings.failed")
}

// actions are the buttons at the foot, the primary one last.
func (s *trainings) actions(t app.TrainingSheet) []*widget.Button {
	var out []*widget.Button
	if t.MayPrint && t.State != app.TrainingCancelled {
		out = append(out, widget.NewButton(widget.Secondary, words.T("trainings.print"), func() { s.print(t.Number) }))
	}
	if t.State == app.TrainingHeld && s.anyPassed(t) {
		out = append(out, widget.NewButton(widget.Secondary, words.T("trainings.certificates"), func() { s.certificates(t.Number) }))
	}
	if !t.MayEdit || t.State == app.TrainingCancelled {
		return out
	}
	if t.State == app.TrainingPlanned {
		out = append(out, widget.NewButton(widget.Secondary, words.T("people.edit"), s.edit).WithKey("F2"),
			widget.NewButton(widget.Secondary, words.T("trainings.cancel"), func() { s.cancel(t.Number, nil) }))
	}
	switch {
	case t.HeldOn > s.sh.Day():
	case t.State == app.TrainingHeld:
		out = append(out, widget.NewButton(widget.Secondary, words.T("trainings.correct"), s.record).WithKey("Enter"))
	default:
		out = append(out, widget.NewButton(widget.Primary, words.T("trainings.record"), s.record).WithKey("Enter"))
	}
	return out
}

func (s *trainings) anyPassed(t app.TrainingSheet) bool {
	for _, a := range t.Attendance {
		if a.Passed && (t.MayPrint || a.Own) {
			return true
		}
	}
	return false
}

// primary is what Enter does: enter results where the day has come, else edit.
func (s *trainings) primary() {
	s.with(func(t app.TrainingSheet) {
		switch {
		case !t.MayEdit || t.State == app.TrainingCancelled:
		case t.HeldOn <= s.sh.Day():
			s.record()
		default:
			s.edit()
		}
	})
}

// print makes the attendance sheet.
func (s *trainings) print(number string) {
	Do(s.sh, func(ctx context.Context) (app.TrainingPrint, error) { return s.sh.Office().PrintTraining(ctx, number) },
		func(p app.TrainingPrint) {
			s.sh.Print(words.T("trainings.print.file", number), func(w io.Writer) error { return s.sh.Papers().Attendance(w, p) })
		})
}

// certificates makes the certificates of those who passed, a page each.
func (s *trainings) certificates(number string) {
	Do(s.sh, func(ctx context.Context) (app.TrainingPrint, error) {
		return s.sh.Office().PrintCertificates(ctx, number, nil)
	},
		func(p app.TrainingPrint) {
			s.sh.Print(words.T("trainings.certificates.file", number), func(w io.Writer) error { return s.sh.Papers().Certificates(w, p) })
		})
}

// markText is a pass mark as a form has it.
func markText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
