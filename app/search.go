package app

import (
	"context"
	"slices"
)

// HitKind is what a search found.
type HitKind string

// The kinds of hits.
const (
	HitClient   HitKind = "client"
	HitFile     HitKind = "file"
	HitDocument HitKind = "document"
	HitPerson   HitKind = "person"
	HitLoan     HitKind = "loan"
)

// Hit is one thing the search for everything found.
type Hit struct {
	Kind   HitKind
	Code   string // what opens it
	Title  string
	Detail string // client of a document, department of a person
}

// SearchReader finds things by bigrams, pinyin initials or code.
type SearchReader interface {
	Search(text string, limit int, scope *ClientScope, loans LoanScope) ([]Hit, error)
}

// searchLimit is how many hits are shown when the face names no number.
const searchLimit = 30

// Search finds clients, case files, documents, people and loans by characters,
// pinyin initials or numbers; only what the actor may see (rule 2). Somebody who is
// not bound finds people and own loans.
func (o *Office) Search(ctx context.Context, text string, limit int) (hits []Hit, err error) {
	if limit <= 0 {
		limit = searchLimit
	}
	err = o.view(ctx, "search", "", func(w *work) error {
		p, err := w.powers()
		if err != nil {
			return err
		}
		found, err := w.Reader.Search(text, limit, p.scope, p.loans())
		hits = share(exactFirst(found, CleanCode(text)), limit)
		return err
	})
	return hits, err
}

// exactFirst puts what has exactly the code that was typed before what only begins with it.
func exactFirst(hits []Hit, code string) []Hit {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		switch {
		case a.Code == code && b.Code != code:
			return -1
		case b.Code == code && a.Code != code:
			return 1
		}
		return 0
	})
	return hits
}

// share cuts hits to limit so that no kind crowds out another: first an equal part of
// each kind, then more in their order.
func share(hits []Hit, limit int) []Hit {
	if len(hits) <= limit {
		return hits
	}
	kinds := map[HitKind]int{}
	for _, h := range hits {
		kinds[h.Kind]++
	}
	part, room := max(1, limit/len(kinds)), limit
	keep := make([]bool, len(hits))
	taken := map[HitKind]int{}
	for pass := range 2 {
		for i, h := range hits {
			if room > 0 && !keep[i] && (pass == 1 || taken[h.Kind] < part) {
				keep[i] = true
				taken[h.Kind]++
				room--
			}
		}
	}
	var out []Hit
	for i, h := range hits {
		if keep[i] {
			out = append(out, h)
		}
	}
	return out
}
