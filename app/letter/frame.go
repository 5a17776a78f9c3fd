package letter

import (
	"image"

	"rsc.io/qr"

	"custody/app/letter/page"
)

// The margins: the binding edge is wider, the head block and the foot stand in the upper and lower one.
const (
	bindingEdge = 28 * page.MM
	outerEdge   = 20 * page.MM
	headTop     = 13 * page.MM
	headHeight  = 19 * page.MM
	footHeight  = 17 * page.MM
	footBottom  = 10 * page.MM
)

// body is where text stands on a page of the given size.
func body(width, height float64) area {
	return area{
		left: bindingEdge, right: width - outerEdge,
		top: headTop + headHeight + 7*page.MM, bottom: height - footBottom - footHeight - 4*page.MM,
	}
}

// frame draws what every page carries: the head block and the foot.
func (p *Press) frame(d pen, width, height float64, title string, h Head, f Foot, number, of int) {
	a := body(width, height)
	p.head(d, area{a.left, headTop, a.right, headTop + headHeight}, title, h, number, of)
	p.foot(d, area{a.left, height - footBottom - footHeight, a.right, height - footBottom}, f)
}

// head draws the head block: the organisation and the title on the left, the document's number,
// version, page and day of issue on the right, as the procedure itself has it.
func (p *Press) head(d pen, a area, title string, h Head, number, of int) {
	split := a.right - 46*page.MM
	middle, room := (a.left+split)/2, split-a.left-12
	titleTop := a.top + (a.bottom-a.top)*0.66
	d.Box(page.Box{X: a.left, Y: a.top, W: a.width(), H: a.bottom - a.top, Width: 0.8})
	d.rule(split, a.top, split, a.bottom, 0.5)
	d.rule(a.left, titleTop, split, titleTop, 0.5)
	name := boldStyle
	name.size = min(12, (a.bottom-a.top)*0.23)
	y := a.top + (titleTop-a.top)*0.48
	d.within(middle, y, room, name, h.OrgZH)
	d.within(middle, y+name.size, room, style{page.Serif, name.size * 0.68}, h.OrgEN)
	d.within(middle, titleTop+baseline(10, a.bottom-titleTop), room, labelStyle, title)
	lines := []string{
		p.say("letter.head.number", h.Number), p.say("letter.head.version", h.Version),
		p.say("letter.head.page", number, of), p.say("letter.head.issued", h.Issued),
	}
	step := (a.bottom - a.top) / float64(len(lines))
	for i, s := range lines {
		d.left(split+5, a.top+step*float64(i)+baseline(8.5, step), style{page.Serif, min(8.5, step*0.72)}, s)
	}
}

// foot draws the QR code and, beside it, the audit head and when and by whom the page was printed.
func (p *Press) foot(d pen, a area, f Foot) {
	d.rule(a.left, a.top, a.right, a.top, 0.5)
	x, size := a.left, a.bottom-a.top-4
	if f.QR != "" && drawQR(d, f.QR, x, a.top+4, size) {
		x += size + 8
	}
	y := a.top + 4 + baseline(footStyle.size, 10)
	if f.PrintedAt != "" || f.PrintedBy != "" {
		d.left(x, y, footStyle, p.say("letter.foot.printed", f.PrintedAt, f.PrintedBy))
		y += 10
	}
	if f.AuditHead != "" {
		d.left(x, y, footStyle, p.say("letter.foot.audit", f.AuditHead))
	}
}

// drawQR draws a QR code as a square with its white border, and tells whether it did: text that is too
// long for one is left out.
func drawQR(d pen, content string, x, y, size float64) bool {
	code, err := qr.Encode(content, qr.M)
	if err != nil {
		return false
	}
	im := image.NewGray(image.Rect(0, 0, code.Size, code.Size))
	for i := range im.Pix {
		if !code.Black(i%code.Size, i/code.Size) {
			im.Pix[i] = 255
		}
	}
	d.Image(page.Image{X: x, Y: y, W: size, H: size, Picture: im})
	return true
}
