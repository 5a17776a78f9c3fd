package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"custody/app"
)

func madeAt(text string) app.BackupInfo {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("CST", 8*60*60))
	if err != nil {
		panic(err)
	}
	return app.BackupInfo{File: "/b/" + text, At: at}
}

func TestKeepByRule(t *testing.T) {
	now := madeAt("2026-11-27 12:00").At
	for name, c := range map[string]struct {
		plan app.BackupPlan
		made []string
		kept []int
	}{
		"none":       {app.BackupPlan{Daily: 7}, nil, nil},
		"the newest": {app.BackupPlan{}, []string{"2026-11-25 09:00", "2026-11-26 09:00"}, []int{1}},
		"one a day": {
			app.BackupPlan{Daily: 2},
			[]string{"2026-11-25 09:00", "2026-11-26 09:00", "2026-11-26 18:00", "2026-11-27 09:00"},
			[]int{2, 3},
		},
		"days without any do not count": {
			app.BackupPlan{Daily: 2},
			[]string{"2026-10-01 09:00", "2026-11-01 09:00", "2026-11-27 09:00"},
			[]int{1, 2},
		},
		"weeks begin on Monday": {
			app.BackupPlan{Weekly: 2},
			[]string{"2026-11-15 09:00", "2026-11-16 09:00", "2026-11-22 09:00", "2026-11-23 09:00"},
			[]int{2, 3},
		},
		"a week over the turn of the year is one": {
			app.BackupPlan{Weekly: 2},
			[]string{"2025-12-26 09:00", "2025-12-31 09:00", "2026-01-02 09:00"},
			[]int{0, 2},
		},
		"months": {
			app.BackupPlan{Monthly: 2},
			[]string{"2026-09-30 09:00", "2026-10-01 09:00", "2026-10-31 23:59", "2026-11-01 00:00"},
			[]int{2, 3},
		},
		"one from a clock set forward stays": {
			app.BackupPlan{Daily: 1},
			[]string{"2026-11-26 09:00", "2026-11-27 09:00", "2031-01-01 09:00"},
			[]int{1, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var made []app.BackupInfo
			for _, m := range c.made {
				made = append(made, madeAt(m))
			}
			var kept []int
			for i, keep := range app.Keep(made, c.plan, now) {
				if keep {
					kept = append(kept, i)
				}
			}
			if !slices.Equal(kept, c.kept) {
				t.Errorf("kept %v, want %v", kept, c.kept)
			}
		})
	}
}

// Whatever the folder holds: the newest stays, what a kept one builds on stays, no rule keeps more than it says, and
// asking again after the others are gone drops nothing more.
func TestKeepProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := madeAt("2026-11-27 12:00").At
		plan := app.BackupPlan{
			Daily: rapid.IntRange(0, 9).Draw(t, "daily"), Weekly: rapid.IntRange(0, 6).Draw(t, "weekly"),
			Monthly: rapid.IntRange(0, 14).Draw(t, "monthly"),
		}
		var made []app.BackupInfo
		for i, hours := range rapid.SliceOfN(rapid.IntRange(0, 24*500), 0, 60).Draw(t, "hours") {
			b := app.BackupInfo{File: fmt.Sprintf("/b/%d", i), At: now.Add(-time.Duration(hours) * time.Hour)}
			if i > 0 && rapid.Bool().Draw(t, "differential") {
				b.Base = fmt.Sprintf("%d", rapid.IntRange(0, i-1).Draw(t, "base"))
			}
			made = append(made, b)
		}
		keep := app.Keep(made, plan, now)
		if len(keep) != len(made) {
			t.Fatalf("%d answers for %d", len(keep), len(made))
		}
		var left []app.BackupInfo
		bases, newest := 0, -1
		for i, b := range made {
			if newest < 0 || b.At.After(made[newest].At) {
				newest = i
			}
			if !keep[i] {
				continue
			}
			left = append(left, b)
			if b.Base != "" {
				bases++
				if at := slices.IndexFunc(made, func(o app.BackupInfo) bool { return o.File == "/b/"+b.Base }); !keep[at] {
					t.Fatalf("%s is kept without its base %s", b.File, b.Base)
				}
			}
		}
		if newest >= 0 && !keep[newest] {
			t.Fatal("the newest is gone")
		}
		if most := 1 + plan.Daily + plan.Weekly + plan.Monthly + bases; len(left) > most {
			t.Fatalf("%d are kept, at most %d are asked for", len(left), most)
		}
		if slices.Contains(app.Keep(left, plan, now), false) {
			t.Fatal("asked again, it drops more")
		}
	})
}
