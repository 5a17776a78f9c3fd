package app

import "context"

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

// Search finds clients, case files, documents, people and loans by characters,
// pinyin initials or numbers; only what the actor may see (rule 2).
func (o *Office) Search(ctx context.Context, text string, limit int) ([]Hit, error) {
	return nil, errNotBuilt
}
