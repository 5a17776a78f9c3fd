package widget

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"custody/ui/words"
)

// The day of these tests is Sunday, 22 November 2026.
const aSunday = "2026-11-22"

func TestParseDate(t *testing.T) {
	speak(t, words.Chinese)
	for text, want := range map[string]string{
		"1127": "2026-11-27", "11-27": "2026-11-27", "11/27": "2026-11-27", "11.27": "2026-11-27", "１１－２７": "2026-11-27",
		"11月27日": "2026-11-27", "11月27号": "2026-11-27", "2026年12月1日": "2026-12-01", "20261201": "2026-12-01",
		"261201": "2026-12-01", "2026-12-01": "2026-12-01", "26-12-1": "2026-12-01", "27日": "2026-11-27", "27": "2026-11-27",
		"5": "2026-12-05", "105": "2027-01-05", "0105": "2027-01-05", "1-5": "2027-01-05", "1121": "2027-11-21",
		"+5": "2026-11-27", "+0": "2026-11-22", "-1": "2026-11-21", "+40": "2027-01-01",
		"今天": "2026-11-22", "明天": "2026-11-23", "后天": "2026-11-24", "大后天": "2026-11-25", "昨天": "2026-11-21",
		"周五": "2026-11-27", "星期五": "2026-11-27", "礼拜五": "2026-11-27", "周日": "2026-11-22", "周天": "2026-11-22",
		"周一": "2026-11-23", "下周一": "2026-11-23", "下周五": "2026-11-27", "下周日": "2026-11-29", " 1127 ": "2026-11-27",
		// What is no date.
		"": "", "soon": "", "0230": "", "1332": "", "11-31": "", "2026-02-29": "", "+": "", "+99999999": "", "一": "",
		"周": "", "周九": "", "1-2-3-4": "", "11-27x": "", "12345": "", "99999999": "", "0": "", "-": "", "下": "", "1e5": "",
	} {
		if got, ok := ParseDate(text, aSunday, true); got != want || ok != (want != "") {
			t.Errorf("ParseDate(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
	if got, _ := ParseDate("1121", aSunday, false); got != "2026-11-21" {
		t.Errorf("not ahead, 1121 is %q", got)
	}
	if got, _ := ParseDate("0229", "2027-06-01", true); got != "2028-02-29" {
		t.Errorf("the next 29 February is %q", got)
	}
	if _, ok := ParseDate("1127", "no day", true); ok {
		t.Error("a date without a today")
	}
}

func TestParseDateInEnglish(t *testing.T) {
	speak(t, words.English)
	for text, want := range map[string]string{
		"today": "2026-11-22", "Tomorrow": "2026-11-23", "fri": "2026-11-27", "Friday": "2026-11-27",
		"next mon": "2026-11-23", "11-27": "2026-11-27", "": "", "f": "",
	} {
		if got, _ := ParseDate(text, aSunday, true); got != want {
			t.Errorf("ParseDate(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestParseDateTakesEveryISODate: what the field itself writes it reads again, and nothing typed
// makes it panic or give a day that is not in the calendar.
func TestParseDateTakesEveryISODate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 400000).Draw(t, "day"))
		iso := day.Format(time.DateOnly)
		if got, ok := ParseDate(iso, aSunday, true); !ok || got != iso {
			t.Fatalf("%s is read as %q", iso, got)
		}
		text := rapid.StringOf(rapid.RuneFrom([]rune("0123456789+-/. 周五下年月日天明今x"))).Draw(t, "text")
		got, ok := ParseDate(text, aSunday, rapid.Bool().Draw(t, "future"))
		if _, err := time.Parse(time.DateOnly, got); ok != (err == nil) {
			t.Fatalf("%q is read as %q, %v", text, got, ok)
		}
	})
}

func TestDateFieldShowsTheDay(t *testing.T) {
	speak(t, words.Chinese)
	field := NewDateField(func() string { return aSunday }, true)
	onWindow(t, field, 400, 100)
	var told string
	field.OnChanged = func(iso string) { told = iso }
	field.SetValue("周五")
	if field.ISO() != "2026-11-27" || told != field.ISO() || !strings.Contains(field.shown.Text(), "周五 · 5 天后") {
		t.Errorf("ISO %q, told %q, shown %q", field.ISO(), told, field.shown.Text())
	}
	field.entry.FocusGained()
	field.entry.FocusLost()
	if field.entry.Text != "2026-11-27" {
		t.Errorf("left, the field holds %q", field.entry.Text)
	}
	field.entry.FocusGained()
	test.Type(field.entry, "1126")
	if field.ISO() != "2026-11-26" {
		t.Errorf("typed over a date, the field holds %q", field.entry.Text)
	}
	field.SetValue("2-30")
	if field.ISO() != "" || field.Problem() == "" || field.Value() != "2-30" {
		t.Errorf("an impossible date: %q, %q, %q", field.ISO(), field.Problem(), field.Value())
	}
}
