package paper

import (
	"strings"

	"custody/app"
	"custody/ui/words"
)

// Damage is one line that tells a person what is damaged: file, place, and what that means.
func Damage(d app.Damage) string {
	return words.T("damage.line", d.File, damagedPlace(d), words.T(d.Reason))
}

// Torn is the line for what a power loss left.
func Torn(d app.Damage) string { return words.T("damage.torn", d.File, damagedPlace(d)) }

// Table is the name of a table of the register, or of several parted by commas, as a person knows its content.
func Table(name string) string {
	if first, rest, more := strings.Cut(name, ","); more {
		return words.T("damage.and", Table(first), Table(rest))
	}
	if key := "damage.table." + name; words.Has(key) {
		return words.T(key)
	}
	return name
}

func damagedPlace(d app.Damage) string {
	switch d.Part {
	case app.PartPage:
		return held(d, numbered(d, "damage.page", "damage.pages"))
	case app.PartCommit:
		return numbered(d, "damage.commit", "damage.commits")
	case app.PartEntry:
		return numbered(d, "damage.entry", "damage.entries")
	case app.PartKeys:
		return words.T("damage.keys", d.Number)
	case app.PartState:
		return words.T("damage.state", d.Number)
	case app.PartDocument:
		return words.T("damage.document")
	case app.PartFile:
		if d.Offset == 0 {
			return words.T("damage.whole")
		}
		return words.T("damage.byte", d.Offset)
	}
	return d.Place
}

func numbered(d app.Damage, one, more string) string {
	if d.Last > d.Number {
		return words.T(more, d.Number, d.Last)
	}
	return words.T(one, d.Number)
}

// held adds what a page holds.
func held(d app.Damage, page string) string {
	switch {
	case d.Holds == app.HeldTable:
		return words.T("damage.held.table", page, Table(d.Table))
	case d.Holds == app.HeldIndex && d.Table == app.SearchIndex:
		return words.T("damage.held.search", page)
	case d.Holds == app.HeldIndex:
		return words.T("damage.held.index", page, Table(d.Table))
	case d.Holds == app.HeldFree:
		return words.T("damage.held.free", page)
	}
	return page
}
