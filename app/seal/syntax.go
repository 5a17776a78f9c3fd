package seal

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// entry is one key of a dictionary and its value, as the file writes it.
type entry struct{ key, value string }

// dict is a dictionary in its own order.
type dict []entry

func (d dict) get(key string) string {
	for _, e := range d {
		if e.key == key {
			return e.value
		}
	}
	return ""
}

// with returns the dictionary with one value set.
func (d dict) with(key, value string) dict {
	out := make(dict, 0, len(d)+1)
	for _, e := range d {
		if e.key != key {
			out = append(out, e)
		}
	}
	return append(out, entry{key, value})
}

// number returns a whole number of at most nine digits, or -1.
func (d dict) number(key string) int { return whole(d.get(key)) }

func (d dict) String() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, e := range d {
		b.WriteString("/" + e.key)
		if !strings.ContainsAny(e.value[:1], "/<[(") {
			b.WriteByte(' ')
		}
		b.WriteString(e.value)
	}
	b.WriteString(">>")
	return b.String()
}

// whole reads a whole number of at most nine digits; anything else is -1.
func whole(s string) int {
	if s == "" || len(s) > 9 {
		return -1
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
	}
	n, _ := strconv.Atoi(s)
	return n
}

// reference reads "7 0 R"; -1 for anything else.
func reference(s string) int {
	f := strings.Fields(s)
	if len(f) != 3 || f[1] != "0" || f[2] != "R" {
		return -1
	}
	return whole(f[0])
}

// deepest is how far arrays and dictionaries may stand in one another.
const deepest = 32

// lexer walks over the values of PDF syntax.
type lexer struct {
	data  []byte
	at    int
	depth int
}

const (
	blanks     = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

// space passes blanks and comments.
func (l *lexer) space() {
	for l.at < len(l.data) {
		c := l.data[l.at]
		switch {
		case strings.IndexByte(blanks, c) >= 0:
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// eat passes a word if it comes next.
func (l *lexer) eat(word string) bool {
	l.space()
	if !bytes.HasPrefix(l.data[l.at:], []byte(word)) {
		return false
	}
	l.at += len(word)
	return true
}

// plain passes a name's or number's characters.
func (l *lexer) plain() string {
	from := l.at
	for l.at < len(l.data) && strings.IndexByte(blanks+delimiters, l.data[l.at]) < 0 {
		l.at++
	}
	return string(l.data[from:l.at])
}

// value passes one value and returns it as written.
func (l *lexer) value() (string, error) {
	l.space()
	from := l.at
	if l.at >= len(l.data) {
		return "", l.wrong()
	}
	var err error
	switch c := l.data[l.at]; {
	case bytes.HasPrefix(l.data[l.at:], []byte("<<")):
		_, err = l.dict()
	case c == '[':
		_, err = l.array()
	case c == '<':
		err = l.hex()
	case c == '(':
		err = l.literal()
	case c == '/':
		l.at++
		l.plain()
	default:
		if l.plain() == "" {
			return "", l.wrong()
		}
		l.rest(from)
	}
	if err != nil {
		return "", err
	}
	return string(l.data[from:l.at]), nil
}

// rest passes the end of a reference whose first number has been passed.
func (l *lexer) rest(from int) {
	if whole(string(l.data[from:l.at])) < 0 {
		return
	}
	back := l.at
	l.space()
	second := l.plain()
	l.space()
	if whole(second) < 0 || l.plain() != "R" {
		l.at = back
	}
}

// dict passes a dictionary.
func (l *lexer) dict() (dict, error) {
	if l.depth++; l.depth > deepest || !l.eat("<<") {
		return nil, l.wrong()
	}
	defer func() { l.depth-- }()
	var d dict
	for !l.eat(">>") {
		if !l.eat("/") {
			return nil, l.wrong()
		}
		key := l.plain()
		value, err := l.value()
		if err != nil {
			return nil, err
		}
		if d.get(key) != "" { // two values for one key: programs would differ in what they see
			return nil, l.wrong()
		}
		d = append(d, entry{key, value})
	}
	return d, nil
}

// array passes an array.
func (l *lexer) array() ([]string, error) {
	if l.depth++; l.depth > deepest || !l.eat("[") {
		return nil, l.wrong()
	}
	defer func() { l.depth-- }()
	var items []string
	for !l.eat("]") {
		v, err := l.value()
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return items, nil
}

// hex passes a string of hexadecimal digits.
func (l *lexer) hex() error {
	n := bytes.IndexByte(l.data[l.at:], '>')
	if n < 0 {
		return l.wrong()
	}
	l.at += n + 1
	return nil
}

// literal passes a string in parentheses.
func (l *lexer) literal() error {
	open := 0
	for ; l.at < len(l.data); l.at++ {
		switch l.data[l.at] {
		case '\\':
			l.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.at++
				return nil
			}
		}
	}
	return l.wrong()
}

func (l *lexer) wrong() error { return fmt.Errorf("%w: syntax at byte %d", errSyntax, l.at) }

// parseDict reads a value that is a dictionary.
func parseDict(s string) (dict, error) { return (&lexer{data: []byte(s)}).dict() }

// parseArray reads a value that is an array.
func parseArray(s string) ([]string, error) { return (&lexer{data: []byte(s)}).array() }
