package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"custody/app/parts"
)

// each is parts.File.Each with this package's errors.
func (b *workbook) each(name, whole string, fn func(xml.StartElement, *xml.Decoder) error) error {
	return known(b.parts.Each(name, whole, fn))
}

// known makes an Error of any error that is none yet.
func known(err error) error {
	var e *Error
	switch {
	case err == nil, err == errStop, errors.As(err, &e):
		return err
	case errors.Is(err, parts.ErrBomb):
		return fail("sheet.error.bomb", err, parts.MaxUnpacked>>20)
	case errors.Is(err, parts.ErrLocked):
		return fail("sheet.error.old", err)
	}
	return fail("sheet.error.damaged", err)
}

// richText reads the text of a shared or inline string; the reading aids of East Asian text (rPh) are
// not part of it.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	inText, aids := false, 0
	err := parts.Inside(
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
