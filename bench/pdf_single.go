package main

import (
	"bytes"
	"fmt"
	"time"

	"custody/app"
	"custody/app/wording"
	"custody/ui/paper"
)

// single measures one commitment from the click to the finished PDF: what the office gives out and logs, and the
// letter, by a desk that has printed nothing yet.
func (b *bench) single(office *app.Office, numbers []string) error {
	var took []time.Duration
	for i := range 21 {
		start := time.Now()
		prints, err := b.commitments(office, numbers[i:i+1], app.Required[:1])
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := paper.NewDesk().Commitment(&out, prints[0]); err != nil {
			return err
		}
		took = append(took, time.Since(start))
	}
	b.add(figure{"pdf.single.first", float64(took[0].Microseconds()) / 1e3, "ms", "", 0})
	b.add(figure{"pdf.single", median(took[1:]) / 1e3, "ms", "", 0})
	return nil
}

// previewDPI is how fine a page is drawn beside the editor on a screen of twice the usual density.
const previewDPI = 144

// preview measures what an edit of a text costs until the pages in view are drawn anew: the layout, and two pages as
// pictures.
func (b *bench) preview(print app.CommitmentPrint) error {
	desk := paper.NewDesk()
	t, err := wording.Parse(print.Template.Body)
	if err != nil {
		return err
	}
	var took []time.Duration
	for i := range 31 {
		t.Clauses[0].Text += fmt.Sprint(i % 10)
		start := time.Now()
		sheets, err := desk.TextPages(t, print.Organisation)
		if err != nil {
			return err
		}
		for page := range min(2, sheets.Pages()) {
			if _, err := sheets.Render(b.ctx, page, previewDPI/72.0, 0); err != nil {
				return err
			}
		}
		took = append(took, time.Since(start))
	}
	b.add(figure{"preview", median(took[1:]) / 1e3, "ms", "", 0})
	return nil
}
