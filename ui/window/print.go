package window

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
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

// offerPDF asks what to do with a finished PDF. done gets in words what became of it.
func (f *Frame) offerPDF(name string, data []byte, done func(said string)) {
	o := &offer{frame: f, name: name, data: data, done: done}
	show := widget.NewButton(widget.Secondary, words.T("shell.print.open"), func() {
		o.send(f.deps.Printer.Open, words.T("shell.print.opened"))
	})
	save := widget.NewButton(widget.Secondary, words.T("shell.print.save"), o.save)
	o.sheet = f.sheet(SheetSpec{
		Title: words.T("shell.print.title"), Content: look.Note(words.T("shell.print.note", name)),
		Button: words.T("shell.print.print"), More: []*widget.Button{show, save},
		Do: func(*Sheet) { o.send(f.deps.Printer.Print, words.T("shell.print.sent")) },
	})
}

// offer is a finished PDF on its way out of the program.
type offer struct {
	frame *Frame
	sheet *Sheet
	name  string
	data  []byte
	done  func(said string)
}

// send gives the PDF to the system; said is what to say when it took it.
func (o *offer) send(how func(context.Context, string, []byte) error, said string) {
	o.sheet.SetBusy(true)
	o.frame.spawn(func() {
		err := how(context.Background(), o.name, o.data)
		o.frame.onUI(func() { o.ended(err, said) })
	})
}

// save writes the PDF where the person says.
func (o *offer) save() {
	o.frame.saveAs(o.name, []string{".pdf"}, func(w io.Writer) error {
		_, err := w.Write(o.data)
		return err
	}, func(err error) { o.ended(err, words.T("shell.saved")) })
}

// ended closes the sheet, or says in it why it did not work.
func (o *offer) ended(err error, said string) {
	o.sheet.SetBusy(false)
	if err != nil {
		logError(err)
		o.sheet.Problem(ErrorText(err))
		return
	}
	o.sheet.Close()
	o.done(said)
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
