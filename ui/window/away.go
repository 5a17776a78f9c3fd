package window

import "time"

// Why a vault is locked when the person has left the computer, as the audit log has it.
const (
	LockScreen = "screen" // the screen was locked
	LockSleep  = "sleep"  // the computer goes to sleep, or has slept
)

// gone is told, from any goroutine, that nobody sits at the computer any more; reason is one of
// the Lock constants. The channel is closed once the vault is sealed: until then a computer on
// its way to sleep may be kept awake.
type gone func(reason string) (sealed <-chan struct{})

// gone locks because the system says so.
func (f *Frame) gone(reason string) <-chan struct{} {
	sealed := make(chan struct{})
	f.onUI(func() {
		f.lock(reason)
		f.spawn(func() {
			f.sealing.Wait()
			close(sealed)
		})
	})
	return sealed
}

// sleepJump is how far the wall clock may run ahead of the steady one between two looks before
// that means that the computer has slept: the steady clock stands still meanwhile.
const sleepJump = 20 * time.Second

// clocks is what the wall clock and the steady one showed at one moment.
type clocks struct{ wall, steady time.Time }

// clocksAt takes the two readings of a time apart.
func clocksAt(now time.Time) clocks { return clocks{now.Round(0), now} }

// slept tells whether the computer was asleep between two looks at the clocks: for systems that
// do not say so, and for a lid that was shut faster than they could.
func (c clocks) slept(now clocks) bool {
	return !c.wall.IsZero() && now.wall.Sub(c.wall)-now.steady.Sub(c.steady) > sleepJump
}
