package app

import (
	"context"
	"slices"
)

// maxGlance is how many numbers are looked up at once.
const maxGlance = 200

// Glance looks copies up by number for a request or at the counter; the number of a
// document means its copy when it has a single one, on paper where it also has a scan. Unknown codes come back with an empty
// State. Any bound account; Title, Client and Home only for those who may see the document.
func (o *Office) Glance(ctx context.Context, codes []string) (out []CopyGlance, err error) {
	err = o.view(ctx, "copy.glance", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		if len(codes) > maxGlance {
			return Errf(Invalid, "error.glance.many", maxGlance)
		}
		for _, code := range codes {
			g, err := w.glance(CleanCode(code), scope)
			if err != nil {
				return err
			}
			out = append(out, g)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (w *work) glance(code string, scope *ClientScope) (CopyGlance, error) {
	k, err := w.copyMeant(code)
	if CodeOf(err) == NotFound {
		return CopyGlance{Code: code}, nil
	}
	if err != nil {
		return CopyGlance{}, err
	}
	d, err := w.Document(k.DocumentID)
	if err != nil {
		return CopyGlance{}, err
	}
	g := CopyGlance{Code: k.Code, Medium: k.Medium, State: k.State, Due: k.Due, OnHold: d.OnHold}
	if scope.HasDocument(d.ID, d.ClientID) {
		g.Title, g.Client, g.Home = d.Title, d.ClientName, k.Home
	}
	if k.Medium == Electronic {
		content, err := found(w.ContentOf(d.ID))
		g.Stored = content.ID != 0
		return g, err
	}
	items, err := w.OpenItems(k.ID)
	for _, i := range items {
		if i.State == Waiting {
			g.Waiting++
		}
	}
	return g, err
}

// copyMeant finds a copy by its number, or by its document's when that has one copy only, or
// one on paper beside its scan. Returns NotFound.
func (w *work) copyMeant(code string) (Copy, error) {
	k, err := w.CopyByCode(code)
	if CodeOf(err) != NotFound {
		return k, err
	}
	d, err := w.DocumentByCode(code)
	if err != nil {
		return k, err
	}
	copies, err := w.CopiesOf(d.ID)
	if err != nil {
		return k, err
	}
	if len(copies) > 1 {
		copies = slices.DeleteFunc(copies, func(k Copy) bool { return k.Medium == Electronic })
	}
	if len(copies) != 1 {
		return k, Errf(NotFound, "error.copy.which", code)
	}
	return copies[0], nil
}
