package window

import (
	"context"
	"crypto/rand"
	"io"

	"custody/app"
	"custody/ui/look"
	"custody/ui/reader/copies"
	"custody/ui/widget"
	"custody/ui/words"
)

// making is an extract that stands in the register and is being made: printed, or written to the
// place that the person chose.
type making struct {
	s       *viewer
	doc     *viewing
	extract app.Extract
	mark    []string
	path    string // "" for the printer
	sheet   *Sheet
	secret  string // of a sealed file: what opens it
}

// begin makes it off the UI goroutine, with progress; leaving the sheet gives it up.
func (m *making) begin() {
	sh := m.s.sh
	w := sh.newWork(counted(words.T("viewer.make." + string(m.extract.Kind))))
	m.sheet = sh.Sheet(SheetSpec{
		Title: words.T("viewer.make.title", m.extract.Number), Content: look.Column(look.GapCard, w.bar),
		Stays: func(*Sheet) bool { w.cancel(); return true },
	})
	run(w, m.do, func(struct{}) { m.made() }, m.failed)
}

// do makes the copy. It waits for nobody: a document that is closed meanwhile gives it up.
func (m *making) do(ctx context.Context, progress func(done, total int64)) (none struct{}, err error) {
	if !m.doc.enter() {
		return none, context.Canceled
	}
	defer m.doc.users.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(m.doc.ctx, cancel)()
	return none, guarded(func() error {
		switch m.extract.Kind {
		case app.Printed:
			return m.print(ctx, progress)
		case app.SentOut:
			m.secret = copies.Passphrase(rand.Reader)
			return writeFile(m.path, func(w io.Writer) error {
				return copies.Encrypt(&gauge{w, ctx, progress, 0, m.doc.r.Size}, m.doc.r.File, m.secret)
			})
		}
		return writeFile(m.path, func(w io.Writer) error { return m.pages(ctx, w, progress) })
	})
}

// pages writes the pages with their mark.
func (m *making) pages(ctx context.Context, w io.Writer, progress func(done, total int64)) error {
	pages, err := app.ParsePages(m.extract.Pages, m.doc.Pages())
	if err != nil {
		return err
	}
	for i := range pages {
		pages[i]-- // the book counts from 0
	}
	if len(pages) == 0 {
		for i := range m.doc.Pages() {
			pages = append(pages, i)
		}
	}
	return copies.WritePDF(ctx, w, m.doc.book, pages, m.mark, func(done, total int) { progress(int64(done), int64(total)) })
}

// print hands the pages to the printer from memory, and overwrites them there.
func (m *making) print(ctx context.Context, progress func(done, total int64)) error {
	var room wiped
	defer room.wipe()
	if err := m.pages(ctx, &room, progress); err != nil {
		return err
	}
	return m.s.sh.frame.deps.Printer.Print(ctx, m.extract.Number, room.data)
}

// made says that it is done; of a sealed file it shows once what opens it.
func (m *making) made() {
	sh := m.s.sh
	m.sheet.Close()
	sh.Changed()
	if m.extract.Kind != app.SentOut {
		sh.Toast(words.T("viewer.made."+string(m.extract.Kind), m.extract.Number, words.Date(string(m.extract.Due))))
		return
	}
	secret := m.secret
	m.secret = ""
	sh.Sheet(SheetSpec{
		Title: words.T("viewer.secret.title", m.extract.Number), Button: words.T("viewer.secret.do"), Wide: true, Only: true,
		Content: look.Column(
			look.GapCard, look.Body(words.T("viewer.secret.text", m.extract.Outside)), look.Big(secret, look.Neutral).Sized(look.TextTitle),
			widget.NewBanner(look.Waiting, words.T("viewer.secret.once")),
		),
		Stays: func(s *Sheet) bool { s.Problem(words.T("viewer.secret.stays")); return true },
		Do:    func(s *Sheet) { s.Close() },
	})
}

// failed says why nothing came of it. The number is used up: it stays in the register until a
// custodian who is not the holder ticks it off, for nobody vouches for their own (rule 3).
func (m *making) failed(err error) {
	m.sheet.Close()
	m.s.sh.Changed()
	text := words.T("viewer.unmade.cancelled")
	if !cancelled(err) {
		logError(err)
		text = ErrorText(err)
	}
	m.s.sh.notice.showError(words.T("viewer.unmade", text, m.extract.Number), words.T("viewer.unmade.see"), func() {
		m.s.sh.OpenExtracts(m.extract.Number)
	})
}

// wiped is a buffer that overwrites what it grows out of.
type wiped struct{ data []byte }

// Write implements io.Writer.
func (b *wiped) Write(p []byte) (int, error) {
	if need := len(b.data) + len(p); need > cap(b.data) {
		grown := make([]byte, len(b.data), max(need, 2*cap(b.data), 1<<16))
		copy(grown, b.data)
		b.wipe()
		b.data = grown
	}
	b.data = append(b.data, p...)
	return len(p), nil
}

func (b *wiped) wipe() { clear(b.data[:cap(b.data)]) }

// gauge is a writer that tells how much went through it and stops with its context.
type gauge struct {
	w        io.Writer
	ctx      context.Context //nolint:containedctx // for as long as one file is written
	progress func(done, total int64)
	done     int64
	total    int64
}

// Write implements io.Writer.
func (w *gauge) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.w.Write(p)
	w.done += int64(n)
	w.progress(min(w.done, w.total), w.total)
	return n, err
}
