package picture

import (
	"encoding/binary"
	"hash/crc32"
)

// exifOf is the EXIF notes of an orientation.
func exifOf(orientation uint16) []byte {
	out := []byte("II*\x00\x08\x00\x00\x00\x01\x00")
	out = binary.LittleEndian.AppendUint16(out, tagOrientation)
	out = append(out, 3, 0, 1, 0, 0, 0)
	out = binary.LittleEndian.AppendUint16(out, orientation)
	return append(out, 0, 0, 0, 0, 0, 0)
}

// withExif puts notes into a JPEG.
func withExif(data []byte, orientation uint16) []byte {
	note := append([]byte("Exif\x00\x00"), exifOf(orientation)...)
	part := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(note)+2))
	return append(append(append([]byte{}, data[:2]...), append(part, note...)...), data[2:]...)
}

// tiffPage is one page of a TIFF made by hand: grey, not packed.
type tiffPage struct {
	w, h, orientation, dpi int
	grey                   byte
}

// manyPages writes a TIFF of several pages. loop makes the last lead back to the first.
func manyPages(order binary.AppendByteOrder, loop bool, pages ...tiffPage) []byte {
	out := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint32(out, 8)
	for i, p := range pages {
		const tags = 11
		at := len(out)
		after := at + 2 + 12*tags + 4
		next := after + 8 + p.w*p.h
		if i == len(pages)-1 {
			next = 0
			if loop {
				next = 8
			}
		}
		out = order.AppendUint16(out, tags)
		for _, e := range [tags][3]int{
			{256, 4, p.w},
			{257, 4, p.h},
			{258, 3, 8},
			{259, 3, 1},
			{262, 3, 1},
			{273, 4, after + 8},
			{274, 3, p.orientation},
			{278, 4, p.h},
			{279, 4, p.w * p.h},
			{282, 5, after},
			{283, 5, after},
		} {
			out = order.AppendUint16(out, uint16(e[0]))
			out = order.AppendUint16(out, uint16(e[1]))
			out = order.AppendUint32(out, 1)
			if e[1] == 3 {
				out = order.AppendUint16(out, uint16(e[2]))
				out = append(out, 0, 0)
				continue
			}
			out = order.AppendUint32(out, uint32(e[2]))
		}
		out = order.AppendUint32(out, uint32(next))
		out = order.AppendUint32(out, uint32(p.dpi))
		out = order.AppendUint32(out, 1)
		for range p.w * p.h {
			out = append(out, p.grey)
		}
	}
	return out
}

// pngHead is a PNG that says it is w × h.
func pngHead(w, h uint32) []byte {
	part := func(name string, data []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		body := append([]byte(name), data...)
		return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 2, 0, 0, 0)
	return append(append([]byte("\x89PNG\r\n\x1a\n"), part("IHDR", head)...), part("IDAT", nil)...)
}
