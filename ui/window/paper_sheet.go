package window

import (
	"context"
	"io"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// paperSheet shows what a sealed paper is and what seals it, and lets it out: to a viewer, the printer, a file.
type paperSheet struct {
	sh    *Shell
	paper app.SealedPaper
	sheet *Sheet
}

// showPaper opens the sheet of a sealed paper.
func (sh *Shell) showPaper(id int64) {
	Do(sh, func(ctx context.Context) (app.SealedPaper, error) { return sh.office.Paper(ctx, id) }, func(p app.SealedPaper) {
		s := &paperSheet{sh: sh, paper: p}
		s.open()
	})
}

func (s *paperSheet) open() {
	p := s.paper
	stamp := words.T("papers.stamp.none")
	if !p.StampedAt.IsZero() {
		stamp = words.Join(s.sh.dateTime(p.StampedAt), p.StampedBy)
	}
	fields := widget.NewFields(
		widget.NewFieldRow(words.T("papers.of"), words.Join(p.Title, p.Person, p.Number)),
		widget.NewFieldRow(words.T("papers.at"), words.Join(s.sh.dateTime(p.At), fileSize(p.Size))),
		widget.NewFieldRow(words.T("papers.sum"), app.Groups(p.SHA256)),
		widget.NewFieldRow(words.T("papers.certificate"), app.Groups(p.Fingerprint)),
		widget.NewFieldRow(words.T("papers.stamp"), stamp))
	s.sheet = s.sh.Sheet(SheetSpec{
		Title: words.T("papers.title"), Wide: true, Button: words.T("papers.open"), Cancel: words.T("papers.close"),
		Content: look.Column(look.GapCard, look.Note(words.T("papers.note")), fields), More: s.more(),
		Do: func(*Sheet) { s.send(s.sh.frame.deps.Printer.Open, words.T("shell.print.opened")) },
	})
}

// more are the other ways out, and the timestamp for those who see to it.
func (s *paperSheet) more() []*widget.Button {
	out := []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("papers.print"), func() {
			s.send(s.sh.frame.deps.Printer.Print, words.T("shell.print.sent"))
		}),
		widget.NewButton(widget.Secondary, words.T("papers.export"), s.export),
	}
	if !s.paper.StampedAt.IsZero() {
		return append(out, widget.NewButton(widget.Secondary, words.T("papers.stamp.export"), s.exportStamp))
	}
	if s.sh.me.May.SealPapers {
		out = append(out,
			widget.NewButton(widget.Secondary, words.T("papers.stamp.request"), s.request),
			widget.NewButton(widget.Secondary, words.T("papers.stamp.import"), s.stamp))
	}
	return out
}

// send gives the file to the system's viewer or printer.
func (s *paperSheet) send(how func(context.Context, string, []byte) error, said string) {
	id := s.paper.ID
	s.sheet.SetBusy(true)
	Do(s.sh, Just(func(ctx context.Context) error {
		f, err := s.sh.office.OpenPaper(ctx, id)
		if err != nil {
			return err
		}
		return how(ctx, paper.SealedName(f.SealedPaper), f.PDF)
	}), func(struct{}) {
		s.sheet.Close()
		s.sh.Toast(said)
	}, s.failed)
}

// export saves the file, byte for byte.
func (s *paperSheet) export() {
	id := s.paper.ID
	Do(s.sh, func(ctx context.Context) (app.PaperFile, error) { return s.sh.office.ExportPaper(ctx, id) }, func(f app.PaperFile) {
		s.sh.SaveAs(paper.SealedName(f.SealedPaper), []string{".pdf"}, wholly(f.PDF))
	}, s.failed)
}

// exportStamp saves the timestamp, which belongs beside the file.
func (s *paperSheet) exportStamp() {
	id := s.paper.ID
	Do(s.sh, func(ctx context.Context) (app.PaperFile, error) { return s.sh.office.ExportPaper(ctx, id) }, func(f app.PaperFile) {
		s.sh.SaveAs(s.name(".tst"), []string{".tst"}, wholly(f.Stamp))
	}, s.failed)
}

// request saves the request for a timestamp.
func (s *paperSheet) request() {
	id := s.paper.ID
	Do(s.sh, func(ctx context.Context) ([]byte, error) { return s.sh.office.TimestampRequest(ctx, id) }, func(data []byte) {
		s.sh.SaveAs(s.name(".tsq"), []string{".tsq"}, wholly(data))
	}, s.failed)
}

// name is the paper's name with another ending.
func (s *paperSheet) name(ending string) string {
	return strings.TrimSuffix(paper.SealedName(s.paper), ".pdf") + ending
}

// stamp takes what a timestamp authority answered.
func (s *paperSheet) stamp() {
	id := s.paper.ID
	s.sh.PickFile([]string{".tsr", ".tst", ".p7s"}, func(path string) {
		Do(s.sh, func(ctx context.Context) (app.SealedPaper, error) {
			data, err := readScan(path)
			if err != nil {
				return app.SealedPaper{}, err
			}
			return s.sh.office.ImportTimestamp(ctx, id, data)
		}, func(p app.SealedPaper) {
			s.sheet.Close()
			s.sh.Toast(words.T("papers.stamp.done", s.sh.dateTime(p.StampedAt)))
			s.sh.showPaper(p.ID)
		}, s.failed)
	})
}

// failed says in the sheet what did not work.
func (s *paperSheet) failed(err error) bool {
	s.sheet.SetBusy(false)
	logError(err)
	s.sheet.Problem(ErrorText(err))
	return true
}

// wholly writes data.
func wholly(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}
