package letter

import (
	"io"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// Label is a sticker for a binder, a copy or a cabinet: a code that the counter's scan field takes, and what
// stands beside it. It names no client.
type Label struct {
	Code  string // what the QR code says
	Title string // the line in large type
	Lines []string
}

// LabelStock is the material that labels are printed on. Measures are points.
type LabelStock struct {
	Name          string
	Width, Height float64 // of one label
	Across, Down  int     // labels on a sheet; 1 and 1 is a roll, a page for each label
	Left, Top     float64 // margins of the sheet to its first label
	StepX, StepY  float64 // from one label's corner to the next one's
}

// The stocks that offices have: two common A4 sheets, and the 62 mm roll of label printers.
var (
	Labels24 = LabelStock{
		Name: "a4-24", Width: 70 * page.MM, Height: 37 * page.MM, Across: 3, Down: 8,
		Top: 0.5 * page.MM, StepX: 70 * page.MM, StepY: 37 * page.MM,
	}
	Labels14 = LabelStock{
		Name: "a4-14", Width: 99.1 * page.MM, Height: 38.1 * page.MM, Across: 2, Down: 7,
		Left: 4.65 * page.MM, Top: 15.15 * page.MM, StepX: 101.6 * page.MM, StepY: 38.1 * page.MM,
	}
	Roll62 = LabelStock{Name: "roll-62", Width: 62 * page.MM, Height: 29 * page.MM, Across: 1, Down: 1}
)

// LabelStocks lists them in the order forms show them.
var LabelStocks = []LabelStock{Labels24, Labels14, Roll62}

// Roll reports whether each label is a page of its own.
func (s LabelStock) Roll() bool { return s.Across*s.Down == 1 }

// labelPad is the white border that a printer's drift may eat into.
const labelPad = 4 * page.MM

// Labels prints labels, from the place skip on a sheet of which so many are used already. It returns the errors of w.
func (p *Press) Labels(w io.Writer, labels []Label, stock LabelStock, skip int) error {
	return p.write(w, p.LabelPages(labels, stock, skip), nil, p.info(p.say("letter.labels"), Head{}))
}

// LabelPages lays labels out as they are printed.
func (p *Press) LabelPages(labels []Label, stock LabelStock, skip int) []*page.Recording {
	each := max(1, stock.Across*stock.Down)
	skip = max(0, skip) % each
	var pages []*page.Recording
	for i, l := range labels {
		place := (i + skip) % each
		if i == 0 || place == 0 {
			pages = append(pages, stock.sheet())
		}
		sheet := pages[len(pages)-1]
		x := stock.Left + float64(place%stock.Across)*stock.StepX
		y := stock.Top + float64(place/stock.Across)*stock.StepY
		p.label(pen{sheet, p.fonts.Advance}, area{x, y, x + stock.Width, y + stock.Height}, l)
	}
	return pages
}

// sheet is an empty page of the stock.
func (s LabelStock) sheet() *page.Recording {
	if s.Roll() {
		return &page.Recording{Width: s.Width, Height: s.Height}
	}
	return &page.Recording{Width: page.A4Width, Height: page.A4Height}
}

// mostCode is the side of the largest code: a scanner reads it from an arm's length, and the words have room beside it.
const mostCode = 24 * page.MM

// label draws one label: the QR code at the left, its title in large type and its lines beside it.
func (p *Press) label(d pen, a area, l Label) {
	side := min(a.bottom-a.top-2*labelPad, mostCode)
	if code := qrCode(l.Code); code != nil {
		d.Image(page.Image{X: a.left + labelPad, Y: a.top + labelPad, W: side, H: side, Picture: code})
	}
	left := a.left + labelPad + side + 2*page.MM
	y := a.top + labelPad
	for _, s := range p.labelWords(l, a.right-labelPad-left, a.bottom-labelPad-y) {
		for _, run := range s.line.Runs(left, y+baseline(s.size, s.size*labelLeading)) {
			d.Text(run)
		}
		y += s.size * labelLeading
	}
}

// labelLeading is the height of a label's lines, in their size.
const labelLeading = 1.3

// labelLine is a set line of a label.
type labelLine struct {
	line text.Line
	size float64
}

// labelWords sets what stands beside the code as large as the room allows; a number is broken rather than cut. Of
// lines too many for the smallest type the last are left out.
func (p *Press) labelWords(l Label, width, height float64) []labelLine {
	var out []labelLine
	for _, scale := range []float64{1, 0.85, 0.7, 0.55} {
		out = nil
		tall := 0.0
		add := func(s string, face page.Face, size float64) {
			span := []text.Span{{Text: text.Clean(s), Face: face}}
			for _, line := range text.Set(p.fonts.Advance, span, text.Style{Size: size, Ragged: true}, width) {
				if tall += size * labelLeading; tall <= height {
					out = append(out, labelLine{line, size})
				}
			}
		}
		add(l.Title, page.Sans, 13*scale)
		for _, s := range l.Lines {
			add(s, page.Serif, 10*scale)
		}
		if tall <= height {
			break
		}
	}
	return out
}
