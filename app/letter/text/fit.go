package text

// fit returns how many cells go on a line with the given room, in ems. It is at least one.
func fit(cells []cell, room float64) int {
	full := overflow(cells, room)
	if full == len(cells) {
		return full
	}
	for n := full; n > 0; n-- {
		if mayBreak(cells, n) {
			return n
		}
	}
	return cut(cells, full, room)
}

// overflow returns how many cells fit by width alone. Spaces at the end take no room, and a closing
// punctuation mark only its left half.
func overflow(cells []cell, room float64) int {
	w := 0.0
	for n, c := range cells {
		need := w + c.advance
		if isSpace(c.r) {
			need = w
		} else if halfCloser[c.r] && c.advance >= 1 {
			need -= 0.5
		}
		if need > room+1e-9 {
			return n
		}
		w += c.advance
	}
	return len(cells)
}

// cut breaks a word that is longer than a line: before the character that goes over, or as near as the
// rules allow, on the left rather than on the right. On the right the line is squeezed; where even half
// the width would not do, the rule yields.
func cut(cells []cell, full int, room float64) int {
	for n := full; n > 0; n-- {
		if !mustNot(cells, n) {
			return n
		}
	}
	w := inked(cells[:full])
	for n := full; n < len(cells); n++ {
		if n > 0 && !mustNot(cells, n) {
			return n
		}
		if w += cells[n].advance; w*leastSqueez > room {
			return max(full, 1)
		}
	}
	return len(cells)
}

// finish makes a line fit its room: squeezed if it is too long, flush if it may be. It returns the
// line's width in ems.
func finish(line []cell, room float64, ragged bool) float64 {
	ink := line
	for len(ink) > 0 && isSpace(ink[len(ink)-1].r) {
		ink = ink[:len(ink)-1]
	}
	if len(ink) == 0 {
		return 0
	}
	last := &ink[len(ink)-1]
	last.advance, last.kern = last.advance-last.kern, 0 // its neighbour is on the next line now
	if halfCloser[last.r] && last.advance >= 1 && inked(line) > room {
		last.advance -= 0.5
	}
	w := inked(line)
	switch {
	case w > room:
		for i := range ink {
			ink[i].advance *= room / w
		}
		return room
	case ragged:
		return w
	}
	return justify(ink, w, room)
}

// justify spreads what a line lacks over its gaps, unless it lacks so much that it would look torn.
func justify(ink []cell, w, room float64) float64 {
	spaces, gaps := 0, 0
	for i := 0; i+1 < len(ink); i++ {
		switch {
		case wordGap(ink, i):
			spaces++
		case stretches(ink[i].r, ink[i+1].r):
			gaps++
		}
	}
	lack := room - w
	perGap := 0.0
	if gaps > 0 {
		perGap = min(lack/float64(gaps+2*spaces), mostStretch)
	}
	perSpace := 0.0
	if spaces > 0 {
		perSpace = (lack - perGap*float64(gaps)) / float64(spaces)
	}
	if perSpace > wordStretch || perSpace*float64(spaces)+perGap*float64(gaps) < lack-1e-6 {
		return w
	}
	for i := 0; i+1 < len(ink); i++ {
		switch {
		case wordGap(ink, i):
			ink[i].advance += perSpace
		case stretches(ink[i].r, ink[i+1].r):
			ink[i].advance += perGap
		}
	}
	return room
}

// wordGap tells a space that may grow: the first of several, and no wide one, which is wide enough.
func wordGap(ink []cell, i int) bool {
	return ink[i].r == ' ' && (i == 0 || !isSpace(ink[i-1].r))
}

// stretches tells a gap that may grow: between two full-width characters, or one and a sign.
func stretches(a, b rune) bool {
	if isSpace(a) || isSpace(b) || isHan(a) && isLatin(b) || isLatin(a) && isHan(b) {
		return false
	}
	return isWide(a) && isWide(b) && a != '—' && a != '…'
}
