package window

import (
	"bytes"
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Print makes a PDF off the UI goroutine and then asks what to do with it: print, show, save.
// name is the file's name without folder and must carry no client's name.
func (sh *Shell) Print(name string, pdf func(io.Writer) error) {
	Do(sh, func(context.Context) ([]byte, error) { return made(pdf) }, func(data []byte) {
		sh.frame.offerPDF(name, data, sh.ShowError, func() { sh.Toast(words.T("shell.print.sent")) })
	})
}

// PrintNow makes a PDF and sends it to the printer without asking; for the counter, where the
// slip belongs to the act.
func (sh *Shell) PrintNow(name string, pdf func(io.Writer) error) {
	Do(sh, Just(func(ctx context.Context) error {
		data, err := made(pdf)
		if err != nil {
			return err
		}
		return sh.frame.deps.Printer.Print(ctx, name, data)
	}), func(struct{}) { sh.Toast(words.T("shell.print.sent")) })
}

func made(pdf func(io.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	if err := pdf(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// offerPDF asks what to do with a finished PDF.
func (f *Frame) offerPDF(name string, data []byte, fail func(error), sent func()) {
	var s *Sheet
	send := func(how func(context.Context, string, []byte) error, after func()) func() {
		return func() {
			s.SetBusy(true)
			f.spawn(func() {
				err := how(context.Background(), name, data)
				f.onUI(func() {
					s.SetBusy(false)
					if err != nil {
						logError(err)
						s.Problem(ErrorText(err))
						return
					}
					s.Close()
					after()
				})
			})
		}
	}
	show := widget.NewButton(widget.Secondary, words.T("shell.print.open"), func() { send(f.deps.Printer.Open, func() {})() })
	save := widget.NewButton(widget.Secondary, words.T("shell.print.save"), func() { f.savePDF(name, data, func() { s.Close() }, fail) })
	s = f.sheet(SheetSpec{
		Title: words.T("shell.print.title"), Content: look.Note(words.T("shell.print.note", name)),
		Button: words.T("shell.print.print"), More: []*widget.Button{show, save},
		Do: func(*Sheet) { send(f.deps.Printer.Print, sent)() },
	})
}

// savePDF writes the PDF where the person says.
func (f *Frame) savePDF(name string, data []byte, saved func(), fail func(error)) {
	f.saveAs(name, []string{".pdf"}, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}, func(err error) {
		if err != nil {
			fail(err)
			return
		}
		saved()
	})
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

// saveAs asks for a place; done is told how it ended, and nothing when the person gave up.
func (f *Frame) saveAs(name string, extensions []string, write func(io.Writer) error, done func(error)) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				done(err)
			}
			return
		}
		f.spawn(func() {
			err := write(file)
			if closed := file.Close(); err == nil {
				err = closed
			}
			f.onUI(func() { done(err) })
		})
	}, f.win)
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter(extensions))
	d.Show()
}

// PickFile asks for a file to read; picked gets its path.
func (sh *Shell) PickFile(extensions []string, picked func(path string)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			sh.ShowError(err)
		case file != nil:
			path := file.URI().Path()
			_ = file.Close()
			picked(path)
		}
	}, sh.Window())
	d.SetFilter(storage.NewExtensionFileFilter(extensions))
	d.Show()
}
