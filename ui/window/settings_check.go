package window

import (
	"context"
	"io"
	"os"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// maxPaperFile is far more than the largest sealed paper, in bytes.
const maxPaperFile = 64 << 20

// check asks for a PDF and tells whether it is one of the organisation's sealed papers, unchanged.
func (c *certificateCard) check() {
	c.sh.PickFile([]string{".pdf"}, c.checkFile)
}

// checkFile reads the file off the UI goroutine and shows what was found; that it does not hold is an answer too.
func (c *certificateCard) checkFile(path string) {
	sh := c.sh
	Do(sh, func(ctx context.Context) (app.PaperCheck, error) {
		pdf, err := readPaperFile(path)
		if err != nil {
			return app.PaperCheck{}, err
		}
		return sh.office.CheckPaper(ctx, pdf)
	}, func(p app.PaperCheck) {
		c.checked(widget.NewBanner(look.InPlace, words.T("settings.check.good")), c.found(p))
	}, func(err error) bool {
		if app.CodeOf(err) == app.Internal {
			return false
		}
		c.checked(widget.NewBanner(look.Overdue, ErrorText(err)))
		return true
	})
}

// checked shows the answer.
func (c *certificateCard) checked(parts ...fyne.CanvasObject) {
	c.sh.Sheet(SheetSpec{Title: words.T("settings.check.title"), Cancel: words.T("widget.close"), Content: look.Column(look.GapCard, parts...)})
}

// found says of whom a paper is, and what the register knows.
func (c *certificateCard) found(p app.PaperCheck) fyne.CanvasObject {
	row := func(key, value string) *widget.FieldRow { return widget.NewFieldRow(words.T(key), value) }
	newest := words.T("settings.check.newest")
	if p.Newest.ID != p.Paper.ID {
		newest = words.T("settings.check.replaced", c.sh.dateTime(p.Newest.At))
	}
	rows := []*widget.FieldRow{
		row("settings.check.for", p.For),
		row("settings.check.what", words.Join(p.Reason, p.Paper.Ref)),
		row("settings.check.at", c.sh.dateTime(p.At)),
		row("settings.check.entry", words.T("settings.check.number", p.Entry)),
		row("settings.check.state", newest),
	}
	if !p.Paper.StampedAt.IsZero() {
		rows = append(rows, row("settings.check.stamp", words.Join(c.sh.dateTime(p.Paper.StampedAt), p.Paper.StampedBy)))
	}
	rows = append(rows, row("settings.certificate.fingerprint", printedRows(p.Fingerprint)))
	return widget.NewFields(rows...)
}

// readPaperFile reads no more than a sealed paper can have.
func readPaperFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, app.Errf(app.Invalid, "error.check.unreadable").Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPaperFile))
	if err != nil {
		return nil, app.Errf(app.Invalid, "error.check.unreadable").Because(err)
	}
	return data, nil
}
