// Package walk drives the real window as a person would: it finds what stands on the
// screen by its words, and sends real pointer and key events to the X server
// (xdotool). It serves `make run` where there is no display, and the tests of the
// main flows. It looks at the window's objects only to know where a word stands.
package walk
