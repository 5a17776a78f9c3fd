package app

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// KindHead is how many of a file's first bytes KindOf looks at.
const KindHead = 1024

// textEndings are the endings of files that are text when their first bytes say nothing else.
var textEndings = []string{".txt", ".csv", ".tsv", ".md", ".log", ".json", ".xml", ".ini", ".yaml", ".yml"}

// KindOf tells a file's kind by its first bytes (KindHead of them, or all) and, where those are
// those of several kinds, by the ending of its name.
func KindOf(name string, head []byte) ContentKind {
	ending := strings.ToLower(path.Ext(name))
	switch {
	case bytes.Contains(head[:min(len(head), KindHead)], []byte("%PDF-")):
		return KindPDF
	case isPicture(head):
		return KindPicture
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return kindOfZip(ending)
	case slices.Contains(textEndings, ending) && looksLikeText(head):
		return KindText
	}
	return KindOther
}

func kindOfZip(ending string) ContentKind {
	switch ending {
	case ".xlsx":
		return KindSheet
	case ".docx":
		return KindWord
	}
	return KindOther
}

func isPicture(head []byte) bool {
	for _, magic := range []string{"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

// looksLikeText: no zero bytes, unless a mark says that it is UTF-16, and hardly other control characters.
func looksLikeText(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	control := 0
	for _, b := range head {
		switch {
		case b == 0:
			return false
		case b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f':
			control++
		}
	}
	return control*50 <= len(head)
}
