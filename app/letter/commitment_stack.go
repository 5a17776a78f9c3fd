package letter

import (
	"io"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/text"
)

// CommitmentStack prints n commitments into one file for the printer: one job instead of many. With
// leaves each begins on a new sheet also where paper is printed on both sides, so that no sheet belongs to
// two people. The file carries the glyphs of all their names and is to be printed, not kept. stop is asked
// before each and ends the work with its error. It returns that, and the errors of w.
func (p *Press) CommitmentStack(w io.Writer, n int, each func(i int) Commitment, leaves bool, stop func(i int) error) error {
	doc := pdf.New(p.fonts, nil, p.stackInfo(n, each))
	for i := range n {
		if err := stop(i); err != nil {
			return err
		}
		pages := p.CommitmentPages(each(i))
		for _, sheet := range pages {
			sheet.Play(doc.AddPage(sheet.Width, sheet.Height))
		}
		if leaves && len(pages)%2 == 1 && i < n-1 {
			doc.AddPage(page.A4Width, page.A4Height)
		}
	}
	return doc.Write(w)
}

// stackInfo describes the file by its first letter, without a person's name.
func (p *Press) stackInfo(n int, each func(i int) Commitment) pdf.Info {
	if n == 0 {
		return p.info("", Head{})
	}
	c := each(0)
	return p.info(text.Clean(c.Template.Title["zh"]), c.head())
}
