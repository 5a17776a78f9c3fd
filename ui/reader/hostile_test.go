package reader_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// zeros packs n zeros.
func zeros(t *testing.T, n int64) []byte {
	t.Helper()
	return pack(t, io.LimitReader(nothing{}, n))
}

// packed packs n bytes of data, again and again: whatever row begins where, it names a filter that there is.
func packed(t *testing.T, data []byte, n int) []byte {
	t.Helper()
	rows := bytes.Repeat(append(data, 0), 1+n/(len(data)+1))[:n]
	for i := range rows {
		rows[i] %= 5
	}
	return pack(t, bytes.NewReader(rows))
}

// pack packs what r gives.
func pack(t *testing.T, r io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := io.Copy(z, r); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type nothing struct{}

// Read gives zeros.
func (nothing) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// pngOf is a PNG that says it is w × h with the given packed data.
func pngOf(w, h uint32, depth, colour byte, data []byte) []byte {
	part := func(name string, data []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		body := append([]byte(name), data...)
		return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, w)
	head = append(binary.BigEndian.AppendUint32(head, h), depth, colour, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), part("IHDR", head)...)
	return append(append(out, part("IDAT", data)...), part("IEND", nil)...)
}

// resized changes the size that a JPEG says it has.
func resized(data []byte, w, h uint16) []byte {
	out := bytes.Clone(data)
	at := bytes.Index(out, []byte{0xFF, 0xC0})
	binary.BigEndian.PutUint16(out[at+5:], h)
	binary.BigEndian.PutUint16(out[at+7:], w)
	return out
}

// progressive makes a JPEG say that it is progressive.
func progressive(data []byte) []byte {
	return bytes.Replace(data, []byte{0xFF, 0xC0}, []byte{0xFF, 0xC2}, 1)
}

// webpOf is a lossless WebP that says it is w × h, its pixels all alike and so without data.
func webpOf(w, h uint32) []byte {
	bits := uint64(w-1) | uint64(h-1)<<14
	head := []byte{0x2F, byte(bits), byte(bits >> 8), byte(bits >> 16), byte(bits >> 24)}
	// No transform, no cache, one group of codes: five codes of one symbol, 0.
	body := append(head, 0x88, 0x88, 0x08, 0, 0, 0, 0, 0)
	if len(body)%2 == 1 {
		body = append(body, 0)
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(12+len(body)))
	out = append(out, "WEBPVP8L"...)
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(body))), body...)
}

// tiffOf is a TIFF of one packed strip that says it is w × h, in so many bytes a pixel, with its next page at next.
func tiffOf(w, h, samples uint32, data []byte, next uint32) []byte {
	le := binary.LittleEndian
	out := le.AppendUint32([]byte("II*\x00"), 8)
	const tags = 10
	after := uint32(8 + 2 + 12*tags + 4)
	out = le.AppendUint16(out, tags)
	photometric := uint32(1)
	if samples == 3 {
		photometric = 2
	}
	for _, e := range [tags][4]uint32{
		{256, 4, 1, w},
		{257, 4, 1, h},
		{258, 3, samples, 8 | 8<<16},
		{259, 3, 1, 8},
		{262, 3, 1, photometric},
		{273, 4, 1, after + 8},
		{277, 3, 1, samples},
		{278, 4, 1, h},
		{279, 4, 1, uint32(len(data))},
		{284, 3, 1, 1},
	} {
		if e[0] == 258 && samples == 3 {
			e[3] = after
		}
		out = le.AppendUint16(out, uint16(e[0]))
		out = le.AppendUint16(out, uint16(e[1]))
		out = le.AppendUint32(out, e[2])
		out = le.AppendUint32(out, e[3])
	}
	out = le.AppendUint32(out, next)
	out = append(out, 8, 0, 8, 0, 8, 0, 0, 0)
	return append(out, data...)
}

// stored is an archive whose list names n empty parts.
func stored(n int) []byte {
	entry := append([]byte("PK\x01\x02"), make([]byte, 42)...)
	entry[28] = 1 // length of the name
	list := bytes.Repeat(append(entry, 'a'), n)
	local := append([]byte("PK\x03\x04"), make([]byte, 26)...)
	end := append([]byte("PK\x05\x06"), make([]byte, 4)...)
	le := binary.LittleEndian
	end = le.AppendUint16(le.AppendUint16(end, uint16(n)), uint16(n))
	end = le.AppendUint32(le.AppendUint32(end, uint32(len(list))), uint32(len(local)))
	return append(append(local, list...), append(end, 0, 0)...)
}

// declared is an archive whose part says that it unpacks to n bytes.
func declared(t *testing.T, name string, n uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: 2, UncompressedSize64: n})
	if err == nil {
		_, err = w.Write([]byte{3, 0})
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lying makes the archive's list say that the last part unpacks to a thousand bytes.
func lying(t *testing.T, data []byte) []byte {
	t.Helper()
	out := bytes.Clone(data)
	at := bytes.LastIndex(out, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(out[at+24:], 1000)
	return out
}

// numbered is rows of a worksheet, in the quick form of tests a tenth of them.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<row><c t="str"><v>%x</v></c></row>`, i*2654435761)
	}
	return b.String()
}
