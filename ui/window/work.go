package window

import (
	"context"
	"time"

	"custody/ui/widget"
)

// work is one long act with its progress. It can be given up: by the button beside its bar, by
// whoever holds it, by a lock.
type work struct {
	bar    *widget.Progress
	cancel context.CancelFunc
	frame  *Frame
	sh     *Shell // nil while no vault is unlocked
	ctx    context.Context
	show   func(bar *widget.Progress, done, total int64)
	heard  func() // tests: told of each progress
}

// newWork makes the bar of a long act of a session; show words its progress.
func (sh *Shell) newWork(show func(bar *widget.Progress, done, total int64)) *work {
	w := sh.frame.newWork(sh.ctx, show)
	w.sh = sh
	return w
}

// newWork makes the bar of a long act that ends with ctx.
func (f *Frame) newWork(ctx context.Context, show func(bar *widget.Progress, done, total int64)) *work {
	w := &work{frame: f, show: show}
	w.ctx, w.cancel = context.WithCancel(ctx)
	w.bar = widget.NewProgress(w.cancel)
	show(w.bar, 0, 0)
	return w
}

// counted words progress by what is done of all, percent by its share.
func counted(what string) func(*widget.Progress, int64, int64) {
	return func(bar *widget.Progress, done, total int64) { bar.Set(what, int(done), int(total)) }
}

func percent(what string) func(*widget.Progress, int64, int64) {
	return func(bar *widget.Progress, done, total int64) { bar.Percent(what, done, total) }
}

// stillHere is how often an act under way is noted as somebody being there.
const stillHere = time.Second

// progress hands what the act tells to the bar, once for each hundredth. As long as it goes on the
// vault does not lock for idleness: whoever started it waits for it.
func (w *work) progress() func(done, total int64) {
	shown, touched := int64(-1), time.Time{}
	return func(done, total int64) {
		if time.Since(touched) >= stillHere {
			touched = time.Now()
			w.frame.onUI(w.frame.idle.touch)
		}
		now := 100 * done / max(1, total)
		if now == shown {
			return
		}
		shown = now
		w.frame.onUI(func() {
			w.show(w.bar, done, total)
			if w.heard != nil {
				w.heard()
			}
		})
	}
}

// run does the act off the UI goroutine and hands its outcome back on it. A lock cancels it, and
// waits for it to end; then nobody is told. An act that wants the password first gets it and is
// begun again.
func run[T any](w *work, act func(ctx context.Context, progress func(done, total int64)) (T, error), done func(T), failed func(error)) {
	sh := w.sh
	if sh != nil {
		sh.acting(+1)
		sh.doing.Add(1)
	}
	w.frame.spawn(func() {
		result, err := act(w.ctx, w.progress())
		if sh != nil {
			sh.doing.Done()
		}
		w.frame.onUI(func() {
			switch {
			case sh == nil:
			case sh.over:
				w.cancel()
				if !cancelled(err) {
					logError(err)
				}
				return
			default:
				sh.acting(-1)
			}
			if err == nil {
				w.cancel()
				done(result)
				return
			}
			fail := func() {
				w.cancel()
				failed(err)
			}
			if sh == nil {
				fail()
				return
			}
			sh.orAgain(err, func() { run(w, act, done, failed) }, fail)
		})
	})
}
