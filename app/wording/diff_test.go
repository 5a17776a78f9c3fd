package wording

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestDiffTellsWhatChanged(t *testing.T) {
	before := shipped(t, "nda")
	after := shipped(t, "nda")
	if got := Diff(before, after); len(got) > 0 {
		t.Fatalf("the same text: %+v", got)
	}
	after.Version = "C/1"
	after.Clauses = slices.Delete(after.Clauses, 2, 3)
	after.Clauses = slices.Insert(after.Clauses, 5, Clause{Heading: "公共场合", Text: "不在公共场合谈论客户。", Refs: []string{"5.3.5"}})
	after.Clauses[0].Text = strings.Replace(after.Clauses[0].Text, "信息", "一切信息", 1)
	after.Closing += "一式两份。"
	got := Diff(before, after)
	var paths []string
	for _, c := range got {
		paths = append(paths, string(c.Kind)+" "+c.Path)
	}
	want := []string{"changed version", "changed clauses.0", "removed clauses.2", "added clauses.5", "changed closing"}
	if !slices.Equal(paths, want) {
		t.Errorf("%q, want %q", paths, want)
	}
	if got[1].Old != 1 || got[1].New != 1 || got[2].Old != 3 || got[2].New != 0 || got[3].Old != 0 || got[3].New != 6 {
		t.Errorf("numbers: %+v", got)
	}
}

func TestRunsReadAsMarked(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          []Run
	}{
		{"保守秘密。", "保守一切秘密。", []Run{{"", "保守"}, {Added, "一切"}, {"", "秘密。"}}},
		{"有效期 12 个月", "有效期 24 个月", []Run{{"", "有效期 "}, {Removed, "12"}, {Added, "24"}, {"", " 个月"}}},
		{"版本 C/0", "版本 C/1", []Run{{"", "版本 C/"}, {Removed, "0"}, {Added, "1"}}},
		{"甲乙丙", "丁乙戊", []Run{{Removed, "甲乙丙"}, {Added, "丁乙戊"}}},
		{"", "新", []Run{{Added, "新"}}},
	} {
		if got := Runs(c.before, c.after); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s → %s: %+v, want %+v", c.before, c.after, got, c.want)
		}
	}
}

// Whatever the two texts: what stayed and went is the old one, what stayed and came the new one.
func TestRunsGiveBothTextsBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("保密客户ab 1。\n")
	text := func(n int) string {
		var b strings.Builder
		for range rng.IntN(n) {
			b.WriteRune(letters[rng.IntN(len(letters))])
		}
		return b.String()
	}
	for i := range 500 {
		a, b := text(40), text(40)
		if i%3 == 0 { // much in common
			at := rng.IntN(len([]rune(a)) + 1)
			b = string([]rune(a)[:at]) + text(5) + string([]rune(a)[at:])
		}
		var was, is string
		for _, r := range Runs(a, b) {
			if r.Kind != Added {
				was += r.Text
			}
			if r.Kind != Removed {
				is += r.Text
			}
		}
		if was != a || is != b {
			t.Fatalf("%q and %q come back as %q and %q", a, b, was, is)
		}
	}
	long := strings.Repeat("长", 3000)
	if got := Runs(long+"甲", "乙"+long); len(got) == 0 {
		t.Error("long texts are not compared")
	}
}

// Each clause of both versions is told of once, or is the same in both.
func TestDiffCountsEveryClauseOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	all := shipped(t, "nda").Clauses
	some := func() Text {
		var out Text
		for _, c := range all {
			switch rng.IntN(4) {
			case 0:
			case 1:
				c.Text += "另有补充。"
				fallthrough
			default:
				out.Clauses = append(out.Clauses, c)
			}
		}
		return out
	}
	for range 30 {
		a, b := some(), some()
		olds, news := map[int]bool{}, map[int]bool{}
		for _, c := range Diff(a, b) {
			if c.Old > 0 && olds[c.Old] || c.New > 0 && news[c.New] {
				t.Fatalf("a clause is told of twice: %+v", c)
			}
			olds[c.Old], news[c.New] = true, true
		}
		same := func(clauses []Clause, told map[int]bool) (out []string) {
			for i, c := range clauses {
				if !told[i+1] {
					out = append(out, c.lines())
				}
			}
			return out
		}
		if x, y := same(a.Clauses, olds), same(b.Clauses, news); !slices.Equal(x, y) {
			t.Fatalf("what is not told of differs: %q and %q", x, y)
		}
	}
}
