package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// requestForm is what drafts call the request for a loan.
const requestForm = "loan.request"

// requestPlace is the place that an untouched request names: most reading is done at one's desk.
const requestPlace = string(app.AtOffice)

func init() {
	register(Registration{
		Name: Request, Under: Loans,
		May: func(a app.Abilities) bool { return a.Loans },
		New: func(sh *Shell) Screen { return newRequest(sh) },
	})
}

// requestScreen asks for a loan: the copies at the left, what for and until when at the right.
type requestScreen struct {
	Base
	sh      *Shell
	glance  *Loader
	find    *widget.PickField
	finding *widget.FormField
	basket  []requestLine
	lines   *fyne.Container
	form    *widget.Form
	person  *widget.PickField
	queue   *widget.Tick
	queued  *fyne.Container
	permits app.Permits     // asked for with the electronic copies, beside viewing
	asking  *fyne.Container // the boxes for them
	detail  *widget.Detail
	submit  *widget.Button
	saved   bool // a draft was given away to be kept
}

func newRequest(sh *Shell) *requestScreen { return &requestScreen{sh: sh, glance: sh.Loader()} }

// Head implements Screen.
func (s *requestScreen) Head() Head {
	back := widget.NewButton(widget.Secondary, words.T("loans.request.back"), func() { s.sh.Open(Loans) })
	return Head{Title: words.T("shell.nav.request"), Buttons: []*widget.Button{back}}
}

// Build implements Screen.
func (s *requestScreen) Build() fyne.CanvasObject {
	s.find = widget.NewPickField(words.T("loans.request.find"), s.findCopies)
	s.find.Run = s.sh.spawn
	s.find.OnChanged = s.found
	s.finding = widget.NewFormField("copies", words.T("loans.request.copies"), s.find).WithHelp(words.T("loans.request.find.help"))
	s.lines = container.NewStack()
	s.queue = widget.NewTick(words.T("loans.request.queue"), func(bool) { s.draw() })
	s.queued = look.Column(look.GapTight, s.queue, look.Note(words.T("loans.request.queue.note")))
	left := look.Column(look.GapCard, s.finding, s.queued, s.lines)
	s.submit = widget.NewButton(widget.Primary, words.T("loans.request.do"), s.send).WithKey("Ctrl+Enter").Large()
	s.detail = widget.NewDetail(s.buildForm(), s.submit)
	s.draw()
	return look.Edge(nil, nil, nil, s.detail, container.NewVScroll(look.Pad(look.GapPage, look.GapWide, left)))
}

// buildForm makes the fields at the right.
func (s *requestScreen) buildForm() fyne.CanvasObject {
	var fields []*widget.FormField
	if s.sh.Me().May.Counter {
		s.person = widget.NewPickField(s.sh.Me().Person.Name, peopleSource(s.sh))
		s.person.Run = s.sh.spawn
		fields = append(fields, widget.NewFormField("borrower", words.T("loans.col.borrower"), s.person).
			WithHelp(words.T("loans.request.borrower.help")))
	}
	places := make([]widget.Option, len(app.AllPlaces))
	for i, p := range app.AllPlaces {
		places[i] = widget.Option{ID: string(p), Title: PlaceName(p)}
	}
	due := widget.NewDateField(func() string { return string(s.sh.Day()) }, true)
	fields = append(
		fields,
		widget.NewFormField("purpose", words.T("loans.col.purpose"), widget.NewEntry(words.T("loans.request.purpose"))),
		widget.NewFormField("place", words.T("loans.field.place"), widget.NewChoice(places, nil)),
		widget.NewFormField("due", words.T("loans.col.due"), due).WithHelp(words.N("loans.request.due.help", s.sh.Rules().MaxLoanDays)),
	)
	s.form = widget.NewForm(fields...)
	s.form.SetValue("place", requestPlace)
	s.asking = container.NewStack()
	s.asking.Hide()
	return look.Column(look.GapCard, s.form, s.asking)
}

// drawPermits asks what is wanted of the electronic copies beside viewing, when there are any.
func (s *requestScreen) drawPermits() {
	some := false
	for _, l := range s.basket {
		some = some || l.Medium == app.Electronic
	}
	s.asking.Hidden = !some
	row := look.Row(look.GapWide, permitTicks(&s.permits, app.Permits{Print: true, Export: true, Excerpt: true}, nil)...)
	s.asking.Objects = []fyne.CanvasObject{look.Column(look.GapTight, look.Quiet(words.T("content.request")), row, look.Note(words.T("content.request.note")))}
	s.detail.Refresh()
}

// peopleSource finds people for a field that picks one.
func peopleSource(sh *Shell) func(query string) []widget.Option {
	return func(query string) []widget.Option {
		rows, err := sh.Office().People(sh.Context(), app.PersonFilter{Text: query, Limit: 7})
		if err != nil {
			logError(err)
			return nil
		}
		options := make([]widget.Option, len(rows))
		for i, r := range rows {
			options[i] = widget.Option{ID: r.Number, Title: r.Name, Note: words.Join(r.Number, r.Department)}
		}
		return options
	}
}

// Open implements Screen: a copy to begin with, perhaps to wait for.
func (s *requestScreen) Open(arg Arg) {
	if arg.Act == ActQueue {
		s.queue.SetChecked(true)
	}
	if arg.Code != "" {
		s.add(arg.Code)
	}
}

// Refresh implements Screen: where the copies are may have changed.
func (s *requestScreen) Refresh(context.Context) { s.look() }

// Shown implements Screen.
func (s *requestScreen) Shown() { s.sh.Focus(s.find.FocusTarget()) }

// Keys implements Screen.
func (s *requestScreen) Keys() []Key {
	return []Key{
		{"Enter", words.T("loans.request.key.add"), s.addTyped},
		{"Ctrl+Enter", words.T("loans.request.do"), s.send},
		{"Ctrl+F", words.T("loans.request.key.find"), s.Shown},
	}
}

// Escape implements Screen: an empty request is left at once, any other stays as a draft.
func (s *requestScreen) Escape() bool {
	s.sh.Open(Loans)
	return true
}

// Forms implements Screen.
func (s *requestScreen) Forms() []string { return []string{requestForm} }

// Leave implements Screen.
func (s *requestScreen) Leave() *app.Draft {
	fields := s.form.Snapshot()
	if fields["place"] == requestPlace {
		delete(fields, "place")
	}
	if len(s.basket) > 0 {
		fields["copies"] = strings.Join(s.codes(), " ")
	}
	if len(fields) == 0 {
		return nil
	}
	if s.queue.Checked {
		fields["queue"] = "1"
	}
	for _, p := range allPermits {
		if *p.of(&s.permits) {
			fields["permit."+p.name] = "1"
		}
	}
	s.saved = true
	return &app.Draft{Form: requestForm, Fields: fields}
}

// Restore implements Screen.
func (s *requestScreen) Restore(d app.Draft) {
	s.saved = true
	s.form.Restore(d.Fields)
	s.queue.SetChecked(d.Fields["queue"] != "")
	for _, p := range allPermits {
		*p.of(&s.permits) = d.Fields["permit."+p.name] != ""
	}
	for code := range strings.FieldsSeq(d.Fields["copies"]) {
		s.put(code)
	}
	s.draw()
	s.look()
}

// send asks the office for the loan.
func (s *requestScreen) send() {
	r := app.LoanRequest{
		Copies: s.codes(), Purpose: s.form.Value("purpose"), Place: app.Place(s.form.Value("place")),
		Due: app.Date(s.form.Value("due")), Queue: s.queue.Checked, Permits: s.permits,
	}
	if s.person != nil {
		r.Borrower = s.person.Value()
		if r.Borrower == "" && strings.TrimSpace(s.person.Text()) != "" {
			s.form.ApplyErrors(map[string]string{"borrower": words.T("loans.request.borrower.pick", s.person.Text())})
			return
		}
	}
	s.submit.SetEnabled(false)
	Do(s.sh, func(ctx context.Context) (app.Loan, error) { return s.sh.Office().RequestLoan(ctx, r) }, s.sent, s.refused)
}

// sent goes to the list, where the request now waits.
func (s *requestScreen) sent(l app.Loan) {
	s.clear()
	if s.saved {
		s.saved = false
		s.sh.DropDraft(requestForm)
	}
	s.sh.Open(Loans, Arg{Code: l.Number})
	s.sh.Changed()
	s.sh.Toast(words.T("loans.request.done", l.Number))
}

// clear empties the form for the next request.
func (s *requestScreen) clear() {
	s.basket, s.permits = nil, app.Permits{}
	s.form.Clear()
	s.form.SetValue("place", requestPlace)
	s.finding.SetProblem("")
	s.queue.SetChecked(false)
	s.submit.SetEnabled(true)
	s.draw()
}

// refused puts each message where it belongs: at its copy, at its field, or under the header.
func (s *requestScreen) refused(err error) bool {
	s.submit.SetEnabled(true)
	rest := s.refuseCopies(err)
	if rest != nil {
		rest = applyErrors(s.form, rest)
	}
	if rest != nil {
		s.sh.ShowError(rest)
	}
	return true
}
