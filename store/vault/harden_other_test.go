//go:build !linux

package vault_test

func hardened() (string, error) { return "", nil }
