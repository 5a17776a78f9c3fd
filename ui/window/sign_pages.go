package window

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
)

// signDPI is how finely pages are drawn: sharp at twice the size of the screen.
const signDPI = 150

// signPage is one page as it will be printed.
type signPage struct{ picture image.Image }

// layOut draws the pages of a commitment to be signed.
func layOut(desk *paper.Desk, s app.Signing) ([]signPage, error) {
	pictures, err := desk.CommitmentPictures(app.CommitmentPrint{Signing: s}, signDPI)
	pages := make([]signPage, len(pictures))
	for i, p := range pictures {
		pages[i] = signPage{p}
	}
	return pages, err
}

// signPages shows pages one under the other and tells when the last was seen to its end.
type signPages struct {
	scroll *container.Scroll
	column *fyne.Container
	sheets *sheetLayout
	end    func()
	read   bool
}

func newSignPages(end func()) *signPages {
	p := &signPages{end: end, sheets: &sheetLayout{}}
	p.column = container.New(p.sheets)
	p.scroll = container.NewVScroll(p.column)
	p.sheets.changed = func() {
		p.scroll.Refresh() // its height has followed the width
		p.look()
	}
	p.scroll.OnScrolled = func(fyne.Position) { p.look() }
	return p
}

// show shows other pages from their beginning, unread.
func (p *signPages) show(pages []signPage) {
	p.read = false
	p.column.RemoveAll()
	for _, page := range pages {
		im := canvas.NewImageFromImage(page.picture)
		im.FillMode = canvas.ImageFillContain
		im.ScaleMode = canvas.ImageScaleSmooth
		p.column.Add(container.NewStack(look.NewFill("", look.ColorLine, look.CornerNone), im))
	}
	p.scroll.ScrollToTop()
	p.column.Refresh()
}

// down goes most of a screen further.
func (p *signPages) down() {
	p.scroll.Offset.Y += p.scroll.Size().Height * 0.85
	if most := p.column.MinSize().Height - p.scroll.Size().Height; p.scroll.Offset.Y > most {
		p.scroll.Offset.Y = max(most, 0)
	}
	p.scroll.Refresh()
	p.look()
}

// look notes that the end has been seen. Before the pages have their true size nothing
// has been seen.
func (p *signPages) look() {
	n, size := len(p.column.Objects), p.scroll.Size()
	if p.read || n == 0 || size.Width == 0 || p.sheets.width != size.Width {
		return
	}
	if p.scroll.Offset.Y+size.Height >= p.sheets.height(n, size.Width)-2 {
		p.read = true
		p.end()
	}
}

// sheetLayout sets A4 pages one under the other, each as wide as the column.
type sheetLayout struct {
	width   float32 // given last
	changed func()  // told when another width was given
}

// a4 is height divided by width of the paper.
const a4 = 297.0 / 210.0

// Layout implements fyne.Layout.
func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := size.Width * a4
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*(height+look.GapWide)))
		o.Resize(fyne.NewSize(size.Width, height))
	}
	if l.width != size.Width {
		l.width = size.Width
		l.changed()
	}
}

// height is that of n pages so wide.
func (l *sheetLayout) height(n int, width float32) float32 {
	return float32(n)*(width*a4+look.GapWide) - look.GapWide
}

// MinSize implements fyne.Layout: the height follows the width given last.
func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.NewSize(look.WidthDetail, 0)
	}
	width := max(l.width, look.WidthDetail)
	return fyne.NewSize(look.WidthDetail, l.height(len(objects), width))
}
