package window

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"

	"custody/app"
	"custody/ui/words"
)

// Print makes a PDF off the UI goroutine and then asks what to do with it: print, show, save.
// name is the file's name without folder and must carry no client's name.
func (sh *Shell) Print(name string, pdf func(io.Writer) error) {
	Do(sh, func(context.Context) ([]byte, error) { return made(pdf) }, func(data []byte) {
		sh.frame.offerPDF(name, data, func(said string) { sh.Toast(said) })
	})
}

func made(pdf func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	if err := pdf(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// SaveAs asks for a place and writes a file there: for exports to a spreadsheet.
func (sh *Shell) SaveAs(name string, extensions []string, write func(io.Writer) error) {
	sh.frame.saveAs(name, extensions, write, func(err error) {
		if err != nil {
			sh.ShowError(err)
			return
		}
		sh.Toast(words.T("shell.saved"))
	})
}

// saveAs asks for a place; done is told how it ended, and nothing when the person gave up. The
// file is written beside its place and put there when it is whole.
func (f *Frame) saveAs(name string, extensions []string, write func(io.Writer) error, done func(error)) {
	f.choose(choose{
		title: words.T("shell.save.title"), button: words.T("shell.save.do"), name: name, extensions: extensions, saving: true,
	}, func(path string) {
		f.spawn(func() {
			err := writeFile(path, write)
			f.onUI(func() { done(err) })
		})
	})
}

// writeFile writes a file as a whole or not at all. Returns Conflict (shell.save.failed) with
// what the system said.
func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".custody-*")
	if err != nil {
		return app.Errf(app.Conflict, "shell.save.failed", err.Error()).Because(err)
	}
	defer os.Remove(file.Name()) //nolint:errcheck // gone already when all went well
	err = write(file)
	if closed := file.Close(); err == nil && closed != nil {
		err = app.Errf(app.Conflict, "shell.save.failed", closed.Error()).Because(closed)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return app.Errf(app.Conflict, "shell.save.failed", err.Error()).Because(err)
	}
	return nil
}

// PickFile asks for a file to read; picked gets its path.
func (sh *Shell) PickFile(extensions []string, picked func(path string)) {
	sh.frame.choose(choose{title: words.T("shell.open.title"), button: words.T("shell.open.do"), extensions: extensions}, picked)
}
