package reader

import (
	"bytes"
	"context"
	"io"

	"custody/ui/reader/book"
	"custody/ui/reader/picture"
	"custody/ui/reader/safe"
)

// form is what the first bytes of a file tell.
type form int

const (
	perhapsText form = iota
	aPDF
	aPicture
	anArchive // .docx or .xlsx, or another zip file
	oldOffice // a compound file: Office before 2007, and any with a password
	noText    // known to be nothing that can be shown
)

// pdfLead is how far into a file its mark may stand, as readers of PDF allow.
const pdfLead = 1024

// hidden are the beginnings of files that might pass for text but are none: nothing is gained by showing
// an encrypted or a program file as signs.
var hidden = [][]byte{
	[]byte("age-encryption.org/"), []byte("MZ"), []byte("\x7fELF"), []byte("GIF8"), []byte("BM"), []byte("Rar!"),
	[]byte("7z\xBC\xAF"), []byte("\x1F\x8B"), []byte("ID3"), []byte("OggS"), []byte("{\\rtf"),
}

// sniff tells a file's form by its first bytes. It returns error.reader.broken if they can't be read.
func sniff(ctx context.Context, src book.Source) (form, error) {
	lead := make([]byte, pdfLead)
	n, err := src.ReadAt(lead, 0)
	if err != nil && err != io.EOF {
		return 0, safe.Told(ctx, err)
	}
	lead = lead[:n]
	switch {
	case picture.Known(lead):
		return aPicture, nil
	case bytes.HasPrefix(lead, []byte("PK\x03\x04")), bytes.HasPrefix(lead, []byte("PK\x05\x06")):
		return anArchive, nil
	case bytes.HasPrefix(lead, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return oldOffice, nil
	case bytes.Contains(lead, []byte("%PDF-")):
		return aPDF, nil
	}
	for _, h := range hidden {
		if bytes.HasPrefix(lead, h) {
			return noText, nil
		}
	}
	return perhapsText, nil
}
