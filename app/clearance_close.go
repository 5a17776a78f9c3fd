package app

import (
	"bytes"
	"context"
)

// CloseClearance closes a sheet of which every line is done or excused: the person signs it, or a witness
// where the person is not there; the custodian or administrator confirms with the password. It is final, and
// sealed as a PDF where the office can seal (see SealClearance). Not for one's own (rule 3). Returns NotAllowed, NotFound,
// Conflict (error.clearance.ended, error.clearance.left), Invalid(s) (signature, place, witness, why, password), Throttled.
func (o *Office) CloseClearance(ctx context.Context, in ClearanceClosing) (Clearance, error) {
	const act = "clearance.close"
	var k Clearance
	err := o.view(ctx, act, in.Number, func(w *work) error {
		_, err := w.mayEndClearance(&in)
		return err
	})
	if err != nil {
		return k, err
	}
	if err := o.checkPassword(ctx, act, in.Number, in.Password); err != nil {
		return k, err
	}
	err = o.change(ctx, act, in.Number, func(c *change) error {
		if k, err = c.mayEndClearance(&in); err != nil {
			return err
		}
		if err := c.closeClearance(&k, in); err != nil {
			return err
		}
		facts := map[string]any{"person": k.Person.Number, "kind": k.Kind}
		if in.Absent {
			facts["witness"] = k.Witness.Number
		}
		if err := c.log(k.Number, facts); err != nil {
			return err
		}
		return c.sealClosed(k.Number)
	})
	return k, err
}

// mayEndClearance checks everything but the password.
func (w *work) mayEndClearance(in *ClearanceClosing) (Clearance, error) {
	k, err := w.mayReadClearance(in.Number)
	if err != nil {
		return k, err
	}
	if err := w.mayClear(k.PersonID); err != nil {
		return k, err
	}
	switch {
	case k.State != ClearanceOpen:
		return k, Errf(Conflict, "error.clearance.ended", in.Number)
	case k.left() > 0:
		return k, Errf(Conflict, "error.clearance.left", k.left())
	}
	var f formCheck
	f.add(CheckStrokes("signature", in.Strokes))
	f.line("place", &in.Place, false)
	if in.Absent {
		f.line("why", &in.Why, true)
		if k.Witness, err = w.witnessOf(&f, k, in.Witness); err != nil {
			return k, err
		}
	}
	return k, f.wrong.errOrNil()
}

// witnessOf finds who signs in the place of somebody who is not there: neither of the two whose act it is.
func (w *work) witnessOf(f *formCheck, k Clearance, number string) (Person, error) {
	p, err := found(w.PersonByNumber(number))
	switch {
	case err != nil:
	case p.ID == 0:
		f.add(Errf(Invalid, "error.person.none", number).At("witness"))
	case p.ID == k.PersonID || p.ID == w.person.ID:
		f.add(Errf(Invalid, "error.clearance.witness").At("witness"))
	case p.LeftBy(w.today):
		f.add(Errf(Invalid, "error.person.left", p.Name).At("witness"))
	}
	return p, err
}

// closeClearance keeps the lines as they stand, the signature, and the end.
func (c *change) closeClearance(k *Clearance, in ClearanceClosing) error {
	for i, it := range k.Items {
		if it.Auto && it.State == MarkDone {
			it.At, it.By, it.ByID, it.Note = c.now, "", 0, ""
		}
		saved, err := c.tx.SaveClearanceItem(k.ID, it)
		if err != nil {
			return err
		}
		k.Items[i] = saved
	}
	name := k.Person.Name
	if in.Absent {
		name, k.Why = k.Witness.Name, in.Why
	}
	signed, err := c.tx.AddSignature(Signature{Name: name, Strokes: in.Strokes, At: c.now, Place: in.Place})
	if err != nil {
		return err
	}
	k.State, k.EndedAt, k.EndedBy, k.Signature = ClearanceClosed, c.now, c.person, signed
	return c.tx.EndClearance(*k)
}

// sealClosed seals a sheet that was just closed, where the office can; else it waits for SealClearance.
func (c *change) sealClosed(number string) error {
	if c.papers == nil {
		return nil
	}
	_, err := c.sealClearance(number)
	return onlyFailure(err)
}

// sealClearance makes the sealed paper of a closed sheet.
func (c *change) sealClearance(number string) (SealedPaper, error) {
	k, err := c.Clearance(number)
	if err != nil {
		return SealedPaper{}, err
	}
	k.sort()
	print, err := c.clearancePrint(k)
	if err != nil {
		return SealedPaper{}, err
	}
	var pdf bytes.Buffer
	if err := c.papers.Clearance(&pdf, print); err != nil {
		return SealedPaper{}, err
	}
	return c.sealPaper(PaperClearance, k.Number, k.Person, clearanceTitle[k.Kind], pdf.Bytes())
}

// SealClearance makes the sealed paper of a closed sheet that has none: it was closed while the organisation's
// certificate could not sign. Custodian or administrator. Returns NotAllowed, NotFound, Conflict
// (error.clearance.unclosed, error.clearance.sealed, error.clearance.papers, and why the certificate can't sign).
func (o *Office) SealClearance(ctx context.Context, number string) (SealedPaper, error) {
	var p SealedPaper
	err := o.change(ctx, actSeal, number, func(c *change) error {
		if err := c.mustHave(clearers...); err != nil {
			return err
		}
		k, err := c.Clearance(number)
		if err != nil {
			return missing(err, Errf(NotFound, "error.clearance.none", number))
		}
		if k.State != ClearanceClosed {
			return Errf(Conflict, "error.clearance.unclosed", number)
		}
		have, err := found(c.PaperOf(PaperClearance, number))
		switch {
		case err != nil:
			return err
		case have.ID != 0:
			return Errf(Conflict, "error.clearance.sealed", number)
		case c.papers == nil:
			return Errf(Conflict, "error.clearance.papers")
		}
		c.logged = true // the seal has its own entry
		p, err = c.sealClearance(number)
		return err
	})
	return p, err
}

// clearanceTitle is what a sheet's sealed paper is called, in the language of paper.
var clearanceTitle = map[ClearanceKind]string{ClearJoiner: "入职交接单", ClearMover: "转岗交接单", ClearLeaver: "离职交接单"}
