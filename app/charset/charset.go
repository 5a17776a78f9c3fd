// Package charset finds out how a text file is written down, and makes UTF-8 of it.
package charset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Why there is no text.
var (
	ErrNotText = errors.New("charset: not a text")
	ErrEmpty   = errors.New("charset: empty")
)

// looked is how many bytes of a text are looked at to find out what it is.
const looked = 64 << 10

// UTF8 turns a text file into UTF-8, without the mark at its start if it has one. Without a mark it is
// UTF-8 if it can be, else UTF-16 if it holds zeros, else GB18030 (of which GBK and GB 2312 are parts).
// A text that holds a few bytes which are none in any of them keeps U+FFFD there. What it returns may
// share data's memory. It returns ErrNotText for what is no text, such as a picture, and ErrEmpty.
func UTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return check(data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return check(fromUTF16(data[2:], binary.LittleEndian))
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return check(fromUTF16(data[2:], binary.BigEndian))
	}
	if bytes.IndexByte(data[:min(len(data), looked)], 0) >= 0 {
		return unmarked(data)
	}
	if utf8.Valid(data) {
		return check(data)
	}
	lead := data[:min(len(data), looked)]
	chinese, err := simplifiedchinese.GB18030.NewDecoder().Bytes(lead)
	if err != nil {
		return nil, ErrNotText
	}
	if strange(lead) < strange(chinese) {
		return check(data)
	}
	text, err := fromGB18030(data)
	if err != nil {
		return nil, ErrNotText
	}
	return check(text)
}

// unmarked tries UTF-16 without a mark, which must not hold a single character that no one types.
func unmarked(data []byte) ([]byte, error) {
	lead := data[:min(len(data), looked)&^1]
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if t := fromUTF16(lead, order); len(t) > 0 && !bytes.ContainsFunc(t, untyped) {
			return check(fromUTF16(data, order))
		}
	}
	return nil, ErrNotText
}

// untyped reports a character that no text holds.
func untyped(r rune) bool {
	switch r {
	case '\t', '\n', '\r', '\f', '\uFEFF':
		return false
	}
	return r == utf8.RuneError || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r)
}

// control reports a control character other than those that part lines, pages and columns.
func control(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' }

// strange counts what is no character, or none that a person types.
func strange(text []byte) (n int) {
	for _, r := range string(text) {
		if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
			n++
		}
	}
	return n
}

// fromUTF16 decodes UTF-16; half a character at the end becomes U+FFFD.
func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(data)+len(data)/2+4)
	for len(data) >= 2 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			low := rune(utf8.RuneError)
			if len(data) >= 2 {
				low = rune(order.Uint16(data))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				data = data[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	if len(data) == 1 {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	return out
}

// fromGB18030 decodes Chinese text into memory taken once: no character grows by more than half.
func fromGB18030(data []byte) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, len(data)+len(data)/2+bytes.MinRead))
	_, err := out.ReadFrom(simplifiedchinese.GB18030.NewDecoder().Reader(bytes.NewReader(data)))
	if err != nil && err != io.EOF {
		return nil, err
	}
	return out.Bytes(), nil
}

// check refuses what is no text: pictures, programs and the like are full of characters that no
// person types.
func check(text []byte) ([]byte, error) {
	odd, all := 0, 0
	for _, r := range string(text[:min(len(text), looked)]) {
		all++
		if r == utf8.RuneError || control(r) {
			odd++
		}
		if r == 0 {
			return nil, ErrNotText
		}
	}
	if odd*20 > all {
		return nil, ErrNotText
	}
	if all == 0 {
		return nil, ErrEmpty
	}
	return text, nil
}
