package sqlitefile_test

import (
	"bytes"
	"testing"
)

// FuzzDatabase writes anything anywhere into a database and reads it: each five bytes of input are a page, a place in it and two bytes
// to put there. Nothing panics, and nothing is read more often than there are pages.
func FuzzDatabase(f *testing.F) {
	img, _ := database(f, 120, deletions...)
	pages := len(img.raw) / 4096
	f.Add([]byte{1, 0, 100, 0x0d, 0})
	f.Add([]byte{1, 0, 103, 0xff, 0xff, 2, 0, 0, 5, 0, 3, 0, 8, 0xff, 0xff})
	f.Add([]byte{2, 0, 8, 0, 2, 2, 0, 0, 5, 0})
	f.Fuzz(func(t *testing.T, edits []byte) {
		raw := bytes.Clone(img.raw)
		for ; len(edits) >= 5; edits = edits[5:] {
			at := int(edits[0])%pages*4096 + (int(edits[1])<<8|int(edits[2]))%4095
			copy(raw[at:], edits[3:5])
		}
		person, note, _, _ := reading(image{raw: raw})
		if n := len(person.Rows) + len(note.Rows); n > len(raw)/2 {
			t.Errorf("%d rows out of %d bytes", n, len(raw))
		}
	})
}
