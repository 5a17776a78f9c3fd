package words

import (
	"testing"
	"testing/fstest"
	"time"
)

// speak sets the language for one test.
func speak(t *testing.T, language string) {
	t.Helper()
	before := Language()
	if !SetLanguage(language) {
		t.Fatalf("no language %q", language)
	}
	t.Cleanup(func() { SetLanguage(before) })
}

func TestTFillsPlaceholdersOnce(t *testing.T) {
	speak(t, Chinese)
	if got := T("date.with.weekday", "{1}", "周五"); got != "{1}（周五）" {
		t.Errorf("an argument was expanded: %q", got)
	}
	if got := T("nowhere.key", 7); got != "nowhere.key 7" {
		t.Errorf("unknown key shows %q", got)
	}
	if got := fill("a {0} {x} {9", []any{1}); got != "a 1 {x} {9" {
		t.Errorf("odd braces: %q", got)
	}
}

func TestNChoosesTheForm(t *testing.T) {
	speak(t, English)
	for n, want := range map[int]string{0: "0 minutes ago", 1: "1 minute ago", 2: "2 minutes ago"} {
		if got := N("date.minutes", n); got != want {
			t.Errorf("N(%d) = %q, want %q", n, got, want)
		}
	}
	if got := N("date.in", 3); got != "in 3 days" {
		t.Errorf("a key without forms: %q", got)
	}
}

func TestSetLanguageRefusesUnknown(t *testing.T) {
	speak(t, English)
	if SetLanguage("xx") || Language() != English {
		t.Error("an unknown language was taken")
	}
}

func TestLoadRefusesForeignKeys(t *testing.T) {
	for name, data := range map[string]string{
		"other area": `{"b.x": "1"}`, "not flat": `{"a.x": {"y": "1"}}`, "no json": `{`,
	} {
		files := fstest.MapFS{"words/zh/a.json": {Data: []byte(data)}}
		if _, err := load(files, Chinese); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNearDate(t *testing.T) {
	speak(t, Chinese)
	for iso, want := range map[string]string{
		"2026-11-22": "今天", "2026-11-23": "明天", "2026-11-21": "昨天", "2026-11-27": "5 天后",
		"2026-11-29": "7 天后", "2026-11-30": "11-30", "2026-11-18": "11-18",
		"2027-01-02": "2027-01-02", "": "", "soon": "soon",
	} {
		if got := NearDate(iso, "2026-11-22"); got != want {
			t.Errorf("NearDate(%q) = %q, want %q", iso, got, want)
		}
	}
	if got := NearDate("2027-01-01", "2026-12-31"); got != "明天" {
		t.Errorf("over the year's end: %q", got)
	}
}

func TestDates(t *testing.T) {
	speak(t, Chinese)
	for got, want := range map[string]string{
		DateWeekday("2026-11-27"):             "2026-11-27（周五）",
		DayTitle("2026-11-22"):                "11月22日 星期日",
		DateRange("2026-10-01", "2026-12-31"): "2026-10-01 至 2026-12-31",
		DateRange("", "2026-12-31"):           "至 2026-12-31",
		Person("李娜", "审核员", "技术部"):            "李娜 · 审核员 · 技术部",
		Person("李娜", "", "技术部"):               "李娜 · 技术部",
		Date("2026-11-27"):                    "2026-11-27",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	speak(t, English)
	if got := DayTitle("2026-11-22"); got != "Sunday, 22 November" {
		t.Errorf("English title %q", got)
	}
}

func TestWhen(t *testing.T) {
	speak(t, Chinese)
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 11, 22, 14, 30, 0, 0, zone)
	for at, want := range map[time.Time]string{
		now.Add(-20 * time.Second):                  "刚刚",
		now.Add(-5 * time.Minute):                   "5 分钟前",
		now.Add(-2 * time.Hour).UTC():               "2 小时前",
		time.Date(2026, 11, 21, 16, 20, 0, 0, zone): "昨天 16:20",
		time.Date(2026, 11, 18, 9, 12, 0, 0, zone):  "11-18 09:12",
		time.Date(2025, 11, 18, 9, 12, 0, 0, zone):  "2025-11-18 09:12",
		now.Add(time.Hour):                          "11-22 15:30",
	} {
		if got := When(at, now); got != want {
			t.Errorf("When(%v) = %q, want %q", at, got, want)
		}
	}
}
