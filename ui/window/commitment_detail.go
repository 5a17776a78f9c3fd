package window

import (
	"context"
	"io"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the detail.
func (c *commitments) showNone() {
	c.at = nil
	c.detail.SetContent(look.Label(words.T("commitments.none")))
	c.detail.SetActions()
}

// show shows one commitment of one person.
func (c *commitments) show(r app.CommitmentRow) {
	c.at = &r
	kind, word := CommitmentChip(r.State)
	rows := []*widget.FieldRow{widget.NewFieldRow(words.T("commitments.person"), PersonLine(r.Person))}
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(label), value))
		}
	}
	add("people.number", r.Person.Number)
	add("commitments.document", r.Number)
	add("commitments.version", r.Version)
	add("commitments.signed", words.Date(string(r.SignedOn)))
	add("commitments.until", words.Date(string(r.ValidUntil)))
	if r.Method != "" {
		add("commitments.method", words.T("commitments.method."+r.Method))
	}
	add("commitments.witness", r.Witness)
	c.addPaper(r, add)
	column := look.Column(look.GapCard, widget.NewDetailHead(TemplateTitle(r.Key, r.Title), kind, word), widget.NewFields(rows...))
	if wantsSigning(r) {
		column.Add(widget.NewBanner(kind, words.T("commitments.why."+string(r.State))))
	}
	c.detail.SetContent(column)
	c.detail.SetActions(c.actions(r)...)
}

// wantsSigning tells whether the row asks for a signature soon.
func wantsSigning(r app.CommitmentRow) bool {
	return r.State == app.Missing || r.State == app.Expired || r.State == app.Expiring
}

// addPaper says of a signed commitment how its scan was matched, who signed for the organisation, and whether it
// is sealed.
func (c *commitments) addPaper(r app.CommitmentRow, add func(label, value string)) {
	if r.ID == 0 {
		return
	}
	if r.Matched != "" {
		add("commitments.matched", words.T("commitments.matched."+string(r.Matched)))
	}
	switch {
	case r.Counter.PersonID != 0:
		add("commitments.counter", words.Join(r.Counter.Signature.Name, r.Counter.Post, c.sh.dateTime(r.Counter.Signature.At)))
	case r.WantsCounter:
		add("commitments.counter", words.T("commitments.counter.waits"))
	}
	state := "commitments.seal.done"
	if r.PaperID == 0 {
		state = "commitments.seal.waits"
	}
	add("commitments.seal", words.T(state))
}

// actions are the scan, printing or the sealed paper, the organisation's signature, and signing; the last is the
// primary one.
func (c *commitments) actions(r app.CommitmentRow) []*widget.Button {
	var out []*widget.Button
	if r.HasScan {
		out = append(out, widget.NewButton(widget.Secondary, words.T("commitments.scan"), c.scan))
	}
	label, kind := "commitments.print", widget.Secondary
	if r.PaperID != 0 {
		label = "commitments.paper"
	}
	if !wantsSigning(r) && !r.MayCounter {
		kind = widget.Primary
	}
	out = append(out, widget.NewButton(kind, words.T(label), c.print).WithKey("Ctrl+P"))
	switch {
	case wantsSigning(r):
		out = append(out, widget.NewButton(widget.Primary, words.T("commitments.sign"), c.sign).WithKey("Enter"))
	case r.MayCounter:
		out = append(out, widget.NewButton(widget.Primary, words.T("countersign.single"), c.counter).WithKey("Enter"))
	}
	return out
}

// counter signs the one at hand for the organisation.
func (c *commitments) counter() { c.sh.countersign([]app.CommitmentRow{*c.at}) }

// primary is what Enter does: sign what wants signing, else show or print it.
func (c *commitments) primary() {
	switch {
	case c.at == nil:
	case wantsSigning(*c.at):
		c.sign()
	case c.at.MayCounter:
		c.counter()
	default:
		c.print()
	}
}

func (c *commitments) sign() {
	c.sh.Open(Sign, Arg{Code: c.at.Person.Number, Act: string(c.at.Key)})
}

// print opens the sealed paper, prints the signed commitment where it still waits to be sealed, or a blank one
// where nothing is signed.
func (c *commitments) print() {
	if c.at == nil {
		return
	}
	r := *c.at
	if r.PaperID != 0 {
		c.sh.showPaper(r.PaperID)
		return
	}
	Do(c.sh, func(ctx context.Context) (app.CommitmentPrint, error) {
		if r.ID == 0 {
			return c.sh.office.PrintBlank(ctx, r.Person.Number, r.Key)
		}
		return c.sh.office.PrintCommitment(ctx, r.ID)
	}, c.sh.printCommitment)
}

// scan saves the scan of a commitment signed on paper where the person says.
func (c *commitments) scan() {
	type scan struct {
		name string
		data []byte
	}
	id := c.at.ID
	Do(c.sh, func(ctx context.Context) (scan, error) {
		name, data, err := c.sh.office.CommitmentScan(ctx, id)
		return scan{name, data}, err
	}, func(s scan) {
		c.sh.SaveAs(s.name, []string{".png", ".jpg", ".jpeg", ".pdf"}, func(w io.Writer) error {
			_, err := w.Write(s.data)
			return err
		})
	})
}

// Escape implements Screen.
func (c *commitments) Escape() bool {
	if c.at == nil {
		return false
	}
	c.table.Deselect()
	c.showNone()
	return true
}
