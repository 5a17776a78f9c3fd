// Package safe runs decoders on files that nobody vouches for: within a time, and so that what
// goes wrong in them is an answer to the person and never the end of the program.
package safe

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"custody/app"
	"custody/ui/reader/book"
)

// Run does work on src, in a goroutine of its own. A panic in work becomes error.reader.broken. When
// ctx ends first, Run returns error.reader.time at once: src is not read any more by then, so that it
// may be closed, and drop (nil: nothing) gets what work makes in spite of that, to wipe it. What work
// returns as an error is left alone if it is an *app.Error, else it becomes error.reader.broken.
func Run[T any](ctx context.Context, src book.Source, drop func(T), work func(context.Context, book.Source) (T, error)) (T, error) {
	var none T
	if ctx.Err() != nil {
		return none, Time(ctx.Err())
	}
	g := &gate{src: src, ctx: ctx}
	r := &race[T]{drop: drop, done: make(chan struct{})}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				r.finish(none, Broken(fmt.Errorf("panic: %v", p)))
			}
		}()
		v, err := work(ctx, g)
		r.finish(v, err)
	}()
	select {
	case <-r.done:
	case <-ctx.Done():
		g.shut()
	}
	return r.take(ctx)
}

// race is what work made, and whether anybody still waits for it.
type race[T any] struct {
	mu    sync.Mutex
	drop  func(T)
	done  chan struct{}
	made  bool
	left  bool
	value T
	err   error
}

func (r *race[T]) finish(v T, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left {
		if err == nil && r.drop != nil {
			r.drop(v)
		}
		return
	}
	r.value, r.err, r.made = v, err, true
	close(r.done)
}

func (r *race[T]) take(ctx context.Context) (T, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var none T
	if !r.made {
		r.left = true
		return none, Time(ctx.Err())
	}
	if r.err != nil {
		return none, Told(ctx, r.err)
	}
	return r.value, nil
}

// gate passes on what is read from a source until it is shut or ctx ends.
type gate struct {
	ctx  context.Context
	mu   sync.RWMutex // held for reading while the source is read
	gone bool
	src  book.Source
}

// Size is the source's.
func (g *gate) Size() int64 { return g.src.Size() }

// ReadAt reads from the source. It returns ctx's error once that has ended.
func (g *gate) ReadAt(p []byte, off int64) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.gone {
		return 0, context.Canceled
	}
	return g.src.ReadAt(p, off)
}

// shut waits for reads under way; none begins after it.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gone = true
}

// Told makes of any error one that the person can be told: error.reader.time when ctx has ended,
// error.reader.broken for what is no *app.Error.
func Told(ctx context.Context, err error) error {
	var known *app.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return Time(ctx.Err())
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Time(err)
	}
	return Broken(err)
}
