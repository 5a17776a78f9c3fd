package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// PaperCode is what the QR code at the foot of every page says: the text, whose paper it is, and the version.
type PaperCode struct{ Number, Person, Version string }

// codePrefix begins every code of this program.
const codePrefix = "custody:"

// mostPages is how many pages a paper has at most.
const mostPages = 200

// ParsePaperCode reads the code of a page, and which one of how many it is: 0 of 0 where the code does not say, as
// those of older versions. ok is false for any other code.
func ParsePaperCode(text string) (c PaperCode, page, of int, ok bool) {
	rest, ours := strings.CutPrefix(text, codePrefix)
	parts := strings.Split(rest, ";")
	if !ours || len(parts) < 3 || slices.Contains(parts[:3], "") {
		return PaperCode{}, 0, 0, false
	}
	c = PaperCode{Number: parts[0], Person: parts[1], Version: parts[2]}
	if len(parts) == 3 {
		return c, 0, 0, true
	}
	at, all, _ := strings.Cut(parts[3], "/")
	page, wrong := strconv.Atoi(at)
	of, wrongToo := strconv.Atoi(all)
	if wrong != nil || wrongToo != nil || page < 1 || page > of || of > mostPages {
		return c, 0, 0, true
	}
	return c, page, of, true
}

// scanned is what the codes of a scan's pages say.
type scanned struct {
	papers []PaperCode // each once
	pages  []int       // that name themselves
	of     int         // how many pages there should be, 0 where no code says so
}

// lacks lists the pages that the scan should have and that no code names.
func (s scanned) lacks() []int {
	var out []int
	for n := 1; n <= s.of; n++ {
		if !slices.Contains(s.pages, n) {
			out = append(out, n)
		}
	}
	return out
}

// add notes the code of a page, if it is one of this program.
func (s *scanned) add(code string) {
	c, page, of, ok := ParsePaperCode(code)
	if !ok {
		return
	}
	if !slices.Contains(s.papers, c) {
		s.papers = append(s.papers, c)
	}
	if of > 0 {
		s.pages, s.of = append(s.pages, page), max(s.of, of)
	}
}

// pageList names pages by their numbers.
func pageList(pages []int) string {
	out := make([]string, len(pages))
	for i, n := range pages {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// codesOf reads the codes of a scan's pages, outside any transaction because it takes its time. An office that
// can't read finds none.
func (o *Office) codesOf(ctx context.Context, scan []byte) (scanned, error) {
	var out scanned
	if o.env.Scans == nil || len(scan) == 0 {
		return out, nil
	}
	texts, err := o.env.Scans.Codes(ctx, scan)
	if err != nil {
		return out, atField("scan", err)
	}
	for _, text := range texts {
		out.add(text)
	}
	return out, nil
}
