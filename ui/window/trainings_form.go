package window

import (
	"context"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The drafts of unfinished forms.
const (
	formTraining       = "training"
	formTrainingCancel = "training.cancel"
	formTrainingRecord = "training.record"
)

// planning is what the form of a training is made over.
type planning struct {
	topics []app.TopicRow
	people []app.PersonRow
	due    []app.DueRow
	asked  []string // of a planned training
}

// plan opens the form of a new training.
func (s *trainings) plan() { s.planWith(app.Training{}, nil, nil) }

// edit opens the form of the training selected.
func (s *trainings) edit() {
	s.with(func(t app.TrainingSheet) {
		if t.MayEdit && t.State == app.TrainingPlanned {
			s.planWith(t.Training, askedOf(t), nil)
		}
	})
}

func askedOf(t app.TrainingSheet) []string {
	var out []string
	for _, a := range t.Attendance {
		out = append(out, a.Person.Number)
	}
	return out
}

func (s *trainings) planWith(t app.Training, asked []string, typed map[string]string) {
	if s.form != nil || !s.sh.me.May.EditPeople {
		return
	}
	Do(s.sh, func(ctx context.Context) (p planning, err error) {
		p.asked = asked
		if p.topics, err = s.sh.office.Topics(ctx); err != nil {
			return p, err
		}
		if p.due, err = s.sh.office.TrainingsDue(ctx, 0); err != nil {
			return p, err
		}
		all, err := everybody(ctx, s.sh.office)
		for _, r := range all {
			if r.LeftOn == "" || r.LeftOn > s.sh.Day() {
				p.people = append(p.people, r)
			}
		}
		return p, err
	}, func(p planning) { s.planOver(t, p, typed) })
}

// planOver opens the form once what it offers is known.
func (s *trainings) planOver(t app.Training, p planning, typed map[string]string) {
	var topics []widget.Option
	for _, row := range p.topics {
		if !row.Ended || row.ID == t.TopicID {
			topics = append(topics, widget.Option{ID: idText(row.ID), Title: row.Name})
		}
	}
	if len(topics) == 0 {
		s.sh.Open(TrainingTopics, Arg{Act: ActNew})
		return
	}
	topic := widget.NewFormField("topic", words.T("trainings.topic"), widget.NewChoice(topics, nil))
	field := newPeopleField(p.people, words.T("trainings.people.due"), func() []string { return p.dueIn(topic.Input.Value()) })
	people := widget.NewFormField("people", words.T("trainings.people"), field)
	day := s.sh.dateField("held_on", "trainings.day", true)
	material, version := entryField("material", "trainings.material.form"), entryField("version", "trainings.version")
	trainer, place := entryField("trainer", "trainings.trainer"), entryField("place", "trainings.place")
	pass := entryField("pass_mark", "trainings.mark").WithHelp(words.T("trainings.mark.help"))
	form := widget.NewFormOf(look.Column(look.GapCard, abreast(topic, day), abreast(material, version), abreast(trainer, place, pass), people),
		day, topic, material, version, trainer, place, pass, people)
	if t.TopicID == 0 {
		t.TopicID = p.first()
	}
	for name, value := range map[string]string{
		"topic": idText(t.TopicID), "held_on": string(t.HeldOn), "material": t.Material, "version": t.Version,
		"trainer": t.Trainer, "place": t.Place, "pass_mark": markText(t.PassMark), "people": strings.Join(p.asked, ","),
	} {
		form.SetValue(name, value)
	}
	title, about := words.T("trainings.plan"), map[string]string{}
	if t.Number != "" {
		title, about["number"] = words.T("trainings.plan.title", t.Number), t.Number
	}
	openForm(s.sh, &s.form, formSpec{
		name: formTraining, title: title, button: words.T("people.save"), form: form, typed: typed, about: about, wide: true,
		save: func(f *recordForm) {
			n, ok := number(form, "pass_mark")
			if !ok {
				f.sheet.Fit()
				return
			}
			t := typedTraining(t, form, n)
			asked := field.Ticked()
			saveForm(f, func(ctx context.Context) (app.Training, error) { return s.sh.office.PlanTraining(ctx, t, asked) }, func(t app.Training) {
				s.want = t.Number
				s.sh.Changed()
				s.sh.Toast(words.T("trainings.planned", t.Number))
			})
		},
	})
}

// typedTraining is the training as the form has it.
func typedTraining(t app.Training, form *widget.Form, mark int) app.Training {
	v := form.Values()
	t.TopicID, t.HeldOn, t.PassMark = idOf(v["topic"]), app.Date(v["held_on"]), mark
	t.Material, t.Version, t.Trainer, t.Place = v["material"], v["version"], v["trainer"], v["place"]
	return t
}

// first is the topic that most people are due for, else the first taught.
func (p planning) first() (id int64) {
	most := -1
	for _, t := range p.topics {
		if n := len(p.dueIn(idText(t.ID))); !t.Ended && n > most {
			id, most = t.ID, n
		}
	}
	return id
}

// dueIn lists who is due for a topic.
func (p planning) dueIn(topic string) []string {
	var out []string
	for _, d := range p.due {
		if idText(d.TopicID) == topic {
			out = append(out, d.Person.Number)
		}
	}
	return out
}

// cancel asks why a training is cancelled.
func (s *trainings) cancel(number string, typed map[string]string) {
	if s.form != nil {
		return
	}
	form := widget.NewForm(entryField("reason", "trainings.cancel.reason"))
	openForm(s.sh, &s.form, formSpec{
		name: formTrainingCancel, title: words.T("trainings.cancel.title", number), button: words.T("trainings.cancel"), form: form, typed: typed,
		about: map[string]string{"number": number},
		save: func(f *recordForm) {
			reason := form.Value("reason")
			saveForm(f, Just(func(ctx context.Context) error { return s.sh.office.CancelTraining(ctx, number, reason) }), func(struct{}) {
				s.want = number
				s.sh.Changed()
				s.sh.Toast(words.T("trainings.cancelled", number))
			})
		},
	})
}

// Forms implements Screen.
func (s *trainings) Forms() []string {
	return []string{formTraining, formTrainingCancel, formTrainingRecord}
}

// Leave implements Screen: an open form is kept.
func (s *trainings) Leave() *app.Draft { return s.form.draft() }

// Restore implements Screen: the form comes back over the training as it is now.
func (s *trainings) Restore(d app.Draft) {
	number := d.Fields["of.number"]
	if number == "" {
		s.planWith(app.Training{}, nil, d.Fields)
		return
	}
	s.want = number
	Do(s.sh, func(ctx context.Context) (app.TrainingSheet, error) { return s.sh.office.Training(ctx, number) }, func(t app.TrainingSheet) {
		switch {
		case !t.MayEdit || t.State == app.TrainingCancelled:
		case d.Form == formTrainingRecord && t.HeldOn <= s.sh.Day():
			s.recordWith(t, d.Fields)
		case t.State != app.TrainingPlanned:
		case d.Form == formTraining:
			s.planWith(t.Training, askedOf(t), d.Fields)
		case d.Form == formTrainingCancel:
			s.cancel(number, d.Fields)
		}
	})
}
