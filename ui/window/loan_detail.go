package window

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// restBeforeOpen is how long a row is selected before its loan is opened: running through the
// list with an arrow key held down opens, and logs, only where it stops.
const restBeforeOpen = 120 * time.Millisecond

// showNothing empties the pane.
func (s *loansScreen) showNothing() {
	s.sheets.Stop()
	s.has, s.sheet, s.form, s.todo = false, app.LoanSheet{}, nil, nil
	s.detail.SetContent(look.Label(words.T("loans.none")).Wrapped())
	s.detail.SetActions()
	s.hints()
}

// showSheetOf opens a loan in the pane.
func (s *loansScreen) showSheetOf(number string) {
	if s.form != nil && s.sheet.Number == number {
		return
	}
	s.form = nil
	wait := s.has && s.sheet.Number != number && !s.sh.inline
	Load(s.sheets, func(ctx context.Context) (app.LoanSheet, error) {
		if wait {
			select {
			case <-ctx.Done():
				return app.LoanSheet{}, ctx.Err()
			case <-time.After(restBeforeOpen):
			}
		}
		return s.sh.Office().OpenLoan(ctx, number)
	}, s.showSheet)
}

// showSheet shows a loan in the pane. Copies that wait for a decision are ticked, so that one
// key approves them all; ticks set before stay.
func (s *loansScreen) showSheet(sheet app.LoanSheet) {
	if !s.has || s.sheet.Number != sheet.Number {
		s.picks, s.grants = map[string]bool{}, map[string]*app.Permits{}
		for _, it := range sheet.Items {
			s.picks[it.Code] = true
		}
	}
	s.has, s.sheet = true, sheet
	act := s.act
	s.act = ""
	if s.kept != nil && s.kept.Fields["loan"] == sheet.Number {
		s.reopenForm()
		return
	}
	s.drawSheet()
	if act == ActRemind && sheet.May.Remind {
		s.startRemind()
	}
}

// drawSheet fills the pane from the loan as it stands.
func (s *loansScreen) drawSheet() {
	s.todo = s.acts()
	l := s.sheet
	kind, state := loanChip(l.LoanRow)
	body := look.Column(look.Gap, widget.NewDetailHead(l.Number, kind, state), s.fields())
	if banner := s.banner(); banner != nil {
		body.Add(banner)
	}
	body.Add(s.items())
	if links := s.links(); links != nil {
		body.Add(links)
	}
	body.Add(s.history())
	s.detail.SetContent(body)
	s.detail.SetActions(s.buttons()...)
	s.hints()
}

// fields are the facts of the loan.
func (s *loansScreen) fields() fyne.CanvasObject {
	l := s.sheet
	rows := []*widget.FieldRow{widget.NewFieldRow(words.T("loans.col.borrower"), PersonLine(l.Borrower))}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	if l.RequestedBy.ID != l.Borrower.ID {
		add("loans.field.asker", l.RequestedBy.Name)
	}
	add("loans.col.client", l.Client)
	add("loans.col.purpose", l.Purpose)
	add("loans.col.due", dueText(l.Due, s.sh.Day()))
	add("loans.field.place", PlaceName(l.Place))
	if !l.RequestedAt.IsZero() {
		add("loans.field.asked", words.When(l.RequestedAt, s.sh.Now()))
	}
	if l.ExpiresOn != "" {
		add("loans.field.expires", dueText(l.ExpiresOn, s.sh.Day()))
	}
	return widget.NewFields(rows...)
}

// banner says whether the borrower is bound and assigned, and why one may not decide.
func (s *loansScreen) banner() fyne.CanvasObject {
	l := s.sheet
	if why := l.May.Why; why != nil {
		label, act := s.sh.Fix(why.Fix, why.Target)
		return widget.NewActionBanner(look.Neutral, []string{ErrorText(why)}, label, act)
	}
	if l.State.Final() {
		return nil
	}
	var lines []string
	kind := look.InPlace
	if l.Standing.Bound {
		lines = append(lines, words.T("loans.standing.bound", words.Date(string(l.Standing.Until))))
	} else {
		kind = look.Overdue
		lines = append(lines, standingLines(l.Standing, "loans.standing.missing")...)
	}
	for _, a := range l.Assigned {
		lines = append(lines, words.T("loans.assigned", words.DateRange(string(a.From), string(a.Until))))
		break
	}
	if len(l.Assigned) == 0 && l.May.Decide {
		if kind == look.InPlace {
			kind = look.Waiting
		}
		lines = append(lines, words.T("loans.assigned.not"))
	}
	return widget.NewBanner(kind, lines...)
}

// items are the copies, each with a box to tick where something can be done with it.
func (s *loansScreen) items() fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(s.sheet.Items))
	for i, it := range s.sheet.Items {
		items[i] = s.loanItem(it)
	}
	return look.Column(look.GapTight, look.Label(words.T("loans.items")), widget.NewItems(items...))
}

func (s *loansScreen) loanItem(it app.LoanItem) fyne.CanvasObject {
	title := titleOr(it.Title, it.Code)
	if it.Sensitive && it.Title != "" {
		title = words.T("loans.sensitive", it.Title)
	}
	var before fyne.CanvasObject
	if !it.State.Final() && len(s.sheet.Items) > 0 {
		tick := widget.NewTick("", func(on bool) {
			s.picks[it.Code] = on
			s.ticked()
		})
		tick.Checked = s.picks[it.Code]
		before = tick
	}
	note := words.Join(codeUnder(it.Title, it.Code), s.shelf(it), s.itemNote(it))
	if it.Electronic && it.State != app.RefusedIt {
		note = words.Join(codeUnder(it.Title, it.Code), s.shelf(it))
	}
	var after []fyne.CanvasObject
	if it.State != s.sheet.State || it.State == app.OutItem || it.Electronic && it.State != app.Requested {
		kind, word := itemChip(it, s.sh.Day())
		after = append(after, widget.NewChip(kind, word))
	}
	item := widget.NewSmallItem(before, title, note, after...)
	if it.Electronic && it.State != app.RefusedIt {
		return look.Column(look.GapNone, item, s.electronicLines(it, before != nil))
	}
	return item
}

// shelf is where a copy belongs, or that it is an electronic one.
func (s *loansScreen) shelf(it app.LoanItem) string {
	if it.Electronic {
		return words.T("content.electronic")
	}
	return Where(it.Home)
}

// itemNote is what has happened to one copy: its place in the queue, why it was refused, when
// it is asked back, how it came back.
func (s *loansScreen) itemNote(it app.LoanItem) string {
	day := string(s.sh.Day())
	switch {
	case it.State == app.Waiting && it.QueueNo > 0:
		return words.T("loans.note.queue", it.QueueNo)
	case it.State == app.RefusedIt:
		return words.T("loans.note.refused", it.DecidedBy, it.Reason)
	case it.State == app.OutItem && it.RecallDue != "":
		return words.T("loans.note.recalled", words.ShortDate(string(it.RecallDue), day))
	case it.State == app.OutItem && it.Due != s.sheet.Due:
		return words.T("loans.note.due", words.ShortDate(string(it.Due), day))
	case it.State == app.Returned && it.Condition != "":
		return words.Join(ConditionName(it.Condition), words.N("loans.pages", it.PagesBack), it.Note)
	case it.State == app.LostItem || it.State == app.Incident:
		return it.Note
	}
	return ""
}

// ticked shows what can be done with the copies ticked now.
func (s *loansScreen) ticked() {
	s.todo = s.acts()
	s.detail.SetActions(s.buttons()...)
	s.hints()
}

// history is what has happened to the loan, newest first.
func (s *loansScreen) history() fyne.CanvasObject {
	column := look.Column(look.GapTight)
	for _, e := range s.sheet.History {
		if e.Act == "loan.view" || e.Outcome != app.Done {
			continue
		}
		if len(column.Objects) == 0 {
			column.Add(look.Label(words.T("loans.history")))
		}
		column.Add(look.Note(words.Join(words.When(e.At, s.sh.Now()), words.T("act."+e.Act), actorName(e))))
	}
	return column
}

// actorName is who did it, in both names where somebody acted for another.
func actorName(e app.Entry) string {
	if e.OnBehalf != "" {
		return words.T("loans.behalf", afterNumber(e.Actor), afterNumber(e.OnBehalf))
	}
	return afterNumber(e.Actor)
}
