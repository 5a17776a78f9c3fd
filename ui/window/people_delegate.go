package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// PickPerson makes a field that picks somebody of the office by characters, pinyin initials or
// number; its value is the person's number.
func (sh *Shell) PickPerson() *widget.PickField {
	ctx, office := sh.ctx, sh.office
	field := widget.NewPickField("", func(query string) []widget.Option {
		rows, err := office.People(ctx, app.PersonFilter{Text: query, Limit: 8})
		if err != nil {
			sh.onUI(func() { sh.ShowError(err) })
			return nil
		}
		out := make([]widget.Option, len(rows))
		for i, r := range rows {
			out[i] = widget.Option{ID: r.Number, Title: r.Name, Note: words.Join(r.Number, postOf(r.Person), r.Department)}
		}
		return out
	})
	field.Run = sh.spawn
	return field
}

// delegate lets somebody act for the person at the desk for a stated time (rule 3).
func (p *people) delegate() {
	if !p.sh.me.May.Delegate {
		return
	}
	day := func() string { return string(p.sh.Day()) }
	to := p.sh.PickPerson()
	from, until := widget.NewDateField(day, true), widget.NewDateField(day, true)
	from.SetValue(day())
	form := widget.NewForm(
		widget.NewFormField("to", words.T("people.delegate.to"), to),
		widget.NewFormField("from", words.T("people.delegate.from"), from),
		widget.NewFormField("until", words.T("people.delegate.until"), until))
	p.sh.Sheet(SheetSpec{
		Title: words.T("people.delegate"), Button: words.T("people.delegate.do"), Focus: to.FocusTarget(),
		Content: look.Column(look.GapCard, look.Note(words.T("people.delegate.note")), form),
		Do: func(s *Sheet) {
			if to.Value() == "" {
				form.ApplyErrors(map[string]string{"to": words.T("people.delegate.nobody")})
				s.Fit()
				return
			}
			number, a, b := to.Value(), app.Date(from.Value()), app.Date(until.Value())
			s.SetBusy(true)
			Do(p.sh, func(ctx context.Context) (app.Delegation, error) {
				return p.sh.office.Delegate(ctx, number, a, b)
			}, func(d app.Delegation) {
				s.Close()
				p.sh.Toast(words.T("people.delegated", d.Delegate.Name, words.DateRange(string(d.From), string(d.Until))))
				p.sh.Changed()
			}, func(err error) bool {
				s.SetBusy(false)
				if rest := applyErrors(form, err); rest != nil {
					s.Problem(ErrorText(rest))
				}
				s.Fit()
				return true
			})
		},
	})
}
