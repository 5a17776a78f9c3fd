package paper

import (
	"context"

	"golang.org/x/sys/windows"

	"custody/app"
)

// print asks the program that Windows prints PDFs with; it needs a file.
func (s *System) print(_ context.Context, name string, pdf []byte) error {
	path, err := s.put(name, pdf)
	if err != nil {
		return app.Errf(app.Conflict, "error.printer.failed", err.Error()).Because(err)
	}
	if err := shell("print", path); err != nil {
		return app.Errf(app.Conflict, "error.printer.missing").Because(err)
	}
	return nil
}

// FromMemory refuses: the program that prints PDFs reads a file, at a time of its own, so that one
// would lie on the disk in clear for that long. Contents of electronic documents may not.
func (s *System) FromMemory() error { return app.Errf(app.Conflict, "error.printer.file") }

// view opens the file with the program that Windows opens PDFs with.
func view(_ context.Context, path string) error {
	if err := shell("open", path); err != nil {
		return app.Errf(app.Conflict, "error.viewer.missing").Because(err)
	}
	return nil
}

// shell runs a verb on a file, as a double click would.
func shell(verb, path string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL)
}
