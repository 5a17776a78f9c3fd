package picture

import (
	"encoding/binary"
	"math"

	"custody/ui/reader/book"
)

// Tags of TIFF, which EXIF uses as well.
const (
	tagWidth       = 256
	tagHeight      = 257
	tagCompression = 259
	tagOrientation = 274
	tagRows        = 278
	tagResolutionX = 282
	tagResolutionY = 283
	tagUnit        = 296
	tagTileWidth   = 322
	tagTileHeight  = 323
)

// maxTags is how many entries of one directory are looked at.
const maxTags = 512

// directory is one list of tags of a TIFF, or of the EXIF notes of another picture.
type directory struct {
	order  binary.ByteOrder
	values map[int]float64 // first value of each tag that matters
	next   int64           // where the next directory begins; 0: none
}

// byteOrder reads a TIFF's first bytes; nil if they are none of a TIFF.
func byteOrder(lead []byte) binary.ByteOrder {
	switch {
	case len(lead) < 8:
		return nil
	case string(lead[:4]) == "II*\x00":
		return binary.LittleEndian
	case string(lead[:4]) == "MM\x00*":
		return binary.BigEndian
	}
	return nil
}

// readDirectory reads the directory at off. ok is false if it isn't there as a whole.
func readDirectory(src book.Source, order binary.ByteOrder, off int64) (d directory, ok bool) {
	d = directory{order: order, values: map[int]float64{}}
	var head [2]byte
	if off < 8 || !full(src, head[:], off) {
		return d, false
	}
	n := int(order.Uint16(head[:]))
	if n == 0 || n > maxTags {
		return d, false
	}
	list := make([]byte, 12*n+4)
	if !full(src, list[:12*n], off+2) {
		return d, false
	}
	for i := range n {
		d.note(src, list[12*i:12*i+12])
	}
	if full(src, list[12*n:], off+2+int64(12*n)) { // many writers leave it out at a file's end
		d.next = int64(order.Uint32(list[12*n:]))
	}
	return d, true
}

// note keeps an entry's first value: it stands in the entry, or elsewhere if all of them don't fit there.
func (d *directory) note(src book.Source, entry []byte) {
	tag, kind := int(d.order.Uint16(entry)), d.order.Uint16(entry[2:])
	count := int64(d.order.Uint32(entry[4:]))
	size := map[uint16]int64{1: 1, 3: 2, 4: 4, 5: 8}[kind]
	if count == 0 || size == 0 {
		return
	}
	value := entry[8:]
	if count*size > 4 {
		value = make([]byte, size)
		if !full(src, value, int64(d.order.Uint32(entry[8:]))) {
			return
		}
	}
	switch kind {
	case 1:
		d.values[tag] = float64(value[0])
	case 3:
		d.values[tag] = float64(d.order.Uint16(value))
	case 4:
		d.values[tag] = float64(d.order.Uint32(value))
	case 5:
		if below := d.order.Uint32(value[4:]); below != 0 {
			d.values[tag] = float64(d.order.Uint32(value)) / float64(below)
		}
	}
}

// whole is a tag's value as a whole number, 0 if it is absent or beyond all sense.
func (d directory) whole(tag int) int {
	v := d.values[tag]
	if !(v >= 0 && v <= math.MaxUint32) {
		return 0
	}
	return int(v)
}

// apply sets a frame's orientation and resolution from a directory.
func (f *frame) apply(d directory) {
	if v := d.whole(tagOrientation); v != 0 {
		f.turned = v
	}
	x, y := d.values[tagResolutionX], d.values[tagResolutionY]
	unit := d.whole(tagUnit)
	if y == 0 {
		y = x
	}
	if x == 0 || unit == 1 {
		return
	}
	if unit == 3 { // centimetres
		x, y = 2.54*x, 2.54*y
	}
	f.dpiX, f.dpiY = x, y
}

// exif applies the EXIF notes in data.
func (f *frame) exif(data []byte) {
	order := byteOrder(data)
	if order == nil {
		return
	}
	if d, ok := readDirectory(memory(data), order, int64(order.Uint32(data[4:]))); ok {
		f.apply(d)
	}
}

// full reads len(p) bytes at off, and reports whether they were there.
func full(src book.Source, p []byte, off int64) bool {
	if off < 0 || off+int64(len(p)) > src.Size() {
		return false
	}
	n, _ := src.ReadAt(p, off)
	return n == len(p)
}
