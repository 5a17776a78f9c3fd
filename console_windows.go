package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// leaveConsole closes the console that Windows made for the program alone: the same
// binary serves scripts, so it is built as a console program, and a window started from
// the desktop would have an empty console beside it. One that a person's shell is using
// stays.
func leaveConsole() {
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	var ids [2]uint32
	n, _, _ := kernel.NewProc("GetConsoleProcessList").Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	if n == 1 {
		_, _, _ = kernel.NewProc("FreeConsole").Call()
	}
}
