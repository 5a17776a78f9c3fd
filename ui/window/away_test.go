package window

import (
	"testing"
	"time"

	"custody/app/apptest"
)

// TestSleepLocks: a wall clock that ran on while the steady one stood still means that the
// computer has slept, and the vault is locked; two looks a second apart mean nothing.
func TestSleepLocks(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		wall, steady time.Duration
		want         bool
	}{
		{time.Second, time.Second, false},
		{5 * time.Second, time.Second, false}, // a clock put right
		{-time.Hour, time.Second, false},      // or put back
		{time.Hour, time.Second, true},
		{8 * time.Hour, 8 * time.Hour, false}, // the steady clock ran too: that is idleness
	} {
		before := clocks{now.Round(0).Add(-c.wall), now.Add(-c.steady)}
		if got := before.slept(clocksAt(now)); got != c.want {
			t.Errorf("wall %v, steady %v: %v", c.wall, c.steady, got)
		}
	}
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	d.idle.look(now)
	d.idle.look(now.Add(time.Second))
	if d.shell == nil {
		t.Fatal("locked within a second")
	}
	d.idle.seen.wall = now.Add(-time.Hour).Round(0)
	d.idle.look(now.Add(2 * time.Second))
	if d.shell != nil {
		t.Error("a computer that slept for an hour is not locked")
	}
}

// TestGoneLocks: what the system says locks the vault, and the channel closes when it is sealed.
func TestGoneLocks(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	select {
	case <-d.gone(LockScreen):
	case <-time.After(10 * time.Second):
		t.Fatal("not sealed")
	}
	if d.shell != nil {
		t.Error("still open")
	}
	<-d.gone(LockSleep) // once more, with nothing open: nothing to wait for
}
