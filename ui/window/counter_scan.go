package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// scanned is a number on its way to the basket that was at hand when it was scanned.
type scanned struct {
	mode, text string
	listed     bool // not on the table: a draft brings it back as listed only
}

// submit takes what was typed or scanned. Numbers are asked one after the other in the order
// in which they came, however fast the scanner is.
func (c *counterScreen) submit(text string) {
	c.scan.SetText("")
	c.focus()
	text = tidy(text)
	switch {
	case text == "":
		c.enter()
		return
	case c.mode() == counterLook:
		c.lookFor(text)
		return
	}
	c.waiting = append(c.waiting, scanned{mode: c.mode(), text: text})
	c.pump()
}

// pump asks for the next number scanned.
func (c *counterScreen) pump() {
	if c.asking || len(c.waiting) == 0 {
		return
	}
	next := c.waiting[0]
	d := c.desks[next.mode]
	c.waiting = c.waiting[1:]
	c.asking = true
	borrower := ""
	if d.person != nil {
		borrower = d.person.Number
	}
	answered := func() {
		c.asking = false
		c.redraw()
		c.pump()
	}
	Do(c.sh, func(ctx context.Context) (app.Scan, error) {
		return c.sh.Office().Scan(ctx, next.text, d.mode == counterOut, borrower)
	}, func(s app.Scan) {
		c.take(d, next, s)
		answered()
	}, func(err error) bool {
		c.sh.ShowError(err)
		answered()
		return true
	})
}

// enter is Enter in the empty field: the next copy that came back is as it should be.
func (c *counterScreen) enter() {
	d := c.desk()
	if d == nil || d.mode != counterBack {
		return
	}
	if todo := d.unchecked(true); len(todo) > 0 {
		todo[0].back.accept()
		c.redraw()
	}
}

// take puts what a number turned out to be into the basket. A wrong number stops nobody: it
// stands in the basket with the reason.
func (c *counterScreen) take(d *counterDesk, from scanned, s app.Scan) {
	text := from.text
	switch s.Kind {
	case app.ScanPerson:
		if s.Person != nil && !c.meet(d, *s.Person) {
			return
		}
	case app.ScanLoan:
		if s.Loan != nil {
			p := app.CounterPerson{Person: s.Loan.Borrower}
			if s.Person != nil {
				p = *s.Person
			}
			if !c.meet(d, p) {
				return
			}
			d.loans[s.Loan.Number] = s.Loan.Loan
			if s.Person == nil {
				c.learn(d, p.Number)
			}
		}
	case app.ScanUnknown:
		c.put(d, text, app.CounterItem{}, s.Why)
		return
	}
	for _, item := range s.Items {
		c.put(d, text, item, item.Why).here = s.Kind == app.ScanCopy && !from.listed
	}
	c.takeOwner(d, s)
	if len(s.Items) == 0 && s.Why != nil {
		item := app.CounterItem{}
		if s.Loan != nil {
			item.Loan = s.Loan.Number
		}
		c.put(d, text, item, s.Why)
	}
	if len(s.Items) == 0 && s.Why == nil {
		c.status.Say(look.Waiting, words.T("counter.nothing."+d.mode, text))
	}
}

// takeOwner makes the borrower of the first copy scanned the person at the counter.
func (c *counterScreen) takeOwner(d *counterDesk, s app.Scan) {
	if s.Kind != app.ScanCopy && s.Kind != app.ScanBinder || d.person != nil || len(s.Items) == 0 {
		return
	}
	if s.Person != nil {
		d.person = s.Person
		return
	}
	if it := s.Items[0]; it.Why == nil && it.Borrower.Number != "" {
		d.person = &app.CounterPerson{Person: it.Borrower}
		c.learn(d, it.Borrower.Number)
	}
}

// meet makes somebody the person at the counter. While the basket is somebody else's it says
// so instead.
func (c *counterScreen) meet(d *counterDesk, p app.CounterPerson) bool {
	if d.person != nil && d.person.Number != p.Number && len(d.lines) > 0 {
		c.status.SayWith(look.Waiting, words.T("counter.other", d.person.Name, p.Name), words.T("counter.next"), func() {
			c.next()
			c.submit(p.Number)
		})
		return false
	}
	d.person = &p
	return true
}

// learn asks what the counter shows of a person: what they have out, whether they are bound.
func (c *counterScreen) learn(d *counterDesk, number string) {
	Do(c.sh, func(ctx context.Context) (app.Scan, error) {
		return c.sh.Office().Scan(ctx, number, d.mode == counterOut, "")
	}, func(s app.Scan) {
		if s.Person != nil && d.person != nil && d.person.Number == s.Person.Number {
			d.person = s.Person
			c.redraw()
		}
	})
}

// put puts a line into the basket, once; a line that was refused is replaced by its newer answer.
func (c *counterScreen) put(d *counterDesk, text string, item app.CounterItem, why *app.Error) *deskLine {
	if old := d.has(item, text); old != nil {
		if old.ready() {
			c.status.Say(look.Neutral, words.T("counter.twice", item.Code))
			return old
		}
		old.item, old.why = item, why
		c.check(d, old)
		return old
	}
	l := &deskLine{text: text, item: item, why: why}
	c.check(d, l)
	d.lines = append(d.lines, l)
	return l
}

// check gives a copy that comes back what is checked on return.
func (c *counterScreen) check(d *counterDesk, l *deskLine) {
	if d.mode == counterBack && l.open() && l.back == nil {
		l.back = newBackLine(c, l.item)
		l.back.restore(l.item.Code, c.kept)
	}
	c.readLoan(d, l.item.Loan)
}

// readLoan reads what a loan is for, to be shown on its slip.
func (c *counterScreen) readLoan(d *counterDesk, number string) {
	if _, known := d.loans[number]; known || number == "" || d.mode != counterOut {
		return
	}
	d.loans[number] = app.Loan{Number: number}
	Do(c.sh, func(ctx context.Context) (app.LoanSheet, error) { return c.sh.Office().OpenLoan(ctx, number) }, func(s app.LoanSheet) {
		d.loans[number] = s.Loan
		c.redraw()
	})
}

// lookAgain asks anew about the lines that could not be handed out, and about a person who was
// not bound: what stood in the way may have been solved on another screen.
func (c *counterScreen) lookAgain() {
	d := c.desks[counterOut]
	var texts []string
	for _, l := range d.lines {
		if !l.open() && l.item.Code != "" {
			texts = append(texts, l.item.Code)
		}
	}
	if d.person != nil && !d.person.Standing.Bound {
		c.learn(d, d.person.Number)
	}
	if len(texts) == 0 {
		return
	}
	borrower := ""
	if d.person != nil {
		borrower = d.person.Number
	}
	Load(c.again, func(ctx context.Context) ([]app.Scan, error) {
		var out []app.Scan
		for _, text := range texts {
			s, err := c.sh.Office().Scan(ctx, text, true, borrower)
			if err != nil {
				return nil, err
			}
			out = append(out, s)
		}
		return out, nil
	}, func(scans []app.Scan) {
		for i, s := range scans {
			if s.Kind == app.ScanCopy {
				c.take(d, scanned{mode: d.mode, text: texts[i]}, s)
			}
		}
		c.redraw()
	})
}
