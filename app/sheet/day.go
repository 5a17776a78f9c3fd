package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Years that a date of the office can have.
const (
	firstYear = 1949
	lastYear  = 2199
)

// serialDay turns a spreadsheet's day number into a date. Numbers below 61 are before March 1900, where
// spreadsheets know a 29 February that never was.
func serialDay(n float64, epoch1904 bool) (string, bool) {
	if math.IsNaN(n) || n < 61 && !epoch1904 || n < 0 || n > 200_000 {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if epoch1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	d := start.AddDate(0, 0, int(n))
	return day(d.Year(), int(d.Month()), d.Day())
}

// day writes a date as 2006-01-02, if there is such a day.
func day(y, m, d int) (string, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < firstYear || y > lastYear || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

var (
	// ymd is a date in Chinese order with any usual separators, perhaps with a time after it.
	ymd = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T ]\s*\d{1,2}:\d{2}.*)?$`)
	// packed is a date without separators.
	packed = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	// serial is a spreadsheet's day number for 1954 to 2119.
	serial = regexp.MustCompile(`^[2-7]\d{4}(\.\d+)?$`)
	// toWords stand between the two ends of a period.
	toWords = regexp.MustCompile(`至|到|~|～|—+| - `)
	// dashed is a period whose ends are dates written without dashes.
	dashed = regexp.MustCompile(`^(\d{4}[./年][^-]*|\d{8})-(\d{4}[./年][^-]*|\d{8})$`)
)

// english are the forms of dates in English that can mean one day only.
var english = []string{"2 Jan 2006", "2-Jan-2006", "Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "2 January 2006"}

// parseDay reads a date as people write it.
func parseDay(s string) (string, bool) {
	s = strings.TrimSpace(half(s))
	for _, form := range []*regexp.Regexp{ymd, packed} {
		if m := form.FindStringSubmatch(s); m != nil {
			y, _ := strconv.Atoi(m[1])
			mo, _ := strconv.Atoi(m[2])
			d, _ := strconv.Atoi(m[3])
			return day(y, mo, d)
		}
	}
	if serial.MatchString(s) {
		n, _ := strconv.ParseFloat(s, 64)
		return serialDay(n, false)
	}
	for _, form := range english {
		if t, err := time.Parse(form, s); err == nil {
			return day(t.Year(), int(t.Month()), t.Day())
		}
	}
	return "", false
}

// parsePeriod reads a date or one end of a period such as 2024-01-01至2026-12-31: the first for fields that
// begin something, else the last.
func parsePeriod(s string, begins bool) (string, bool) {
	if d, ok := parseDay(s); ok {
		return d, true
	}
	parts := toWords.Split(s, -1)
	if m := dashed.FindStringSubmatch(half(s)); m != nil {
		parts = m[1:]
	}
	if len(parts) > 2 {
		return "", false
	}
	if begins {
		return parseDay(parts[0])
	}
	return parseDay(parts[len(parts)-1])
}

// years is a retention period in years; Chinese numerals stand for the usual ones.
var years = regexp.MustCompile(`^(\d{1,3})\s*(年|y|years?)?$`)

// chineseYears are the periods that are often written out.
var chineseYears = strings.NewReplacer("三十", "30", "二十", "20", "十五", "15", "三", "3", "五", "5", "六", "6", "十", "10")

// parseRetention reads a date, 永久, or a number of years from 1 to 100.
func parseRetention(s string) (until string, span int, ok bool) {
	s = strings.ToLower(strings.TrimSpace(half(s)))
	switch s {
	case "永久", "永久保存", "永久保管", "permanent", "forever":
		return Forever, 0, true
	}
	if m := years.FindStringSubmatch(chineseYears.Replace(s)); m != nil {
		n, _ := strconv.Atoi(m[1])
		return "", n, n >= 1 && n <= 100
	}
	until, ok = parsePeriod(s, false)
	return until, 0, ok
}

// addYears moves a date on by whole years; 29 February becomes 1 March where it must.
func addYears(date string, n int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return t.AddDate(n, 0, 0).Format(time.DateOnly)
}
