package letter

import (
	"fmt"
	"io"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/text"
	"custody/app/wording"
)

// Commitment is one person's commitment. Head's Number, Version and Issued are the template's where
// they are empty. Unsigned, with nil signatures, it has ruled blanks to be signed by hand.
type Commitment struct {
	Template wording.Text
	Head     Head
	Foot     Foot
	Person   Person
	Signer   *Signature
	Witness  *Signature
	Counter  *Signature // of who signs for the organisation, where the text has a place for it
	Proof    string     // marks every page of a copy that is not to be signed; "" for the real thing
}

// How commitments are set: 12 points with 1.5 lines.
const (
	leading   = 18.0
	clauseGap = 5.0
)

// Commitment prints one commitment. It returns the errors of w.
func (p *Press) Commitment(w io.Writer, c Commitment) error {
	p = p.in(c.Template)
	pages := p.CommitmentPages(c)
	title := c.Template.Title["zh"]
	if c.Person.Name != "" {
		title += " · " + text.Clean(c.Person.Name)
	}
	return p.write(w, pages, p.commonFor(c), p.info(title, c.head()))
}

// Commitments prints n commitments, the i-th to what open returns for it, which is closed when the
// letter is written. It stops at the first error of each, open, write or close, and returns it.
func (p *Press) Commitments(n int, each func(i int) Commitment, open func(i int) (io.WriteCloser, error)) error {
	for i := range n {
		w, err := open(i)
		if err != nil {
			return err
		}
		err = p.Commitment(w, each(i))
		if failed := w.Close(); err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// CommitmentPages lays a commitment out as it is printed, for a window to show.
func (p *Press) CommitmentPages(c Commitment) []*page.Recording {
	pages, _ := p.CommitmentPlaces(c)
	return pages
}

// CommitmentPlaces lays a commitment out and tells where each part of its text stands.
func (p *Press) CommitmentPlaces(c Commitment) ([]*page.Recording, []Place) {
	p = p.in(c.Template)
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	p.opening(f, &c)
	for i := range c.Template.Clauses {
		f.part = fmt.Sprintf("clauses.%d", i)
		p.clause(f, &c, i)
	}
	f.part = "closing"
	f.paragraph([]text.Span{{Text: c.fill(p, c.Template.Closing)}}, text.Style{Size: bodyStyle.size, Indent: 2}, leading, 2*clauseGap)
	f.part = "signatures"
	f.keepWith(p.signatures(f.area, &c))
	dress := newFrame(c.Template.Title["zh"], c.head(), c.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		if c.Foot.QR != "" {
			dress.code = qrCode(fmt.Sprintf("%s;%d/%d", c.Foot.QR, number, of)) // each page names itself: none of a scan is missed
		}
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
		p.proof(d, page.A4Width, c.Proof)
	}), f.places()
}

// head is the head block's text, completed from the template.
func (c *Commitment) head() Head {
	h := c.Head
	for _, field := range []struct {
		to   *string
		from string
	}{{&h.Number, c.Template.Number}, {&h.Version, c.Template.Version}, {&h.Issued, c.Template.Issued}} {
		if *field.to == "" {
			*field.to = field.from
		}
	}
	return h
}

// opening sets the title, the parties and the preamble.
func (p *Press) opening(f *flow, c *Commitment) {
	middle := (f.area.left + f.area.right) / 2
	f.part = "title"
	f.add(row{height: 36, draw: func(d pen, y float64) {
		d.spread(middle, y+26, style{page.Sans, 22}, c.Template.Title["zh"], titleGap(c.Template.Title["zh"]))
	}})
	f.add(row{height: 26, keep: true, draw: func(d pen, y float64) {
		d.within(middle, y+11, f.area.width(), style{page.Serif, 10}, c.Template.Title["en"])
	}})
	for i, party := range c.Template.Parties {
		f.part = fmt.Sprintf("parties.%d", i)
		label := party.Label + "："
		f.paragraph([]text.Span{{Text: label, Face: page.Sans}, {Text: c.fill(p, party.Text)}},
			text.Style{Size: bodyStyle.size, Hang: float64(len([]rune(label)))}, leading, 0)
	}
	f.part = "preamble"
	f.paragraph([]text.Span{{Text: c.fill(p, c.Template.Preamble)}}, text.Style{Size: bodyStyle.size, Indent: 2}, leading, 2*clauseGap)
}

// titleGap sets short titles wider apart than long ones.
func titleGap(title string) float64 {
	if n := len([]rune(title)); n > 6 {
		return 0.15
	}
	return 0.4
}

// clause sets one clause: its number and heading, the text, where in the procedure it comes from, and
// its items. A text that announces items stays with the first.
func (p *Press) clause(f *flow, c *Commitment, i int) {
	clause := c.Template.Clauses[i]
	spans := []text.Span{{Text: p.say("letter.clause", chineseNumber(i+1), i+1) + wideSpace, Face: page.Sans}}
	if clause.Heading != "" {
		spans = append(spans, text.Span{Text: c.fill(p, clause.Heading) + wideSpace, Face: page.Sans})
	}
	spans = append(spans, text.Span{Text: c.fill(p, clause.Text) + p.refs(clause.Refs)})
	f.paragraph(spans, text.Style{Size: bodyStyle.size, Indent: 2}, leading, clauseGap)
	for j, item := range clause.Items {
		first := len(f.rows)
		f.paragraph([]text.Span{{Text: c.fill(p, item.Text)}}, text.Style{Size: bodyStyle.size, Indent: 2, Hang: 3.1}, leading, 0)
		if j == 0 {
			f.rows[first].keep = true
		}
	}
	if clause.Table != nil {
		p.clauseTable(f, c, clause.Table)
	}
}

// commonFor returns the shared fonts of a template: those of the letter nobody is named in. They are
// made once. A proof has none: its text still changes.
func (p *Press) commonFor(c Commitment) *pdf.Common {
	if c.Proof != "" {
		return nil
	}
	head := c.head()
	key := c.Template.Key + "\x00" + head.OrgZH + "\x00" + head.OrgEN + "\x00" + head.Number + "\x00" + head.Version + "\x00" + head.Issued
	p.common.mu.Lock()
	defer p.common.mu.Unlock()
	if p.common.made[key] == nil {
		blank := Commitment{Template: c.Template, Head: c.Head, Foot: Foot{AuditHead: "0123456789abcdef", PrintedAt: "-:", PrintedBy: " "}}
		p.common.made[key] = pdf.NewCommon(p.fonts, p.CommitmentPages(blank))
	}
	return p.common.made[key]
}
