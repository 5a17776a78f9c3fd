package text

import (
	"math"
	"strings"
	"testing"

	"custody/app/letter/page"
)

// plain is a face whose Chinese characters are one em wide and all others half.
func plain(_ page.Face, r rune) float64 {
	if isWide(r) {
		return 1
	}
	return 0.5
}

// lines sets a text ten ems wide in a face of ten points.
func lines(s string) []Line {
	return Set(plain, []Span{{Text: s}}, Style{Size: 10}, 100)
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"between characters", "一二三四五六七八九十甲乙", []string{"一二三四五六七八九十", "甲乙"}},
		{"half a square for a mark at the end", "一二三四五六七八九。甲，乙", []string{"一二三四五六七八九。", "甲，乙"}},
		{"a closer takes its neighbour along", "一二三四五六七八九十？？？？", []string{"一二三四五六七八九", "十？？？？"}},
		{"an opener goes on", "一二三四五六七八九（甲）", []string{"一二三四五六七八九", "（甲）"}},
		{"words whole", "一二三四五六七 Custody 甲", []string{"一二三四五六七 ", "Custody 甲"}},
		{"spaces stay at the end", "abcdefghij klmnopqrs tuvw", []string{"abcdefghij klmnopqrs ", "tuvw"}},
		{"a word longer than a line", strings.Repeat("x", 25), []string{strings.Repeat("x", 20), "xxxxx"}},
		{"a cut word keeps its mark", strings.Repeat("x", 20) + ").", []string{strings.Repeat("x", 19), "x)."}},
		{"no hyphen at the end", "一二三四五六七八九-甲乙", []string{"一二三四五六七八九", "-甲乙"}},
		{"nothing", "", []string{""}},
	} {
		var got []string
		for _, l := range lines(c.in) {
			got = append(got, l.Text())
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLinesAreFlush(t *testing.T) {
	for _, in := range []string{"一二三四五六七八（九十）甲乙丙", "一二三四abc五六七八九十甲乙丙丁"} {
		first := lines(in)[0]
		if math.Abs(first.Width-100) > 0.01 {
			t.Errorf("%q is %v wide: %q", in, first.Width, first.Text())
		}
	}
	if w := lines("一二三四五六七八九 Longwordhere")[0].Width; w > 100.01 {
		t.Errorf("a line is %v wide", w)
	}
}

func TestThinGaps(t *testing.T) {
	if w := Width(plain, page.Serif, 10, "中A中"); math.Abs(w-(25+2*10*thinGap)) > 1e-9 {
		t.Errorf("中A中 is %v wide", w)
	}
	if w := Width(plain, page.Serif, 10, "）（"); w != 15 {
		t.Errorf("two brackets are %v wide", w)
	}
}

func TestIndents(t *testing.T) {
	set := Set(plain, []Span{{Text: "一二三四五六七八九十甲乙"}}, Style{Size: 10, Indent: 2, Hang: 1}, 100)
	if len(set) != 2 || set[0].Indent != 20 || set[1].Indent != 10 || set[0].Text() != "一二三四五六七八" {
		t.Errorf("%+v", set)
	}
}

func TestRunsFollowEachOther(t *testing.T) {
	set := Set(plain, []Span{{Text: "第一条", Face: page.Sans}, {Text: "甲乙"}}, Style{Size: 10, Ragged: true}, 100)
	runs := set[0].Runs(5, 7)
	if len(runs) != 2 || runs[0].Text != "第一条" || runs[1].Text != "甲乙" || runs[1].X != 35 || runs[1].Y != 7 {
		t.Errorf("%+v", runs)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"李\u202E㛃\u200B":      "李㛃",
		"a\tb\r\nc":           "a b  c",
		"张\u3000三\u00A0四":     "张 三 四",
		"\x00\x1B\uFEFF𬱖\xFF": "𬱖",
		"葛\U000E0100\uFE0F":   "葛",
		"éé한":                 "éé한",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestRulesYieldAtLast: a run of marks that no line can hold is broken all the same.
func TestRulesYieldAtLast(t *testing.T) {
	in := strings.Repeat("。", 300)
	var out strings.Builder
	for _, l := range lines(in) {
		if l.Width > 100.01 {
			t.Errorf("a line is %v wide", l.Width)
		}
		out.WriteString(l.Text())
	}
	if out.String() != in {
		t.Error("marks were lost")
	}
}
