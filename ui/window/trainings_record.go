package window

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// recording is the form in which the results of a training are entered: a line for each person.
type recording struct {
	screen *trainings
	sheet  app.TrainingSheet
	fields []*widget.FormField
	lines  []*resultLine
	column *fyne.Container
	scroll *container.Scroll
	more   *widget.PickField
}

// resultLine is one person's: there or not, and the points of the test.
type resultLine struct {
	person app.Person
	state  *widget.Choice
	score  *widget.Entry // nil without a test
}

// record opens the form for the training selected.
func (s *trainings) record() {
	s.with(func(t app.TrainingSheet) {
		if t.MayEdit && t.State != app.TrainingCancelled && t.HeldOn <= s.sh.Day() {
			s.recordWith(t, nil)
		}
	})
}

func (s *trainings) recordWith(t app.TrainingSheet, typed map[string]string) {
	if s.form != nil {
		return
	}
	r := &recording{screen: s, sheet: t, column: look.Column(look.GapTight)}
	for _, a := range t.Attendance {
		r.add(a)
	}
	for _, n := range slices.Sorted(maps.Keys(typed)) {
		r.restoreLine(n)
	}
	r.scroll = container.NewVScroll(look.Pad(look.GapNone, look.GapTight, r.column))
	form := widget.NewFormOf(look.Column(look.GapCard, r.head(), look.Fixed(0, look.HeightWizard/2, r.scroll), r.foot()), r.fields...)
	form.OnChanged = r.follow
	openForm(s.sh, &s.form, formSpec{
		name: formTrainingRecord, title: words.T("trainings.record.title", t.Number, t.Topic), button: words.T("trainings.record"),
		note: r.note(), form: form, typed: typed, about: map[string]string{"number": t.Number}, wide: true, save: r.save,
	})
}

// note says how somebody passes.
func (r *recording) note() string {
	if r.sheet.PassMark == 0 {
		return words.T("trainings.record.note")
	}
	return words.T("trainings.record.note.test", r.sheet.PassMark)
}

// add is a line for one more person. The actor's own is left to a colleague (rule 3).
func (r *recording) add(a app.Attendance) {
	name := look.Column(look.GapNone, look.Plain(a.Person.Name), look.Quiet(words.Join(a.Person.Number, a.Person.Department)))
	if a.Own || a.Person.ID == r.screen.sh.me.Person.ID {
		r.column.Add(look.Row(look.GapCard, look.Stretch(name), look.Fixed(look.WidthField+look.WidthEntry, 0, look.Quiet(words.T("trainings.record.own")))))
		return
	}
	line := &resultLine{person: a.Person, state: widget.NewChoice([]widget.Option{
		{ID: string(app.Present), Title: words.T("trainings.present")},
		{ID: string(app.Absent), Title: words.T("trainings.absent")},
		{ID: string(app.Expected), Title: words.T("trainings.unentered")},
	}, nil)}
	line.state.SetValue(string(a.State))
	state := widget.NewFormField("state:"+a.Person.Number, "", line.state)
	r.fields = append(r.fields, state)
	row := look.Row(look.GapCard, look.Stretch(name), look.Fixed(look.WidthEntry, 0, state))
	if r.sheet.PassMark > 0 {
		line.score = widget.NewEntry(words.T("trainings.score"))
		line.score.SetValue(a.Score)
		score := widget.NewFormField("score:"+a.Person.Number, "", line.score)
		r.fields = append(r.fields, score)
		row.Add(look.Fixed(look.WidthField, 0, score))
	}
	r.lines = append(r.lines, line)
	r.column.Add(row)
}

// follow takes whoever has a score for there.
func (r *recording) follow() {
	for _, l := range r.lines {
		if l.score != nil && l.score.Value() != "" && l.state.Value() == string(app.Expected) {
			l.state.SetValue(string(app.Present))
		}
	}
}

// restoreLine makes the line of somebody who had been added to an unfinished form.
func (r *recording) restoreLine(field string) {
	number, is := strings.CutPrefix(field, "state:")
	if !is || r.has(number) {
		return
	}
	r.add(app.Attendance{Person: app.Person{Number: number, Name: number}, State: app.Present})
}

func (r *recording) has(number string) bool {
	return number == r.screen.sh.me.Person.Number || slices.ContainsFunc(r.lines, func(l *resultLine) bool { return l.person.Number == number })
}

// head ticks all at once.
func (r *recording) head() fyne.CanvasObject {
	all := widget.NewButton(widget.Link, words.T("trainings.record.all"), func() {
		for _, l := range r.lines {
			if l.state.Value() == string(app.Expected) {
				l.state.SetValue(string(app.Present))
			}
		}
	})
	return look.Row(look.Gap, all)
}

// foot adds somebody who came without having been asked.
func (r *recording) foot() fyne.CanvasObject {
	r.more = widget.NewPickField(words.T("trainings.record.more"), peopleSource(r.screen.sh))
	r.more.OnChanged = func(o widget.Option, ok bool) {
		if !ok || r.has(o.ID) {
			return
		}
		sh := r.screen.sh
		Do(sh, func(ctx context.Context) (app.PersonSheet, error) { return sh.office.Person(ctx, o.ID) }, func(p app.PersonSheet) {
			r.with(p.Person)
		})
	}
	return r.more
}

// with shows the form anew with one more person and all that was typed.
func (r *recording) with(p app.Person) {
	s := r.screen
	if s.form == nil {
		return
	}
	typed := s.form.form.Snapshot()
	t := r.sheet
	t.Attendance = append(slices.Clone(r.sheet.Attendance), app.Attendance{Person: p, State: app.Present})
	s.form.close()
	s.recordWith(t, typed)
}

// results are the lines as the form has them.
func (r *recording) results() []app.AttendanceInput {
	out := make([]app.AttendanceInput, len(r.lines))
	for i, l := range r.lines {
		out[i] = app.AttendanceInput{Person: l.person.Number, State: app.AttendanceState(l.state.Value())}
		if l.score != nil {
			out[i].Score = l.score.Value()
		}
	}
	return out
}

func (r *recording) save(f *recordForm) {
	in, s := r.results(), r.screen
	saveForm(f, func(ctx context.Context) (app.TrainingSheet, error) {
		return s.sh.office.RecordTraining(ctx, r.sheet.Number, in)
	},
		func(t app.TrainingSheet) {
			s.want = t.Number
			s.sh.Changed()
			s.sh.Toast(words.T("trainings.recorded", t.Passed, t.Asked))
		})
}
