package app

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// baseDays is after how many days a differential backup gets a new full one to build on.
const baseDays = 31

// check returns Invalid(s) by field for a plan that can't be carried out.
func (p BackupPlan) check() error {
	var f formCheck
	within := func(field string, v, low, high int) {
		if v < low || v > high {
			f.add(Errf(Invalid, "error.range", low, high).At(field))
		}
	}
	if p.Folder == "" {
		f.add(Errf(Invalid, "error.text.empty").At("folder"))
	}
	within("every", p.EveryDays, 1, 31)
	within("daily", p.Daily, 1, 366)
	within("weekly", p.Weekly, 0, 520)
	within("monthly", p.Monthly, 0, 120)
	return f.wrong.errOrNil()
}

// Keep says which backups of a folder stay, one answer for each: the newest of each of
// the last days, ISO weeks and months that have one, as many as the plan says; the
// newest of all; and every full backup that a kept one builds on. A backup dated after
// now stays: a clock was wrong once, and nobody knows when. Days are those of now's zone.
func Keep(backups []BackupInfo, plan BackupPlan, now time.Time) []bool {
	keep := make([]bool, len(backups))
	order := newestFirst(backups)
	for _, rule := range []struct {
		count  int
		period func(time.Time) string
	}{
		{1, func(time.Time) string { return "" }},
		{plan.Daily, func(t time.Time) string { return t.Format(time.DateOnly) }},
		{plan.Weekly, isoWeek},
		{plan.Monthly, func(t time.Time) string { return t.Format("2006-01") }},
	} {
		seen := make(map[string]bool)
		for _, i := range order {
			period := rule.period(backups[i].At.In(now.Location()))
			switch {
			case backups[i].At.After(now):
				keep[i] = true
			case !seen[period] && len(seen) < rule.count:
				seen[period], keep[i] = true, true
			}
		}
	}
	keepBases(backups, keep)
	return keep
}

func isoWeek(t time.Time) string {
	year, week := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// keepBases keeps what a kept backup builds on.
func keepBases(backups []BackupInfo, keep []bool) {
	needed := make(map[string]bool)
	for more := true; more; {
		more = false
		for i, b := range backups {
			switch {
			case keep[i] && b.Base != "" && !needed[b.Base]:
				needed[b.Base], more = true, true
			case !keep[i] && needed[fileName(b.File)]:
				keep[i], more = true, true
			}
		}
	}
}

// newestFirst orders the indices of backups by time.
func newestFirst(backups []BackupInfo) []int {
	order := make([]int, len(backups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return backups[b].At.Compare(backups[a].At) })
	return order
}

// baseFor is the full backup that a differential one of now may build on: the newest
// that is not too old, "" for none.
func baseFor(backups []BackupInfo, now time.Time) string {
	for _, i := range newestFirst(backups) {
		b := backups[i]
		if b.Base == "" && !b.At.After(now) {
			if now.Sub(b.At) >= baseDays*24*time.Hour {
				return ""
			}
			return fileName(b.File)
		}
	}
	return ""
}

// fileName is the last element of a path of this or another system.
func fileName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }
