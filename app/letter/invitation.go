package letter

import (
	"io"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// Invitation hands a person the one-time code that opens the account for the first time.
type Invitation struct {
	Head    Head
	Foot    Foot
	Person  Person
	Login   string
	Code    string
	Expires string // date and time
}

// Invitation prints an invitation. It returns the errors of w.
func (p *Press) Invitation(w io.Writer, v Invitation) error {
	return p.write(w, p.InvitationPages(v), nil, p.info(p.say("letter.invitation.title"), v.Head))
}

// InvitationPages lays an invitation out: for whom, the code, until when, and what to do with it.
func (p *Press) InvitationPages(v Invitation) []*page.Recording {
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	title := p.say("letter.invitation.title")
	f.add(row{height: 44, draw: func(d pen, y float64) {
		d.spread((f.area.left+f.area.right)/2, y+26, style{page.Sans, 22}, title, 0.2)
	}})
	plain := text.Style{Size: bodyStyle.size, Indent: 2}
	f.paragraph([]text.Span{{Text: p.say("letter.invitation.what", v.Person.Name, v.Login, v.Expires)}}, plain, leading, 0)
	f.add(row{gap: 14, height: groupHeight, draw: func(d pen, y float64) {
		d.Box(page.Box{X: f.area.left, Y: y, W: f.area.width(), H: groupHeight, Width: 0.8})
		d.spread((f.area.left+f.area.right)/2, y+groupHeight/2+8, style{page.Sans, 19}, v.Code, 0.06)
	}})
	for _, key := range []string{"letter.invitation.first", "letter.invitation.rule"} {
		f.paragraph([]text.Span{{Text: p.say(key)}}, plain, leading, 10)
	}
	dress := newFrame(title, v.Head, v.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
	})
}
