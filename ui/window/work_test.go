package window

import (
	"context"
	"testing"
	"time"

	"custody/app/apptest"
)

// TestLockEndsLongWork: a lock cancels what takes long, waits for it to end, and tells nobody; the
// vault is sealed and opens again.
func TestLockEndsLongWork(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	w := d.shell.newWork(counted(""))
	d.inline = false // the work goes on beside the window
	begun, told, ended := make(chan struct{}), make(chan struct{}, 2), false
	run(w, func(ctx context.Context, _ func(done, total int64)) (struct{}, error) {
		close(begun)
		<-ctx.Done()
		time.Sleep(50 * time.Millisecond) // it takes a moment to leave things in order
		ended = true
		return struct{}{}, ctx.Err()
	}, func(struct{}) { told <- struct{}{} }, func(error) { told <- struct{}{} })
	<-begun
	d.lock(LockSleep)
	d.sealing.Wait()
	if !ended {
		t.Error("sealed while the work was under way")
	}
	if len(told) != 0 {
		t.Error("somebody is told after the lock")
	}
	if _, err := k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword); err != nil {
		t.Errorf("the vault does not open again: %v", err)
	}
}
