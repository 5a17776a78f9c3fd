package app

import (
	"fmt"
	"slices"
)

// Part says what of a vault is damaged.
type Part string

// The parts of a vault that damage is told of by number.
const (
	PartKeys      Part = "keys"      // a copy of the key slots, 1 or 2
	PartState     Part = "state"     // a copy of the register's state, 1 or 2
	PartPage      Part = "page"      // a page of the database
	PartCommit    Part = "commit"    // a commit in the log
	PartDocument  Part = "document"  // an electronic document; File names it
	PartEntry     Part = "entry"     // an entry of the audit log
	PartStructure Part = "structure" // SQLite's own structures; Place says what
	PartReference Part = "reference" // a row that refers to what is not there; Place says which
	PartFile      Part = "file"      // a place in a file, or all of it
)

// Held says what a damaged page holds.
type Held string

// What a page can hold.
const (
	HeldUnknown Held = ""
	HeldTable   Held = "table" // rows of Damage.Table
	HeldIndex   Held = "index" // an index of Damage.Table, which can be made anew
	HeldFree    Held = "free"  // nothing
)

// SearchIndex is the Table of what the search index holds.
const SearchIndex = "search"

// Damage names one place in the vault that fails its seal or its consistency check, or several of a kind one after another.
type Damage struct {
	File   string // in the vault's folder, with forward slashes
	Part   Part
	Number int64  // which one, from 1; 0 where it has no number
	Last   int64  // the last of several, else 0
	Offset int64  // byte in File where it begins; 0 where that says nothing
	Holds  Held   // for a page
	Table  string // for a page or a reference; of several pages all their tables, parted by commas
	Place  string // short, for machines and logs: "page 12", "commits 7-9"; or in SQLite's words; no content
	Reason string // message key
}

// Placed returns d with its Place, made of Part and Number: "page 12", "commit 7-9", "byte 4096".
func (d Damage) Placed() Damage {
	switch {
	case d.Last > d.Number:
		d.Place = fmt.Sprintf("%s %d-%d", d.Part, d.Number, d.Last)
	case d.Number > 0:
		d.Place = fmt.Sprintf("%s %d", d.Part, d.Number)
	default:
		d.Place = fmt.Sprintf("byte %d", d.Offset)
	}
	return d
}

// Merge joins damage of one kind whose numbers follow one another.
func Merge(list []Damage) []Damage {
	var out []Damage
	for _, d := range list {
		if n := len(out); n > 0 && out[n-1].follows(d) {
			out[n-1].Last = max(d.Number, d.Last)
			out[n-1] = out[n-1].Placed()
			continue
		}
		out = append(out, d)
	}
	return out
}

// follows reports whether next goes on where d ends.
func (d Damage) follows(next Damage) bool {
	end := max(d.Number, d.Last)
	same := d.File == next.File && d.Part == next.Part && d.Reason == next.Reason && d.Holds == next.Holds && d.Table == next.Table
	counted := slices.Contains([]Part{PartPage, PartCommit, PartEntry}, d.Part)
	return same && counted && next.Number == end+1
}
