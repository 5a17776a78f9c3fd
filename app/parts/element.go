package parts

import (
	"encoding/xml"
	"errors"
	"io"
)

// Errors that stop a part which hides gigabytes in one text or in elements within elements.
var (
	errToken = errors.New("parts: text without end")
	errDepth = errors.New("parts: nested too deep")
)

// steady counts how much is read without a tag, so that no single text fills the memory.
type steady struct {
	r     io.Reader
	since int
}

// Read passes on what it reads.
func (s *steady) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	for _, b := range p[:n] {
		if s.since++; b == '<' {
			s.since = 0
		}
	}
	if s.since > maxToken {
		return n, errToken
	}
	return n, err
}

// Attr returns an attribute by its local name, whatever its namespace.
func Attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Truth reads an XML boolean.
func Truth(s string) bool { return s == "1" || s == "true" }

// Inside walks the elements and texts within the element just begun, to its end. It returns the
// decoder's error, or one for elements that lie too deep.
func Inside(d *xml.Decoder, open func(name string), text func(s []byte), shut func(name string)) error {
	begin := func(e xml.StartElement) error {
		open(e.Name.Local)
		return nil
	}
	return Walk(d, begin, text, shut)
}

// Walk is Inside for those who want the elements' attributes; an error of open ends it and is returned.
func Walk(d *xml.Decoder, open func(e xml.StartElement) error, text func(s []byte), shut func(name string)) error {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDepth
			}
			if err := open(t); err != nil {
				return err
			}
		case xml.EndElement:
			if depth--; depth > 0 {
				shut(t.Name.Local)
			}
		case xml.CharData:
			text(t)
		}
	}
	return nil
}
