//go:build !unix

package main

import (
	"errors"
	"time"
)

// cpuTime is not known here; the measurements are taken on Linux.
func cpuTime() (time.Duration, error) {
	return 0, errors.ErrUnsupported
}
