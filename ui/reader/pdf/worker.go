package pdf

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// worker is a document's own box. The box may go at any time, and is made anew when it is needed: when
// a call broke it or took too long, when it has been idle, or when other documents are read.
type worker struct {
	lock   gate // held while the box is worked with; guards what follows
	blocks *blocks
	box    *box
	used   time.Time
	closed bool
	idle   *time.Timer

	life context.Context // ends with the document
	end  context.CancelFunc
}

// gate is a lock that one need not wait for longer than a context lasts.
type gate chan struct{}

func (g gate) enter(ctx context.Context) error {
	select {
	case g <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g gate) leave() { <-g }

// turn is held by the one box that runs: memory and processors stay with the person. It is taken before
// the worker's lock, and closing takes that one only, so that it need not wait for other documents.
var turn = make(gate, 1)

// live are the workers that have a box, the one used longest ago first.
var live struct {
	sync.Mutex
	workers []*worker
}

func newWorker(src book.Source) worker {
	w := worker{lock: make(gate, 1), blocks: &blocks{src: src}}
	w.life, w.end = context.WithCancel(context.Background())
	return w
}

// do waits until the box is free, gets it ready, and works with it for at most limit. What comes back
// is nil or an *app.Error.
func (w *worker) do(ctx context.Context, limit time.Duration, work func(context.Context, *box) error) error {
	engine, err := theEngine()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.life, cancel)()
	if err := turn.enter(ctx); err != nil {
		return safe.Time(err)
	}
	defer turn.leave()
	if err := w.lock.enter(ctx); err != nil {
		return safe.Time(err)
	}
	defer w.lock.leave()
	if w.closed {
		return safe.Broken(errors.New("the document has been closed"))
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	return safe.Told(ctx, w.run(ctx, engine, work))
}

// run works with the box, and drops it if that broke it.
func (w *worker) run(ctx context.Context, e *engine, work func(context.Context, *box) error) error {
	err := guard(func() error {
		if err := w.ready(ctx, e); err != nil {
			return err
		}
		return work(ctx, w.box)
	})
	if w.box != nil && (!w.box.usable() || ctx.Err() != nil) {
		w.drop()
	}
	w.used = time.Now()
	if w.idle == nil {
		w.idle = time.AfterFunc(idleTime, w.rest)
	} else {
		w.idle.Reset(idleTime)
	}
	return err
}

// guard turns a panic into an error: the box is not the program.
func guard(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return work()
}

// ready makes the box and loads the document, unless both are there.
func (w *worker) ready(ctx context.Context, e *engine) error {
	if w.box == nil {
		makeRoom()
		b, err := newBox(ctx, e, w.blocks)
		if err != nil {
			return err
		}
		w.box = b
		if err := b.load(ctx); err != nil {
			w.drop()
			return err
		}
	}
	live.Lock()
	defer live.Unlock()
	forget(w)
	live.workers = append(live.workers, w)
	return nil
}

// makeRoom drops the boxes used longest ago, but for those kept.
func makeRoom() {
	live.Lock()
	workers := append([]*worker(nil), live.workers...)
	live.Unlock()
	for i := 0; i < len(workers)-(boxesKept-1); i++ {
		select {
		case workers[i].lock <- struct{}{}:
			workers[i].drop()
			workers[i].lock.leave()
		default: // it is being closed
		}
	}
}

// forget takes a worker off the list; live is locked.
func forget(w *worker) {
	for i, other := range live.workers {
		if other == w {
			live.workers = append(live.workers[:i], live.workers[i+1:]...)
			return
		}
	}
}

// drop closes the box; the lock is held.
func (w *worker) drop() {
	live.Lock()
	forget(w)
	live.Unlock()
	if w.box != nil {
		w.box.close()
		w.box = nil
	}
	w.blocks.wipe()
}

// rest gives memory back when the document has not been looked at for a while.
func (w *worker) rest() {
	w.lock <- struct{}{}
	defer w.lock.leave()
	if time.Since(w.used) >= idleTime {
		w.drop()
	}
}

// close stops what runs and wipes everything. Nothing reads the source after it.
func (w *worker) close() {
	w.end()
	w.lock <- struct{}{}
	defer w.lock.leave()
	w.closed = true
	if w.idle != nil {
		w.idle.Stop()
	}
	w.drop()
}
