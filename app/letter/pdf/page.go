package pdf

import (
	"bytes"
	"fmt"
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

// write puts the page into a file and returns its number. Its first so many bytes are in the stream of that number.
func (p *Page) write(out *objects, parent, resources, first, size int) int {
	content := fmt.Sprintf("%d 0 R", out.stream("", deflate(p.content.Bytes()[size:], fast)))
	if size > 0 {
		content = fmt.Sprintf("[%d 0 R %s]", first, content)
	}
	return out.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %s>>",
		parent, number(p.width), number(p.height), resources, content))
}

// leastShared is how many bytes all pages must begin with for these to be written once.
const leastShared = 300

// shared is how many bytes all pages begin with, whole lines of them, as a letter's head and foot are.
func (d *Document) shared() int {
	if len(d.pages) < 2 {
		return 0
	}
	same := d.pages[0].content.Bytes()
	for _, p := range d.pages[1:] {
		other := p.content.Bytes()
		n := 0
		for n < len(same) && n < len(other) && same[n] == other[n] {
			n++
		}
		same = same[:n]
	}
	if n := bytes.LastIndexByte(same, '\n') + 1; n >= leastShared {
		return n
	}
	return 0
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
