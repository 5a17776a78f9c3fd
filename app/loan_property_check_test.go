package app_test

import (
	"slices"

	"pgregory.net/rapid"

	"custody/app"
)

// items reads all items of all loans.
func (d *desk) items() (out []app.LoanItem) {
	ok(d.t, d.Store().View(d.t.Context(), func(r app.Reader) (err error) {
		out, err = r.ItemsIn(allStates...)
		return err
	}))
	return out
}

// check is what must hold after every act.
func (d *desk) check(rt *rapid.T) {
	items := d.items()
	loans := d.loansOf(items)
	for _, it := range items {
		d.checkItem(rt, it, loans[it.LoanID])
	}
	for _, code := range d.copies {
		check := d.checkCopy
		if isElectronic(code) {
			check = d.checkElectronic
		}
		check(rt, copyNow(d.t, d.Kit, code), slices.DeleteFunc(slices.Clone(items), func(it app.LoanItem) bool { return it.Code != code }))
	}
}

func (d *desk) loansOf(items []app.LoanItem) map[int64]app.Loan {
	out := map[int64]app.Loan{}
	ok(d.t, d.Store().View(d.t.Context(), func(r app.Reader) error {
		var ids []int64
		for _, it := range items {
			ids = append(ids, it.LoanID)
		}
		loans, err := r.LoansByID(ids)
		for _, l := range loans {
			out[l.ID] = l
		}
		return err
	}))
	return out
}

// checkItem is rule 3, and that nothing goes out without an approval.
func (d *desk) checkItem(rt *rapid.T, it app.LoanItem, l app.Loan) {
	for _, who := range []int64{it.DeciderID, it.PrincipalID} {
		if who != 0 && (who == l.BorrowerID || who == l.AskerID) {
			rt.Fatalf("%s of %s was decided by or for a party", it.Code, l.Number)
		}
	}
	if !it.OutAt.IsZero() && it.DeciderID == 0 {
		rt.Fatalf("%s of %s went out unapproved", it.Code, l.Number)
	}
	if it.State == app.OutItem && (it.OutID == 0) != it.Electronic {
		rt.Fatalf("%s of %s is out unsigned for", it.Code, l.Number)
	}
	if !it.Allowed.Within(it.Asked) {
		rt.Fatalf("%s of %s allows more than was asked for", it.Code, l.Number)
	}
}

// checkElectronic is that an electronic copy stays where it is, that everybody has it once, that
// what is out opens, and that nobody without a duty holds its key but for a loan.
func (d *desk) checkElectronic(rt *rapid.T, c app.Copy, items []app.LoanItem) {
	if c.State != app.InPlace || c.HolderID != 0 || c.Loan != "" || c.Due != "" {
		rt.Fatalf("%s is %+v", c.Code, c)
	}
	has := map[int64]bool{}
	for _, it := range items {
		if !it.State.Active() {
			continue
		}
		if has[it.BorrowerID] || it.State == app.LostItem {
			rt.Fatalf("%s is %s to %d, who has it already: %v", c.Code, it.State, it.BorrowerID, has[it.BorrowerID])
		}
		has[it.BorrowerID] = it.State != app.Requested
	}
	keys := d.keysOf(c)
	for i, login := range d.logins {
		id, keeper := d.ids[i], i < 2
		until, given := keys[id]
		if given && !keeper && !has[id] {
			rt.Fatalf("%s holds the key of %s until %q without a loan", login, c.Code, until)
		}
		for _, it := range items {
			// Settling takes the key of a loan that is over before the next act on loans takes it back.
			wants := given || it.Due < d.Today()
			if it.BorrowerID == id && it.State == app.OutItem && (!wants || given && !keeper && until != it.Due) {
				rt.Fatalf("%s is out to %s until %s, the key is given until %q: %v", c.Code, login, it.Due, until, given)
			}
		}
	}
}

// keysOf is who has been given the key of a copy's content, and until when.
func (d *desk) keysOf(c app.Copy) map[int64]app.Date {
	out := map[int64]app.Date{}
	ok(d.t, d.Store().View(d.t.Context(), func(r app.Reader) error {
		content, err := r.ContentOf(c.DocumentID)
		if err != nil {
			return err
		}
		grants, err := r.Grants(content.ID)
		for _, g := range grants {
			out[g.PersonID] = g.Until
		}
		return err
	}))
	return out
}

// checkCopy is rule 4: in its place, with one borrower, or gone; and a queue that does
// not stand still while the copy is free.
func (d *desk) checkCopy(rt *rapid.T, c app.Copy, items []app.LoanItem) {
	var active []app.LoanItem
	waiting := false
	for _, it := range items {
		if it.State.Active() {
			active = append(active, it)
		}
		waiting = waiting || it.State == app.Waiting
	}
	if len(active) > 1 {
		rt.Fatalf("%s is promised %d times", c.Code, len(active))
	}
	want := app.InPlace
	switch {
	case len(active) == 1 && active[0].State == app.OutItem:
		want = app.OutCopy
	case len(active) == 1 && active[0].State == app.LostItem:
		want = app.Lost
	case slices.ContainsFunc(items, func(it app.LoanItem) bool { return it.State == app.Incident }):
		want = app.Gone
	}
	if c.State != want {
		rt.Fatalf("%s is %s, its loans say %s", c.Code, c.State, want)
	}
	if c.State == app.OutCopy && (c.HolderID != active[0].BorrowerID || c.Loan != active[0].Loan || c.Due != active[0].Due || !c.Present.Empty()) {
		rt.Fatalf("%s is out as %+v, its loan says %+v", c.Code, c, active[0])
	}
	if c.State == app.InPlace && (c.HolderID != 0 || c.Present != c.Home || c.Loan != "") {
		rt.Fatalf("%s is in place as %+v", c.Code, c)
	}
	if waiting && len(active) == 0 {
		rt.Fatalf("%s is free and somebody waits for it", c.Code)
	}
}
