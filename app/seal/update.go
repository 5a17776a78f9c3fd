package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// The entries of the signature's dictionary that are always the same.
const (
	sigFilter    = "/Adobe.PPKLite"
	sigSubFilter = "/ETSI.CAdES.detached"
	sigFor       = "XXFor" // whom the paper is of; XX marks an entry that no standard knows
)

// pdfTime is a time as PDF has it, (D:20261123120000+08'00'), with a colon where PDF has an apostrophe.
const pdfTime = "(D:20060102150405-07:00')"

// pdfDate writes a time to the second, in its own time zone.
func pdfDate(at time.Time) string {
	head, zone, _ := strings.Cut(at.Truncate(time.Second).Format(pdfTime[len("(D:"):]), ":")
	return "(D:" + head + "'" + zone
}

// unpdfDate reads what pdfDate wrote.
func unpdfDate(s string) (time.Time, error) {
	return time.Parse(pdfTime, strings.Replace(s, "'", ":", 1))
}

// addition is an update being written at the end of a file.
type addition struct {
	out     []byte
	numbers []int
	offsets []int
}

func (a *addition) put(number int, body string) {
	a.numbers, a.offsets = append(a.numbers, number), append(a.offsets, len(a.out))
	a.out = fmt.Appendf(a.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

// update adds a signature of width bytes to a file, still blank, and returns where it stands.
func update(pdf []byte, o Options, width int) (out []byte, from int, err error) {
	f, err := open(pdf)
	if err != nil {
		return nil, 0, err
	}
	if !bytes.HasSuffix(pdf, []byte("%%EOF\n")) || f.trailer.get("Encrypt") != "" {
		return nil, 0, fmt.Errorf("%w: no plain end", errSyntax)
	}
	catalogue, root, err := f.dict(f.trailer.get("Root"))
	if err != nil {
		return nil, 0, err
	}
	if catalogue.get("AcroForm") != "" {
		return nil, 0, fmt.Errorf("%w: it has a form already", errSyntax)
	}
	page, first, err := f.firstPage(catalogue)
	if err != nil {
		return nil, 0, err
	}
	next := f.trailer.number("Size")
	if next < 1 {
		return nil, 0, fmt.Errorf("%w: no size", errSyntax)
	}
	widget, signature := next, next+1
	notes, err := f.notes(page, widget)
	if err != nil {
		return nil, 0, err
	}
	a := &addition{out: bytes.Clone(pdf)}
	a.put(root, catalogue.with("AcroForm", fmt.Sprintf("<</Fields[%d 0 R]/SigFlags 3>>", widget)).
		with("Extensions", "<</ESIC<</BaseVersion/1.7/ExtensionLevel 5>>>>").String())
	a.put(first, page.with("Annots", notes).String())
	a.put(widget, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/Rect[0 0 0 0]/F 132/P %d 0 R/V %d 0 R>>", first, signature))
	from = a.signature(signature, o, width)
	a.end(f, pdf, o)
	return a.out, from, a.cover(from, width)
}

// signature writes the signature's dictionary, its digits still noughts, and returns where they stand.
func (a *addition) signature(number int, o Options, width int) int {
	a.numbers, a.offsets = append(a.numbers, number), append(a.offsets, len(a.out))
	a.out = fmt.Appendf(a.out, "%d 0 obj\n<</Type/Sig/Filter%s/SubFilter%s/M%s/Name%s/Reason%s/Location%s/%s%s/Contents", number,
		sigFilter, sigSubFilter, pdfDate(o.At), text(o.Name), text(o.Reason), text(o.Location), sigFor, text(o.For))
	from := len(a.out)
	a.out = append(a.out, strings.Repeat("0", width)...)
	a.out = fmt.Appendf(a.out, "/ByteRange[%s]>>\nendobj\n", strings.Repeat(" ", rangeWidth))
	return from
}

// rangeWidth is the room for the four numbers of the bytes that are signed.
const rangeWidth = 2 + 3*10

// cover writes which bytes are signed: all but the signature itself.
func (a *addition) cover(from, width int) error {
	to := from + width
	s := fmt.Sprintf("0 %d %d %d", from, to, len(a.out)-to)
	if len(s) > rangeWidth {
		return fmt.Errorf("%w: too long", errSyntax)
	}
	copy(a.out[to+len("/ByteRange["):], s)
	return nil
}

// end writes the cross-references of the update in the form that the file has them.
func (a *addition) end(f *file, pdf []byte, o Options) {
	sum := sha256.New()
	sum.Write(pdf)
	fmt.Fprint(sum, o.At.Unix(), o.Name, o.For, o.Reason, o.Location)
	id := hex.EncodeToString(sum.Sum(nil)[:16])
	if ids, err := parseArray(f.trailer.get("ID")); err == nil && len(ids) == 2 {
		id = fmt.Sprintf("[%s<%s>]", ids[0], id)
	} else {
		id = fmt.Sprintf("[<%s><%s>]", id, id)
	}
	at := len(a.out)
	size := a.numbers[len(a.numbers)-1] + 1
	trailer := dict{{"Root", f.trailer.get("Root")}}
	if info := f.trailer.get("Info"); info != "" {
		trailer = append(trailer, entry{"Info", info})
	}
	trailer = append(trailer, entry{"ID", id}, entry{"Prev", strconv.Itoa(f.last)})
	if f.streams {
		a.stream(size, at, trailer)
	} else {
		a.out = append(a.out, "xref\n"...)
		for i, n := range a.numbers {
			a.out = fmt.Appendf(a.out, "%d 1\n%010d 00000 n \n", n, a.offsets[i])
		}
		a.out = fmt.Appendf(a.out, "trailer\n%s\n", trailer.with("Size", strconv.Itoa(size)))
	}
	a.out = fmt.Appendf(a.out, "startxref\n%d\n%%%%EOF\n", at)
}

// stream writes the cross-references as a stream, which lists itself.
func (a *addition) stream(number, at int, trailer dict) {
	var rows []byte
	var index []string
	for i, n := range append(a.numbers, number) {
		off := at
		if i < len(a.offsets) {
			off = a.offsets[i]
		}
		rows = binary.BigEndian.AppendUint32(append(rows, 1), uint32(off))
		rows = append(rows, 0)
		index = append(index, fmt.Sprintf("%d 1", n))
	}
	trailer = append(dict{
		{"Type", "/XRef"},
		{"Size", strconv.Itoa(number + 1)},
		{"W", "[1 4 1]"},
		{"Index", "[" + strings.Join(index, " ") + "]"},
		{"Length", strconv.Itoa(len(rows))},
	}, trailer...)
	a.out = fmt.Appendf(a.out, "%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n", number, trailer, rows)
}

// firstPage finds the first page below the catalogue.
func (f *file) firstPage(catalogue dict) (dict, int, error) {
	ref := catalogue.get("Pages")
	for range deepest {
		d, n, err := f.dict(ref)
		if err != nil {
			return nil, 0, err
		}
		if d.get("Type") == "/Page" {
			return d, n, nil
		}
		kids, err := parseArray(d.get("Kids"))
		if err != nil || len(kids) == 0 {
			return nil, 0, fmt.Errorf("%w: no pages", errSyntax)
		}
		ref = kids[0]
	}
	return nil, 0, fmt.Errorf("%w: no pages", errSyntax)
}

// notes is a page's list of annotations with one more.
func (f *file) notes(page dict, widget int) (string, error) {
	list := page.get("Annots")
	if list == "" {
		return fmt.Sprintf("[%d 0 R]", widget), nil
	}
	list, err := f.value(list)
	if err != nil {
		return "", err
	}
	items, err := parseArray(list)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("[%s]", strings.Join(append(items, fmt.Sprintf("%d 0 R", widget)), " ")), nil
}

// text writes text for people: UTF-16 with a byte order mark.
func text(s string) string {
	raw := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = binary.BigEndian.AppendUint16(raw, u)
	}
	return fmt.Sprintf("<%X>", raw)
}

// untext reads what text wrote.
func untext(s string) (string, error) {
	raw, err := hex.DecodeString(strings.TrimSuffix(strings.TrimPrefix(s, "<"), ">"))
	if err != nil || len(raw) < 2 || len(raw)%2 != 0 || raw[0] != 0xFE || raw[1] != 0xFF {
		return "", fmt.Errorf("%w: text", errSyntax)
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i < len(raw); i += 2 {
		units = append(units, binary.BigEndian.Uint16(raw[i:]))
	}
	return string(utf16.Decode(units)), nil
}
