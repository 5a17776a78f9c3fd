package app

import "strings"

// placeMark begins the code of a place, which no other code begins with.
const placeMark = "@"

// placeEscape keeps what parts the levels of a place apart from what their names hold.
var (
	placeEscape   = strings.NewReplacer("%", "%25", "/", "%2F")
	placeUnescape = strings.NewReplacer("%25", "%", "%2F", "/")
)

// Code is what a label of the place says: @cabinet/shelf/box, without the levels at the end that are not given. "" for
// no place.
func (l Location) Code() string {
	if l.Empty() {
		return ""
	}
	parts := []string{placeEscape.Replace(l.Cabinet), placeEscape.Replace(l.Shelf), placeEscape.Replace(l.Box)}
	return placeMark + strings.TrimRight(strings.Join(parts, "/"), "/")
}

// placeOf reads the code of a place.
func placeOf(code string) (l Location, is bool) {
	text, is := strings.CutPrefix(strings.TrimSpace(cut(code, maxTyped)), placeMark)
	if !is || text == "" {
		return Location{}, false
	}
	parts := strings.SplitN(text, "/", 3)
	for i, to := range []*string{&l.Cabinet, &l.Shelf, &l.Box} {
		if i < len(parts) {
			*to = placeUnescape.Replace(parts[i])
		}
	}
	return l, !l.Empty()
}

// common is the part of the way to a place that leads to another one too.
func (l Location) common(other Location) Location {
	switch {
	case l.Cabinet != other.Cabinet:
		return Location{}
	case l.Shelf != other.Shelf:
		return Location{Cabinet: l.Cabinet}
	case l.Box != other.Box:
		return Location{Cabinet: l.Cabinet, Shelf: l.Shelf}
	}
	return l
}

// readPlace narrows to a place whose code was typed or scanned instead of a text.
func (f *DocumentFilter) readPlace() {
	if at, is := placeOf(f.Text); is {
		f.Text, f.Place = "", at
	}
}
