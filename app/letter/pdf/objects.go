package pdf

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
)

// objects writes a file's numbered objects, one after the other.
type objects struct {
	out     *bufio.Writer
	digest  hash.Hash
	at      int   // bytes written
	offsets []int // of object i+1
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

// end writes the cross-reference table and the trailer. The file's identifier is a digest of it. It
// returns the first error of the writer.
func (o *objects) end(catalogue, info int) error {
	id, at := o.digest.Sum(nil), o.at
	o.write(fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(o.offsets)+1))
	for _, off := range o.offsets {
		o.write(fmt.Appendf(nil, "%010d 00000 n \n", off))
	}
	o.write(fmt.Appendf(nil, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(o.offsets)+1, catalogue, info, id[:16], id[:16], at))
	return o.out.Flush()
}
