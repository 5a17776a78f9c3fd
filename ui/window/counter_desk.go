package window

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// counterDesk is one basket with the person in front of it and both signatures.
type counterDesk struct {
	mode     string
	person   *app.CounterPerson
	lines    []*deskLine
	loans    map[string]app.Loan // of the lines, as far as they have been read
	borrower *widget.SignaturePad
	keeper   *widget.SignaturePad
}

func newCounterDesk(c *counterScreen, mode string) *counterDesk {
	d := &counterDesk{mode: mode, loans: map[string]app.Loan{}, borrower: widget.NewSignaturePad(), keeper: widget.NewSignaturePad()}
	// A pad takes the focus while somebody signs, and gives it back with each stroke.
	d.borrower.OnChanged = c.focusSoon
	d.keeper.OnChanged = c.focusSoon
	return d
}

// empty tells whether there is nothing to lose.
func (d *counterDesk) empty() bool { return len(d.lines) == 0 && d.person == nil }

// deskLine is one line of a basket.
type deskLine struct {
	text string // as scanned
	item app.CounterItem
	why  *app.Error // why it can't be done, nil when it can
	back *backLine  // the check on return, for what comes back
	here bool       // scanned itself, not only listed for its loan or borrower
}

// open tells whether the line could be handed out or taken back.
func (l *deskLine) open() bool { return l.why == nil }

// ready tells whether it will be: what comes back has to be checked first. A copy that was only
// listed and not checked stays out.
func (l *deskLine) ready() bool { return l.open() && (l.back == nil || l.back.checked) }

// ready lists the lines that can be handed out or taken back.
func (d *counterDesk) ready() []*deskLine {
	var out []*deskLine
	for _, l := range d.lines {
		if l.ready() {
			out = append(out, l)
		}
	}
	return out
}

// unchecked lists the copies that are still to be checked, those on the table first; listed
// adds those that were only listed.
func (d *counterDesk) unchecked(listed bool) []*deskLine {
	var here, there []*deskLine
	for _, l := range d.lines {
		switch {
		case !l.open() || l.ready():
		case l.here:
			here = append(here, l)
		case listed:
			there = append(there, l)
		}
	}
	return append(here, there...)
}

// has finds the line of a copy, or of a text that is none.
func (d *counterDesk) has(item app.CounterItem, text string) *deskLine {
	for _, l := range d.lines {
		if item.Code != "" && l.item.Code == item.Code || item.Code == "" && l.text == text {
			return l
		}
	}
	return nil
}

// drop takes a line out.
func (d *counterDesk) drop(l *deskLine) {
	d.lines = slices.DeleteFunc(d.lines, func(o *deskLine) bool { return o == l })
}

// numbers are the loans of the lines that are ready, each once.
func (d *counterDesk) numbers() []string {
	var out []string
	for _, l := range d.ready() {
		if l.item.Loan != "" && !slices.Contains(out, l.item.Loan) {
			out = append(out, l.item.Loan)
		}
	}
	return out
}

// due is the first day on which something of the basket is to be back.
func (d *counterDesk) due() app.Date {
	var due app.Date
	for _, l := range d.ready() {
		if l.item.Due != "" && (due == "" || l.item.Due < due) {
			due = l.item.Due
		}
	}
	return due
}

// drawDesk shows a basket at the left, its slip and the pads at the right.
func (c *counterScreen) drawDesk(d *counterDesk) {
	c.who.Objects = []fyne.CanvasObject{c.whoLine(d)}
	c.who.Refresh()
	items := make([]fyne.CanvasObject, len(d.lines))
	for i, l := range d.lines {
		items[i] = c.drawLine(d, l, i+1)
	}
	if len(items) == 0 {
		c.lines.Objects = []fyne.CanvasObject{look.Column(look.Gap, widget.NewEmpty(words.T("counter.empty."+d.mode), nil))}
	} else {
		c.lines.Objects = []fyne.CanvasObject{look.Column(look.GapNone, look.Line(), widget.NewItems(items...))}
	}
	c.lines.Refresh()
	c.drawSlip(d)
}

// whoLine says who stands at the counter and whether they are bound.
func (c *counterScreen) whoLine(d *counterDesk) fyne.CanvasObject {
	p := d.person
	if p == nil {
		return look.Label(words.T("counter.nobody." + d.mode))
	}
	facts := words.Join(p.Post, p.Department, words.N("counter.out", p.Out))
	if p.Overdue > 0 {
		facts = words.Join(facts, words.N("counter.overdue", p.Overdue))
	}
	row := look.Row(look.GapTight, look.Label(words.T("counter.to."+d.mode)).Whole(), look.Section(p.Name).Whole())
	if p.Standing.Bound {
		row.Add(look.Stretch(look.Label(words.Join(facts, words.T("counter.bound")))))
		return row
	}
	row.Add(look.Stretch(look.Label(facts)))
	if d.mode == counterBack {
		return row // whoever brings something back is welcome
	}
	kind, word := StandingChip(p.Standing)
	row.Add(widget.NewChip(kind, word))
	if label, act := c.sh.Fix(app.FixSign, p.Number); act != nil {
		row.Add(widget.NewButton(widget.Secondary, label, act))
	}
	return row
}

// drawLine shows one line of a basket.
func (c *counterScreen) drawLine(d *counterDesk, l *deskLine, n int) fyne.CanvasObject {
	remove := removeButton(func() {
		d.drop(l)
		c.redraw()
		c.focus()
	})
	if !l.open() {
		return c.drawRefused(d, l, n, remove)
	}
	it := l.item
	before := widget.NewNumber(strconv.Itoa(n))
	if l.back != nil {
		return l.back.draw(before, it, remove)
	}
	note := words.Join(codeUnder(it.Title, it.Code), it.Client, Where(it.Home))
	return widget.NewItem(before, titleOr(it.Title, it.Code), note, widget.NewChip(look.InPlace, words.T("counter.ready")), remove)
}

// drawRefused shows a line that can't be done: greyed, with the reason in words and the button
// that solves it.
func (c *counterScreen) drawRefused(d *counterDesk, l *deskLine, n int, remove *widget.Button) fyne.CanvasObject {
	it := l.item
	title := it.Title
	if title == "" {
		title = it.Code
	}
	if title == "" {
		title = l.text
	}
	lines := look.Column(look.GapTight, look.Plain(title).Colored(look.ColorQuiet))
	if note := words.Join(codeUnder(it.Title, it.Code), it.Client); note != "" {
		lines.Add(look.Quiet(note))
	}
	lines.Add(look.Say(ErrorText(l.why), look.Overdue).Sized(look.TextQuiet))
	after := look.Row(look.Gap, widget.NewChip(look.Neutral, words.T("counter.refused."+d.mode)))
	if label, act := c.sh.Fix(l.why.Fix, l.why.Target); act != nil {
		after.Add(widget.NewButton(widget.Secondary, label, act))
	} else if it.Loan != "" && (it.Code == "" || strings.HasSuffix(it.Code, "/E")) {
		after.Add(widget.NewButton(widget.Secondary, words.T("content.counter.loan"), func() { c.sh.Open(Loans, Arg{Code: it.Loan}) }))
	}
	after.Add(remove)
	number := look.PadEach(0, 0, look.Gap, 0, widget.NewNumber(strconv.Itoa(n)))
	return look.Pad(look.GapNone, look.GapCard-look.Hairline, look.Edge(nil, nil, number, look.PadEach(look.Gap, 0, 0, 0, after), lines))
}
