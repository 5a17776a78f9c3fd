package app

import "time"

// View is one reading of an electronic document: who, which pages, how long (§4.4, rule 7).
type View struct {
	ID         int64
	ContentID  int64
	DocumentID int64
	Document   string // code
	Title      string // "" when the actor may not see the document
	ClientID   int64
	Client     string // name, likewise
	PersonID   int64
	Person     Person
	Loan       string // number; "" when duty opened it
	OpenedAt   time.Time
	ClosedAt   time.Time // zero while open, or when the program ended with it open
	Pages      string    // "1-3, 7"
	Seconds    int       // the window showed it
}

// ViewFilter narrows Views: of one document, one client, or one person.
type ViewFilter struct {
	Document string // code
	Client   string // code
	Person   string // number
	Before   int64  // id of the last row of the page before; 0 for the first
	Limit    int    // 0 means 200
}

// ViewReader reads who read what.
type ViewReader interface {
	View(id int64) (View, error)
	Views(f ViewFilter, scope *ClientScope) ([]View, error) // newest first
}

// ViewWriter keeps it.
type ViewWriter interface {
	AddView(View) (View, error)
	SaveView(View) error
}
