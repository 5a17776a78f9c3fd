package window

import (
	"context"
	"errors"
)

// Loader guards one place of a screen: of several answers on their way to it, only that of
// the newest question is shown. Make one for each list or pane with Shell.Loader.
type Loader struct {
	sh         *Shell
	generation uint64
	cancel     context.CancelFunc
	// Failed, when set, is given the errors first; it returns true when it has shown one.
	Failed func(error) bool
}

// Loader makes a guard for one list or pane.
func (sh *Shell) Loader() *Loader { return &Loader{sh: sh} }

// Stop makes any answer still on its way void.
func (l *Loader) Stop() {
	l.generation++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Load runs task off the UI goroutine and then show on it, unless a newer Load of the same
// Loader has begun, or the vault was locked, meanwhile. The older task's context is cancelled.
// Errors go to Loader.Failed, else to Shell.ShowError; an act that wants the password first gets
// it and is done again. Called on the UI goroutine.
func Load[T any](l *Loader, task func(context.Context) (T, error), show func(T)) {
	l.Stop()
	ctx, cancel := context.WithCancel(l.sh.ctx)
	l.cancel = cancel
	mine := l.generation
	l.sh.spawn(func() {
		result, err := task(ctx)
		l.sh.onUI(func() {
			if mine != l.generation || ctx.Err() != nil {
				return
			}
			cancel()
			if err == nil {
				show(result)
				return
			}
			fail := func() {
				if l.Failed == nil || !l.Failed(err) {
					l.sh.ShowError(err)
				}
			}
			l.sh.orAgain(err, func() { Load(l, task, show) }, fail)
		})
	})
}

// Do runs an act off the UI goroutine and then done on it. Acts are not made void by newer
// ones, and a lock waits for them: what was begun is finished. The first of failed that returns
// true has shown the error; else Shell.ShowError does. An act that wants the password first gets
// it and is done again. Called on the UI goroutine.
func Do[T any](sh *Shell, act func(context.Context) (T, error), done func(T), failed ...func(error) bool) {
	sh.acting(+1)
	sh.doing.Add(1)
	sh.spawn(func() {
		result, err := act(context.Background())
		sh.doing.Done()
		sh.onUI(func() {
			if sh.over {
				logError(err)
				return
			}
			sh.acting(-1)
			if err == nil {
				done(result)
				return
			}
			fail := func() {
				for _, show := range failed {
					if show(err) {
						return
					}
				}
				sh.ShowError(err)
			}
			sh.orAgain(err, func() { Do(sh, act, done, failed...) }, fail)
		})
	})
}

// Just wraps an act without a result for Do.
func Just(act func(context.Context) error) func(context.Context) (struct{}, error) {
	return func(ctx context.Context) (struct{}, error) { return struct{}{}, act(ctx) }
}

// spawn starts background work.
func (sh *Shell) spawn(work func()) { sh.frame.spawn(work) }

// onUI runs on the UI goroutine.
func (sh *Shell) onUI(work func()) { sh.frame.onUI(work) }

// cancelled tells whether err only says that nobody waits for the answer any more.
func cancelled(err error) bool {
	return errors.Is(err, context.Canceled)
}
