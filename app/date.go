package app

import (
	"fmt"
	"time"
)

// Date is a day of the office's calendar in the form 2026-11-27; "" is no date.
// Dates compare with < and > as strings do.
type Date string

// DateOf returns the day of t in t's location.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate returns the date for an ISO day, or an Invalid error (error.date)
// for anything that is not a day of the calendar.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2999 {
		return "", Errf(Invalid, "error.date", s)
	}
	return DateOf(t), nil
}

// Valid reports whether d is a day of the calendar between 1900 and 2999.
func (d Date) Valid() bool {
	_, err := ParseDate(string(d))
	return err == nil
}

// AddDays returns the day n days after d; d must be valid.
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// AddMonths returns the day n months after d, the last of the month where the
// day does not exist; d must be valid.
func (d Date) AddMonths(n int) Date {
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(fmt.Sprintf("%04d-%02d-%02d", first.Year(), first.Month(), min(t.Day(), last)))
}

// DaysUntil returns the number of days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.time().Sub(d.time()).Hours() / 24)
}

func (d Date) time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}
