package sheet

import (
	"fmt"
	"strings"
)

// Error says why a file can't be read or a table can't be written. Key is a translation key of the area
// "sheet" and Args fill its placeholders; the message tells the person what to do.
type Error struct {
	Key  string
	Args []any
	// Err is the cause for the log; it may be nil.
	Err error
}

// Error returns the key with its arguments, for the log.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	for _, a := range e.Args {
		fmt.Fprintf(&b, " %v", a)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// fail makes an Error of a key, its cause and its arguments.
func fail(key string, cause error, args ...any) *Error {
	return &Error{Key: key, Args: args, Err: cause}
}

// tooLarge refuses a file above MaxFile.
func tooLarge() *Error { return fail("sheet.error.large", nil, MaxFile>>20) }
