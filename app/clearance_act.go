package app

import (
	"context"
	"slices"
)

// mayClear is for custodians and administrators, and never for their own sheet (rule 3).
func (w *work) mayClear(personID int64) error {
	if err := w.mustHave(clearers...); err != nil {
		return err
	}
	if personID == w.person.ID {
		return Errf(NotAllowed, "error.clearance.self")
	}
	return nil
}

// StartClearance opens a sheet for somebody who joins, moves or leaves. Custodian or administrator, not for
// oneself. Returns NotAllowed, NotFound, Invalid (kind, note), Conflict (error.clearance.open, with the number)
// while another is open.
func (o *Office) StartClearance(ctx context.Context, personNumber string, kind ClearanceKind, note string) (Clearance, error) {
	var k Clearance
	err := o.change(ctx, "clearance.start", personNumber, func(c *change) error {
		if err := c.mustHave(clearers...); err != nil {
			return err
		}
		var f formCheck
		oneOf(&f, "kind", kind, AllClearanceKinds)
		f.line("note", &note, false)
		if err := f.wrong.errOrNil(); err != nil {
			return err
		}
		p, err := c.PersonByNumber(personNumber)
		if err != nil {
			return missing(err, Errf(NotFound, "error.person.none", personNumber))
		}
		if err := c.mayClear(p.ID); err != nil {
			return err
		}
		if k, err = c.startClearance(p, kind, note); err != nil {
			return err
		}
		return c.log(k.Number, map[string]any{"person": p.Number, "kind": kind})
	})
	return k, err
}

func (c *change) startClearance(p Person, kind ClearanceKind, note string) (Clearance, error) {
	other, err := found(c.OpenClearanceOf(p.ID))
	if err != nil {
		return other, err
	}
	if other.ID != 0 {
		return other, Errf(Conflict, "error.clearance.open", p.Name, other.Number)
	}
	k, err := c.tx.AddClearance(Clearance{PersonID: p.ID, Kind: kind, Note: note, OpenedAt: c.now, OpenedBy: c.person}, c.now.Year())
	if err != nil {
		return k, err
	}
	for _, key := range lineFor[kind] {
		if _, err := c.tx.SaveClearanceItem(k.ID, ClearanceItem{Key: key, State: MarkOpen}); err != nil {
			return k, err
		}
	}
	if k, err = c.Clearance(k.Number); err != nil {
		return k, err
	}
	return k, c.checklist(&k)
}

// openClearance finds a sheet that the actor may change.
func (c *change) openClearance(number string) (Clearance, error) {
	if err := c.mustHave(clearers...); err != nil {
		return Clearance{}, err
	}
	k, err := c.Clearance(number)
	if err != nil {
		return k, missing(err, Errf(NotFound, "error.clearance.none", number))
	}
	if err := c.mayClear(k.PersonID); err != nil {
		return k, err
	}
	if k.State != ClearanceOpen {
		return k, Errf(Conflict, "error.clearance.ended", number)
	}
	return k, c.checklist(&k)
}

// MarkClearance marks a line, by its place in the sheet from 0: done, excused for a reason (note), or open again. What the
// register counts is done by the facts alone. Custodian or administrator, not for oneself. Returns NotAllowed,
// NotFound, Invalid (item, mark, note), Conflict (error.clearance.ended, error.clearance.fact).
func (o *Office) MarkClearance(ctx context.Context, number string, item int, mark ItemMark, note string) error {
	return o.change(ctx, "clearance.mark", number, func(c *change) error {
		k, err := c.openClearance(number)
		if err != nil {
			return err
		}
		if item < 0 || item >= len(k.Items) {
			return Errf(Invalid, "error.choice").At("item")
		}
		it := k.Items[item]
		if err := it.mark(mark, note); err != nil {
			return err
		}
		it.At, it.By, it.ByID = c.now, c.person.Name, c.person.ID
		if _, err := c.tx.SaveClearanceItem(k.ID, it); err != nil {
			return err
		}
		return c.log(number, map[string]any{"person": k.Person.Number, "item": it.Key, "mark": mark})
	})
}

// mark changes a line.
func (it *ClearanceItem) mark(mark ItemMark, text string) error {
	var f formCheck
	oneOf(&f, "mark", mark, []ItemMark{MarkOpen, MarkDone, MarkExcused})
	f.line("note", &text, mark == MarkExcused)
	if err := f.wrong.errOrNil(); err != nil {
		return err
	}
	switch {
	case it.Auto && mark == MarkDone && it.Open > 0:
		return Errf(Conflict, "error.clearance.fact").At("mark")
	case it.Auto && it.Open == 0:
		return Errf(Conflict, "error.clearance.done").At("mark")
	}
	it.State, it.Note = mark, text
	return nil
}

// maxClearanceLines is how many lines a sheet may have.
const maxClearanceLines = 60

// AddClearanceLine adds an own line to a sheet, to be ticked by hand. Custodian or administrator, not for
// oneself. Returns NotAllowed, NotFound, Invalid (text), Conflict (error.clearance.ended).
func (o *Office) AddClearanceLine(ctx context.Context, number, text string) error {
	return o.change(ctx, "clearance.line", number, func(c *change) error {
		k, err := c.openClearance(number)
		if err != nil {
			return err
		}
		var f formCheck
		f.line("text", &text, true)
		if slices.ContainsFunc(k.Items, func(it ClearanceItem) bool { return it.Key == OwnLine && it.Text == text }) {
			f.add(Errf(Invalid, "error.clearance.double").At("text"))
		}
		if len(k.Items) >= maxClearanceLines {
			f.add(Errf(Invalid, "error.clearance.lines", maxClearanceLines).At("text"))
		}
		if err := f.wrong.errOrNil(); err != nil {
			return err
		}
		if _, err := c.tx.SaveClearanceItem(k.ID, ClearanceItem{Key: OwnLine, Text: text, State: MarkOpen}); err != nil {
			return err
		}
		return c.log(number, map[string]any{"person": k.Person.Number})
	})
}

// DropClearance ends a sheet that was begun by mistake; it stays in the list with the reason. Custodian or
// administrator, not for oneself. Returns NotAllowed, NotFound, Invalid (why), Conflict (error.clearance.ended).
func (o *Office) DropClearance(ctx context.Context, number, why string) error {
	return o.change(ctx, "clearance.drop", number, func(c *change) error {
		k, err := c.openClearance(number)
		if err != nil {
			return err
		}
		why, wrong := line("why", why, true)
		if wrong != nil {
			return wrong
		}
		k.State, k.EndedAt, k.EndedBy, k.Why = ClearanceDropped, c.now, c.person, why
		if err := c.tx.EndClearance(k); err != nil {
			return err
		}
		return c.log(number, map[string]any{"person": k.Person.Number})
	})
}
