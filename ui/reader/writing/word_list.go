package writing

import (
	"encoding/xml"
	"strconv"
	"strings"

	"custody/app/parts"
)

// lists numbers the paragraphs of lists.
type lists struct {
	kinds  map[string]*listKind // by abstract number
	of     map[string]string    // list → abstract number
	counts map[string]*[9]int   // by abstract number
}

// listKind is the levels of a list.
type listKind [9]listLevel

// listLevel is how one level is numbered and indented.
type listLevel struct {
	start       int
	format      string
	text        string // with %1 … for the numbers of the levels
	left, first float64
}

// read reads the part that holds the lists.
func (l *lists) read(f *parts.File, name string) error {
	var kind *listKind
	var level *listLevel
	list := ""
	return f.Each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		val := parts.Attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			kind, level, list = &listKind{}, nil, ""
			if len(l.kinds) < maxStyles {
				l.kinds[parts.Attr(e, "abstractNumId")] = kind
			}
		case "num":
			kind, level, list = nil, nil, parts.Attr(e, "numId")
		case "abstractNumId":
			if len(l.of) < maxStyles {
				l.of[list] = val
			}
		case "lvl":
			n, err := strconv.Atoi(parts.Attr(e, "ilvl"))
			if level = nil; err == nil && kind != nil && n >= 0 && n < len(kind) {
				level = &kind[n]
				level.start = 1
			}
		}
		if level != nil {
			level.set(e, val)
		}
		return nil
	})
}

// set takes one property of a level.
func (v *listLevel) set(e xml.StartElement, val string) {
	switch e.Name.Local {
	case "start":
		if n, err := strconv.Atoi(val); err == nil && n >= 0 && n < 1<<20 {
			v.start = n
		}
	case "numFmt":
		v.format = val
	case "lvlText":
		v.text = val[:min(len(val), 60)]
	case "ind":
		var s style
		s.indent(e)
		v.left, v.first = s.left, s.first
	}
}

// next is the number of the next paragraph of a list, as it stands before it; "" for none.
func (l *lists) next(list string, depth int) (string, listLevel) {
	id := l.of[list]
	kind := l.kinds[id]
	if kind == nil {
		return "", listLevel{}
	}
	counts := l.counts[id]
	if counts == nil {
		counts = &[9]int{}
		l.counts[id] = counts
	}
	level := kind[depth]
	for d := range depth {
		if counts[d] == 0 {
			counts[d] = max(kind[d].start, 1)
		}
	}
	if counts[depth] == 0 {
		counts[depth] = level.start
	} else {
		counts[depth]++
	}
	clear(counts[depth+1:])
	if level.format == "bullet" {
		return "\u2022", level
	}
	label := level.text
	for d := range depth + 1 {
		label = strings.ReplaceAll(label, "%"+strconv.Itoa(d+1), numeral(counts[d], kind[d].format))
	}
	return clean(label), level
}

// numeral writes a number as a list's format has it.
func numeral(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "lowerLetter", "upperLetter":
		s := letters(max(n-1, 0))
		if format == "lowerLetter" {
			s = strings.ToLower(s)
		}
		return s
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand":
		return chinese(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune(0x2460 + n - 1))
		}
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// roman writes a number in Roman numerals.
func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// The Chinese digits from zero, and the words for ten and a hundred.
var (
	digits  = []rune{0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}
	ten     = rune(0x5341)
	hundred = rune(0x767E)
)

// chinese writes a number up to 999 in Chinese.
func chinese(n int) string {
	if n < 0 || n > 999 {
		return strconv.Itoa(n)
	}
	var out []rune
	if n >= 100 {
		out = append(out, digits[n/100], hundred)
		if n %= 100; n == 0 {
			return string(out)
		}
		if n < 10 {
			return string(append(out, digits[0], digits[n]))
		}
	}
	if n >= 10 {
		if n >= 20 || len(out) > 0 {
			out = append(out, digits[n/10])
		}
		if out = append(out, ten); n%10 == 0 {
			return string(out)
		}
	}
	return string(append(out, digits[n%10]))
}
