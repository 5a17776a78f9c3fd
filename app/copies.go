package app

import "context"

// AddCopy adds a paper copy at a home location; an empty one means the document's. Custodian.
// Returns NotAllowed, NotFound, Invalid (pages, home), Conflict (error.copies.full,
// error.copies.electronic for an electronic document).
func (o *Office) AddCopy(ctx context.Context, documentCode string, home Location, pages int) (k Copy, err error) {
	documentCode = CleanCode(documentCode)
	err = o.change(ctx, "copy.add", documentCode, func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		d, err := c.DocumentByCode(documentCode)
		if err != nil {
			return missing(err, Errf(NotFound, "error.document.unknown", documentCode))
		}
		if d.Medium == Electronic {
			return Errf(Conflict, "error.copies.electronic", d.Code)
		}
		if home.Empty() {
			home = d.Home
		}
		var f formCheck
		f.number("pages", pages, 0, maxPages)
		f.location("home", &home)
		if err := f.wrong.errOrNil(); err != nil {
			return err
		}
		k, err = c.addNextCopy(d, home, pages)
		return err
	})
	return k, err
}

func (c *change) addNextCopy(d Document, home Location, pages int) (Copy, error) {
	copies, err := c.CopiesOf(d.ID)
	if err != nil {
		return Copy{}, err
	}
	no := 1
	for _, k := range copies {
		no = max(no, k.No+1)
	}
	if no > maxCopies {
		return Copy{}, Errf(Conflict, "error.copies.full", maxCopies)
	}
	k, err := c.addCopy(d, no, home, pages)
	if err != nil {
		return k, err
	}
	return k, c.log(k.Code, map[string]any{"pages": pages})
}

// MoveCopy changes the home location of a copy in place. Custodian. Returns
// NotAllowed, NotFound, Invalid (home), Conflict (error.copy.away) for a copy that is out,
// (error.copy.electronic) for an electronic one.
func (o *Office) MoveCopy(ctx context.Context, copyCode string, home Location) error {
	copyCode = CleanCode(copyCode)
	return o.change(ctx, "copy.move", copyCode, func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		k, err := c.CopyByCode(copyCode)
		if err != nil {
			return missing(err, Errf(NotFound, "error.copy.unknown", copyCode))
		}
		var f formCheck
		f.location("home", &home)
		if home.Empty() {
			f.add(Errf(Invalid, "error.text.empty").At("home"))
		}
		if err := f.wrong.errOrNil(); err != nil {
			return err
		}
		if k.Medium == Electronic {
			return Errf(Conflict, "error.copy.electronic", copyCode)
		}
		if k.State != InPlace {
			return Errf(Conflict, "error.copy.away", copyCode)
		}
		from := k.Home
		k.rehome(home)
		if _, err := c.tx.SaveCopy(k); err != nil {
			return err
		}
		return c.log(copyCode, map[string]any{"from": from, "to": home})
	})
}
