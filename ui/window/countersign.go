package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// countersign is the sheet in which somebody signs for the organisation: whose commitments, one signature for
// all of them, the place, the own password.
type countersign struct {
	sh    *Shell
	rows  []app.CommitmentRow
	list  *fyne.Container
	pad   *widget.SignaturePad
	form  *widget.Form
	sheet *Sheet
}

// countersign opens the sheet for commitments that the person may countersign.
func (sh *Shell) countersign(rows []app.CommitmentRow) {
	c := &countersign{sh: sh, list: look.Column(look.GapTight), pad: widget.NewSignaturePad()}
	c.rows = slices.DeleteFunc(slices.Clone(rows), func(r app.CommitmentRow) bool { return !r.MayCounter })
	if len(c.rows) == 0 {
		return
	}
	place := widget.NewFormField("place", words.T("sign.place"), widget.NewEntry(""))
	password := widget.NewFormField("password", words.T("countersign.password", sh.me.Person.Name, RoleNames(sh.me.Roles)), widget.NewPassword(""))
	c.form = widget.NewForm(place, password)
	c.sheet = sh.Sheet(SheetSpec{
		Title: words.T("countersign.title"), Wide: true, Button: c.label(), Focus: c.pad,
		Content: look.Column(
			look.GapCard, look.Note(words.T("countersign.note", sh.org.Name)), c.scroll(),
			look.Row(
				look.GapWide, // the pad as wide as where everybody signs: paper takes its shape for granted
				look.Fixed(look.WidthDetail-2*look.GapWide, 0, widget.NewSignature(words.T("countersign.signer"), sh.me.Person.Name, c.pad)),
				look.Stretch(c.form))),
		Do: func(*Sheet) { c.submit() },
	})
	c.draw()
}

// label says how many are signed.
func (c *countersign) label() string { return words.N("countersign.do", len(c.rows)) }

// scroll keeps a long list within the sheet.
func (c *countersign) scroll() fyne.CanvasObject {
	height := min(float32(len(c.rows))*(look.HeightControl+look.GapTight)+2*look.Gap, look.HeightPad)
	return look.Frame(look.Fixed(0, height, container.NewVScroll(look.Pad(look.Gap, look.Gap, c.list))))
}

// draw lists whose commitments are signed, each with the cross that leaves it out.
func (c *countersign) draw() {
	c.list.RemoveAll()
	for _, r := range c.rows {
		drop := removeButton(func() {
			if len(c.rows) > 1 {
				c.rows = slices.DeleteFunc(c.rows, func(o app.CommitmentRow) bool { return o.ID == r.ID })
				c.draw()
			}
		})
		what := look.Quiet(words.Join(TemplateTitle(r.Key, r.Title), r.Version, words.Date(string(r.SignedOn)))).Whole()
		c.list.Add(look.Row(look.Gap, look.Stretch(look.Plain(words.Join(r.Person.Name, r.Person.Number))), what, drop))
	}
	c.list.Refresh()
	if b := c.sheet.dialog.Primary(); b != nil {
		b.SetLabel(c.label())
	}
}

// submit signs. What the office refuses keeps the strokes.
func (c *countersign) submit() {
	in := app.CounterInput{Strokes: strokesOf(c.pad), Place: c.form.Value("place"), Password: c.form.Value("password")}
	for _, r := range c.rows {
		in.IDs = append(in.IDs, r.ID)
	}
	c.sheet.SetBusy(true)
	Do(c.sh, Just(func(ctx context.Context) error { return c.sh.office.Countersign(ctx, in) }), func(struct{}) {
		c.sheet.Close()
		c.sh.Toast(words.N("countersign.done", len(in.IDs)))
		c.sh.Changed()
	}, func(err error) bool {
		c.sheet.SetBusy(false)
		if rest := applyErrors(c.form, err); rest != nil {
			c.sheet.Problem(ErrorText(rest))
		}
		c.sheet.Fit()
		return true
	})
}
