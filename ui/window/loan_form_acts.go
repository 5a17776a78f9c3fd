package window

import (
	"context"

	"custody/app"
	"custody/ui/widget"
	"custody/ui/words"
)

// ask runs an act of the office for the form in the pane; said is what to say when done.
func (s *loansScreen) ask(act func(ctx context.Context) error, said string) {
	Do(s.sh, Just(act), func(struct{}) { s.done(said) }, s.formFailed)
}

// startRefuse asks for the reason of a refusal, which is final (rule 8).
func (s *loansScreen) startRefuse() {
	codes, number := s.picked(app.Requested), s.sheet.Number
	if len(codes) == 0 {
		return
	}
	reason := newField("reason", words.T("loans.field.reason"), widget.NewEntry(words.T("loans.reason.hint")))
	f := &loanForm{act: "refuse", button: words.N("loans.do.refuse.n", len(codes)), danger: true}
	f.run = func() {
		decisions := make([]app.Decision, len(codes))
		for i, code := range codes {
			decisions[i] = app.Decision{Copy: code, Reason: reason.entry.Text}
		}
		s.ask(func(ctx context.Context) error {
			_, err := s.sh.Office().Decide(ctx, number, decisions)
			return err
		}, words.N("loans.done.refuse", len(codes), number))
	}
	s.startForm(f, []string{words.T("loans.refuse.note")}, reason.FormField)
}

// dateField is a field for a day ahead.
func (s *loansScreen) dateField(label string) (*widget.FormField, *widget.DateField) {
	d := widget.NewDateField(func() string { return string(s.sh.Day()) }, true)
	return widget.NewFormField("due", label, d), d
}

// startRenew asks for the new due date.
func (s *loansScreen) startRenew() {
	codes, number := s.picked(app.OutItem), s.sheet.Number
	field, due := s.dateField(words.T("loans.field.renew"))
	f := &loanForm{act: "renew", button: words.N("loans.do.renew.n", len(codes))}
	f.run = func() {
		day := app.Date(due.Value())
		s.ask(func(ctx context.Context) error {
			return s.sh.Office().Renew(ctx, number, codes, day)
		}, words.N("loans.done.renew", len(codes), words.Date(string(day))))
	}
	s.startForm(f, []string{words.T("loans.renew.note", dueText(s.sheet.Due, s.sh.Day()))}, field)
}

// startRecall asks by when the copies are to come back, and why.
func (s *loansScreen) startRecall() {
	codes, number := s.picked(app.OutItem), s.sheet.Number
	field, due := s.dateField(words.T("loans.field.recall"))
	reason := newField("reason", words.T("loans.field.reason"), widget.NewEntry(""))
	f := &loanForm{act: "recall", button: words.N("loans.do.recall.n", len(codes))}
	f.run = func() {
		day, why := app.Date(due.Value()), reason.entry.Text
		s.ask(func(ctx context.Context) error {
			return s.sh.Office().Recall(ctx, number, codes, day, why)
		}, words.N("loans.done.recall", len(codes), words.Date(string(day))))
	}
	s.startForm(f, []string{words.T("loans.recall.note")}, field, reason.FormField)
}

// startWithdraw says what withdrawing means, once: it is final.
func (s *loansScreen) startWithdraw() {
	number := s.sheet.Number
	f := &loanForm{act: "withdraw", button: words.T("loans.do.withdraw.it"), danger: true}
	f.run = func() {
		s.ask(func(ctx context.Context) error { return s.sh.Office().Withdraw(ctx, number) }, words.T("loans.done.withdraw", number))
	}
	s.startForm(f, []string{words.T("loans.withdraw.note")})
}

// startRemind puts a few words for the borrower on the clipboard and counts the reminder. They
// name no client and no title.
func (s *loansScreen) startRemind() {
	l := s.sheet
	text := words.N("loans.remind.text", len(s.outItems()), l.Borrower.Name, l.Number, words.Date(string(l.Due)), s.sh.Me().Person.Name)
	f := &loanForm{act: "remind", button: words.T("loans.do.remind.it")}
	f.run = func() {
		s.sh.Copy(text)
		s.ask(func(ctx context.Context) error { return s.sh.Office().Remind(ctx, l.Number) }, words.T("loans.done.remind", l.Borrower.Name))
	}
	lines := []string{words.T("loans.remind.note"), text}
	if l.Reminded > 0 {
		lines = append(lines, words.N("loans.reminded", l.Reminded))
	}
	s.startForm(f, lines)
}

// outItems are the copies that are out.
func (s *loansScreen) outItems() []app.LoanItem {
	var out []app.LoanItem
	for _, it := range s.sheet.Items {
		if it.State == app.OutItem {
			out = append(out, it)
		}
	}
	return out
}

// copyField chooses one copy of those in a state.
func (s *loansScreen) copyField(state app.ItemState) (*widget.FormField, *widget.Choice) {
	var options []widget.Option
	for _, it := range s.sheet.Items {
		if it.State == state {
			options = append(options, widget.Option{ID: it.Code, Title: words.Join(titleOr(it.Title, it.Code), codeUnder(it.Title, it.Code))})
		}
	}
	choice := widget.NewChoice(options, nil)
	if len(options) > 0 {
		choice.SetValue(options[0].ID)
	}
	return widget.NewFormField("copy", words.T("loans.field.copy"), choice), choice
}

// startLost asks which copy is lost and what is known.
func (s *loansScreen) startLost() {
	number := s.sheet.Number
	s.startSearch("lost", app.OutItem, func(ctx context.Context, code, note string) error {
		return s.sh.Office().ReportLost(ctx, number, code, note)
	})
}

// startFound asks where a lost copy was.
func (s *loansScreen) startFound() { s.startSearch("found", app.LostItem, s.sh.Office().Found) }

// startIncident ends a search without the copy.
func (s *loansScreen) startIncident() {
	s.startSearch("incident", app.LostItem, s.sh.Office().OpenIncident)
}

// startSearch shows the form of a loss, its end, or the incident that follows: which copy, and
// what there is to say about it.
func (s *loansScreen) startSearch(act string, from app.ItemState, run func(ctx context.Context, code, note string) error) {
	field, which := s.copyField(from)
	note := newField("note", words.T("loans.field.note."+act), widget.NewEntry(""))
	f := &loanForm{act: act, button: words.T("loans.do." + act + ".it"), danger: act == "incident"}
	f.run = func() {
		code, text := which.Value(), note.entry.Text
		s.ask(func(ctx context.Context) error { return run(ctx, code, text) }, words.T("loans.done."+act, code))
	}
	s.startForm(f, []string{words.T("loans." + act + ".note")}, field, note.FormField)
	note.Focus()
}
