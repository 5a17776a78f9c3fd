package app_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"custody/app"
)

func TestPagesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int
		back string
	}{
		{"", nil, ""},
		{" ", nil, ""},
		{"7", []int{7}, "7"},
		{"1-3, 7", []int{1, 2, 3, 7}, "1-3, 7"},
		{"7,1－3，２", []int{1, 2, 3, 7}, "1-3, 7"},
		{"1 – 3、5~6；8", []int{1, 2, 3, 5, 6, 8}, "1-3, 5-6, 8"},
		{"2至4", []int{2, 3, 4}, "2-4"},
		{"3-3", []int{3}, "3"},
		{"9 10", []int{9, 10}, "9-10"},
	} {
		got, err := app.ParsePages(c.text, 10)
		ok(t, err)
		if !slices.Equal(got, c.want) || app.FormatPages(got) != c.back {
			t.Errorf("%q: %v, %q", c.text, got, app.FormatPages(got))
		}
	}
	for text, key := range map[string]string{
		"x": "error.pages.form", "0": "error.pages.form", "3-1": "error.pages.form", "1-2-3": "error.pages.form",
		"-3": "error.pages.form", "1-": "error.pages.form", "99999999999999999999": "error.pages.form",
		"11": "error.pages.beyond", "1-1000000000": "error.pages.beyond",
	} {
		_, err := app.ParsePages(text, 10)
		refusedKey(t, err, app.Invalid, key)
	}
}

// What FormatPages writes ParsePages reads, and it writes it again in the same words.
func TestPagesComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pages := rapid.SliceOf(rapid.IntRange(1, 60)).Draw(rt, "pages")
		text := app.FormatPages(pages)
		got, err := app.ParsePages(text, 60)
		if err != nil {
			rt.Fatal(err)
		}
		slices.Sort(pages)
		if want := slices.Compact(pages); !slices.Equal(got, want) || app.FormatPages(got) != text {
			rt.Fatalf("%q gives %v", text, got)
		}
	})
}

func FuzzParsePages(f *testing.F) {
	for _, s := range []string{"1-3, 7", "1－３", "-", "1-1,1-1", "至"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pages, err := app.ParsePages(s, 500)
		if err != nil {
			return
		}
		if !slices.IsSorted(pages) || len(pages) > 0 && (pages[0] < 1 || pages[len(pages)-1] > 500) {
			t.Errorf("%q gives %v", s, pages)
		}
	})
}
