package letter

import (
	"io"
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// Fingerprint is the sheet that sealed papers are compared with: the fingerprint of the certificate
// that the organisation seals with.
type Fingerprint struct {
	Head   Head
	Foot   Foot
	Name   string // whom the certificate names
	Issuer string // who vouches for it; "" for nobody but the organisation
	From   string // its first day
	Until  string // its last day
	Groups string // the SHA-256 in groups of four, parted by blanks
}

// Fingerprint prints the sheet. It returns the errors of w.
func (p *Press) Fingerprint(w io.Writer, v Fingerprint) error {
	return p.write(w, p.FingerprintPages(v), nil, p.info(p.say("letter.fingerprint.title"), v.Head))
}

// FingerprintPages lays the sheet out: whose certificate, its fingerprint with a QR code, how papers are
// compared with it, and who gives it.
func (p *Press) FingerprintPages(v Fingerprint) []*page.Recording {
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	title := p.say("letter.fingerprint.title")
	f.add(row{height: 44, draw: func(d pen, y float64) {
		d.spread((f.area.left+f.area.right)/2, y+26, style{page.Sans, 22}, title, 0.2)
	}})
	plain := text.Style{Size: bodyStyle.size, Indent: 2}
	what := p.say("letter.fingerprint.own", v.Name, v.From, v.Until)
	if v.Issuer != "" {
		what = p.say("letter.fingerprint.issued", v.Name, v.From, v.Until, v.Issuer)
	}
	f.paragraph([]text.Span{{Text: what}}, plain, leading, 0)
	f.add(p.codeGrid(f.area, strings.ReplaceAll(v.Groups, " ", "-")))
	f.paragraph([]text.Span{{Text: p.say("letter.fingerprint.check")}}, text.Style{Size: 10}, 15, 6)
	for i, key := range []string{"letter.fingerprint.rule.1", "letter.fingerprint.rule.2", "letter.fingerprint.rule.3"} {
		rule := string(rune('1'+i)) + ". " + p.say(key)
		f.paragraph([]text.Span{{Text: rule}}, text.Style{Size: bodyStyle.size, Hang: 1.2}, leading, clauseGap)
	}
	f.keepWith(row{gap: 22, height: signLabel + signSpace + 3*signLine + 4, draw: func(d pen, y float64) {
		p.signature(d, area{f.area.left, y, f.area.left + f.area.width()/3, y + signSpace}, p.say("letter.fingerprint.giver"), Signature{})
	}})
	dress := newFrame(title, v.Head, v.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
	})
}
