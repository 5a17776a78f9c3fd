//go:build unix && !linux

package vault

func notDumpable() error { return nil }

// OnNetwork is not known here.
func OnNetwork(string) bool { return false }
