// Package pdfatest checks, for tests, that a file is archival: PDF/A-2b (ISO 19005-2), as far as our writer's
// kind of files goes. It shares no code with the writer. docs/paper.md lists what it looks at.
package pdfatest

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// The kinds of values, beside bool, float64, nil and string (of bytes, as in the file).
type (
	name  string
	ref   int
	word  string // an operator or a keyword
	array []any
	dict  map[name]any
)

// stream is a dictionary with data.
type stream struct {
	dict
	raw []byte
}

// plain is a stream's data, inflated if need be.
func (s stream) plain() ([]byte, error) {
	switch s.dict["Filter"] {
	case nil:
		return s.raw, nil
	case name("FlateDecode"):
		r, err := zlib.NewReader(bytes.NewReader(s.raw))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	return nil, fmt.Errorf("filter %v", s.dict["Filter"])
}

// lexer reads values.
type lexer struct {
	data []byte
	at   int
}

var errEnd = errors.New("the end")

func space(b byte) bool { return bytes.IndexByte([]byte("\x00\t\n\f\r "), b) >= 0 }

func delimiter(b byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), b) >= 0 }

// skip goes past white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch b := l.data[l.at]; {
		case space(b):
			l.at++
		case b == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// value reads one value or word. References are put together by the caller of array and dict.
func (l *lexer) value() (any, error) {
	l.skip()
	rest := l.data[min(l.at, len(l.data)):]
	switch {
	case len(rest) == 0:
		return nil, errEnd
	case bytes.HasPrefix(rest, []byte("<<")):
		l.at += 2
		return l.dict()
	case rest[0] == '[':
		l.at++
		return l.list("]")
	case rest[0] == '<':
		return l.hex()
	case rest[0] == '(':
		return l.literal()
	case rest[0] == '/':
		l.at++
		return name(l.token()), nil
	case rest[0] == ']':
		l.at++
		return word("]"), nil
	case bytes.HasPrefix(rest, []byte(">>")):
		l.at += 2
		return word(">>"), nil
	}
	t := l.token()
	if t == "" {
		return nil, fmt.Errorf("%q at %d", rest[0], l.at)
	}
	if n, err := strconv.ParseFloat(t, 64); err == nil {
		return n, nil
	}
	switch t {
	case "true", "false":
		return t == "true", nil
	case "null":
		return nil, nil
	}
	return word(t), nil
}

// token reads up to white space or a delimiter.
func (l *lexer) token() string {
	from := l.at
	for l.at < len(l.data) && !space(l.data[l.at]) && !delimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[from:l.at])
}

// list reads values up to an end mark.
func (l *lexer) list(end word) (array, error) {
	out := array{}
	for {
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		if n := len(out); v == word("R") && n >= 2 {
			number, _ := out[n-2].(float64)
			out = append(out[:n-2], ref(number))
			continue
		}
		if v == end {
			return out, nil
		}
		out = append(out, v)
	}
}

// dict reads a dictionary whose beginning is read.
func (l *lexer) dict() (dict, error) {
	pairs, err := l.list(">>")
	if err != nil || len(pairs)%2 != 0 {
		return nil, fmt.Errorf("a dictionary before %d: %w", l.at, err)
	}
	out := dict{}
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(name)
		if _, twice := out[key]; !ok || twice {
			return nil, fmt.Errorf("key %v in a dictionary before %d", pairs[i], l.at)
		}
		out[key] = pairs[i+1]
	}
	return out, nil
}

// hex reads a string of hexadecimal digits, which PDF/A wants in pairs.
func (l *lexer) hex() (string, error) {
	end := bytes.IndexByte(l.data[l.at:], '>')
	if end < 0 {
		return "", errEnd
	}
	out, err := hex.DecodeString(string(l.data[l.at+1 : l.at+end]))
	l.at += end + 1
	return string(out), err
}

// literal reads a string in brackets.
func (l *lexer) literal() (string, error) {
	var out []byte
	depth := 0
	for ; l.at < len(l.data); l.at++ {
		b := l.data[l.at]
		switch {
		case b == '\\' && l.at+1 < len(l.data):
			l.at++
			if n := bytes.IndexByte([]byte("nrtbf"), l.data[l.at]); n >= 0 {
				out = append(out, "\n\r\t\b\f"[n])
			} else {
				out = append(out, l.data[l.at])
			}
			continue
		case b == '(':
			if depth++; depth == 1 {
				continue
			}
		case b == ')':
			if depth--; depth == 0 {
				l.at++
				return string(out), nil
			}
		case b == '\r':
			return "", errors.New("a bare carriage return in a string")
		}
		out = append(out, b)
	}
	return "", errEnd
}
