package vault

import (
	"context"
	"sync"
)

// longWork lets one piece of work at a time go through the whole vault (a new vault key, a backup), and lets Seal end it.
type longWork struct {
	mu     sync.Mutex
	turn   chan struct{}      // full while somebody works
	cancel context.CancelFunc // of the one at work
	ending int                // how many wait for the end of all long work
}

func (l *longWork) queue() chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.turn == nil {
		l.turn = make(chan struct{}, 1)
	}
	return l.turn
}

// beginLong waits for its turn. The context it returns ends when Seal or Close wants the vault, or somebody calls
// Interrupt. Returns ctx's error, or ErrSealed if the vault is being sealed. done gives the turn back. To be called before
// v.auth is taken.
func (v *Vault) beginLong(ctx context.Context) (work context.Context, done func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	l := &v.long
	select {
	case l.queue() <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ending > 0 {
		<-l.turn
		return nil, nil, ErrSealed
	}
	work, l.cancel = context.WithCancel(ctx)
	return work, l.done, nil
}

func (l *longWork) done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cancel()
	l.cancel = nil
	<-l.turn
}

// Interrupt cancels the new vault key or the backup under way, if any, and does not wait for its end.
func (v *Vault) Interrupt() {
	v.long.mu.Lock()
	defer v.long.mu.Unlock()
	if v.long.cancel != nil {
		v.long.cancel()
	}
}

// endLong cancels long work, waits for its end, and keeps any other from beginning until again is called.
func (v *Vault) endLong() (again func()) {
	l := &v.long
	turn := l.queue()
	l.mu.Lock()
	l.ending++
	l.mu.Unlock()
	v.Interrupt()
	turn <- struct{}{}
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ending--
		<-l.turn
	}
}
