package sheet

import (
	"regexp"
	"strings"
)

// Where a document stands: each part as a number or name before or after its unit (3号柜, 柜3, A柜).
var (
	cabinetPart = part(`(?:文件)?柜子?`, `cabinet`)
	shelfPart   = part(`[层架]`, `shelf|layer`)
	boxPart     = part(`(?:档案|文件)?盒子?`, `box`)
	// bare is a place written as numbers only: 3-2-5.
	bare = regexp.MustCompile(`^([0-9A-Za-z]{1,8})\s*[-/.,、]\s*([0-9A-Za-z]{1,8})(?:\s*[-/.,、]\s*([0-9A-Za-z]{1,8}))?$`)
	// unitWords are what is taken off a value that has a column of its own.
	unitWords = regexp.MustCompile(`(?i)^(?:第|文件柜|柜子?|[层架]|档案盒|文件盒|盒子?|cabinet|shelf|layer|box|no\.?|#)\s*|\s*(?:号|#)?\s*(?:文件柜|柜子?|[层架]|档案盒|文件盒|盒子?|号|#)$`)
)

// shelfName is the number or name of a cabinet, shelf or box.
const shelfName = `([0-9A-Za-z]+(?:-[0-9A-Za-z]+)?|[一二三四五六七八九十]+|[甲乙丙丁])`

// part finds one part of a place by its Chinese or English unit.
func part(unit, english string) [2]*regexp.Regexp {
	return [2]*regexp.Regexp{
		regexp.MustCompile(`第?\s*` + shelfName + `\s*[号#]?\s*` + unit),
		regexp.MustCompile(`(?i)(?:` + unit + `号?|` + english + `)\s*[:：#]?\s*` + shelfName),
	}
}

// parsePlace reads a cabinet, a shelf and a box that stand in one cell. At least the cabinet must be there.
func parsePlace(s string) (map[Field]string, bool) {
	s = half(s)
	if m := bare.FindStringSubmatch(s); m != nil {
		return nonEmpty(map[Field]string{Cabinet: m[1], Shelf: m[2], Box: m[3]}), true
	}
	found := map[Field]string{}
	rest := s
	for _, p := range []struct {
		field Field
		forms [2]*regexp.Regexp
	}{{Cabinet, cabinetPart}, {Shelf, shelfPart}, {Box, boxPart}} {
		for _, form := range p.forms {
			if m := form.FindStringSubmatchIndex(rest); m != nil {
				found[p.field] = rest[m[2]:m[3]]
				rest = rest[:m[0]] + " " + rest[m[1]:]
				break
			}
		}
	}
	return found, found[Cabinet] != "" && onlyWords(rest) == ""
}

// nonEmpty drops the empty values.
func nonEmpty(m map[Field]string) map[Field]string {
	for k, v := range m {
		if v == "" {
			delete(m, k)
		}
	}
	return m
}

// bareMark takes the unit off a cabinet, shelf or box that has its own column: "3号柜" is 3.
func bareMark(s string) string {
	s = strings.TrimSpace(half(s))
	if t := strings.TrimSpace(unitWords.ReplaceAllString(s, "")); t != "" {
		return t
	}
	return s
}
