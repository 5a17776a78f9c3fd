package app

import (
	"context"
	"strconv"
)

// Limits of documents.
const (
	maxPages  = 100_000
	maxCopies = 99
)

// Forever is the last day of a document that is kept for good 永久.
const Forever Date = "2999-12-31"

// SaveDocument adds (with copies numbered 1 to copies; an electronic one with its electronic
// copy alone) or changes a document of the case file with FileCode. Copies that stand at the
// document's old home move with it to a new one. Custodian. Invalid(s) by field, Conflict for
// a double code and for another medium than the copies' (error.document.medium).
func (o *Office) SaveDocument(ctx context.Context, d Document, copies int) (saved Document, err error) {
	d.Code = CleanCode(d.Code)
	err = o.change(ctx, "document.save", d.Code, func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		saved, err = c.saveDocument(d, copies)
		return err
	})
	return saved, err
}

func (c *change) saveDocument(d Document, copies int) (Document, error) {
	old, err := c.oldDocument(d.ID)
	if err != nil {
		return d, err
	}
	if err := c.placeInFile(&d, old); err != nil {
		return d, err
	}
	if d.Code == "" {
		d.Code = old.Code
	}
	if err := c.checkDocument(&d, copies); err != nil {
		return d, err
	}
	if old.ID != 0 && d.Medium != old.Medium {
		return d, Errf(Conflict, "error.document.medium", old.Code).At("medium")
	}
	if err := c.documentCode(&d); err != nil {
		return d, err
	}
	if d, err = c.tx.SaveDocument(d); err != nil {
		return d, err
	}
	facts := map[string]any{"new": old.ID == 0, "file": d.FileCode}
	if old.ID == 0 {
		facts["copies"], err = c.addCopies(d, copies)
	} else {
		err = c.moveAlong(d, old)
	}
	if err != nil {
		return d, err
	}
	if old.Code != "" && old.Code != d.Code {
		facts["was"] = old.Code
	}
	c.logged = true
	return d, c.also("document.save", d.Code, facts)
}

func (c *change) oldDocument(id int64) (Document, error) {
	if id == 0 {
		return Document{}, nil
	}
	return c.Document(id)
}

// placeInFile finds the case file by its code; a document never changes its client.
func (c *change) placeInFile(d *Document, old Document) error {
	f, err := c.FileByCode(CleanCode(d.FileCode))
	if err != nil {
		return missing(err, Errf(Invalid, "error.file.unknown", d.FileCode).At("file"))
	}
	if old.ID != 0 && old.ClientID != f.ClientID {
		return Errf(Invalid, "error.document.client", old.ClientCode).At("file")
	}
	d.FileID, d.FileCode, d.ClientID, d.ClientCode = f.ID, f.Code, f.ClientID, f.ClientCode
	return nil
}

// checkDocument puts texts right and returns what is wrong, by field.
func (w *work) checkDocument(d *Document, copies int) error {
	var f formCheck
	if d.Code != "" {
		if e := checkCode(d.Code); e != nil {
			f.add(e.At("code"))
		}
	}
	f.line("title", &d.Title, true)
	oneOf(&f, "category", d.Category, AllCategories)
	oneOf(&f, "sensitivity", d.Sensitivity, AllSensitivities)
	oneOf(&f, "source", d.Source, AllSources)
	oneOf(&f, "medium", d.Medium, []Medium{Paper, Electronic})
	f.number("pages", d.Pages, 0, maxPages)
	if d.ID == 0 && d.Medium == Paper {
		f.number("copies", copies, 1, maxCopies)
	}
	f.location("home", &d.Home)
	f.pastDate("received", d.Received, w.today)
	f.date("retain_until", d.RetainUntil)
	if d.Received.Valid() && d.RetainUntil.Valid() && d.RetainUntil < d.Received {
		f.add(Errf(Invalid, "error.retain.order", string(d.Received)).At("retain_until"))
	}
	if d.Custodian != "" {
		if _, err := w.PersonByNumber(d.Custodian); CodeOf(err) == NotFound {
			f.add(Errf(Invalid, "error.person.none", d.Custodian).At("custodian"))
		} else if err != nil {
			return err
		}
	}
	return f.wrong.errOrNil()
}

func (f *formCheck) number(field string, n, from, to int) {
	if n < from || n > to {
		f.add(Errf(Invalid, "error.number", from, to).At(field))
	}
}

func (f *formCheck) location(field string, l *Location) {
	for _, part := range []*string{&l.Cabinet, &l.Shelf, &l.Box} {
		f.line(field, part, false)
	}
}

// documentCode gives a code to a document without one, and refuses a double one.
func (w *work) documentCode(d *Document) (err error) {
	if d.Code == "" {
		d.Code, err = w.NextDocumentCode(d.ClientCode)
		return err
	}
	other, err := w.DocumentByCode(d.Code)
	return taken(err, other.ID == d.ID, Errf(Conflict, "error.document.code", d.Code).At("code"))
}

// addCopies adds the copies of a new document, those on paper numbered and at its home, and
// returns how many they are.
func (c *change) addCopies(d Document, copies int) (int, error) {
	if d.Medium == Electronic {
		_, err := c.addElectronicCopy(d)
		return 1, err
	}
	for no := 1; no <= copies; no++ {
		if _, err := c.addCopy(d, no, d.Home, d.Pages); err != nil {
			return no, err
		}
	}
	return copies, nil
}

func (c *change) addCopy(d Document, no int, home Location, pages int) (Copy, error) {
	return c.newCopy(d, Copy{No: no, Home: home, Present: home, Pages: pages, Medium: Paper})
}

// addElectronicCopy adds the copy that stands for a document's content: it is nowhere on the
// shelves, and a document has no second one.
func (c *change) addElectronicCopy(d Document) (Copy, error) {
	return c.newCopy(d, Copy{Pages: d.Pages, Medium: Electronic})
}

func (c *change) newCopy(d Document, k Copy) (Copy, error) {
	k.DocumentID, k.State, k.Code = d.ID, InPlace, k.codeIn(d)
	other, err := c.CopyByCode(k.Code)
	if err := taken(err, other.ID == k.ID, Errf(Conflict, "error.document.code", k.Code).At("code")); err != nil {
		return k, err
	}
	return c.tx.SaveCopy(k)
}

// codeIn is the code of a copy of a document.
func (k Copy) codeIn(d Document) string {
	if k.Medium == Electronic {
		return electronicCode(d.Code)
	}
	return d.Code + "/" + strconv.Itoa(k.No)
}

// electronicCode is the code of the electronic copy of the document with a code.
func electronicCode(document string) string { return document + "/E" }

// moveAlong gives copies the new code of their document, and its new home to those
// that stood at the old one.
func (c *change) moveAlong(d, old Document) error {
	if d.Home == old.Home && d.Code == old.Code {
		return nil
	}
	copies, err := c.CopiesOf(d.ID)
	if err != nil {
		return err
	}
	for _, k := range copies {
		k.Code = k.codeIn(d)
		if k.Home == old.Home && k.Medium == Paper {
			k.rehome(d.Home)
		}
		if _, err := c.tx.SaveCopy(k); err != nil {
			return err
		}
	}
	return nil
}

// rehome changes where a copy belongs; one in its place moves there (rule 4).
func (k *Copy) rehome(home Location) {
	k.Home = home
	if k.State == InPlace {
		k.Present = home
	}
}
