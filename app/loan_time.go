package app

import "time"

// asOf returns the item as it counts on a day: a request or approval whose time has
// passed is lapsed, and an electronic copy past its due date is returned, even before the
// register says so (rule 8).
func (it LoanItem) asOf(today Date) LoanItem {
	switch {
	case !it.pastTime(today):
	case it.State == OutItem:
		it.State = Returned
	default:
		it.State = Lapsed
	}
	return it
}

// Expired reports whether an electronic copy ended by itself, with its due date in the office's
// zone, rather than being given back.
func (it LoanItem) Expired(zone *time.Location) bool {
	return it.Electronic && it.State == Returned && (it.BackAt.IsZero() || DateOf(it.BackAt.In(zone)) > it.Due)
}

// pastTime reports whether the item must lapse, or expire.
func (it LoanItem) pastTime(today Date) bool {
	switch it.State {
	case Requested, Approved:
		return it.ExpiresOn != "" && it.ExpiresOn < today || it.Due < today
	case Waiting:
		return it.Due < today
	case OutItem:
		return it.Electronic && it.Due < today
	}
	return false
}

// daysOver returns the days an item is past due, 0 when it is not out, not overdue, or
// electronic: that expires instead.
func (it LoanItem) daysOver(today Date) int {
	if it.State != OutItem || it.Electronic || it.Due >= today {
		return 0
	}
	return it.Due.DaysUntil(today)
}
