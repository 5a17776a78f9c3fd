package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// form is a string of bytes that is looked for.
type form struct {
	encoding string
	bytes    []byte
	anyCase  bool // Latin letters may be large or small
}

// forms are all ways in which the common parts of the words may be written. Of the Chinese part the first three
// characters are enough.
var forms = sync.OnceValue(func() (all []form) {
	chinese := Chinese[:len("金丝雀")]
	for _, word := range []string{strings.ToLower(Plain), chinese} {
		little, big := utf16Of(word)
		add := func(encoding string, b []byte) { all = append(all, form{encoding, lower(b), true}) }
		add("UTF-8", []byte(word))
		add("UTF-16LE", little)
		add("UTF-16BE", big)
		add("hex", []byte(hex.EncodeToString([]byte(word))))
		add("hex of UTF-16LE", []byte(hex.EncodeToString(little)))
	}
	for encoding, b := range map[string][]byte{
		"GB18030": gb18030(chinese), "hex of GB18030": []byte(hex.EncodeToString(gb18030(chinese))),
	} {
		all = append(all, form{encoding, lower(b), true})
	}
	all = append(all, form{"hex", []byte(hex.EncodeToString([]byte(Plain))), true})
	for _, escaped := range []string{url.PathEscape(chinese), `\u91d1\u4e1d\u96c0`, "&#37329;&#19997;&#38592;"} {
		all = append(all, form{"escapes", lower([]byte(escaped)), true})
	}
	for _, word := range []string{Plain, strings.ToLower(Plain), chinese} {
		all = append(all, base64Forms("base64", []byte(word))...)
		little, _ := utf16Of(word)
		all = append(all, base64Forms("base64 of UTF-16LE", little)...)
	}
	return append(all, base64Forms("base64 of GB18030", gb18030(chinese))...)
})

func utf16Of(word string) (little, big []byte) {
	for _, u := range utf16.Encode([]rune(word)) {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	return little, big
}

func gb18030(word string) []byte {
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(word))
	if err != nil {
		panic(err) // the words are ours
	}
	return gb
}

// base64Forms are the characters that stand for the word wherever it begins among the groups of three bytes, and
// whatever is before and after it, in both alphabets.
func base64Forms(encoding string, word []byte) (all []form) {
	for skip := range 3 {
		for _, alphabet := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := alphabet.EncodeToString(append(make([]byte, skip), word...))
			first := (8*skip + 5) / 6
			last := 8 * (skip + len(word)) / 6
			all = append(all, form{fmt.Sprintf("%s, %d bytes in", encoding, skip), []byte(text[first:last]), false})
		}
	}
	return all
}

// In returns the encodings in which a word stands in the data, each with what stands around it.
func In(data []byte) (found []string) {
	small := lower(data)
	for _, f := range forms() {
		in := data
		if f.anyCase {
			in = small
		}
		if at := bytes.Index(in, f.bytes); at >= 0 {
			around := data[max(0, at-20):min(len(data), at+len(f.bytes)+20)]
			found = append(found, fmt.Sprintf("%s, byte %d: %q", f.encoding, at, around))
		}
	}
	return found
}

// lower makes Latin capitals small, byte by byte: the rest may be no text at all.
func lower(data []byte) []byte {
	out := bytes.Clone(data)
	for i, b := range out {
		if 'A' <= b && b <= 'Z' {
			out[i] = b + 'a' - 'A'
		}
	}
	return out
}
