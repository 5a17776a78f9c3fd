//go:build !windows

package paper

import (
	"context"
	"os/exec"

	"custody/app"
)

// FromMemory tells whether Print keeps the PDF off the disk: CUPS gets it through a pipe. What the
// printing system itself keeps until it is printed is its own. Returns Conflict (error.printer.none)
// where there is no printing system, so that no number is used up for a copy that can't be.
func (s *System) FromMemory() error {
	if _, err := exec.LookPath("lp"); err != nil {
		return app.Errf(app.Conflict, "error.printer.none").Because(err)
	}
	return nil
}

// view opens the file with the desktop's own choice.
func view(_ context.Context, path string) error {
	for _, name := range []string{"xdg-open", "open"} {
		opener, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		cmd := exec.Command(opener, path)
		if err := cmd.Start(); err != nil {
			return app.Errf(app.Conflict, "error.viewer.failed", err.Error()).Because(err)
		}
		go cmd.Wait() //nolint:errcheck // the viewer outlives the click
		return nil
	}
	return app.Errf(app.Conflict, "error.viewer.missing")
}
