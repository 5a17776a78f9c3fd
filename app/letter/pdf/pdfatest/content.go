package pdfatest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// pages looks at every page of a tree.
func (c *check) pages(v any, depth int) {
	node := c.dict(v)
	if depth > 20 || node == nil {
		c.say("6.1", "page tree %v", v)
		return
	}
	if node["Type"] == name("Pages") {
		kids, _ := c.get(node["Kids"]).(array)
		c.must(len(kids) > 0, "6.1", "no pages")
		for _, kid := range kids {
			c.pages(kid, depth+1)
		}
		return
	}
	c.must(node["Group"] == nil, "6.2.10", "a transparency group")
	c.must(node["AA"] == nil && node["PresSteps"] == nil, "6.5/6.10", "page %v", node)
	box, _ := node["MediaBox"].(array)
	for i := 2; i < 4; i++ {
		side := 0.0
		if len(box) == 4 {
			side, _ = box[i].(float64)
		}
		c.must(side >= 3 && side <= 14400, "6.1.13", "page of %v", box)
	}
	streams, several := c.get(node["Contents"]).(array)
	if !several {
		streams = array{node["Contents"]}
	}
	var text []byte
	for _, v := range streams {
		s, ok := c.get(v).(stream)
		part, err := s.plain()
		if !ok || err != nil {
			c.say("6.1", "a page without content: %v", err)
			return
		}
		text = append(append(text, part...), '\n')
	}
	p := &painter{check: c, resources: c.dict(node["Resources"])}
	if err := p.run(text); err != nil {
		c.say("6.2.2", "content: %v", err)
	}
}

// operators are what our content may use, with how many operands.
var operators = map[word]int{
	"q": 0, "Q": 0, "w": 1, "d": 2, "J": 1, "j": 1, "g": 1, "cm": 6, "m": 2, "l": 2, "re": 4, "S": 0, "f": 0,
	"BT": 0, "ET": 0, "Td": 2, "Tm": 6, "Tf": 2, "Tc": 1, "TJ": 1, "Do": 1, "BDC": 2, "EMC": 0,
}

// painter follows a page's content.
type painter struct {
	*check
	resources           dict
	saved, marked, text int
	font                ref
}

func (p *painter) run(content []byte) error {
	l := &lexer{content, 0}
	var operands array
	for {
		v, err := l.value()
		if errors.Is(err, errEnd) {
			break
		}
		if err != nil {
			return err
		}
		op, is := v.(word)
		if !is {
			p.value("content", v)
			operands = append(operands, v)
			continue
		}
		if op == "BI" {
			if err := p.inline(l); err != nil {
				return err
			}
			continue
		}
		want, known := operators[op]
		if !known || want != len(operands) {
			return fmt.Errorf("%v %s", operands, op)
		}
		if err := p.do(op, operands); err != nil {
			return err
		}
		operands = nil
	}
	if p.saved != 0 || p.marked != 0 || p.text != 0 || len(operands) > 0 {
		return errors.New("it ends in the middle")
	}
	return nil
}

// inline reads a picture on the page itself, which begins before the place of l.
func (p *painter) inline(l *lexer) error {
	rest := l.data[l.at:]
	id, end := bytes.Index(rest, []byte(" ID ")), bytes.Index(rest, []byte("> EI "))
	if id < 0 || end < id {
		return errors.New("a picture that does not end")
	}
	d, err := (&lexer{data: append(rest[:id:id], ">>"...)}).dict()
	if err != nil {
		return err
	}
	w, _ := d["W"].(float64)
	h, _ := d["H"].(float64)
	p.must(d["CS"] == name("G") && d["BPC"] == 1.0 && d["F"] == name("AHx") && d["I"] == nil, "6.2.8", "picture %v", d)
	p.must(end-id-4 == 2*int(h)*((int(w)+7)/8), "6.1.10", "a picture of %v by %v has %d digits", w, h, end-id-4)
	l.at += end + len("> EI")
	return nil
}

// do follows one operator.
func (p *painter) do(op word, operands array) error {
	level := map[word]struct {
		of *int
		by int
	}{"q": {&p.saved, 1}, "Q": {&p.saved, -1}, "BT": {&p.text, 1}, "ET": {&p.text, -1}, "BDC": {&p.marked, 1}, "EMC": {&p.marked, -1}}
	if l, ok := level[op]; ok {
		if *l.of += l.by; *l.of < 0 || *l.of > 28 {
			return fmt.Errorf("%s at level %d", op, *l.of)
		}
	}
	switch op {
	case "Tf":
		p.font, _ = p.dict(p.resources["Font"])[operands[0].(name)].(ref)
		if p.dict(p.font) == nil {
			return fmt.Errorf("font %v is no resource", operands[0])
		}
	case "Do":
		if p.dict(p.dict(p.resources["XObject"])[operands[0].(name)]) == nil {
			return fmt.Errorf("%v is no resource", operands[0])
		}
	case "TJ":
		return p.show(operands[0].(array))
	}
	return nil
}

// show notes the codes of a text, which are two bytes each.
func (p *painter) show(parts array) error {
	if p.font == 0 || p.text == 0 {
		return errors.New("text without a font")
	}
	if p.codes[p.font] == nil {
		p.codes[p.font] = map[int]bool{}
	}
	var b strings.Builder
	for _, part := range parts {
		if s, ok := part.(string); ok {
			b.WriteString(s)
		}
	}
	s := b.String()
	if len(s)%2 != 0 {
		return fmt.Errorf("%d bytes of text", len(s))
	}
	for i := 0; i < len(s); i += 2 {
		p.codes[p.font][int(s[i])<<8|int(s[i+1])] = true
	}
	return nil
}
