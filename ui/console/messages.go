package console

import (
	"errors"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/words"
)

// messages puts err into words, one line a member of app.Invalids.
func messages(err error) []string {
	var many app.Invalids
	if errors.As(err, &many) {
		lines := make([]string, len(many))
		for i, e := range many {
			lines[i] = words.T(e.Key, e.Args...)
		}
		return lines
	}
	return []string{message(err)}
}

// message puts one error into words. Errors of the operating system keep their
// text, which is all they have; it never holds client data.
func message(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return words.T(e.Key, e.Args...)
	}
	var s *sheet.Error
	if errors.As(err, &s) {
		return words.T(s.Key, s.Args...)
	}
	var told *toldError
	if errors.As(err, &told) {
		return told.text
	}
	return words.T("console.internal", err)
}

// toldError is an error that is already in words.
type toldError struct{ text string }

func (e *toldError) Error() string { return e.text }

// tell makes an error of a word key.
func tell(key string, args ...any) error { return &toldError{words.T(key, args...)} }
