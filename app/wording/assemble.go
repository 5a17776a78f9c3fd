package wording

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How clauses and items are numbered by hand.
var (
	article    = regexp.MustCompile(`^第\s*[一二三四五六七八九十百零〇\d]+\s*条[\s　:：、.．]*`)
	chinese    = regexp.MustCompile(`^[一二三四五六七八九十]{1,3}\s*[、.．]\s*`)
	figure     = regexp.MustCompile(`^\d{1,2}\s*(?:[、．]|\.(?:\s+|$|[^\d\s]))`)
	itemMarker = regexp.MustCompile(`^(?:[(（][一二三四五六七八九十a-zA-Z\d]{1,3}[)）]|\d{1,2}[)）]|\d{1,2}\.\d{1,2}\s*[、.．]?\s|[a-zA-Z][)）.．、]|[①-⑳]|[·•●○◆◇■□▪–-]\s)`)
)

// What stands around the clauses.
var (
	numberLine  = regexp.MustCompile(`^(?:文件)?编\s*号\s*[:：]\s*(\S{1,40})$`)
	versionLine = regexp.MustCompile(`^(?:文件)?版\s*[本次]号?\s*[:：]\s*(\S{1,20})$`)
	partyLine   = regexp.MustCompile(`^(甲\s*方|乙\s*方|丙\s*方|致|承诺人|承诺方|签署人|保密义务人|受托方|委托方)\s*(?:[(（][^()（）]{0,20}[)）])?\s*[:：]\s*(.*)$`)
	blankLine   = regexp.MustCompile(`^[_＿\s　.…/年月日]*$`)
	signLine    = regexp.MustCompile(`签\s*名|签\s*字|盖\s*章|签\s*章`)
	dateLine    = regexp.MustCompile(`^(?:签署|签订)?日\s*期\s*[:：]?[_＿\s　.…/年月日\d]*$|^[_＿\s　\d]*年[_＿\s　\d]*月[_＿\s　\d]*日$`)
	closingLine = regexp.MustCompile(`^(?:本承诺书?|本协议书?|本守则|特此|以上|本人已(?:经)?(?:认真)?阅读)`)
	closingSays = regexp.MustCompile(`生效|有效期|阅读|承诺|一式`)
	trailRefs   = regexp.MustCompile(`[（(]\s*((?:§|附件\s*1\.)[^（）()]{1,200})[）)]\s*([。；;，,]?)$`)
)

// builder puts a text together, block by block.
type builder struct {
	t      Text
	clause *regexp.Regexp // how this document numbers its clauses; nil for no numbers
	opened bool           // the first clause has begun
	ended  bool           // closing or signatures have begun
}

func assemble(all []block) Text {
	b := builder{clause: numbering(all)}
	for i, v := range all {
		b.add(v, i+1 < len(all) && all[i+1].table == nil && !b.isClause(all[i+1]) && !b.isItem(all[i+1]))
	}
	return b.t
}

// numbering finds out how a document numbers its clauses: 第一条 before 一、 before 1. .
func numbering(all []block) *regexp.Regexp {
	for _, form := range []*regexp.Regexp{article, chinese, figure} {
		for _, v := range all {
			if !v.deep && form.MatchString(v.text) {
				return form
			}
		}
	}
	return nil
}

// isClause reports where a clause begins. In a document without numbers that is every paragraph after the first.
func (b *builder) isClause(v block) bool {
	if b.clause == nil {
		return b.t.Preamble != "" && !b.ended && !b.isItem(v) && !closes(v.text) && !signLine.MatchString(v.text) && !dateLine.MatchString(v.text)
	}
	return !v.deep && b.clause.MatchString(v.text)
}

// isItem reports a part of a clause: by its mark, or numbered in a way that clauses here are not.
func (b *builder) isItem(v block) bool {
	return v.deep || itemMarker.MatchString(v.text) || b.clause != nil && b.clause != figure && figure.MatchString(v.text) ||
		b.clause == article && chinese.MatchString(v.text)
}

func closes(s string) bool { return closingLine.MatchString(s) && closingSays.MatchString(s) }

// add puts one block where it belongs; plain says that an unnumbered paragraph follows.
func (b *builder) add(v block, plain bool) {
	switch {
	case v.table != nil:
		b.addTable(v.table)
	case b.isClause(v):
		b.opened, b.ended = true, false
		b.addClause(rest(b.clause, v.text), plain)
	case !b.opened:
		b.before(v)
	case b.sign(v.text):
	case b.ended || closes(v.text):
		b.ended = true
		b.t.Closing = joined(b.t.Closing, v.text)
	case b.isItem(v):
		text, refs := cutRefs(v.text)
		last := &b.t.Clauses[len(b.t.Clauses)-1]
		last.Items = append(last.Items, Clause{Text: text, Refs: refs})
	default:
		b.goOn(v.text)
	}
}

// rest is what stands behind the number of a clause. The mark that shows a figure to be a number may be the
// first character of the text.
func rest(form *regexp.Regexp, s string) string {
	if form == nil {
		return s
	}
	m := form.FindString(s)
	if form == figure {
		m = strings.TrimLeft(strings.TrimLeftFunc(s, unicode.IsDigit), " 　")
		_, mark := utf8.DecodeRuneInString(m)
		return strings.TrimSpace(m[mark:])
	}
	return strings.TrimSpace(s[len(m):])
}

// before takes what stands before the first clause: title, number, version, parties, preamble.
func (b *builder) before(v block) {
	t := &b.t
	if m := numberLine.FindStringSubmatch(v.text); m != nil && t.Number == "" {
		t.Number = m[1]
		return
	}
	if m := versionLine.FindStringSubmatch(v.text); m != nil && t.Version == "" {
		t.Version = m[1]
		return
	}
	if m := partyLine.FindStringSubmatch(v.text); m != nil && t.Preamble == "" {
		t.Parties = append(t.Parties, party(m[1], m[2]))
		return
	}
	switch {
	case t.Title == nil:
		t.Title = map[string]string{"zh": v.text}
	case v.title && t.Preamble == "" && len(t.Parties) == 0: // what came before was a heading of the page
		t.Preamble, t.Title["zh"] = t.Title["zh"], v.text
	case t.Title["en"] == "" && t.Preamble == "" && len(t.Parties) == 0 && latin(v.text):
		t.Title["en"] = v.text
	default:
		t.Preamble = joined(t.Preamble, v.text)
	}
}

// party is one line of who the paper is between; what was left blank is filled in at the signing.
func party(label, text string) Party {
	label = strings.Join(strings.Fields(label), "")
	if !blankLine.MatchString(text) {
		return Party{label, text}
	}
	if label == "甲方" || label == "致" || label == "委托方" {
		return Party{label, "{org}"}
	}
	return Party{label, "{person}"}
}

func latin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x2FF }) && strings.ContainsFunc(s, unicode.IsLetter)
}

// maxHeading is how long the heading of a clause is at most, in characters.
const maxHeading = 20

// addClause begins a clause: heading and text in one line with a gap between them, or a short line without a
// full stop over a paragraph.
func (b *builder) addClause(s string, plain bool) {
	text, refs := cutRefs(s)
	c := Clause{Text: text, Refs: refs}
	head, tail, gap := strings.Cut(text, "　")
	switch short := len([]rune(head)) <= maxHeading && !strings.ContainsAny(head, "。；;"); {
	case gap && short && head != "":
		c.Heading, c.Text = strings.TrimRight(head, "：: "), strings.TrimSpace(tail)
	case !gap && short && plain && head != "" && !strings.HasSuffix(head, "：") && !strings.HasSuffix(head, ":") && len(refs) == 0:
		c.Heading, c.Text = head, ""
	}
	b.t.Clauses = append(b.t.Clauses, c)
}

// goOn adds what has no place of its own to the clause before, behind its items if it has any.
func (b *builder) goOn(s string) {
	last := &b.t.Clauses[len(b.t.Clauses)-1]
	if n := len(last.Items); n > 0 {
		last = &last.Items[n-1]
	}
	text, refs := cutRefs(s)
	last.Text, last.Refs = joined(last.Text, text), append(last.Refs, refs...)
}

// addTable puts a table into the clause before; a second one, or one before all clauses, as lines of text.
func (b *builder) addTable(t *Table) {
	rows := append([][]string{t.Head}, t.Rows...)
	if b.opened && b.signTable(rows) {
		return
	}
	if n := len(b.t.Clauses); n > 0 && b.t.Clauses[n-1].Table == nil && len(t.Rows) > 0 && !b.ended {
		b.t.Clauses[n-1].Table = t
		return
	}
	for _, row := range rows {
		s := strings.Join(row, " | ")
		switch {
		case !b.opened:
			b.t.Preamble = joined(b.t.Preamble, s)
		case b.ended:
			b.t.Closing = joined(b.t.Closing, s)
		default:
			b.goOn(s)
		}
	}
}

// signTable takes a table in which nothing stands but places to sign, dates and blanks.
func (b *builder) signTable(rows [][]string) bool {
	places := 0
	for _, row := range rows {
		for _, cell := range row {
			switch {
			case signLine.MatchString(cell) && len([]rune(cell)) <= 2*maxHeading:
				places++
			case !dateLine.MatchString(cell) && !blankLine.MatchString(cell):
				return false
			}
		}
	}
	if places == 0 {
		return false
	}
	for _, row := range rows {
		for _, cell := range row {
			b.sign(cell)
		}
	}
	return true
}

// sign takes a line where somebody signs, or the date under it.
func (b *builder) sign(s string) bool {
	if dateLine.MatchString(s) {
		return true
	}
	if !signLine.MatchString(s) || len([]rune(s)) > 3*maxHeading || strings.ContainsAny(s, "。；") {
		return false
	}
	b.ended = true
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("_＿　\t", r) }) {
		if part = strings.TrimRight(strings.TrimSpace(part), ":： "); signLine.MatchString(part) {
			b.t.Signatures = append(b.t.Signatures, Signatory{signs(part), part})
		}
	}
	return true
}

// signs tells by its label whose place to sign it is.
func signs(label string) string {
	switch {
	case strings.Contains(label, "见证") || strings.Contains(label, "证明"):
		return WitnessRole
	case strings.Contains(label, "甲方") || strings.Contains(label, "单位") || strings.Contains(label, "公司") || strings.Contains(label, "章") && !strings.Contains(label, "乙方"):
		return OrganisationRole
	}
	return SignerRole
}

// cutRefs takes the clauses of the procedure off the end of a text: （§5.3.1、附件 1.3）.
func cutRefs(s string) (string, []string) {
	m := trailRefs.FindStringSubmatchIndex(s)
	if m == nil {
		return s, []string{}
	}
	return s[:m[0]] + s[m[4]:m[5]], ParseRefs(s[m[2]:m[3]])
}

// joined sets two paragraphs, both clean, one behind the other: with a space between them where one of them is
// not Chinese there.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if wide(last) && wide(first) {
		return a + b
	}
	return a + " " + b
}
