package vault

import (
	"crypto/rand"
	"io"
	"testing"
	"time"
)

// CodeLife is how long a one-time code is good for.
const CodeLife = 72 * time.Hour

// DefaultCacheKiB is SQLite's page cache when Options does not say, in KiB.
const DefaultCacheKiB = 16 << 10

// Options are what a vault takes from outside. The zero value is right for the program.
type Options struct {
	FS   FS               // file layer; nil for the operating system's
	Rand io.Reader        // source of keys, nonces and codes, safe for concurrent use; nil for crypto/rand
	Now  func() time.Time // clock; nil for time.Now
	// KDF are the parameters of new slots; zero means calibrated to about one second on this machine.
	// Anything below 64 MiB or three passes is refused, save in test binaries.
	KDF      KDFParams
	CacheKiB int // SQLite's page cache in KiB; 0 for DefaultCacheKiB

	suite           suite // of a new vault; 0 for what suits the processor
	checkpointBytes int64 // log size that starts a checkpoint; tests lower it
}

func (o Options) withDefaults() Options {
	if o.FS == nil {
		o.FS = OS()
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.CacheKiB <= 0 {
		o.CacheKiB = DefaultCacheKiB
	}
	if o.suite == 0 {
		o.suite = chooseSuite()
	}
	if o.checkpointBytes <= 0 {
		o.checkpointBytes = 16 << 20
	}
	return o
}

// KDFParams are Argon2id's costs.
type KDFParams struct {
	MemoryKiB uint32
	Time      uint32
	Threads   uint8
}

// Bounds for parameters, whether asked for or read from disk: a slot must be neither a weak seal nor a way to
// make the program take all memory.
const (
	minMemoryKiB = 64 << 10
	maxMemoryKiB = 1 << 20
	minTime      = 3
	maxTime      = 16
	maxThreads   = 16
)

// valid reports whether the parameters are inside the bounds. Only a binary built by "go test" may go below
// the floor, and such a binary is never a release.
func (p KDFParams) valid() bool { return p.permitted(!testing.Testing()) }

func (p KDFParams) permitted(release bool) bool {
	if p.MemoryKiB > maxMemoryKiB || p.Time > maxTime || p.Threads > maxThreads {
		return false
	}
	if p.Threads < 1 || p.Time < 1 || p.MemoryKiB < 8*uint32(p.Threads) {
		return false
	}
	return !release || p.MemoryKiB >= minMemoryKiB && p.Time >= minTime
}
