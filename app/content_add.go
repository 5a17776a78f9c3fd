package app

import (
	"context"
	"io"
)

// NewContent is a file that is to be added, as it was announced.
type NewContent struct {
	File     string // code of a case file: a new electronic document is made in it
	Document string // or code of a document: of a paper one this is the scan
	Name     string // of the file
	Size     int64  // in bytes
	// Of a new document:
	Title       string // "" for the name without its ending
	Category    Category
	Sensitivity Sensitivity
	Source      Source
	Received    Date
}

const actAdd = "content.add"

// AddContent seals a file, reads it back, and brings it into the register as a new electronic
// document of a case file, or as the file of a document: of an electronic one without a file,
// or as the scan of a paper one, which gets an electronic copy beside the others. Everybody who is to hold its key gets
// it in the same transaction, and so do the recovery halves. When it returns nil, the original may
// be deleted. progress, which may be nil, is told bytes done of twice the size: sealing, then
// reading back. Custodian. A context that ends leaves nothing. Returns NotAllowed; Invalid by field
// (file, document, name, title, category, sensitivity, source, received; error.content.empty,
// error.content.large); Conflict (error.content.changed, error.content.source,
// error.content.double, error.copy.gone, error.content.full).
func (o *Office) AddContent(ctx context.Context, n NewContent, r io.Reader, progress func(done, total int64)) (Document, error) {
	n.File, n.Document = CleanCode(n.File), CleanCode(n.Document)
	n.Name = cleanFileName(n.Name)
	object := loggedCodes(cleanCodes([]string{n.File, n.Document})...)
	// First who may and what for, before gigabytes are read; the same is looked at again at the end.
	err := o.view(ctx, actAdd, object, func(w *work) error { return w.mayAdd(n) })
	if err != nil {
		return Document{}, err
	}
	a, err := o.seal(ctx, r, n.Size, progress)
	if err != nil {
		return Document{}, o.refused(ctx, actAdd, object, err)
	}
	var d Document
	err = o.keepContent(ctx, a, func() error {
		return o.change(ctx, actAdd, object, func(c *change) (err error) {
			d, err = c.addContent(n, a)
			return err
		})
	})
	return d, err
}

// mayAdd checks all that can be checked before the file is read.
func (w *work) mayAdd(n NewContent) error {
	if err := w.keeper(); err != nil {
		return err
	}
	if n.Name == "" {
		return Errf(Invalid, "error.content.name").At("name")
	}
	if err := checkSize(n.Size); err != nil {
		return err
	}
	if n.Document != "" {
		_, err := w.withoutContent(n.Document)
		return err
	}
	d := n.document()
	if _, err := w.FileByCode(n.File); err != nil {
		return missing(err, Errf(Invalid, "error.file.unknown", n.File).At("file"))
	}
	return w.checkDocument(&d, 0)
}

// document is the new document of a file.
func (n NewContent) document() Document {
	d := Document{
		FileCode: n.File, Title: n.Title, Category: n.Category, Sensitivity: n.Sensitivity, Source: n.Source,
		Medium: Electronic, Received: n.Received,
	}
	if d.Title == "" {
		d.Title = titleOf(n.Name)
	}
	return d
}

// withoutContent returns a document that can get a file.
func (w *work) withoutContent(code string) (Document, error) {
	d, err := w.DocumentByCode(code)
	if err != nil {
		return d, missing(err, Errf(Invalid, "error.document.unknown", code).At("document"))
	}
	if _, err := w.ContentOf(d.ID); err == nil {
		return d, Errf(Conflict, "error.content.double", d.Code).At("document")
	} else if CodeOf(err) != NotFound {
		return d, err
	}
	k, has, err := w.electronicCopy(d.ID)
	if err == nil && has && k.State == Gone {
		err = Errf(Conflict, "error.copy.gone", k.Code).At("document")
	}
	return d, err
}

// electronicCopy is the copy that stands for a document's content, if it has one.
func (w *work) electronicCopy(documentID int64) (Copy, bool, error) {
	copies, err := w.CopiesOf(documentID)
	for _, k := range copies {
		if k.Medium == Electronic {
			return k, true, err
		}
	}
	return Copy{}, false, err
}

func (c *change) addContent(n NewContent, a arrival) (Document, error) {
	if err := c.mayAdd(n); err != nil {
		return Document{}, err
	}
	d, err := c.documentFor(n)
	if err != nil {
		return d, err
	}
	content := Content{
		Sealed: a.Sealed, DocumentID: d.ID, Name: n.Name, Kind: KindOf(n.Name, a.head), State: ContentSealed,
		AddedAt: c.now, AddedBy: c.person.ID,
	}
	if content, err = c.tx.AddContent(content); err != nil {
		return d, err
	}
	if err := c.giveAll(content, a.key); err != nil {
		return d, err
	}
	return d, c.log(d.Code, map[string]any{
		"object": content.Object, "bytes": content.Size, "kind": content.Kind, "scan": d.Medium == Paper,
	})
}

// documentFor makes the new document, or finds the one that gets the file.
func (c *change) documentFor(n NewContent) (Document, error) {
	if n.Document == "" {
		return c.saveDocument(n.document(), 0)
	}
	d, err := c.DocumentByCode(n.Document)
	if err != nil {
		return d, err
	}
	_, has, err := c.electronicCopy(d.ID)
	if err == nil && !has {
		_, err = c.addElectronicCopy(d)
	}
	return d, err
}
