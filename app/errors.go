package app

import (
	"errors"
	"fmt"
)

// Code says what kind of answer an Error is; faces decide by it, never by text.
type Code string

// The codes an Error can carry. Anything that is not an *Error is internal.
const (
	NotAllowed Code = "not_allowed" // the person may not do this
	NotFound   Code = "not_found"   // no such thing, or none the person may know of
	Invalid    Code = "invalid"     // the input can't be accepted as typed
	Conflict   Code = "conflict"    // the register has moved on, or a state forbids it
	Damaged    Code = "damaged"     // a seal or the audit chain does not hold
	Throttled  Code = "throttled"   // too many wrong passwords
	InUse      Code = "in_use"      // the vault is open elsewhere
	// Unconfirmed: the act needs a password typed a moment ago; ask for it, call
	// Office.Confirm, and do the act again.
	Unconfirmed Code = "unconfirmed"
	Internal    Code = "internal" // everything else
)

// Fix names the act that would remove the reason for a refusal, so that a face
// can offer it as a button ("Refusals teach").
type Fix string

// The fixes a face knows how to offer.
const (
	FixNone    Fix = ""
	FixSign    Fix = "sign"    // sign the missing commitments; Error.Target is the person's number
	FixRequest Fix = "request" // ask for a loan; Target is the copy's code
	FixQueue   Fix = "queue"   // join the waiting queue; Target is the copy's code
	FixApprove Fix = "approve" // go to the request waiting for approval; Target is the loan's number
	FixPerson  Fix = "person"  // open the person; Target is the person's number
	FixUnlock  Fix = "unlock"  // unlock again
)

// Error is an answer meant for the person: a message key of the translation
// files with its arguments, the field it belongs to, and what would help.
type Error struct {
	Code   Code
	Key    string // translation key, area "error"
	Args   []any  // arguments of the message; never a key or a password
	Field  string // form field the message stands at, "" when it concerns the whole act
	Fix    Fix
	Target string // what the fix applies to
	cause  error
}

// Error returns a plain form for logs: code, key and arguments.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s %v", e.Code, e.Key, e.Args)
}

// Unwrap returns the cause, if any.
func (e *Error) Unwrap() error { return e.cause }

// At returns a copy of e that belongs to the named form field.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// With returns a copy of e that offers fix on target.
func (e *Error) With(fix Fix, target string) *Error {
	c := *e
	c.Fix, c.Target = fix, target
	return &c
}

// Because returns a copy of e that carries a cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Errf makes an *Error of the code with a message key and its arguments.
func Errf(code Code, key string, args ...any) *Error {
	return &Error{Code: code, Key: key, Args: args}
}

// Invalids is several field errors of one form at once; the first is what
// Error() reports. It unwraps to its members.
type Invalids []*Error

// Error joins nothing: the first message is the one to show when only one fits.
func (v Invalids) Error() string { return v[0].Error() }

// Unwrap returns the members.
func (v Invalids) Unwrap() []error {
	out := make([]error, len(v))
	for i, e := range v {
		out[i] = e
	}
	return out
}

// errOrNil returns nil for no errors, the one error alone, or all of them.
func (v Invalids) errOrNil() error {
	switch len(v) {
	case 0:
		return nil
	case 1:
		return v[0]
	}
	return v
}

// CodeOf returns the code of err, Internal for any error that is not an *Error.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
