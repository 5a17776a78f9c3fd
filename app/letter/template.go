package letter

import (
	"fmt"
	"strings"

	"custody/app/letter/text"
	"custody/app/wording"
)

// fill puts the names into a template's text, in one pass: what is filled in is never filled again.
func (c *Commitment) fill(p *Press, s string) string {
	return strings.NewReplacer(
		"{org}", text.Clean(c.Head.OrgZH), "{person}", text.Clean(p.person(c.Person)), "{name}", text.Clean(c.Person.Name),
		"{months}", fmt.Sprint(c.Template.ValidMonths),
	).Replace(s)
}

// in returns a press that speaks a template's own words first: what people sign is in one language,
// whichever the window speaks at the time.
func (p *Press) in(t wording.Text) *Press {
	say := func(key string, args ...any) string {
		s, ok := t.Words[key]
		if !ok {
			return p.say(key, args...)
		}
		pairs := make([]string, 0, 2*len(args))
		for i, a := range args {
			pairs = append(pairs, fmt.Sprintf("{%d}", i), fmt.Sprint(a))
		}
		return strings.NewReplacer(pairs...).Replace(s)
	}
	return &Press{fonts: p.fonts, say: say, common: p.common}
}

// person names a person with number, department and role, as far as they are known.
func (p *Press) person(who Person) string {
	var more []string
	if who.Number != "" {
		more = append(more, p.say("letter.person.number", who.Number))
	}
	for _, s := range []string{who.Department, who.Role} {
		if s != "" {
			more = append(more, s)
		}
	}
	if len(more) == 0 {
		return who.Name
	}
	return p.say("letter.person", who.Name, strings.Join(more, p.say("letter.person.join")))
}

// refs names clauses of the procedure: § 5.3.1, and the annex by its rule. It is empty for none.
func (p *Press) refs(numbers []string) string {
	if len(numbers) == 0 {
		return ""
	}
	var named []string
	for _, n := range numbers {
		if rule, ok := strings.CutPrefix(n, "附件1."); ok {
			named = append(named, p.say("letter.ref.annex", rule))
			continue
		}
		named = append(named, p.say("letter.ref", n))
	}
	return p.say("letter.refs", strings.Join(named, p.say("letter.refs.join")))
}

// chineseNumber writes 1 to 99 in Chinese figures.
func chineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch tens, ones := n/10, n%10; {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case tens == 0:
		return string(digits[ones])
	default:
		s := "十"
		if tens > 1 {
			s = string(digits[tens]) + s
		}
		if ones > 0 {
			s += string(digits[ones])
		}
		return s
	}
}
