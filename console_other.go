//go:build !windows

package main

// leaveConsole has nothing to do where a program gets no console of its own.
func leaveConsole() {}
