package pdf

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"strconv"

	"custody/app/letter/page"
)

// Page is one page of a document; it is a page.Page.
type Page struct {
	doc           *Document
	width, height float64
	content       bytes.Buffer
	font          string  // chosen last, with its size
	spacing       float64 // between characters, in points
	gaps          []float64
}

// write puts the page into a file and returns its number.
func (p *Page) write(out *objects, parent, resources int) int {
	content := out.stream("", deflate(p.content.Bytes(), fast))
	return out.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R>>",
		parent, number(p.width), number(p.height), resources, content))
}

// Line draws a rule.
func (p *Page) Line(l page.Line) {
	p.content.WriteString("q ")
	p.num(l.Width, " w ")
	if l.Dash > 0 {
		fmt.Fprintf(&p.content, "[%s]0 d ", number(l.Dash))
	}
	p.at(l.From.X, l.From.Y)
	p.content.WriteString("m ")
	p.at(l.To.X, l.To.Y)
	p.content.WriteString("l S Q\n")
}

// Box draws a rectangle.
func (p *Page) Box(b page.Box) {
	p.content.WriteString("q ")
	paint := "S"
	if b.Width > 0 {
		p.num(b.Width, " w ")
	} else {
		p.num(b.Grey, " g ")
		paint = "f"
	}
	p.at(b.X, b.Y+b.H)
	fmt.Fprintf(&p.content, "%s %s re %s Q\n", number(b.W), number(b.H), paint)
}

// Path draws lines with a round pen.
func (p *Page) Path(s page.Path) {
	p.content.WriteString("q 1 J 1 j ")
	p.num(s.Width, " w\n")
	for _, line := range s.Lines {
		for i, pt := range line {
			p.near(pt.X, pt.Y)
			if i == 0 {
				p.content.WriteString("m ")
			} else {
				p.content.WriteString("l ")
			}
		}
		if len(line) == 1 { // a dot: a line to itself
			p.near(line[0].X, line[0].Y)
			p.content.WriteString("l ")
		}
	}
	p.content.WriteString("S Q\n")
}

// Image draws a picture.
func (p *Page) Image(im page.Image) {
	fmt.Fprintf(&p.content, "q %s 0 0 %s ", number(im.W), number(im.H))
	p.at(im.X, im.Y+im.H)
	fmt.Fprintf(&p.content, "cm/I%d Do Q\n", p.doc.image(im.Picture))
}

// writeImage puts a picture into a file: one bit a pixel when it is only black and white.
func writeImage(out *objects, im *image.Gray) int {
	w, h := im.Rect.Dx(), im.Rect.Dy()
	bits, data := 8, make([]byte, 0, w*h)
	if bilevel(im) {
		bits = 1
	}
	for y := range h {
		row := im.Pix[y*im.Stride:][:w]
		if bits == 8 {
			data = append(data, row...)
			continue
		}
		line := make([]byte, (w+7)/8)
		for x, v := range row {
			if v == 255 {
				line[x/8] |= 0x80 >> (x % 8)
			}
		}
		data = append(data, line...)
	}
	return out.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent %d",
		w, h, bits), deflate(data, fast))
}

// bilevel tells whether a picture is black and white only.
func bilevel(im *image.Gray) bool {
	for y := range im.Rect.Dy() {
		for _, v := range im.Pix[y*im.Stride:][:im.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}

// at writes a place, turned from downwards to upwards.
func (p *Page) at(x, y float64) {
	p.num(x, " ")
	p.num(p.height-y, " ")
}

// near writes a place to a tenth of a point, a line of a 720 dpi printer, which is enough for a pen's.
func (p *Page) near(x, y float64) {
	p.num(math.Round(10*x)/10, " ")
	p.num(math.Round(10*(p.height-y))/10, " ")
}

// num writes a number and what follows it.
func (p *Page) num(v float64, after string) {
	var room [24]byte
	b := strconv.AppendFloat(room[:0], v, 'f', 2, 64)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	p.content.Write(b)
	p.content.WriteString(after)
}
