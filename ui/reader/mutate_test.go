package reader_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"testing"
)

// mutate changes a file in one to eight places: bits, bytes, numbers at their limits, pieces doubled,
// lost, moved or taken from another file, or the end cut off.
func mutate(r *rand.Rand, data, other []byte) []byte {
	out := bytes.Clone(data)
	changes := 1
	if r.IntN(2) == 0 {
		changes += r.IntN(7)
	}
	for range changes {
		if len(out) < 4 {
			return out
		}
		at := r.IntN(len(out) - 3)
		n := 1 + r.IntN(min(len(out)-at, 1+r.IntN(40)))
		switch r.IntN(10) {
		case 0, 1:
			out[at] ^= 1 << r.IntN(8)
		case 2:
			out[at] = byte(r.IntN(256))
		case 3:
			binary.LittleEndian.PutUint32(out[at:], edges[r.IntN(len(edges))])
		case 4:
			binary.BigEndian.PutUint32(out[at:], edges[r.IntN(len(edges))])
		case 5:
			out = append(out[:at:at], append(bytes.Clone(out[at:at+n]), out[at:]...)...)
		case 6:
			out = append(out[:at:at], out[at+n:]...)
		case 7:
			to := r.IntN(len(out) - n + 1)
			copy(out[to:], bytes.Clone(out[at:at+n]))
		case 8:
			from := r.IntN(len(other))
			copy(out[at:], other[from:min(from+n, len(other))])
		case 9:
			if r.IntN(4) == 0 {
				out = out[:at]
			} else {
				clear(out[at : at+n])
			}
		}
	}
	return out
}

// edges are numbers that go wrong.
var edges = []uint32{0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 60_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF}

// resealed gives every part of a PNG its right checksum, so that what was changed is looked at.
func resealed(data []byte) []byte {
	for at := 8; at+12 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[at:]))
		if n < 0 || at+12+n > len(data) {
			break
		}
		binary.BigEndian.PutUint32(data[at+8+n:], crc32.ChecksumIEEE(data[at+4:at+8+n]))
		at += 12 + n
	}
	return data
}

// repacked changes the parts within an Office file, and packs it anew.
func repacked(t *testing.T, r *rand.Rand, data, other []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	hit := r.IntN(len(in.File))
	for i, f := range in.File {
		p, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		if i == hit || r.IntN(6) == 0 {
			text = mutateXML(r, text, other)
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mutateXML changes a text of elements so that it often stays one: elements doubled, lost or swapped,
// numbers changed; or just any way.
func mutateXML(r *rand.Rand, text, other []byte) []byte {
	if r.IntN(4) == 0 {
		return mutate(r, text, other)
	}
	tags := bytes.SplitAfter(text, []byte(">"))
	for range 1 + r.IntN(5) {
		a, b := r.IntN(len(tags)), r.IntN(len(tags))
		switch r.IntN(5) {
		case 0:
			tags[a], tags[b] = tags[b], tags[a]
		case 1:
			tags[a] = nil
		case 2:
			if len(tags[a]) < 1000 {
				tags[a] = bytes.Repeat(tags[a], 1+r.IntN(300))
			}
		case 3, 4:
			tags[a] = digit(r, tags[a])
		}
	}
	return bytes.Join(tags, nil)
}

// digit makes the first number in a tag another one.
func digit(r *rand.Rand, tag []byte) []byte {
	at := bytes.IndexAny(tag, "0123456789")
	if at < 0 {
		return tag
	}
	numbers := []string{"0", "-1", "1", "255", "65536", "1048576", "99999999999999999999", "1e308", "NaN", ""}
	return append(append(bytes.Clone(tag[:at]), numbers[r.IntN(len(numbers))]...), tag[at+1:]...)
}
