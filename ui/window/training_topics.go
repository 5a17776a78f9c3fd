package window

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// TrainingTopics is the list of what is taught (§5.3.2).
const TrainingTopics Name = "training_topics"

// formTopic names the draft of an unfinished topic.
const formTopic = "topic"

func init() {
	register(Registration{
		Name: TrainingTopics, Under: Trainings, May: func(a app.Abilities) bool { return a.People },
		New: func(sh *Shell) Screen { return &trainingTopics{sh: sh, list: sh.Loader()} },
	})
}

// trainingTopics is 培训主题: what is taught, to whom, how long a pass counts, and whether nothing opens
// without one.
type trainingTopics struct {
	Base
	sh    *Shell
	list  *Loader
	table *widget.Table[app.TopicRow]
	form  *recordForm // open
}

// Head implements Screen.
func (s *trainingTopics) Head() Head {
	h := Head{Title: words.T("trainings.topics"), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("trainings.back"), func() { s.sh.Open(Trainings) }).WithKey("Esc"),
	}}
	if s.sh.me.May.EditPeople {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("trainings.topic.add"), s.add).
			WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *trainingTopics) Build() fyne.CanvasObject {
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.TopicRow) string { return idText(r.ID) }
	s.table.OnActivate = func(app.TopicRow) { s.edit() }
	s.table.SetEmpty(words.T("trainings.topics.empty"), "", nil)
	keepWidths(s.sh, "training_topics.widths", s.table)
	hints := []string{words.T("people.hint.rows"), words.T("people.hint.filter")}
	if s.sh.me.May.EditPeople {
		hints = append(hints, words.T("trainings.topics.hint"))
	}
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, widget.NewStatus(hints...))
	return look.Edge(nil, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, s.table))
}

func (s *trainingTopics) columns() []widget.Column[app.TopicRow] {
	type row = app.TopicRow
	return []widget.Column[row]{
		{
			ID: "name", Heading: words.T("trainings.topic"), Weight: 2,
			Text: func(r row) string { return r.Name }, Sort: func(a, b row) int { return cmp.Compare(a.Name, b.Name) },
		},
		{ID: "whom", Heading: words.T("trainings.whom"), Weight: 2, Text: func(r row) string { return whomOf(r.Topic) }},
		{
			ID: "months", Heading: words.T("trainings.valid"), Width: look.WidthCode,
			Text: func(r row) string { return monthsOf(r.Months) }, Sort: func(a, b row) int { return cmp.Compare(a.Months, b.Months) },
		},
		{
			ID: "passed", Heading: words.T("trainings.topic.passed"), Width: look.WidthCode, Trailing: true,
			Text: func(r row) string { return strconv.Itoa(r.Passed) + " / " + strconv.Itoa(r.People) },
			Sort: func(a, b row) int { return cmp.Compare(b.People-b.Passed, a.People-a.Passed) },
		},
		{ID: "gate", Heading: words.T("trainings.gate"), Width: look.WidthCode, Chip: func(r row) (look.Kind, string) {
			if r.Ended {
				return look.Neutral, words.T("trainings.topic.ended")
			}
			return gateChip(r.Gate)
		}},
	}
}

// whomOf words whom a topic is for.
func whomOf(t app.Topic) string {
	var kinds []string
	for _, k := range t.Kinds {
		kinds = append(kinds, KindName(k))
	}
	if len(kinds)+len(t.Roles) == 0 {
		return words.T("trainings.whom.all")
	}
	return words.Join(List(kinds), RoleNames(t.Roles))
}

// Refresh implements Screen.
func (s *trainingTopics) Refresh(context.Context) {
	Load(s.list, s.sh.office.Topics, func(rows []app.TopicRow) {
		s.table.SetRows(rows)
		if _, ok := s.table.Selected(); !ok {
			s.table.SelectIndex(0)
		}
	})
}

// Open implements Screen.
func (s *trainingTopics) Open(arg Arg) {
	if arg.Act == ActNew {
		s.add()
	}
}

// Shown implements Screen.
func (s *trainingTopics) Shown() {
	if s.form == nil {
		s.sh.Focus(s.table)
	}
}

func (s *trainingTopics) add() { s.editWith(app.Topic{Months: 12}, nil) }

func (s *trainingTopics) edit() {
	if r, ok := s.table.Selected(); ok {
		s.editWith(r.Topic, nil)
	}
}

func (s *trainingTopics) editWith(t app.Topic, typed map[string]string) {
	if s.form != nil || !s.sh.me.May.EditPeople {
		return
	}
	name := entryField("name", "trainings.topic")
	months := entryField("months", "trainings.months").WithHelp(words.T("trainings.months.help"))
	var kinds, roles []widget.Option
	for _, k := range app.AllPersonKinds {
		kinds = append(kinds, widget.Option{ID: string(k), Title: KindName(k)})
	}
	for _, r := range app.AllRoles {
		roles = append(roles, widget.Option{ID: string(r), Title: RoleName(r)})
	}
	forKinds := widget.NewFormField("kinds", words.T("trainings.for.kinds"), newTicksField(3, kinds...))
	forRoles := widget.NewFormField("roles", words.T("trainings.for.roles"), newTicksField(3, roles...)).WithHelp(words.T("trainings.for.help"))
	gate := widget.NewFormField("gate", "", widget.NewTick(words.T("trainings.gate.tick"), nil)).WithHelp(words.T("trainings.gate.help"))
	ended := widget.NewFormField("ended", "", widget.NewTick(words.T("trainings.ended.tick"), nil))
	form := widget.NewFormOf(look.Column(look.GapCard, abreast(name, months), forKinds, forRoles, gate, ended), name, months, forKinds, forRoles, gate, ended)
	if !s.sh.me.May.EditRules {
		gate.Hide()
	}
	title, about := words.T("trainings.topic.add"), map[string]string{}
	if t.ID == 0 {
		ended.Hide()
	} else {
		title, about["topic"] = words.T("people.edit.title", t.Name), idText(t.ID)
	}
	fillTopic(form, t)
	openForm(s.sh, &s.form, formSpec{
		name: formTopic, title: title, button: words.T("people.save"), form: form, typed: typed, about: about, wide: true,
		save: func(f *recordForm) {
			n, ok := number(form, "months")
			if !ok {
				f.sheet.Fit()
				return
			}
			t := typedTopic(t, form, n)
			saveForm(f, func(ctx context.Context) (app.Topic, error) { return s.sh.office.SaveTopic(ctx, t) }, func(t app.Topic) {
				s.sh.Changed()
				s.sh.Toast(words.T("people.saved", t.Name))
			})
		},
	})
}

func fillTopic(form *widget.Form, t app.Topic) {
	var kinds, roles []string
	for _, k := range t.Kinds {
		kinds = append(kinds, string(k))
	}
	for _, r := range t.Roles {
		roles = append(roles, string(r))
	}
	for name, value := range map[string]string{
		"name": t.Name, "months": markText(t.Months), "kinds": strings.Join(kinds, ","), "roles": strings.Join(roles, ","),
		"gate": ticked(t.Gate), "ended": ticked(t.Ended),
	} {
		form.SetValue(name, value)
	}
}

// ticked is a yes or no as a box to tick has it.
func ticked(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}

// typedTopic is the topic as the form has it.
func typedTopic(t app.Topic, form *widget.Form, months int) app.Topic {
	v := form.Values()
	t.Name, t.Months, t.Gate, t.Ended = v["name"], months, v["gate"] != "", v["ended"] != ""
	t.Kinds, t.Roles = nil, nil
	for _, k := range app.AllPersonKinds {
		if strings.Contains(","+v["kinds"]+",", ","+string(k)+",") {
			t.Kinds = append(t.Kinds, k)
		}
	}
	for _, r := range app.AllRoles {
		if strings.Contains(","+v["roles"]+",", ","+string(r)+",") {
			t.Roles = append(t.Roles, r)
		}
	}
	return t
}

// Keys implements Screen.
func (s *trainingTopics) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("people.key.rows")}}
	if s.sh.me.May.EditPeople {
		keys = append(keys, Key{Stroke: "Enter", Label: words.T("people.edit"), Do: s.edit}, Key{Stroke: "Ctrl+N", Label: words.T("trainings.topic.add"), Do: s.add})
	}
	return append(keys, Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")})
}

// Forms implements Screen.
func (s *trainingTopics) Forms() []string { return []string{formTopic} }

// Leave implements Screen: an open form is kept.
func (s *trainingTopics) Leave() *app.Draft { return s.form.draft() }

// Restore implements Screen: the form comes back over the topic as it is now.
func (s *trainingTopics) Restore(d app.Draft) {
	id := d.Fields["of.topic"]
	if id == "" {
		s.editWith(app.Topic{}, d.Fields)
		return
	}
	Do(s.sh, s.sh.office.Topics, func(rows []app.TopicRow) {
		for _, r := range rows {
			if idText(r.ID) == id {
				s.editWith(r.Topic, d.Fields)
			}
		}
	})
}

// Escape implements Screen: it clears the filter, then goes back to the trainings.
func (s *trainingTopics) Escape() bool {
	if s.table.Filter() != "" {
		s.table.SetFilter("")
		return true
	}
	s.sh.Open(Trainings)
	return true
}
