package widget

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"custody/ui/words"
)

// ParseDate reads a date as people type it: 1127, 11-27, 11/27, 20261127, 2026-11-27, 11月27日, 27日,
// +5, 明天, 后天, 周五, 下周五. today is an ISO date; a date without a year is of today's year, or with
// future of the next one if it would lie in the past. Returns the ISO date, and false for what is no date.
func ParseDate(text, today string, future bool) (string, bool) {
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return "", false
	}
	text = strings.ToLower(strings.TrimSpace(width.Narrow.String(text)))
	for _, read := range []func(string, time.Time, bool) (time.Time, bool){
		readWord, readOffset, readWeekday, readNumbers,
	} {
		if day, ok := read(text, now, future); ok && day.Year() >= 1900 && day.Year() <= 2999 {
			return day.Format(time.DateOnly), true
		}
	}
	return "", false
}

// readWord reads 今天, 明天 …
func readWord(text string, now time.Time, _ bool) (time.Time, bool) {
	for offset, key := range map[int]string{
		0: "date.typed.0", 1: "date.typed.1", 2: "date.typed.2", 3: "date.typed.3", -1: "date.typed.yesterday",
	} {
		for word := range strings.SplitSeq(words.T(key), "|") {
			if word != "" && word == text {
				return now.AddDate(0, 0, offset), true
			}
		}
	}
	return time.Time{}, false
}

// readOffset reads +5 and -3, in days.
func readOffset(text string, now time.Time, _ bool) (time.Time, bool) {
	if !strings.HasPrefix(text, "+") && !strings.HasPrefix(text, "-") {
		return time.Time{}, false
	}
	days, err := strconv.Atoi(text)
	if err != nil || days > 36500 || days < -36500 {
		return time.Time{}, false
	}
	return now.AddDate(0, 0, days), true
}

// readWeekday reads 周五 as the next Friday, today included, and 下周五 as the one of next week.
func readWeekday(text string, now time.Time, _ bool) (time.Time, bool) {
	next := words.T("date.typed.next")
	rest, isNext := strings.CutPrefix(text, next)
	rest = strings.TrimSpace(rest)
	day, ok := weekdayTyped(rest)
	if !ok {
		return time.Time{}, false
	}
	if isNext {
		monday := now.AddDate(0, 0, 7-(int(now.Weekday())+6)%7)
		return monday.AddDate(0, 0, (day+6)%7), true
	}
	return now.AddDate(0, 0, (day-int(now.Weekday())+7)%7), true
}

// weekdayTyped reads a day of the week, 0 for Sunday.
func weekdayTyped(text string) (int, bool) {
	prefixes := strings.Split(words.T("date.typed.week"), "|")
	for day, names := range strings.Split(words.T("date.typed.weekdays"), "|") {
		for _, prefix := range prefixes {
			rest, ok := strings.CutPrefix(text, prefix)
			if !ok || rest == "" {
				continue
			}
			// In Chinese each character of names is a name; elsewhere names is one, which may be longer.
			if prefix != "" && strings.Contains(names, rest) || prefix == "" && strings.HasPrefix(rest, names) {
				return day, true
			}
		}
	}
	return 0, false
}

// readNumbers reads dates in figures.
func readNumbers(text string, now time.Time, future bool) (time.Time, bool) {
	for unit := range strings.SplitSeq(words.T("date.typed.units"), "|") {
		if unit != "" {
			text = strings.ReplaceAll(text, unit, "-")
		}
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	numbers := make([]int, len(fields))
	for i, f := range fields {
		if strings.ContainsFunc(f, func(r rune) bool { return !unicode.IsDigit(r) }) {
			return time.Time{}, false
		}
		n, err := strconv.Atoi(f)
		if err != nil {
			return time.Time{}, false
		}
		numbers[i] = n
	}
	switch len(numbers) {
	case 1:
		return readDigits(fields[0], numbers[0], now, future)
	case 2:
		return monthDay(numbers[0], numbers[1], now, future)
	case 3:
		return yearMonthDay(numbers[0], numbers[1], numbers[2])
	}
	return time.Time{}, false
}

// readDigits reads figures without anything between: 27, 1127, 261127, 20261127.
func readDigits(text string, n int, now time.Time, future bool) (time.Time, bool) {
	switch len(text) {
	case 1, 2:
		day, ok := yearMonthDay(now.Year(), int(now.Month()), n)
		if ok && future && day.Before(now) {
			next := now.AddDate(0, 0, 1-now.Day()).AddDate(0, 1, 0)
			return yearMonthDay(next.Year(), int(next.Month()), n)
		}
		return day, ok
	case 3, 4:
		return monthDay(n/100, n%100, now, future)
	case 6, 8:
		return yearMonthDay(n/10000, n/100%100, n%100)
	}
	return time.Time{}, false
}

func monthDay(month, day int, now time.Time, future bool) (time.Time, bool) {
	date, ok := yearMonthDay(now.Year(), month, day)
	if future && (!ok || date.Before(now)) {
		return yearMonthDay(now.Year()+1, month, day)
	}
	return date, ok
}

// yearMonthDay makes a date, and refuses the 30th of February. A year of two figures is of this century.
func yearMonthDay(year, month, day int) (time.Time, bool) {
	if year < 100 {
		year += 2000
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return date, date.Year() == year && int(date.Month()) == month && date.Day() == day
}
