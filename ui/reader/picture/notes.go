package picture

import (
	"bytes"
	"encoding/binary"

	"custody/ui/reader/book"
)

// Limits on the notes beside a picture.
const (
	maxMarks = 2000    // parts of a file looked at
	maxNote  = 1 << 20 // bytes of EXIF read
)

// memory is bytes as a source.
type memory []byte

// Size is their number.
func (m memory) Size() int64 { return int64(len(m)) }

// ReadAt reads from them.
func (m memory) ReadAt(p []byte, off int64) (int, error) { return bytes.NewReader(m).ReadAt(p, off) }

// jpegNotes reads orientation and resolution of a JPEG, and what its decoding costs: a progressive
// one keeps four bytes for each coefficient besides the picture.
func (f *frame) jpegNotes(src book.Source) {
	at := int64(2)
	for range maxMarks {
		var head [4]byte
		if !full(src, head[:], at) || head[0] != 0xFF {
			return
		}
		if head[1] == 0xFF { // fill
			at++
			continue
		}
		size := int64(binary.BigEndian.Uint16(head[2:]))
		if size < 2 {
			return
		}
		switch mark := head[1]; {
		case mark == 0xC0 || mark == 0xC1 || mark == 0xC2:
			f.jpegCost(part(src, at+4, size-2), mark == 0xC2)
		case mark == 0xDA:
			return
		case mark == 0xE0:
			f.jfif(part(src, at+4, size-2))
		case mark == 0xE1:
			if data, ok := bytes.CutPrefix(part(src, at+4, size-2), []byte("Exif\x00\x00")); ok {
				f.exif(data)
			}
		}
		at += 2 + size
	}
}

// jpegCost counts the samples of a pixel from the frame header.
func (f *frame) jpegCost(sof []byte, progressive bool) {
	if len(sof) < 6 || len(sof) < 6+3*int(sof[5]) {
		return
	}
	most, samples := 1, 0
	for i := range int(sof[5]) {
		area := int(sof[7+3*i]>>4) * int(sof[7+3*i]&15)
		most, samples = max(most, area), samples+area
	}
	each := float64(samples) / float64(most)
	if sof[5] == 4 {
		each += 4 // the picture is put together anew from its four inks
	}
	if progressive {
		each *= 5
	}
	f.cost(each)
}

// jfif reads the resolution that a JPEG's first part gives.
func (f *frame) jfif(data []byte) {
	if len(data) < 12 || string(data[:5]) != "JFIF\x00" || f.dpiX != 0 {
		return
	}
	x, y := float64(binary.BigEndian.Uint16(data[8:])), float64(binary.BigEndian.Uint16(data[10:]))
	switch data[7] {
	case 1:
		f.dpiX, f.dpiY = x, y
	case 2:
		f.dpiX, f.dpiY = 2.54*x, 2.54*y
	}
}

// pngCost is the bytes of a pixel of a PNG once decoded.
func pngCost(src book.Source) float64 {
	head := part(src, 24, 5) // depth, colour type, compression, filter, interlace
	if len(head) < 5 {
		return 8
	}
	each := 4.0
	switch head[1] {
	case 0, 3:
		each = 1
	}
	if head[0] == 16 {
		each = map[bool]float64{true: 2, false: 8}[head[1] == 0]
	}
	if head[4] != 0 { // interlaced: each pass is a picture of its own, the last half of the whole
		each *= 1.5
	}
	return each
}

// pngNotes reads the resolution and the EXIF notes that stand before a PNG's picture.
func (f *frame) pngNotes(src book.Source) {
	at := int64(8)
	for range maxMarks {
		var head [8]byte
		if !full(src, head[:], at) {
			return
		}
		size := int64(binary.BigEndian.Uint32(head[:]))
		switch string(head[4:]) {
		case "IDAT", "IEND":
			return
		case "pHYs":
			if d := part(src, at+8, size); len(d) == 9 && d[8] == 1 { // pixels a metre
				f.dpiX = float64(binary.BigEndian.Uint32(d)) * 0.0254
				f.dpiY = float64(binary.BigEndian.Uint32(d[4:])) * 0.0254
			}
		case "eXIf":
			x, y := f.dpiX, f.dpiY
			f.exif(part(src, at+8, size))
			if x != 0 {
				f.dpiX, f.dpiY = x, y
			}
		}
		at += 12 + size
	}
}

// webpNotes reads the EXIF notes of a WebP and what its decoding costs.
func (f *frame) webpNotes(src book.Source) {
	at := int64(12)
	each := 1.5
	for range maxMarks {
		var head [8]byte
		if !full(src, head[:], at) {
			break
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "VP8L":
			each = 8 // its pixels, and the picture with its transforms undone
		case "ALPH":
			each = max(each, 6.5)
		case "EXIF":
			data := part(src, at+8, size)
			f.exif(bytes.TrimPrefix(data, []byte("Exif\x00\x00")))
		}
		at += 8 + size + size&1
	}
	f.cost(each)
}

// part reads size bytes at off; nil if they aren't there or are too many for a note.
func part(src book.Source, off, size int64) []byte {
	if size < 0 || size > maxNote || off < 0 || off+size > src.Size() {
		return nil
	}
	p := make([]byte, size)
	if !full(src, p, off) {
		return nil
	}
	return p
}
