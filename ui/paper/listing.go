package paper

import (
	"io"

	"custody/app"
	"custody/app/letter"
)

// Listing is a list of the window to be printed.
type Listing struct {
	Title   string
	Note    string // what the list was narrowed to
	Columns []letter.ListingColumn
	Rows    [][]string
	Print   app.ListPrint
}

// Listing makes the paper of a list.
func (d *Desk) Listing(w io.Writer, l Listing) error {
	h := head(l.Print.Organisation, "")
	out := letter.Listing{
		Head: h, Foot: foot(h, l.Title, l.Print.AuditHead, l.Print.PrintedBy, l.Print.Now),
		Title: l.Title, Note: l.Note, Columns: l.Columns, Rows: l.Rows,
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Listing(w, out) })
}
