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
	end    func()
	read   bool
}

func newSignPages(end func()) *signPages {
	p := &signPages{end: end, column: container.New(&sheetLayout{})}
	p.scroll = container.NewVScroll(p.column)
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
	p.look()
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

// look notes that the end has been seen.
func (p *signPages) look() {
	if p.read || len(p.column.Objects) == 0 || p.scroll.Size().Height == 0 {
		return
	}
	if p.scroll.Offset.Y+p.scroll.Size().Height >= p.column.Size().Height-2 && p.column.Size().Height > p.scroll.Size().Height/2 {
		p.read = true
		p.end()
	}
}

// sheetLayout sets A4 pages one under the other, each as wide as the column.
type sheetLayout struct{ width float32 }

// a4 is height divided by width of the paper.
const a4 = 297.0 / 210.0

// Layout implements fyne.Layout.
func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	height := size.Width * a4
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*(height+look.GapWide)))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

// MinSize implements fyne.Layout: the height follows the width given last.
func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.NewSize(look.WidthDetail, 0)
	}
	width := max(l.width, look.WidthDetail)
	return fyne.NewSize(look.WidthDetail, float32(len(objects))*(width*a4+look.GapWide)-look.GapWide)
}
