package writing

import (
	"context"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"custody/app"
	"custody/app/charset"
	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/text"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// Limits of a text, and how it is set.
const (
	maxText      = 64 << 20 // bytes
	maxTextPages = 100_000
	textSize     = 10.5 // 五号, the usual size of office papers
	textLeading  = 16.0
	tabStop      = 4.0  // ems
	hanging      = 50.0 // ems that spaces may stand beyond the edge
)

// OpenText opens a text file, or a table of text if name ends in .csv or .tsv. Errors are *app.Error:
// error.reader.unknown for what is no text, empty, large, pages, time.
func OpenText(ctx context.Context, name string, src book.Source) (book.Book, error) {
	return safe.Run(ctx, src, shut, func(ctx context.Context, in book.Source) (book.Book, error) {
		data, err := readText(in)
		if err != nil {
			return nil, err
		}
		if e := strings.ToLower(path.Ext(name)); e == ".csv" || e == ".tsv" {
			return openTable(ctx, data)
		}
		p := &plain{data: data, fonts: faces(), width: page.A4Width - 2*margin}
		if err := p.paginate(ctx); err != nil {
			return nil, err
		}
		return &pages{layout: p}, nil
	})
}

// shut closes a book that nobody waits for any more.
func shut(b book.Book) {
	if b != nil {
		b.Close()
	}
}

// readText reads a text as UTF-8.
func readText(src book.Source) ([]byte, error) {
	if src.Size() > maxText {
		return nil, safe.Large(src.Size(), maxText)
	}
	raw := make([]byte, src.Size())
	if _, err := io.ReadFull(io.NewSectionReader(src, 0, src.Size()), raw); err != nil {
		return nil, err
	}
	data, err := charset.UTF8(raw)
	switch {
	case err == charset.ErrEmpty:
		return nil, safe.Empty()
	case err != nil:
		return nil, safe.Unknown()
	}
	if cap(data) > 0 && &raw[len(raw)-1] != &data[:cap(data)][cap(data)-1] { // data has memory of its own
		clear(raw)
	}
	return data, nil
}

// plain is a text in lines as long as the page is wide.
type plain struct {
	data   []byte
	fonts  pdf.Fonts
	width  float64 // points
	starts []int   // where each page begins in data
	latin  [utf8.RuneSelf]float64
}

func (p *plain) pages() int               { return len(p.starts) }
func (p *plain) size(int) (w, h float64)  { return page.A4Width, page.A4Height }
func (p *plain) wipe()                    { clear(p.data) }
func linesOn(height, leading float64) int { return int((height - 2*margin) / leading) }
func (p *plain) end(number int) (offset int) {
	return append(p.starts[number+1:len(p.starts):len(p.starts)], len(p.data))[0]
}

func (p *plain) baseline(line int) (y float64) {
	return margin + float64(line)*textLeading + textLeading/2 + 0.36*textSize
}

// paginate finds where the pages begin.
func (p *plain) paginate(ctx context.Context) error {
	for r := range rune(len(p.latin)) {
		p.latin[r] = p.fonts.Advance(page.Serif, r)
	}
	for at := 0; at < len(p.data) || len(p.starts) == 0; {
		if len(p.starts)%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(p.starts) == maxTextPages {
			return app.Errf(app.Invalid, "error.reader.pages", maxTextPages)
		}
		p.starts = append(p.starts, at)
		for range linesOn(page.A4Height, textLeading) {
			_, next, feed := p.line(p.data[at:])
			if at += next; feed || at >= len(p.data) {
				break
			}
		}
	}
	return nil
}

// advance is the width of a character that stands at x, in ems.
func (p *plain) advance(r rune, x float64) float64 {
	switch {
	case r == '\t':
		return tabStop - (x - tabStop*float64(int(x/tabStop)))
	case r < utf8.RuneSelf:
		return p.latin[r]
	}
	return p.fonts.Advance(page.Serif, r)
}

// line finds the first line of t: where its characters end, where the next line begins, and whether
// that is on a new page. It depends on nothing before t, so that a page can be set alone.
func (p *plain) line(t []byte) (end, next int, feed bool) {
	room, x, may := p.width/textSize, 0.0, 0
	before := rune(0)
	for i := 0; i < len(t); {
		r, n := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(t[i:])
		}
		switch {
		case r == '\n', r == '\f':
			return i, i + 1, r == '\f'
		case r == '\r' && i+1 < len(t) && t[i+1] == '\n':
			return i, i + 2, false
		case r == '\r':
			return i, i + 1, false
		}
		if i > 0 && mayPart(before, r) {
			may = i
		}
		w := p.advance(r, x)
		if x+w > room && i > 0 && (!isSpace(r) || x > room+hanging) {
			if may > 0 {
				return may, may, false
			}
			return i, i, false
		}
		x, before, i = x+w, r, i+n
	}
	return len(t), len(t), false
}

// mayPart tells whether a line may end between two characters.
func mayPart(a, b rune) bool {
	if isSpace(b) {
		return false
	}
	wide := isSpace(a) || a >= 0x2E80 || b >= 0x2E80
	return wide && !text.IsCloser(b) && !text.IsOpener(a)
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\u3000' }

// side sets one page.
func (p *plain) side(number int) *side {
	s := &side{}
	t := p.data[p.starts[number]:p.end(number)]
	for n := 0; len(t) > 0; n++ {
		end, next, _ := p.line(t)
		if run := p.run(string(t[:end])); run.Text != "" {
			run.X, run.Y = margin, p.baseline(n)
			s.text.Text(run)
		}
		t = t[next:]
	}
	return s
}

// run sets the characters of one line.
func (p *plain) run(line string) page.Run {
	run := page.Run{Face: page.Serif, Size: textSize, Advances: make([]float64, 0, len(line))}
	var b strings.Builder
	x := 0.0
	for _, r := range line {
		w := p.advance(r, x)
		if shown := text.Clean(string(r)); r == '\u3000' || shown != "" {
			if r == '\u3000' {
				shown = "\u3000"
			}
			b.WriteString(shown)
			run.Advances = append(run.Advances, w*textSize)
			x += w
		}
	}
	run.Text = b.String()
	return run
}
