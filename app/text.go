package app

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Lengths of texts in characters.
const (
	maxLine = 200  // names, titles
	maxNote = 2000 // addresses, scopes, remarks
)

// line checks a text of one line of a form field: NFC, no spaces at its ends, no
// broken or control characters, at most maxLine characters.
func line(field, s string, needed bool) (string, *Error) {
	s = strings.TrimSpace(norm.NFC.String(s))
	switch {
	case s == "" && needed:
		return s, Errf(Invalid, "error.text.empty").At(field)
	case !utf8.ValidString(s), strings.ContainsFunc(s, unicode.IsControl):
		return s, Errf(Invalid, "error.text.control").At(field)
	case len([]rune(s)) > maxLine:
		return s, Errf(Invalid, "error.text.long", maxLine).At(field)
	}
	return s, nil
}

// note checks a text that may have several lines, at most maxNote characters.
func note(field, s string) (string, *Error) {
	s = strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
	unseen := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unseen) {
		return s, Errf(Invalid, "error.text.control").At(field)
	}
	if len([]rune(s)) > maxNote {
		return s, Errf(Invalid, "error.text.long", maxNote).At(field)
	}
	return s, nil
}

// formCheck gathers what is wrong with a form, field by field.
type formCheck struct{ wrong Invalids }

func (f *formCheck) add(e *Error) {
	if e != nil {
		f.wrong = append(f.wrong, e)
	}
}

func (f *formCheck) line(field string, s *string, needed bool) {
	var e *Error
	*s, e = line(field, *s, needed)
	f.add(e)
}

func (f *formCheck) note(field string, s *string) {
	var e *Error
	*s, e = note(field, *s)
	f.add(e)
}

// date checks a day that may be missing.
func (f *formCheck) date(field string, d Date) {
	if d != "" && !d.Valid() {
		f.add(Errf(Invalid, "error.date", string(d)).At(field))
	}
}

// pastDate checks a day that may be missing and can't lie ahead.
func (f *formCheck) pastDate(field string, d, today Date) {
	f.date(field, d)
	if d.Valid() && d > today {
		f.add(Errf(Invalid, "error.date.ahead", string(d)).At(field))
	}
}

// oneOf checks a choice.
func oneOf[T ~string](f *formCheck, field string, v T, known []T) {
	for _, k := range known {
		if v == k {
			return
		}
	}
	f.add(Errf(Invalid, "error.choice").At(field))
}
