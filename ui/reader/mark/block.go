package mark

import (
	"image"
	"math"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/raster"
	"custody/app/letter/truetype"
	"custody/assets"
)

// block is lines of text as a mask with a margin, and how large the lines are, without it and before
// they are turned.
type block struct {
	mask          *image.Alpha
	width, height int
}

const (
	leading   = 1.4     // line height, in characters
	keptBytes = 2 << 20 // a larger block is made anew each time
	keptCount = 8
	textLimit = 200 // characters of a line: more is cut
)

// kept are the last slanted blocks: pages of a document share theirs.
var kept struct {
	sync.Mutex
	blocks map[string]*block
	order  []string // oldest first
}

// slanted is the block of lines turned as it is repeated on the page.
func slanted(lines []string, size int) *block {
	key := strconv.Itoa(size) + "\x00" + strings.Join(lines, "\x00")
	kept.Lock()
	b := kept.blocks[key]
	kept.Unlock()
	if b != nil {
		return b
	}
	b = straight(lines, size)
	b.mask = turned(b.mask)
	if len(b.mask.Pix) <= keptBytes {
		keep(key, b)
	}
	return b
}

// keep remembers a block and forgets the oldest.
func keep(key string, b *block) {
	kept.Lock()
	defer kept.Unlock()
	if kept.blocks == nil {
		kept.blocks = map[string]*block{}
	}
	if kept.blocks[key] == nil {
		kept.order = append(kept.order, key)
	}
	kept.blocks[key] = b
	if len(kept.order) > keptCount {
		delete(kept.blocks, kept.order[0])
		kept.order = kept.order[1:]
	}
}

// straight draws lines under each other, from the outlines that letters are printed with.
func straight(lines []string, size int) *block {
	fonts, margin := paperFonts(), float64(size+2)
	runs := make([]page.Run, len(lines))
	widest := 0.0
	for i, line := range lines {
		run := page.Run{X: margin, Y: margin + (float64(i)*leading+1.1)*float64(size), Size: float64(size), Face: page.Sans}
		width := 0.0
		for j, r := range []rune(line) {
			if j == textLimit {
				break
			}
			advance := fonts.Advance(page.Sans, r) * run.Size
			run.Text += string(r)
			run.Advances = append(run.Advances, advance)
			width += advance
		}
		runs[i], widest = run, max(widest, width)
	}
	height := float64(len(lines)) * leading * float64(size)
	pic := raster.New(fonts, widest+2*margin, height+2*margin, 72) // ink may reach beyond a character's box
	for _, run := range runs {
		pic.Text(run)
	}
	b := pic.Bounds()
	mask := image.NewAlpha(b)
	for i := range mask.Pix {
		mask.Pix[i] = 255 - pic.Pix[4*i]
	}
	return &block{mask: mask, width: int(widest), height: int(height)}
}

// turned is a mask turned by the slope round its middle.
func turned(m *image.Alpha) *image.Alpha {
	sin, cos := math.Sincos(slope * math.Pi / 180)
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	outW := math.Ceil(w*math.Abs(cos) + h*math.Abs(sin))
	outH := math.Ceil(w*math.Abs(sin) + h*math.Abs(cos))
	out := image.NewAlpha(image.Rect(0, 0, int(outW), int(outH)))
	turn := f64.Aff3{
		cos, -sin, outW/2 - w/2*cos + h/2*sin,
		sin, cos, outH/2 - w/2*sin - h/2*cos,
	}
	draw.BiLinear.Transform(out, turn, m, m.Rect, draw.Src, nil)
	return out
}

// paperFonts are the fonts that the program carries.
var paperFonts = sync.OnceValue(func() pdf.Fonts {
	var fonts pdf.Fonts
	for i, data := range [][]byte{page.Serif: assets.PaperSerif(), page.Sans: assets.PaperSans()} {
		font, err := truetype.Parse(data)
		if err != nil { // they are part of the program, and tested with it
			panic(err)
		}
		fonts[i] = font
	}
	return fonts
})
