package pdf

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"io"
	"strings"
)

// objects writes a file's numbered objects, one after the other.
type objects struct {
	out     *bufio.Writer
	digest  hash.Hash
	at      int   // bytes written
	offsets []int // of object i+1
	tucked  []tucked
}

// begin writes the head; its second line tells programs that the file is binary.
func begin(w io.Writer) *objects {
	o := &objects{out: bufio.NewWriterSize(w, 64<<10), digest: sha256.New()}
	o.write([]byte("%PDF-1.7\n%\xE5\xAE\x88\xE5\x8D\xB7\n"))
	return o
}

// write writes bytes as they are; an error is kept by the writer until the end.
func (o *objects) write(p []byte) {
	o.at += len(p)
	_, _ = o.digest.Write(p)
	_, _ = o.out.Write(p)
}

// reserve numbers an object that is written later.
func (o *objects) reserve() int {
	o.offsets = append(o.offsets, 0)
	return len(o.offsets)
}

// put writes an object under its number.
func (o *objects) put(number int, body string) {
	o.offsets[number-1] = o.at
	o.write(fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", number, body))
}

// add writes an object under a new number.
func (o *objects) add(body string) int {
	n := o.reserve()
	o.put(n, body)
	return n
}

// stream writes a stream that is deflated already; dict holds its further entries.
func (o *objects) stream(dict string, data []byte) int {
	return o.filtered("FlateDecode", dict, data)
}

// filtered writes a stream that is coded as filter says.
func (o *objects) filtered(filter, dict string, data []byte) int {
	return o.plain("/Filter/"+filter+dict, data)
}

// plain writes a stream as it is.
func (o *objects) plain(dict string, data []byte) int {
	n := o.reserve()
	o.offsets[n-1] = o.at
	o.write(fmt.Appendf(nil, "%d 0 obj\n<</Length %d%s>>\nstream\n", n, len(data), dict))
	o.write(data)
	o.write([]byte("\nendstream\nendobj\n"))
	return n
}

// tuck keeps an object for the stream in which small ones are compressed together, and returns its number. What
// says how the file is built (catalogue, pages, info) stays outside of it, to be read as it is.
func (o *objects) tuck(body string) int {
	n := o.reserve()
	o.tuckAs(n, body)
	return n
}

// tuckAs keeps an object under its number.
func (o *objects) tuckAs(number int, body string) {
	o.tucked = append(o.tucked, tucked{number, body})
}

// tucked is an object in the stream of small ones.
type tucked struct {
	number int
	body   string
}

// together writes the stream of small objects, if there are any, and returns its number.
func (o *objects) together() int {
	if len(o.tucked) == 0 {
		return 0
	}
	var index, bodies strings.Builder
	for _, t := range o.tucked {
		fmt.Fprintf(&index, "%d %d ", t.number, bodies.Len())
		bodies.WriteString(t.body + "\n")
	}
	return o.stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(o.tucked), index.Len()),
		deflate([]byte(index.String()+bodies.String()), fast))
}

// end writes the small objects and the cross-reference stream, whose dictionary is the trailer. The file's
// identifier is a digest of what comes before. It returns the first error of the writer.
func (o *objects) end(catalogue, info int) error {
	holder := o.together()
	id, at, own := o.digest.Sum(nil), o.at, o.reserve()
	o.offsets[own-1] = at
	rows := make([]byte, 6, 6+6*len(o.offsets)) // the first is the empty list of free objects
	within := map[int]byte{}
	for i, t := range o.tucked {
		within[t.number] = byte(i)
	}
	for i, offset := range o.offsets {
		if n, ok := within[i+1]; ok {
			rows = append(binary.BigEndian.AppendUint32(append(rows, 2), uint32(holder)), n)
		} else {
			rows = append(binary.BigEndian.AppendUint32(append(rows, 1), uint32(offset)), 0)
		}
	}
	data := deflate(rows, fast)
	o.write(fmt.Appendf(nil, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]/Length %d/Filter/FlateDecode>>\nstream\n",
		own, own+1, catalogue, info, id[:16], id[:16], len(data)))
	o.write(data)
	o.write(fmt.Appendf(nil, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at))
	return o.out.Flush()
}
