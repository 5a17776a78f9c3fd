package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// Limits on the XML of a part.
const (
	maxDepth = 100
	maxToken = 4 << 20 // bytes without a tag
)

// Errors that stop a part which hides gigabytes in one text or in elements within elements.
var (
	errToken = errors.New("sheet: text without end")
	errDepth = errors.New("sheet: nested too deep")
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

// reader opens a part for reading.
func (b *workbook) reader(name string) (io.ReadCloser, error) {
	f := b.parts[partName(name)]
	if f == nil {
		return nil, fail("sheet.error.damaged", errors.New("no part "+name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, fail("sheet.error.damaged", err)
	}
	return r, nil
}

// each calls fn for the elements of a part, in order: with a name in whole for those only, and fn must read
// them to their end; without, for every element, and fn must not read on.
func (b *workbook) each(name, whole string, fn func(xml.StartElement, *xml.Decoder) error) error {
	r, err := b.reader(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(&steady{r: r})
	for depth := 0; ; {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fail("sheet.error.damaged", err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if whole == "" || e.Name.Local == whole {
				err = fn(e, d)
			}
			if whole == "" || e.Name.Local != whole {
				depth++
			}
		}
		if depth > maxDepth {
			err = errDepth
		}
		if err != nil {
			return damagedUnlessKnown(err)
		}
	}
}

// damagedUnlessKnown makes an Error of any error that is none yet.
func damagedUnlessKnown(err error) error {
	var known *Error
	if err == errStop || errors.As(err, &known) {
		return err
	}
	return fail("sheet.error.damaged", err)
}

// attr returns an attribute by its local name, whatever its namespace.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// truth reads an XML boolean.
func truth(s string) bool { return s == "1" || s == "true" }

// inside walks the elements and texts within the element just begun, to its end.
func inside(d *xml.Decoder, open func(name string), text func(s []byte), shut func(name string)) error {
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
			open(t.Name.Local)
		case xml.EndElement:
			depth--
			shut(t.Name.Local)
		case xml.CharData:
			text(t)
		}
	}
	return nil
}

// richText reads the text of a shared or inline string; the reading aids of East Asian text (rPh) are
// not part of it.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	inText, aids := false, 0
	err := inside(
		d,
		func(name string) {
			inText = name == "t"
			if name == "rPh" {
				aids++
			}
		},
		func(s []byte) {
			if inText && aids == 0 {
				b.Write(s)
			}
		},
		func(name string) {
			inText = false
			if name == "rPh" {
				aids--
			}
		},
	)
	return unescape(b.String()), err
}

// escape is how spreadsheets write characters that XML can't hold.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape turns _x000D_ into the character it stands for.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 32)
		if n >= 0xD800 && n < 0xE000 {
			return m
		}
		return string(rune(n))
	})
}

// mergedRef finds merged ranges without parsing the rows before them: "<" can't stand in a text.
var mergedRef = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"`)

// scanMerged reads the merged ranges of a worksheet.
func scanMerged(r io.Reader) ([]span, error) {
	var spans []span
	in := bufio.NewReaderSize(r, 64<<10)
	for len(spans) < maxMerged {
		tag, err := in.ReadSlice('>')
		if m := mergedRef.FindSubmatch(tag); m != nil {
			top, _ := strconv.Atoi(string(m[2]))
			bottom, _ := strconv.Atoi(string(m[4]))
			spans = append(spans, span{top, columnIndex(string(m[1])), bottom, columnIndex(string(m[3]))})
		}
		if err == io.EOF {
			return spans, nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, fail("sheet.error.damaged", err)
		}
	}
	return spans, nil
}

// maxMerged is how many merged ranges of a worksheet are looked at.
const maxMerged = 100_000

// columnIndex is the column that letters name, from 0; −1 if they name none.
func columnIndex(letters string) int {
	n := 0
	for i := 0; i < len(letters) && n < 1<<20; i++ {
		c := letters[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			return -1
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}
