package wording

import (
	"strings"
	"unicode"
)

// Runs tells how one text became another, piece by piece: Latin words and figures as a whole, else character
// by character. Texts too long to compare come out as one that went and one that came.
func Runs(before, after string) []Run {
	a, b := tokens(before), tokens(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var r runs
	r.add("", a[:head]...)
	r.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	r.add("", a[len(a)-tail:]...)
	return r.settled()
}

// maxCells bounds the table of a comparison: two texts of two thousand characters.
const maxCells = 4 << 20

type runs []Run

func (r *runs) add(kind ChangeKind, parts ...string) {
	s := strings.Join(parts, "")
	if s == "" {
		return
	}
	if n := len(*r); n > 0 && (*r)[n-1].Kind == kind {
		(*r)[n-1].Text += s
		return
	}
	*r = append(*r, Run{kind, s})
}

// middle compares by the longest common sequence.
func (r *runs) middle(a, b []string) {
	if len(a)*len(b) > maxCells {
		r.add(Removed, a...)
		r.add(Added, b...)
		return
	}
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
				continue
			}
			best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			r.add("", a[i])
			i, j = i+1, j+1
		case best[(i+1)*width+j] >= best[i*width+j+1]:
			r.add(Removed, a[i])
			i++
		default:
			r.add(Added, b[j])
			j++
		}
	}
	r.add(Removed, a[i:]...)
	r.add(Added, b[j:]...)
}

// settled puts what went before what came wherever both stand together, and takes a single character that
// happens to be the same between two changes for part of them: so it reads as a person would mark it.
func (r runs) settled() []Run {
	var out runs
	var went, came string
	flush := func() {
		out.add(Removed, went)
		out.add(Added, came)
		went, came = "", ""
	}
	for i, run := range r {
		switch {
		case run.Kind == Removed:
			went += run.Text
		case run.Kind == Added:
			came += run.Text
		case went != "" && came != "" && i+1 < len(r) && len([]rune(run.Text)) == 1 && run.Text != "\n":
			went, came = went+run.Text, came+run.Text
		default:
			flush()
			out.add("", run.Text)
		}
	}
	flush()
	return out
}

// tokens cuts a text into Latin words, figures and single characters.
func tokens(s string) []string {
	var out []string
	last := false
	for _, r := range s {
		word := r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r))
		if word && last {
			out[len(out)-1] += string(r)
		} else {
			out = append(out, string(r))
		}
		last = word
	}
	return out
}
