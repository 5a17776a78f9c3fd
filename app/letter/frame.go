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

// frame is what every page of a letter carries: the head block and the foot.
type frame struct {
	title string
	head  Head
	foot  Foot
	code  *image.Gray // the foot's QR code, nil if there is none
}

func newFrame(title string, h Head, f Foot) frame {
	return frame{title: title, head: h, foot: f, code: qrCode(f.QR)}
}

// frame draws a page's frame in the margins of a sheet of the given size.
func (p *Press) frame(d pen, width, height float64, f frame, number, of int) {
	a := body(width, height)
	foot := area{a.left, height - footBottom - footHeight, a.right, height - footBottom}
	p.foot(d, foot, f)
	p.head(d, area{a.left, headTop, a.right, headTop + headHeight}, f, number, of)
	f.drawCode(d, foot)
}

// head draws the head block: the organisation and the title on the left, the document's number,
// version, page and day of issue on the right, as the procedure itself has it.
func (p *Press) head(d pen, a area, f frame, number, of int) {
	h := f.head
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
	d.within(middle, titleTop+baseline(10, a.bottom-titleTop), room, labelStyle, f.title)
	lines := []string{
		p.say("letter.head.number", h.Number), p.say("letter.head.version", h.Version),
		p.say("letter.head.page", number, of), p.say("letter.head.issued", h.Issued),
	}
	step := (a.bottom - a.top - 3) / float64(len(lines))
	for _, i := range []int{0, 1, 3, 2} { // the page's number last: what all pages begin with is in a file once
		d.left(split+5, a.top+1.5+step*float64(i)+baseline(8, step), style{page.Serif, min(8.5, step*0.72)}, lines[i])
	}
}

// foot draws, beside the place of the QR code, the audit head and when and by whom the page was printed.
func (p *Press) foot(d pen, a area, f frame) {
	d.rule(a.left, a.top, a.right, a.top, 0.5)
	x := a.left
	if f.code != nil {
		x += a.bottom - a.top - 5 + 8
	}
	y := a.top + 4 + baseline(footStyle.size, 10)
	if f.foot.PrintedAt != "" || f.foot.PrintedBy != "" {
		d.left(x, y, footStyle, p.say("letter.foot.printed", f.foot.PrintedAt, f.foot.PrintedBy))
		y += 10
	}
	if f.foot.AuditHead != "" {
		d.left(x, y, footStyle, p.say("letter.foot.audit", f.foot.AuditHead))
	}
}

// drawCode draws the foot's QR code.
func (f frame) drawCode(d pen, a area) {
	if size := a.bottom - a.top - 5; f.code != nil {
		d.Image(page.Image{X: a.left, Y: a.top + 5, W: size, H: size, Picture: f.code})
	}
}

// qrCode makes a QR code, one pixel a module. It is nil for no text, and for text too long for a code.
func qrCode(content string) *image.Gray {
	code, err := qr.Encode(content, qr.M)
	if content == "" || err != nil {
		return nil
	}
	im := image.NewGray(image.Rect(0, 0, code.Size, code.Size))
	for i := range im.Pix {
		if !code.Black(i%code.Size, i/code.Size) {
			im.Pix[i] = 255
		}
	}
	return im
}
