package app

import (
	"slices"
	"strconv"
	"strings"
)

// pageDashes are what people type between the ends of a range, pageCommas between ranges.
const (
	pageDashes = "-–—－~～至"
	pageCommas = ",，、;； "
)

// ParsePages reads page numbers as people type them, "1-3, 7" in any width, and returns them
// in order, each once. Pages count from 1; max is the last there is. An empty text returns
// none: all of them are meant. Returns Invalid (error.pages.form, error.pages.beyond) at pages.
func ParsePages(s string, max int) ([]int, error) {
	s = strings.Map(plainDigit, s)
	for _, dash := range pageDashes {
		s = spaceless(s, string(dash))
	}
	var pages []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(pageCommas, r) }) {
		from, to, e := pageRange(part)
		switch {
		case e != nil:
			return nil, e
		case to > max:
			return nil, Errf(Invalid, "error.pages.beyond", to, max).At("pages")
		}
		for n := from; n <= to; n++ {
			pages = append(pages, n)
		}
		if len(pages) > 2*max {
			pages = distinct(pages) // the same pages over and over take no more memory than all
		}
	}
	return distinct(pages), nil
}

// pageRange reads "7" or "1-3".
func pageRange(part string) (from, to int, e *Error) {
	first, last, isRange := strings.Cut(part, "-")
	if !isRange {
		last = first
	}
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || from < 1 || to < from {
		return 0, 0, Errf(Invalid, "error.pages.form", cut(part, 20)).At("pages")
	}
	return from, to, nil
}

// plainDigit turns full-width digits into plain ones.
func plainDigit(r rune) rune {
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	if r == '\t' || r == '\n' || r == '\u3000' {
		return ' '
	}
	return r
}

// spaceless turns a dash, with the spaces around it, into "-".
func spaceless(s, dash string) string {
	parts := strings.Split(s, dash)
	for i := range parts {
		if i > 0 {
			parts[i] = strings.TrimLeft(parts[i], " ")
		}
		if i < len(parts)-1 {
			parts[i] = strings.TrimRight(parts[i], " ")
		}
	}
	return strings.Join(parts, "-")
}

func distinct(pages []int) []int {
	slices.Sort(pages)
	return slices.Compact(pages)
}

// FormatPages writes page numbers in the shortest form, "1-3, 7"; "" for none. Their order
// and doubles make no difference.
func FormatPages(pages []int) string {
	pages = distinct(slices.Clone(pages))
	var out []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		part := strconv.Itoa(pages[i])
		if j > i {
			part += "-" + strconv.Itoa(pages[j])
		}
		out = append(out, part)
		i = j + 1
	}
	return strings.Join(out, ", ")
}
