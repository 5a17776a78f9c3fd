package app

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxFileName is the length of a file name in bytes.
const maxFileName = 255

// cleanFileName is a file's name as it is kept: the last element of a path, whichever system it
// came from, in NFC, without characters that can't be seen, cut to 255 bytes with its ending kept.
// "" for a name of which nothing is left.
func cleanFileName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "\uFFFD"))
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if strings.Trim(name, ".") == "" {
		return ""
	}
	return cutName(name)
}

// cutName shortens a name before its ending.
func cutName(name string) string {
	if len(name) <= maxFileName {
		return name
	}
	ending := path.Ext(name)
	if len(ending) > 32 {
		ending = ""
	}
	base := name[:maxFileName-len(ending)]
	for !utf8.ValidString(base) {
		base = base[:len(base)-1]
	}
	return base + ending
}

// titleOf is the title a document gets from the name of its file: without the ending.
func titleOf(name string) string {
	title := strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
	if title == "" {
		title = name
	}
	return cut(title, maxLine)
}
