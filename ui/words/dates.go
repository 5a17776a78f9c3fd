package words

import (
	"fmt"
	"strings"
	"time"
)

// isoDate is how a date is written and kept: 2026-11-27.
const isoDate = "2006-01-02"

// nearDays is how many days ahead a date is still said as "in n days".
const nearDays = 7

// Date shows an ISO date in full. What is no date is shown as it is.
func Date(iso string) string {
	if day, err := parseDay(iso); err == nil {
		return day.Format(isoDate)
	}
	return iso
}

// NearDate shows an ISO date as seen from today: today, tomorrow, yesterday, in 5 days, then
// 11-27 within the year and 2026-11-27 beyond it.
func NearDate(iso, today string) string {
	day, err := parseDay(iso)
	now, errNow := parseDay(today)
	if err != nil || errNow != nil {
		return iso
	}
	switch n := int(day.Sub(now).Hours() / 24); {
	case n == 0:
		return T("date.today")
	case n == 1:
		return T("date.tomorrow")
	case n == -1:
		return T("date.yesterday")
	case n > 1 && n <= nearDays:
		return T("date.in", n)
	}
	return ShortDate(iso, today)
}

// ShortDate shows an ISO date as 11-27 within today's year, else in full.
func ShortDate(iso, today string) string {
	day, err := parseDay(iso)
	if err != nil {
		return iso
	}
	if strings.HasPrefix(today, day.Format("2006-")) {
		return day.Format("01-02")
	}
	return day.Format(isoDate)
}

// DateWeekday shows an ISO date with its day of the week: 2026-11-27（周五）.
func DateWeekday(iso string) string {
	day, err := parseDay(iso)
	if err != nil {
		return iso
	}
	return T("date.with.weekday", day.Format(isoDate), weekday(day))
}

// Weekday is the day of the week of an ISO date, in short: 周五. What is no date has none.
func Weekday(iso string) string {
	day, err := parseDay(iso)
	if err != nil {
		return ""
	}
	return weekday(day)
}

// DayTitle names the day at the head of a page: 11月22日 星期日.
func DayTitle(iso string) string {
	day, err := parseDay(iso)
	if err != nil {
		return iso
	}
	month := T(fmt.Sprintf("date.month.%d", day.Month()))
	return T("date.title", month, day.Day(), T(fmt.Sprintf("date.weekday.long.%d", day.Weekday())))
}

// DateRange shows a span of ISO dates; an open end may be empty.
func DateRange(from, to string) string {
	switch {
	case from == "":
		return T("date.until", Date(to))
	case to == "":
		return T("date.range", Date(from), "…")
	}
	return T("date.range", Date(from), Date(to))
}

// When shows a moment as seen from now, in now's time zone: just now, 5 minutes ago, 2 hours
// ago, yesterday 16:20, 11-18 09:12, 2025-11-18 09:12. The age of a moment in the future is
// never said, only its date and time.
func When(t, now time.Time) string {
	t = t.In(now.Location())
	age := now.Sub(t)
	today, day := now.Format(isoDate), t.Format(isoDate)
	switch {
	case age >= 0 && age < time.Minute:
		return T("date.now")
	case age >= 0 && age < time.Hour:
		return N("date.minutes", int(age.Minutes()))
	case age >= 0 && day == today:
		return N("date.hours", int(age.Hours()))
	case now.AddDate(0, 0, -1).Format(isoDate) == day:
		return T("date.day.time", T("date.yesterday"), t.Format("15:04"))
	}
	return T("date.day.time", ShortDate(day, today), t.Format("15:04"))
}

// Person shows a person as name · role · department; parts that are empty are left out.
func Person(name, role, department string) string {
	return Join(name, role, department)
}

// Join puts a dot between those parts that are not empty.
func Join(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, " · ")
}

func weekday(day time.Time) string {
	return T(fmt.Sprintf("date.weekday.%d", day.Weekday()))
}

func parseDay(iso string) (time.Time, error) {
	return time.ParseInLocation(isoDate, iso, time.UTC)
}
