package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// mostLooked is how many numbers looked up stay on the screen.
const mostLooked = 20

// lookUp is one number that was looked up.
type lookUp struct {
	text   string
	scan   app.Scan
	glance app.CopyGlance // State is empty for what is no copy
}

// lookFor looks a number up; nothing is changed by that.
func (c *counterScreen) lookFor(text string) {
	Load(c.seek, func(ctx context.Context) (lookUp, error) {
		l := lookUp{text: text}
		var err error
		if l.scan, err = c.sh.Office().Scan(ctx, text, false, ""); err != nil {
			return l, err
		}
		if l.scan.Kind == app.ScanPerson || l.scan.Kind == app.ScanLoan || l.scan.Kind == app.ScanBinder {
			return l, nil
		}
		seen, err := c.sh.Office().Glance(ctx, []string{text})
		if len(seen) == 1 {
			l.glance = seen[0]
		}
		return l, err
	}, func(l lookUp) {
		c.looked = append([]lookUp{l}, c.looked...)
		c.looked = c.looked[:min(len(c.looked), mostLooked)]
		c.redraw()
	})
}

// drawLook shows the newest answer at the right, those before it at the left.
func (c *counterScreen) drawLook() {
	c.who.Objects = []fyne.CanvasObject{look.Label(words.T("counter.look.hint"))}
	c.who.Refresh()
	c.detail.SetActions()
	if len(c.looked) == 0 {
		c.lines.Objects = []fyne.CanvasObject{widget.NewEmpty(words.T("counter.empty.look"), nil)}
		c.lines.Refresh()
		c.detail.SetContent(nil)
		return
	}
	items := make([]fyne.CanvasObject, len(c.looked))
	for i, l := range c.looked {
		title, note, kind, word := l.summary()
		items[i] = widget.NewItem(nil, title, note, widget.NewChip(kind, word))
	}
	c.lines.Objects = []fyne.CanvasObject{look.Column(look.GapNone, look.Line(), widget.NewItems(items...))}
	c.lines.Refresh()
	c.drawFound(c.looked[0])
}

// summary is an answer in one line.
func (l lookUp) summary() (title, note string, kind look.Kind, word string) {
	g := l.glance
	switch {
	case l.scan.Kind == app.ScanPerson && l.scan.Person != nil:
		p := l.scan.Person
		kind, word = StandingChip(p.Standing)
		return p.Name, words.Join(p.Number, p.Department, words.N("counter.out", p.Out)), kind, word
	case l.scan.Kind == app.ScanLoan && l.scan.Loan != nil:
		kind, word = loanChip(*l.scan.Loan)
		return l.scan.Loan.Number, words.Join(l.scan.Loan.Borrower.Name, l.scan.Loan.Client), kind, word
	case l.scan.Kind == app.ScanBinder:
		return l.text, l.reason(), look.Neutral, words.N("counter.out", len(l.scan.Items))
	case g.State != "":
		kind, word = CopyChip(g.State)
		return titleOr(g.Title, g.Code), words.Join(codeUnder(g.Title, g.Code), g.Client), kind, word
	}
	return l.text, l.reason(), look.Neutral, words.T("counter.unknown")
}

// reason is why nothing was found.
func (l lookUp) reason() string {
	if l.scan.Why == nil {
		return ""
	}
	return ErrorText(l.scan.Why)
}

// drawFound shows one answer in full, with what can be done about it.
func (c *counterScreen) drawFound(l lookUp) {
	title, note, kind, word := l.summary()
	var rows []*widget.FieldRow
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	var actions []*widget.Button
	button := func(key string, act func()) {
		actions = append(actions, widget.NewButton(widget.Secondary, words.T(key), act))
	}
	g := l.glance
	switch {
	case g.State != "":
		c.copyFacts(l, add, button)
	case l.scan.Kind == app.ScanPerson || l.scan.Kind == app.ScanLoan:
		add("counter.look.what", note)
		c.otherFacts(l, add, button)
	case l.scan.Kind == app.ScanBinder:
		add("counter.look.what", words.Join(words.T("files.field.file"), note))
		button("files.open", func() { c.sh.Open(Files, Arg{Code: app.CleanCode(l.text)}) })
	default:
		add("counter.look.what", note)
	}
	body := look.Column(look.Gap, widget.NewDetailHead(title, kind, word), widget.NewFields(rows...))
	if g.State == "" && len(l.scan.Items) > 0 {
		body.Add(lookedItems(l.scan.Items))
	}
	c.detail.SetContent(body)
	c.detail.SetActions(actions...)
}

// copyFacts is all the counter knows of a copy.
func (c *counterScreen) copyFacts(l lookUp, add func(key, value string), button func(key string, act func())) {
	g := l.glance
	add("loans.col.number", g.Code)
	add("loans.col.client", g.Client)
	add("counter.look.home", Where(g.Home))
	if g.OnHold {
		add("loans.col.state", words.T("loans.copy.hold"))
	}
	loan := ""
	if len(l.scan.Items) > 0 {
		it := l.scan.Items[0]
		loan = it.Loan
		add("loans.col.borrower", words.Join(it.Borrower.Name, it.Borrower.Department))
		add("counter.look.loan", loan)
	}
	add("loans.col.due", dueText(g.Due, c.sh.Day()))
	if g.Waiting > 0 {
		add("counter.look.waiting", words.N("loans.request.waiting", g.Waiting))
	}
	if loan != "" {
		button("counter.look.open", func() { c.sh.Open(Loans, Arg{Code: loan}) })
	}
	if g.State == app.OutCopy {
		button("counter.look.back", func() {
			c.turn(counterBack)
			c.submit(g.Code)
		})
		return
	}
	button("loans.ask", func() { c.sh.Open(Request, Arg{Code: g.Code}) })
}

// lookedItems lists the copies that a loan or a person has out.
func lookedItems(all []app.CounterItem) fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(all))
	for i, it := range all {
		items[i] = widget.NewSmallItem(nil, titleOr(it.Title, it.Code), words.Join(codeUnder(it.Title, it.Code), it.Loan))
	}
	return look.Column(look.GapTight, look.Label(words.T("counter.look.out")), widget.NewItems(items...))
}

// otherFacts is what the counter knows of a loan or a person.
func (c *counterScreen) otherFacts(l lookUp, add func(key, value string), button func(key string, act func())) {
	if l.scan.Loan != nil {
		number := l.scan.Loan.Number
		add("loans.col.due", dueText(l.scan.Loan.Due, c.sh.Day()))
		add("loans.col.purpose", l.scan.Loan.Purpose)
		button("counter.look.open", func() { c.sh.Open(Loans, Arg{Code: number}) })
	}
	if l.scan.Person != nil && l.scan.Kind == app.ScanPerson {
		number := l.scan.Person.Number
		button("shell.fix.person", func() { c.sh.Open(People, Arg{Code: number}) })
	}
}
