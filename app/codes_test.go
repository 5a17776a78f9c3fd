package app_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"custody/app"
)

func TestUSCC(t *testing.T) {
	for code, key := range map[string]string{
		"91350100M000100Y43":  "", // the example of GB 32100-2015
		"91440300708461136T":  "",
		"91350100M000100Y44":  "error.uscc.check",
		"91350100M000100YI3":  "error.uscc.character",
		"91350100M000100Y4":   "error.uscc.length",
		"91350100M000100Y433": "error.uscc.length",
	} {
		err := app.CheckUSCC(code)
		if key == "" && err != nil {
			t.Errorf("%s: %v", code, err)
		}
		if key != "" {
			refusedKey(t, err, app.Invalid, key)
		}
	}
	if got := app.CleanUSCC(" ９１３５０１００－m000100y43 "); got != "91350100M000100Y43" {
		t.Errorf("cleaned %s", got)
	}
}

// TestUSCCFindsSlips: one character changed, or two neighbours exchanged, never passes.
func TestUSCCFindsSlips(t *testing.T) {
	digits := []rune("0123456789ABCDEFGHJKLMNPQRTUWXY")
	rapid.Check(t, func(rt *rapid.T) {
		code := app.CompleteUSCC(rapid.StringOfN(rapid.SampledFrom(digits), 17, 17, -1).Draw(rt, "first"))
		if err := app.CheckUSCC(code); err != nil {
			rt.Fatal(err)
		}
		slip := []rune(code)
		i := rapid.IntRange(0, 17).Draw(rt, "at")
		if rapid.Bool().Draw(rt, "exchange") && i > 0 {
			slip[i-1], slip[i] = slip[i], slip[i-1]
		} else {
			slip[i] = rapid.SampledFrom(digits).Draw(rt, "typed")
		}
		if string(slip) != code && app.CheckUSCC(string(slip)) == nil {
			rt.Fatalf("%s passes for %s", string(slip), code)
		}
	})
}

func TestCodeOrder(t *testing.T) {
	codes := []string{"A-1", "A-01", "A-2", "A-2-1", "A-10", "A-0032-02", "A-0032-10", "A-0032-100", "B-1"}
	shuffled := []string{"A-0032-100", "A-10", "A-2-1", "B-1", "A-0032-02", "A-2", "A-01", "A-1", "A-0032-10"}
	slices.SortFunc(shuffled, func(a, b string) int {
		if app.CodeOrder(a) < app.CodeOrder(b) {
			return -1
		}
		return 1
	})
	codes[0], codes[1] = "A-01", "A-1" // alike in number: by their characters
	if !slices.Equal(codes, shuffled) {
		t.Errorf("sorted %v", shuffled)
	}
}

// TestCodesKeepApart: different codes have different order keys, and cleaning twice changes nothing.
func TestCodesKeepApart(t *testing.T) {
	code := rapid.StringOfN(rapid.SampledFrom([]rune("Aa0１9－- /客（")), 1, 8, -1)
	rapid.Check(t, func(rt *rapid.T) {
		a, b := app.CleanCode(code.Draw(rt, "a")), app.CleanCode(code.Draw(rt, "b"))
		if (a == b) != (app.CodeOrder(a) == app.CodeOrder(b)) {
			rt.Fatalf("%q and %q share an order key", a, b)
		}
		if app.CleanCode(a) != a {
			rt.Fatalf("%q cleans to %q", a, app.CleanCode(a))
		}
	})
}
