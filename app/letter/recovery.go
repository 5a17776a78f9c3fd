package letter

import (
	"io"
	"strconv"
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// RecoverySheet is one of the two halves that together open a vault whose passwords are lost. Each
// half is a file of its own, for a person of its own.
type RecoverySheet struct {
	Head   Head
	Foot   Foot
	Half   string // A or B
	Vault  string // the vault's name
	Made   string // the day it was made
	Code   string // groups of five characters, parted by dashes, the fifth of each a check character
	Keeper string // who keeps it, blank for writing it by hand
}

// The grid of the code's groups.
const (
	groupColumns = 4
	groupHeight  = 50.0
	codeSquare   = 38 * page.MM
)

// RecoverySheet prints one half. It returns the errors of w.
func (p *Press) RecoverySheet(w io.Writer, s RecoverySheet) error {
	return p.write(w, p.RecoverySheetPages(s), nil, p.info(p.say("letter.recovery.title", s.Half), s.Head))
}

// RecoverySheetPages lays one half out: what it is, the code with a QR code beside it, how it is kept,
// and where to sign for it.
func (p *Press) RecoverySheetPages(s RecoverySheet) []*page.Recording {
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	title := p.say("letter.recovery.title", s.Half)
	f.add(row{height: 44, draw: func(d pen, y float64) {
		d.spread((f.area.left+f.area.right)/2, y+26, style{page.Sans, 22}, title, 0.2)
	}})
	plain := text.Style{Size: bodyStyle.size, Indent: 2}
	f.paragraph([]text.Span{{Text: p.say("letter.recovery.what", s.Vault, s.Made, s.Half)}}, plain, leading, 0)
	f.add(p.codeGrid(f.area, s.Code))
	f.paragraph([]text.Span{{Text: p.say("letter.recovery.check")}}, text.Style{Size: 10}, 15, 6)
	for i := 1; i <= 4; i++ {
		rule := strconv.Itoa(i) + ". " + p.say("letter.recovery.rule."+strconv.Itoa(i))
		f.paragraph([]text.Span{{Text: rule}}, text.Style{Size: bodyStyle.size, Hang: 1.2}, leading, clauseGap)
	}
	f.keepWith(p.recoverySigns(f.area, s))
	dress := newFrame(title, s.Head, s.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
	})
}

// codeGrid draws the groups, numbered, with the QR code of the whole beside them.
func (p *Press) codeGrid(a area, code string) row {
	groups := strings.Split(code, "-")
	lines := (len(groups) + groupColumns - 1) / groupColumns
	height := max(float64(lines)*groupHeight, codeSquare)
	width := (a.width() - codeSquare - 14) / groupColumns
	square := qrCode(code)
	return row{gap: 12, height: height + 8, draw: func(d pen, y float64) {
		for i, g := range groups {
			x, top := a.left+float64(i%groupColumns)*width, y+float64(i/groupColumns)*groupHeight
			d.Box(page.Box{X: x, Y: top, W: width, H: groupHeight, Width: 0.8})
			d.left(x+4, top+11, footStyle, strconv.Itoa(i+1))
			d.spread(x+width/2, top+groupHeight/2+10, style{page.Sans, 19}, g, 0.06)
		}
		if square != nil {
			d.Image(page.Image{X: a.right - codeSquare, Y: y, W: codeSquare, H: codeSquare, Picture: square})
		}
	}}
}

// recoverySigns is where the keeper signs for the sheet, and who gives it and who sees it.
func (p *Press) recoverySigns(a area, s RecoverySheet) row {
	const gap = 16.0
	width := (a.width() - 2*gap) / 3
	return row{gap: 22, height: signLabel + signSpace + 3*signLine + 4, draw: func(d pen, y float64) {
		for i, who := range []string{"keeper", "giver", "witness"} {
			x := a.left + float64(i)*(width+gap)
			var sign Signature
			if who == "keeper" {
				sign.Name = s.Keeper
			}
			p.signature(d, area{x, y, x + width, y + signSpace}, p.say("letter.recovery."+who), sign)
		}
	}}
}
