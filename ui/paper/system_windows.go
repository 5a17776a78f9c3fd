package paper

import (
	"context"

	"golang.org/x/sys/windows"

	"custody/app"
)

// FromMemory refuses: the program that prints PDFs reads a file, at a time of its own, so that one
// would lie on the disk in clear for that long. Contents of electronic documents may not.
func (s *System) FromMemory() error { return app.Errf(app.Conflict, "error.printer.file") }

// view opens the file with the program that Windows opens PDFs with.
func view(_ context.Context, path string) error {
	if err := shell("open", path, ""); err != nil {
		return app.Errf(app.Conflict, "error.viewer.missing").Because(err)
	}
	return nil
}

// shell runs a verb on a file, as a double click would; args may be empty.
func shell(verb, path, args string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	var a *uint16
	if args != "" {
		if a, err = windows.UTF16PtrFromString(args); err != nil {
			return err
		}
	}
	return windows.ShellExecute(0, v, p, a, nil, windows.SW_SHOWNORMAL)
}
