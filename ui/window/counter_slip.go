package window

import (
	"bytes"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// drawSlip shows at the right what both sign: which loan, until when, what for, and the pads.
func (c *counterScreen) drawSlip(d *counterDesk) {
	name := ""
	if d.person != nil {
		name = d.person.Name
	}
	number := ""
	if all := d.numbers(); len(all) == 1 {
		number = all[0]
	}
	body := look.Column(
		look.Gap,
		look.Section(words.T("counter.slip."+d.mode, number)), c.slipFields(d),
		widget.NewSignature(words.T("counter.sign.borrower."+d.mode), name, d.borrower),
		widget.NewSignature(words.T("counter.sign.keeper."+d.mode), c.sh.Me().Person.Name, d.keeper),
	)
	c.detail.SetContent(body)
	label := words.T("counter.none." + d.mode)
	if n := len(d.ready()); n > 0 {
		label = words.N("counter.do."+d.mode, n)
	}
	do := widget.NewButton(widget.Primary, label, c.finish).WithKey("Ctrl+Enter").Large()
	do.SetEnabled(len(d.ready()) > 0 && !c.acting)
	c.detail.SetActions(do)
}

// counted shows how many copies are checked by now, and makes room for what is said of them.
func (c *counterScreen) counted() {
	c.lines.Refresh()
	if d := c.desk(); d != nil {
		c.drawSlip(d)
	}
}

// slipFields are the due date and what the loan is for.
func (c *counterScreen) slipFields(d *counterDesk) fyne.CanvasObject {
	due := ""
	if day := d.due(); day != "" {
		due = words.DateWeekday(string(day))
	}
	rows := []*widget.FieldRow{widget.NewFieldRow(words.T("loans.col.due"), orDash(due))}
	if all := d.numbers(); len(all) > 1 {
		rows = append(rows, widget.NewFieldRow(words.T("counter.look.loan"), List(all)))
	}
	if d.mode == counterBack {
		return widget.NewFields(rows...)
	}
	var purposes []string
	for _, n := range d.numbers() {
		if p := d.loans[n].Purpose; p != "" && !slices.Contains(purposes, p) {
			purposes = append(purposes, p)
		}
	}
	return widget.NewFields(append(rows, widget.NewFieldRow(words.T("loans.col.purpose"), orDash(List(purposes))))...)
}

// orDash is a dash where there is nothing yet, so that lines keep their place.
func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}

// padStrokes is a signature as the office keeps it.
func padStrokes(pad *widget.SignaturePad) [][]app.Point {
	var out [][]app.Point
	for _, stroke := range pad.Strokes() {
		points := make([]app.Point, len(stroke))
		for i, p := range stroke {
			points[i] = app.Point{X: p.X, Y: p.Y}
		}
		out = append(out, points)
	}
	return out
}

// finish hands out or takes back what is ready, once both have signed. What is still missing
// is said, nothing is asked.
func (c *counterScreen) finish() {
	d := c.desk()
	if d == nil || c.acting || c.asking {
		return
	}
	if missing := c.missing(d); missing != "" {
		c.status.Say(look.Waiting, missing)
		c.focus()
		return
	}
	c.acting = true
	c.drawSlip(d)
	if d.mode == counterOut {
		c.handOut(d)
		return
	}
	c.takeBack(d)
}

// missing says what is still to be done before the basket can go.
func (c *counterScreen) missing(d *counterDesk) string {
	unchecked := len(d.unchecked(false))
	switch {
	case unchecked > 0:
		return words.N("counter.missing.check", unchecked)
	case len(d.ready()) == 0:
		return words.T("counter.empty." + d.mode)
	case d.borrower.Empty():
		return words.T("counter.missing.borrower." + d.mode)
	case d.keeper.Empty():
		return words.T("counter.missing.keeper")
	}
	return ""
}

// failed ends an act that the office refused: basket and signatures stay as they are.
func (c *counterScreen) failed(error) bool {
	c.acting = false
	c.redraw()
	c.focus()
	c.lookAgain()
	return false
}

// handOut hands the basket over and prints the slips.
func (c *counterScreen) handOut(d *counterDesk) {
	h := app.Handover{Borrowers: padStrokes(d.borrower), Keepers: padStrokes(d.keeper)}
	name := ""
	if d.person != nil {
		h.Borrower, name = d.person.Number, d.person.Name
	}
	for _, l := range d.ready() {
		h.Copies = append(h.Copies, l.item.Code)
	}
	Do(c.sh, func(ctx context.Context) ([]string, error) { return c.sh.Office().HandOut(ctx, h) }, func(numbers []string) {
		said := words.N("counter.done.out", len(h.Copies), name)
		c.finished(d, said)
		c.printSlips(numbers, said)
	}, c.failed)
}

// takeBack takes the basket back.
func (c *counterScreen) takeBack(d *counterDesk) {
	in := app.ReturnInput{Borrowers: padStrokes(d.borrower), Keepers: padStrokes(d.keeper)}
	for _, l := range d.ready() {
		in.Copies = append(in.Copies, l.back.takeback(l.item.Code))
	}
	Do(c.sh, Just(func(ctx context.Context) error { return c.sh.Office().TakeBack(ctx, in) }), func(struct{}) {
		said := words.N("counter.done.back", len(in.Copies))
		if left := len(d.unchecked(true)); left > 0 {
			said = words.N("counter.left", left, said)
		}
		c.finished(d, said)
	}, c.failed)
}

// finished clears the basket for the next person and says what was done.
func (c *counterScreen) finished(d *counterDesk, said string) {
	c.acting, c.before = false, nil
	c.desks[d.mode] = newCounterDesk(c, d.mode)
	c.redraw()
	c.focus()
	c.dropDraft()
	c.sh.Changed()
	c.status.Say(look.InPlace, said)
}

// printSlips prints the slips of what was handed out. Should the printer be away, what was done
// stays done, and printing is offered again.
func (c *counterScreen) printSlips(numbers []string, said string) {
	Do(c.sh, Just(func(ctx context.Context) error {
		for _, number := range numbers {
			if err := c.printSlip(ctx, number); err != nil {
				return err
			}
		}
		return nil
	}), func(struct{}) {
		c.status.Say(look.InPlace, words.T("counter.printed", said, List(numbers)))
	}, func(err error) bool {
		logError(err)
		c.sh.notice.showError(words.T("counter.unprinted", List(numbers), ErrorText(err)), words.T("counter.print.again"), func() {
			c.sh.notice.hide()
			c.offerSlip(numbers)
		})
		return true
	})
}

func (c *counterScreen) printSlip(ctx context.Context, number string) error {
	slip, err := c.sh.Office().PrintSlip(ctx, number)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := slipPaper(c.sh, slip)(&pdf); err != nil {
		return err
	}
	return c.sh.frame.deps.Printer.Print(ctx, slipName(number), pdf.Bytes())
}

// offerSlip asks what to do with the first slip that did not print: print, show, save. The
// others are printed from their loans.
func (c *counterScreen) offerSlip(numbers []string) {
	if len(numbers) == 0 {
		return
	}
	Do(c.sh, func(ctx context.Context) (app.Slip, error) { return c.sh.Office().PrintSlip(ctx, numbers[0]) }, func(slip app.Slip) {
		c.sh.Print(slipName(numbers[0]), slipPaper(c.sh, slip))
	})
}
