package app

import (
	"context"
	"slices"
)

// readership is what the actor may know of who read and took out what (§4.4).
type readership struct {
	all     bool         // custodians and inspectors: of every document
	clients []int64      // staff: of the clients they are assigned to today
	scope   *ClientScope // whose titles and clients they read
}

// readership returns what mustBeBound returns.
func (w *work) readership() (readership, error) {
	r := readership{all: w.me.Roles.HasAny(Custodian, Inspector)}
	var err error
	if r.scope, err = w.scope(); err != nil {
		return r, err
	}
	if w.me.Roles.IsStaff() {
		r.clients, err = w.AssignedClientIDs(w.person.ID, w.today)
	}
	return r, err
}

// readsAbout reports whether the actor may know of everybody who read a document; with no
// document, of every reading there is.
func (w *work) readsAbout(r readership, document string) (bool, error) {
	if r.all || document == "" {
		return r.all, nil
	}
	d, err := found(w.DocumentByCode(document))
	return d.ID != 0 && slices.Contains(r.clients, d.ClientID), err
}

// masked leaves out the title of a document the actor may not see.
func (r readership) masked(e Extract) Extract {
	if !r.scope.HasDocument(e.DocumentID, e.ClientID) {
		e.Title, e.ClientID = "", 0
	}
	return e
}

// ContentViews lists who read which electronic documents, newest first: of one document, one
// client or one person, or all together. Custodians and inspectors all of it, staff of the
// clients they are assigned to today, everybody their own. Titles and clients only of
// documents the actor may see (rule 2). Returns NotAllowed (error.unsigned,
// error.views.who for others' readings of what is not the actor's to know).
func (o *Office) ContentViews(ctx context.Context, f ViewFilter) ([]View, error) {
	var out []View
	f.Document, f.Client = CleanCode(f.Document), CleanCode(f.Client)
	err := o.view(ctx, "content.views", loggedCodes(cleanCodes([]string{f.Document, f.Client, f.Person})...), func(w *work) error {
		r, err := w.readership()
		if err != nil {
			return err
		}
		scope, err := w.viewScope(r, &f)
		if err != nil {
			return err
		}
		out, err = w.Views(f, scope)
		for i, v := range out {
			if !r.scope.HasDocument(v.DocumentID, v.ClientID) {
				out[i].Title, out[i].Client, out[i].ClientID = "", "", 0
			}
		}
		return err
	})
	return out, err
}

// viewScope says whose documents the readings may be of; without a filter it is set to the
// actor's own readings for those who may not know of others'.
func (w *work) viewScope(r readership, f *ViewFilter) (*ClientScope, error) {
	own := f.Person == w.person.Number
	switch {
	case r.all || own:
		return nil, nil
	case len(r.clients) > 0 && f.Document == "" && f.Client == "":
		return &ClientScope{IDs: r.clients}, nil
	case f.Person == "" && f.Document == "" && f.Client == "":
		f.Person = w.person.Number
		return nil, nil
	}
	ok, err := w.readsAbout(r, f.Document)
	if err == nil && !ok && f.Client != "" {
		var k Client
		k, err = found(w.ClientByCode(f.Client))
		ok = k.ID != 0 && slices.Contains(r.clients, k.ID)
	}
	if err == nil && !ok {
		err = Errf(NotAllowed, "error.views.who")
	}
	return &ClientScope{IDs: r.clients}, err
}
