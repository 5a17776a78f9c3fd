package reader_test

import (
	"context"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// used is what one file took.
type used struct {
	err    error
	time   time.Duration
	peak   uint64 // most memory of objects in use or not yet collected
	memory uint64 // the same beyond what there was before
}

// heap reads the bytes of objects in memory, garbage that is not yet collected included.
func heap() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// measure runs fn with the time that a file may take, and watches the memory meanwhile.
func measure(fn func(context.Context) error) used {
	ctx, cancel := context.WithTimeout(context.Background(), allowedTime())
	defer cancel()
	before := heap()
	var most atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			most.Store(max(most.Load(), heap()))
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	err := fn(ctx)
	u := used{err: err, time: time.Since(start)}
	close(stop)
	<-stopped
	u.peak = max(most.Load(), heap())
	u.memory = u.peak - min(u.peak, before)
	return u
}
