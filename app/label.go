package app

import (
	"context"
	"slices"
	"strings"
)

// LabelKind is what labels are stuck on.
type LabelKind string

// The kinds of labels.
const (
	CopyLabels    LabelKind = "copy"    // each paper copy of a document
	FileLabels    LabelKind = "file"    // the binder of a case file
	PlaceLabels   LabelKind = "place"   // the shelf or box that copies stand in
	CabinetLabels LabelKind = "cabinet" // the cabinet that copies stand in
)

// AllLabelKinds lists them in the order forms show them.
var AllLabelKinds = []LabelKind{CopyLabels, FileLabels, PlaceLabels, CabinetLabels}

// MaxLabels is how many labels are made at once.
const MaxLabels = 1000

// LabelOrder says what labels are for. Codes are those of documents, copies and case files, for places also their
// own; each stands for all of the kind that belongs to it, so that marked rows of any list will do.
type LabelOrder struct {
	Kind  LabelKind
	Codes []string
}

// Label is what stands on a label; it names no client and no title, which may name one.
type Label struct {
	Kind LabelKind
	Code string   // what a scanner reads: at the counter of a copy or a case file, in the filter of documents of a place
	File string   // case file of a copy
	Home Location // where it belongs; of a place the place itself
}

// PrintLabels returns the labels of an order, each once, and logs the print. Custodian. Returns NotAllowed, NotFound
// (error.label.unknown) with the codes that are none, Invalid (error.choice at kind), Conflict (error.label.none)
// when nothing of them is on paper, (error.label.many) for more than MaxLabels.
func (o *Office) PrintLabels(ctx context.Context, order LabelOrder) (labels []Label, err error) {
	err = o.change(ctx, "label.print", loggedCodes(order.Codes...), func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		if !slices.Contains(AllLabelKinds, order.Kind) {
			return Errf(Invalid, "error.choice").At("kind")
		}
		if labels, err = c.labels(order); err != nil {
			return err
		}
		return c.log(c.object, map[string]any{"kind": order.Kind, "labels": len(labels)})
	})
	if err != nil {
		return nil, err
	}
	return labels, nil
}

// labels collects the labels of an order.
func (w *work) labels(order LabelOrder) ([]Label, error) {
	var out []Label
	var strangers []string
	seen := map[string]bool{}
	for _, code := range order.Codes {
		some, err := w.labelsOf(order.Kind, code)
		if CodeOf(err) == NotFound {
			strangers = append(strangers, cut(strings.TrimSpace(code), maxCode))
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, l := range some {
			if !seen[l.Code] {
				seen[l.Code] = true
				out = append(out, l)
			}
		}
		if len(out) > MaxLabels {
			return nil, Errf(Conflict, "error.label.many", MaxLabels)
		}
	}
	switch {
	case len(strangers) > 0:
		return nil, Errf(NotFound, "error.label.unknown", strings.Join(strangers[:min(10, len(strangers))], " "))
	case len(out) == 0:
		return nil, Errf(Conflict, "error.label.none")
	}
	return out, nil
}

// labelsOf are the labels of a kind that one code stands for. Returns NotFound for no code of ours.
func (w *work) labelsOf(kind LabelKind, code string) ([]Label, error) {
	place, is := placeOf(code)
	if is && (kind == PlaceLabels || kind == CabinetLabels) {
		n, err := w.Reader.CountDocuments(DocumentFilter{Place: place}, nil)
		if err != nil || n > 0 {
			return placeLabels(kind, place), err
		}
	}
	if kind == FileLabels {
		return w.fileLabels(CleanCode(code))
	}
	docs, copies, err := w.shelved(CleanCode(code))
	var out []Label
	for i, k := range copies {
		if kind == CopyLabels {
			out = append(out, Label{Kind: kind, Code: k.Code, File: docs[i].FileCode, Home: k.Home})
			continue
		}
		out = append(out, placeLabels(kind, k.Home)...)
	}
	return out, err
}

// fileLabels is the label of the case file that a code names or belongs to, with the place that all its paper stands
// in: a box, or as much of the way to it as is common to all.
func (w *work) fileLabels(code string) ([]Label, error) {
	f, err := w.FileByCode(code)
	if CodeOf(err) == NotFound {
		var docs []Document
		if docs, err = w.documentsOf(code); err == nil {
			f, err = w.File(docs[0].FileID)
		}
	}
	if err != nil {
		return nil, err
	}
	_, copies, err := w.shelved(f.Code)
	l := Label{Kind: FileLabels, Code: f.Code}
	for i, k := range copies {
		if i == 0 {
			l.Home = k.Home
			continue
		}
		l.Home = l.Home.common(k.Home)
	}
	return []Label{l}, err
}

// shelved are the paper copies that a code stands for, each with its document. Returns NotFound.
func (w *work) shelved(code string) (docs []Document, copies []Copy, err error) {
	add := func(d Document, all []Copy) {
		for _, k := range all {
			if k.Medium == Paper && k.State != Gone {
				docs, copies = append(docs, d), append(copies, k)
			}
		}
	}
	of, err := w.documentsOf(code)
	if k, e := w.CopyByCode(code); e == nil {
		add(of[0], []Copy{k})
		return docs, copies, err
	}
	for _, d := range of {
		all, err := w.CopiesOf(d.ID)
		if err != nil {
			return nil, nil, err
		}
		add(d, all)
	}
	return docs, copies, err
}

// documentsOf are the document of that code or of that copy's, or those of the case file of that code. Returns
// NotFound.
func (w *work) documentsOf(code string) ([]Document, error) {
	d, err := w.DocumentByCode(code)
	if CodeOf(err) == NotFound {
		var k Copy
		if k, err = w.CopyByCode(code); err == nil {
			d, err = w.Document(k.DocumentID)
		}
	}
	if CodeOf(err) != NotFound {
		return []Document{d}, err
	}
	if _, err := w.FileByCode(code); err != nil {
		return nil, err
	}
	rows, err := w.Reader.Documents(DocumentFilter{File: code, Limit: -1}, nil)
	out := make([]Document, len(rows))
	for i, r := range rows {
		out[i] = r.Document
	}
	return out, err
}

// placeLabels is the label of a place, of its cabinet alone when the kind says so; none for no place.
func placeLabels(kind LabelKind, at Location) []Label {
	if kind == CabinetLabels {
		at = Location{Cabinet: at.Cabinet}
	}
	if at.Empty() {
		return nil
	}
	return []Label{{Kind: kind, Code: at.Code(), Home: at}}
}
