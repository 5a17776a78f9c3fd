package window

import (
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/words"
)

// Where words a location on the shelves; "" for an empty one.
func Where(l app.Location) string { return paper.Where(l) }

// PlaceName words where a borrower uses what is lent.
func PlaceName(p app.Place) string { return words.T("loans.place." + string(p)) }

// ConditionName words how a copy came back.
func ConditionName(c app.Condition) string { return words.T("loans.condition." + string(c)) }

// itemKinds are the colours of the states of a loan's copy.
var itemKinds = map[app.ItemState]look.Kind{
	app.Waiting: look.Neutral, app.Requested: look.Waiting, app.Approved: look.Waiting,
	app.RefusedIt: look.Neutral, app.Withdrawn: look.Neutral, app.Lapsed: look.Neutral,
	app.OutItem: look.Out, app.Returned: look.InPlace, app.LostItem: look.Overdue, app.Incident: look.Overdue,
}

// stateChip says what a state is, in a word and its kind; days is how long it is overdue.
func stateChip(s app.ItemState, days int, dueToday bool) (look.Kind, string) {
	switch {
	case s == app.OutItem && days > 0:
		return look.Overdue, words.N("loans.state.overdue", days)
	case s == app.OutItem && dueToday:
		return look.Waiting, words.T("loans.state.today")
	case s == "":
		return look.Neutral, ""
	}
	return itemKinds[s], words.T("loans.state." + string(s))
}

// loanChip says how a loan stands.
func loanChip(r app.LoanRow) (look.Kind, string) {
	if r.Electronic {
		return electronicChip(r.State)
	}
	return stateChip(r.State, r.Overdue, r.DueToday)
}

// itemChip says how one copy of a loan stands on a day.
func itemChip(it app.LoanItem, today app.Date) (look.Kind, string) {
	if it.Electronic {
		return electronicChip(it.State)
	}
	return stateChip(it.State, it.Due.DaysUntil(today), it.Due == today)
}

// copyKinds are the colours of where a copy is.
var copyKinds = map[app.CopyState]look.Kind{
	app.InPlace: look.InPlace, app.OutCopy: look.Out, app.Lost: look.Overdue, app.Gone: look.Neutral,
}

// CopyChip says where a copy is, in a word and its kind.
func CopyChip(s app.CopyState) (look.Kind, string) {
	if s == "" {
		return look.Neutral, ""
	}
	return copyKinds[s], words.T("loans.copy." + string(s))
}

// titleOr is a document's title, or its number where the title is not for this person.
func titleOr(title, code string) string {
	if title == "" {
		return code
	}
	return title
}

// codeUnder is a copy's number where its title stands above it, else nothing: no line says
// the same twice.
func codeUnder(title, code string) string {
	if title == "" {
		return ""
	}
	return code
}

// dueText says a due date in full with how near it is.
func dueText(due, today app.Date) string {
	if due == "" {
		return ""
	}
	near := words.NearDate(string(due), string(today))
	if strings.HasSuffix(string(due), near) {
		return words.Date(string(due))
	}
	return words.T("date.with.weekday", words.Date(string(due)), near)
}

// afterNumber is the name in "0137 李明", as audit entries have it.
func afterNumber(actor string) string {
	if _, name, ok := strings.Cut(actor, " "); ok {
		return name
	}
	return actor
}
