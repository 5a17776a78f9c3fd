package wording

import (
	"encoding/xml"
	"strconv"
	"strings"

	"custody/app/parts"
)

// numbers counts the lists of a Word document.
type numbers struct {
	levels map[string][]level // by abstract number
	of     map[string]string  // the abstract number of each list
	counts map[string][]int   // by abstract number
}

// level is how one level of a list is numbered.
type level struct {
	start  int
	format string
	text   string // with %1 … for the numbers of the levels
}

const listLevels = 9

func (n *numbers) read(f *parts.File, name string) error {
	var at *level
	abstract, list := "", ""
	return f.Each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		val := parts.Attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			abstract, list, at = parts.Attr(e, "abstractNumId"), "", nil
			if len(n.levels) < maxStyles {
				n.levels[abstract] = make([]level, listLevels)
			}
		case "num":
			abstract, list, at = "", parts.Attr(e, "numId"), nil
		case "abstractNumId":
			if list != "" && len(n.of) < maxStyles {
				n.of[list] = val
			}
		case "lvl":
			i, levels := figureOf(parts.Attr(e, "ilvl")), n.levels[abstract]
			if at = nil; i < len(levels) {
				at = &levels[i]
				at.start = 1
			}
		}
		if at != nil {
			at.set(e.Name.Local, val)
		}
		return nil
	})
}

func (l *level) set(name, val string) {
	switch name {
	case "start":
		l.start = figureOf(val)
	case "numFmt":
		l.format = val
	case "lvlText":
		l.text = val
	}
}

// next is the number of the next paragraph of a list as it stands in front of it, and whether it lies below the
// first level.
func (n *numbers) next(list string, at int) (number string, deep bool) {
	abstract := n.of[list]
	levels := n.levels[abstract]
	if list == "" || list == "0" || at >= len(levels) {
		return "", false
	}
	counts := n.counts[abstract]
	if counts == nil {
		counts = make([]int, listLevels)
		for i, l := range levels {
			counts[i] = l.start - 1
		}
		n.counts[abstract] = counts
	}
	counts[at]++
	for i := at + 1; i < len(counts); i++ {
		counts[i] = levels[i].start - 1
	}
	switch levels[at].format {
	case "bullet":
		return "· ", true
	case "none":
		return "", at > 0
	}
	text := levels[at].text
	for i := range at + 1 {
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), levels[i].figure(max(counts[i], levels[i].start)))
	}
	return text + " ", at > 0
}

// figure writes a number as the level does.
func (l level) figure(n int) string {
	switch l.format {
	case "lowerLetter", "upperLetter":
		if n < 1 || n > 26 {
			break
		}
		if l.format == "upperLetter" {
			return string(rune('A' + n - 1))
		}
		return string(rune('a' + n - 1))
	case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand":
		return inChinese(n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	}
	return strconv.Itoa(n)
}

// inChinese writes 1 to 99 in Chinese figures.
func inChinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	var s string
	if n >= 20 {
		s = string(digits[n/10])
	}
	if n >= 10 {
		s += "十"
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}
