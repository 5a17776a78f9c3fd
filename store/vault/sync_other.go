//go:build !linux

package vault

import "os"

func syncFile(f *os.File) error { return f.Sync() }
