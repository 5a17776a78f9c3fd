package letter

import (
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/wording"
)

// A signature's place: a label, the space above a ruled line, and the lines printed under it.
const (
	signLabel = 16.0
	signSpace = 52.0
	signLine  = 17.0
)

// signatures is the block where a commitment is signed, one column for each who signs.
func (p *Press) signatures(a area, c *Commitment) row {
	n := len(c.Template.Signatures)
	gap := 16.0
	width := (a.width() - gap*float64(n-1)) / float64(n)
	return row{
		gap: 16, height: signLabel + signSpace + float64(c.signLines())*signLine + 4,
		draw: func(d pen, y float64) {
			for i, who := range c.Template.Signatures {
				x := a.left + float64(i)*(width+gap)
				p.signature(d, area{x, y, x + width, y + signSpace}, who.Label, p.signatureOf(c, who.Role))
			}
		},
	}
}

// signLines is how many lines are printed under a signature: one more where somebody signs for the organisation.
func (c *Commitment) signLines() int {
	if c.Counter != nil {
		return 4
	}
	return 3
}

// signatureOf finds who signs in a role, with the name printed even where the line is blank.
func (p *Press) signatureOf(c *Commitment, role string) Signature {
	switch {
	case role == wording.SignerRole && c.Signer != nil:
		s := *c.Signer
		if s.Name == "" {
			s.Name = c.Person.Name
		}
		return s
	case role == wording.SignerRole:
		return Signature{Name: c.Person.Name}
	case role == wording.WitnessRole && c.Witness != nil:
		return *c.Witness
	case role == wording.OrganisationRole && c.Counter != nil:
		s := *c.Counter
		s.For = c.Head.OrgZH
		return s
	case role == wording.OrganisationRole:
		return Signature{For: c.Head.OrgZH}
	}
	return Signature{}
}

// signature draws one place to sign, with whom it is for, name, date and place printed under it; what is not known
// is a ruled blank. A place that is the organisation's own until somebody signs for it has no name.
func (p *Press) signature(d pen, a area, label string, s Signature) {
	d.left(a.left, a.top+baseline(10, signLabel), labelStyle, label)
	line := a.top + signLabel + signSpace
	d.strokes(s.Strokes, a.left+4, a.top+signLabel+2, a.width()-8, signSpace-5)
	if s.OnPaper {
		d.within((a.left+a.right)/2, a.top+signLabel+baseline(10, signSpace), a.width()-8, formStyle, p.say("letter.sign.onpaper"))
	}
	d.rule(a.left, line, a.right, line, 0.8)
	type printed struct{ key, value string }
	fields := []printed{{"letter.sign.date", s.Date}, {"letter.sign.place", s.Place}}
	if s.For == "" || s.Name != "" {
		fields = append([]printed{{"letter.sign.name", s.Name}}, fields...)
	}
	if s.For != "" {
		fields = append([]printed{{"letter.sign.organisation", s.For}}, fields...)
	}
	for i, field := range fields {
		y := line + 3 + float64(i)*signLine
		p.field(d, a.left, a.right, y+baseline(10, signLine), p.say(field.key), field.value)
	}
}

// field writes a label and its value, or a ruled blank up to the right edge.
func (p *Press) field(d pen, left, right, y float64, label, value string) {
	d.left(left, y, formStyle, label)
	x := left + d.width(formStyle, label)
	if strings.HasSuffix(label, " ") { // a space at the end has no width of its own
		x += 0.25 * formStyle.size
	}
	if value = text.Clean(value); value == "" {
		d.rule(x, y+2, right, y+2, 0.5)
		return
	}
	d.whole(x, y, right-x, formStyle, value)
}

// whole writes a value from x in the room of one line under a signature: smaller if it must be, on several small
// lines where it is long. Nothing of it is cut: whose signature this is must stand there entire.
func (d pen) whole(x, y, room float64, st style, s string) {
	if d.width(st, s)*fewerPoints <= room {
		d.within(x+min(d.width(st, s), room)/2, y, room, st, s)
		return
	}
	for n := 2; ; n++ {
		leading := (signLine - 2) / float64(n)
		size := min(st.size*fewerPoints, leading/1.1)
		lines := text.Set(d.measure, []text.Span{{Text: text.Clean(s), Face: st.face}}, text.Style{Size: size, Ragged: true}, room)
		if len(lines) > n {
			continue
		}
		for i, line := range lines {
			for _, run := range line.Runs(x, y+2-float64(len(lines)-1-i)*leading) {
				d.Text(run)
			}
		}
		return
	}
}

// fewerPoints is how much smaller a value may be to stand on one line.
const fewerPoints = 0.7

// page.Page is what a pen draws on.
var _ page.Page = pen{}
