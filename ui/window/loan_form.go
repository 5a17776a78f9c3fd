package window

import (
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// loanActForm is what drafts call the form in the pane of loans.
const loanActForm = "loan.act"

// loanForm is a form that takes the place of the loan in the pane: a reason, a date, a note.
type loanForm struct {
	act    string // which one, for drafts
	button string
	danger bool
	fields *widget.Form
	run    func() // reads the fields and asks the office
}

// startForm shows a form in the pane: what it is for, what follows from it, its fields.
func (s *loansScreen) startForm(f *loanForm, lines []string, fields ...*widget.FormField) {
	f.fields = widget.NewForm(fields...)
	s.form = f
	kind, state := loanChip(s.sheet.LoanRow)
	body := look.Column(look.GapCard, widget.NewDetailHead(s.sheet.Number, kind, state))
	for _, line := range lines {
		body.Add(look.Body(line))
	}
	body.Add(f.fields)
	s.detail.SetContent(body)
	do := widget.NewButton(widget.Primary, f.button, s.submitForm).WithKey("Enter")
	if f.danger {
		do = widget.NewButton(widget.Danger, f.button, s.submitForm).WithKey("Enter")
	}
	back := widget.NewButton(widget.Secondary, words.T("widget.cancel"), func() { s.Escape() }).WithKey("Esc")
	s.detail.SetActions(back, do)
	s.hints()
	if len(fields) > 0 {
		f.fields.FocusFirst()
	} else {
		s.sh.Focus(s.table)
	}
}

// submitForm does what the form is for.
func (s *loansScreen) submitForm() {
	if s.form != nil {
		s.form.run()
	}
}

// formFailed puts what the office says at the fields of the form, which keeps what was typed.
func (s *loansScreen) formFailed(err error) bool {
	if s.form == nil {
		return false
	}
	if rest := applyErrors(s.form.fields, err); rest != nil {
		s.sh.ShowError(rest)
	}
	return true
}

// closeForm leaves the form without doing it.
func (s *loansScreen) closeForm() {
	if s.form == nil {
		return
	}
	s.form = nil
	if s.has {
		s.drawSheet()
	}
}

// dropForm gives the form up for good.
func (s *loansScreen) dropForm() {
	s.closeForm()
	if s.saved {
		s.saved = false
		s.sh.DropDraft(loanActForm)
	}
}

// Leave implements Screen: the form in the pane is kept.
func (s *loansScreen) Leave() *app.Draft {
	if s.form == nil || s.form.fields.Empty() {
		return nil
	}
	fields := s.form.fields.Snapshot()
	fields["act"], fields["loan"] = s.form.act, s.sheet.Number
	var picks []string
	for code, on := range s.picks {
		if on {
			picks = append(picks, code)
		}
	}
	fields["picks"] = strings.Join(picks, " ")
	s.saved = true
	return &app.Draft{Form: loanActForm, Fields: fields}
}

// Forms implements Screen.
func (s *loansScreen) Forms() []string { return []string{loanActForm} }

// Restore implements Screen: the loan is opened, and its form when the loan is there.
func (s *loansScreen) Restore(d app.Draft) {
	s.kept, s.saved = &d, true
	s.Open(Arg{Code: d.Fields["loan"]})
}

// reopenForm brings the kept form back, as far as the act is still open to the person.
func (s *loansScreen) reopenForm() {
	d := s.kept
	s.kept = nil
	s.picks = map[string]bool{}
	for code := range strings.FieldsSeq(d.Fields["picks"]) {
		s.picks[code] = true
	}
	s.drawSheet()
	may := s.sheet.May
	starts := map[string]struct {
		may   bool
		start func()
	}{
		"refuse": {may.Decide, s.startRefuse}, "renew": {may.Renew, s.startRenew}, "recall": {may.Recall, s.startRecall},
		"lost": {may.ReportLost, s.startLost}, "found": {may.Found, s.startFound}, "incident": {may.Incident, s.startIncident},
	}
	if to := starts[d.Fields["act"]]; to.may {
		to.start()
		s.form.fields.Restore(d.Fields)
	}
}
