package vault_test

import (
	"errors"
	"maps"
	"runtime/debug"
	"testing"
	"time"

	"custody/store/vault"
)

// TestEveryTamperingIsRefusedOrListed does all that can be done to a vault's files without a key, and asks for each that got through
// which item of FORMAT.md's list it is; and for each item of the list, what shows it.
func TestEveryTamperingIsRefusedOrListed(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	sc, other := newScene(t), newScene(t)
	count := newTally()
	others := maps.Clone(sc.old)
	others["another vault"], others["another vault, sealed"] = other.live, other.clean
	step := 1
	if testing.Short() {
		step = 5
	}
	for name, make := range map[string]func(tampering) []tampering{
		"Pages":     func(m tampering) []tampering { return swappedPages(m, others) },
		"States":    func(m tampering) []tampering { return swappedStates(m, others) },
		"Frames":    func(m tampering) []tampering { return swappedFrames(m, others) },
		"Slots":     func(m tampering) []tampering { return swappedSlots(m, others) },
		"Forged":    func(m tampering) []tampering { return forgedKeys(m, step) },
		"Documents": func(m tampering) []tampering { return swappedDocuments(m, other.docs, other.live) },
		"Files":     func(m tampering) []tampering { return otherFiles(m, others) },
		"Folders":   func(m tampering) []tampering { return wholeFolders(m, sc.old) },
		"Cut":       cutFiles,
		"Longer":    longerFiles,
		"Sectors":   wildSectors,
		"Stray":     strayFiles,
	} {
		t.Run(name, func(t *testing.T) { tryAll(t, sc, count, make) })
	}
	t.Run("RemovedAccount", func(t *testing.T) { showRemovedAccount(t, sc, count) })
	t.Run("ExpiredCode", func(t *testing.T) { showExpiredCode(t, sc, count) })
	for i, l := range limits {
		if outside := l.is == nil && i >= len(limits)-3; !outside && count.shown[i+1] == "" {
			t.Errorf("nothing shows item %d of the list: %s", i+1, l.heading)
		}
		t.Logf("item %d: %d, such as %q", i+1, count.by[i+1], count.shown[i+1])
	}
	t.Logf("tamperings refused: %d", count.refused)
}

func tryAll(t *testing.T, sc scene, count *tally, make func(tampering) []tampering) {
	n := 0
	for i, m := range sc.moments() {
		list := thinned(make(m), i)
		n += len(list)
		var bad complaints
		eachCore(len(list), func(i int) {
			if !bad.tooMany() && len(list[i].was.differing(list[i].now)) > 0 {
				bad.add(count.file(list[i], judge(list[i].now, list[i].docs)))
			}
		})
		bad.report(t)
	}
	t.Logf("tamperings: %d", n)
}

// thinned leaves out most in the quick form, save of a vault at work, which has everything done to it, and of a sealed one.
func thinned(list []tampering, moment int) []tampering {
	if !testing.Short() || moment == 0 {
		return list
	}
	step := 7
	if moment == sealedMoment {
		step = 2
	}
	var out []tampering
	for i := 0; i < len(list); i += step {
		out = append(out, list[i])
	}
	return out
}

// showRemovedAccount: a password whose account is gone opens a copy made before, and not the vault.
func showRemovedAccount(t *testing.T, sc scene, count *tally) {
	for when, p := range map[string]picture{"now": sc.live, "before": sc.old["sealed with two accounts"]} {
		o := cheap()
		o.FS = p.fs()
		v, err := vault.Open(ctx, pictureDir, o)
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		_, err = v.Unlock(ctx, gone, gonePassword)
		switch {
		case when == "now" && !errors.Is(err, vault.ErrWrongPassword):
			t.Error("the removed account opens the vault:", err)
		case when == "before" && err != nil:
			t.Error(err)
		case when == "before":
			count.show(7, "a copy made before one left")
		}
	}
}

// showExpiredCode: with a clock set back, a one-time code is still good.
func showExpiredCode(t *testing.T, sc scene, count *tally) {
	for _, late := range []bool{true, false} {
		o := cheap()
		o.FS = sc.clean.fs()
		if late {
			o.Now = func() time.Time { return time.Now().Add(vault.CodeLife + time.Hour) }
		}
		v, err := vault.Open(ctx, pictureDir, o)
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		_, err = v.Enrol(ctx, "third", sc.code, gonePassword)
		if late != errors.Is(err, vault.ErrExpired) || !late && err != nil {
			t.Errorf("late %v: %v", late, err)
		}
		if !late {
			count.show(8, "the clock set back")
		}
	}
}
