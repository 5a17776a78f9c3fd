package paper

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"custody/app"
)

// System hands finished PDFs to the system's printer and viewer. What a viewer needs
// to have on the disk lies in a private folder that Clean removes.
type System struct {
	dir string
}

// shelf is the name of the private folder, so that a later start finds what a killed
// program left behind.
const shelf = "custody-view-"

// NewSystem removes what an earlier, killed program left and returns the system.
func NewSystem() *System {
	old, err := filepath.Glob(filepath.Join(os.TempDir(), shelf+"*"))
	if err == nil {
		for _, dir := range old {
			os.RemoveAll(dir) //nolint:errcheck // somebody else's folder stays
		}
	}
	return &System{}
}

// Print sends the PDF to the default printer, without a file in between where the
// system allows it. Returns Conflict (error.printer.missing) when there is no printing
// system, (error.printer.failed) with what the system said.
func (s *System) Print(ctx context.Context, name string, pdf []byte) error {
	_, err := s.Send(ctx, name, pdf, How{})
	return err
}

// Open shows the PDF in the system's viewer. Returns Conflict (error.viewer.missing).
func (s *System) Open(ctx context.Context, name string, pdf []byte) error {
	path, err := s.put(name, pdf)
	if err != nil {
		return app.Errf(app.Conflict, "error.viewer.failed", err.Error()).Because(err)
	}
	return view(ctx, path)
}

// Clean removes what was put on the disk for viewers; called on lock and at the end.
func (s *System) Clean() error {
	if s.dir == "" {
		return nil
	}
	dir := s.dir
	s.dir = ""
	return os.RemoveAll(dir)
}

// put writes the PDF into the private folder.
func (s *System) put(name string, pdf []byte) (string, error) {
	if s.dir == "" {
		dir, err := os.MkdirTemp("", shelf)
		if err != nil {
			return "", err
		}
		s.dir = dir
	}
	path := filepath.Join(s.dir, FileName(name))
	return path, os.WriteFile(path, pdf, 0o600)
}

// FileName makes a name that every system takes: no separators, no control
// characters, at most 80 characters, with the ending .pdf.
func FileName(name string) string {
	name = strings.TrimSuffix(name, ".pdf")
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	runes := []rune(strings.Trim(clean, " ."))
	if len(runes) == 0 {
		runes = []rune("custody")
	}
	return string(runes[:min(len(runes), 80)]) + ".pdf"
}
