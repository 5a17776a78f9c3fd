package widget

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Leaves is what a PageView shows: pages that count from 0, sized in points (1/72 inch).
type Leaves interface {
	Pages() int
	// Size is a page's size before any turn. It is asked on the UI goroutine and answers at once.
	Size(page int) (width, height float64)
	// Render draws a page at that many pixels for each point, turned clockwise by quarters. It is
	// called off the UI goroutine, one page at a time. The picture is the view's, which wipes it.
	Render(ctx context.Context, page int, scale float64, turn int) (*image.RGBA, error)
}

// PageFit is how the size of the pages follows the view.
type PageFit int

// The fits there are.
const (
	FitWidth PageFit = iota // the widest page fills the view's width
	FitPage                 // a whole page is seen
	FitNone                 // at a percentage of its true size
)

// PageHit is a place on a page to be marked, in points before any turn.
type PageHit struct {
	Page       int
	X, Y, W, H float64
}

// PageView shows pages one under the other, from memory alone: a few pictures are held, each
// overwritten as it is let go. It scrolls by wheel, keys, its bars, and by dragging the page.
type PageView struct {
	fynewidget.BaseWidget
	// OnMoved is told that another page, zoom or turn is shown.
	OnMoved func()
	// OnSeen is told of each page whose picture has come on the screen, once for each Put.
	OnSeen func(page int)
	// OnFailed is told that a page could not be drawn.
	OnFailed func(page int, err error)
	// OnUsed is told of each key, wheel and drag that the view takes: somebody is there.
	OnUsed func()
	// OnPlace is told where on a page the mouse has clicked, in points before any turn.
	OnPlace func(page int, x, y float64)
	// Spawn and OnUI run work off and on the UI goroutine.
	Spawn, OnUI func(func())

	leaves  Leaves
	sizes   []pageSize
	widest  pageSize // the largest width and height of all pages
	fit     PageFit
	zoom    float32 // of the true size
	turn    int
	offset  fyne.Position // of the view within the pages
	tops    []float32     // of the pages, before the offset
	hits    []PageHit
	hit     int // the one the reader is at; -1 for none
	told    moved
	seen    map[int]bool
	held    map[int]*pagePicture
	broken  map[int]bool
	drawing *pageDrawing // under way
	density float32      // pixels of the screen for each of the toolkit's
	screen  *image.RGBA  // what is on the screen
	drag    pageDrag
	focused bool
	raster  *canvas.Raster
	bars    [2]*look.Fill // down, across
	ring    *look.Fill
}

// moved is what OnMoved was told last.
type moved struct {
	page, percent, turn int
	fit                 PageFit
}

// NewPageView makes a view that shows nothing yet.
func NewPageView() *PageView {
	v := &PageView{
		Spawn: func(work func()) { go work() }, OnUI: fyne.Do,
		zoom: 1, hit: -1, density: 1, ring: newRing(),
	}
	v.raster = canvas.NewRaster(v.compose)
	for i := range v.bars {
		v.bars[i] = look.NewFill(look.ColorInputLine, "", look.CornerRound)
		v.bars[i].Hide()
	}
	v.clear()
	v.ExtendBaseWidget(v)
	return v
}

// Put shows pages from the first, fitted to the width.
func (v *PageView) Put(leaves Leaves) {
	v.Close()
	v.leaves, v.fit, v.turn, v.offset = leaves, FitWidth, 0, fyne.Position{}
	v.measureLeaves()
	v.arrange()
}

// used tells that somebody is there.
func (v *PageView) used() {
	if v.OnUsed != nil {
		v.OnUsed()
	}
}

// Close lets go of the pages: every picture is overwritten, and so is what stands on the screen.
// What is still being drawn is overwritten when it comes.
func (v *PageView) Close() {
	if v.drawing != nil {
		v.drawing.cancel()
	}
	for _, p := range v.held {
		wipePicture(p.img)
	}
	wipePicture(v.screen)
	v.clear()
	v.raster.Refresh()
}

// clear forgets everything about the pages.
func (v *PageView) clear() {
	v.leaves, v.sizes, v.tops, v.hits, v.hit, v.screen, v.drawing = nil, nil, nil, nil, -1, nil, nil
	v.held, v.seen, v.broken = map[int]*pagePicture{}, map[int]bool{}, map[int]bool{}
	v.told = moved{page: -1}
}

// Pages is how many pages there are.
func (v *PageView) Pages() int { return len(v.sizes) }

// Page is the page that fills most of the view, from 0.
func (v *PageView) Page() int {
	best, most := 0, float32(-1)
	first, last := v.visible()
	for i := first; i <= last; i++ {
		top, height := v.tops[i]-v.offset.Y, v.high(i)
		part := min(top+height, v.Size().Height) - max(top, 0)
		if part > most+1 {
			best, most = i, part
		}
	}
	return best
}

// Percent is the zoom in hundredths of the true size.
func (v *PageView) Percent() int { return int(v.zoom*100 + 0.5) }

// Fit is how the pages' size follows the view.
func (v *PageView) Fit() PageFit { return v.fit }

// Turned is by how many quarters clockwise the pages are turned.
func (v *PageView) Turned() int { return v.turn }

// SetHits marks places; At shows one of them. Nil takes the marks away.
func (v *PageView) SetHits(hits []PageHit) {
	v.hits = hits
	if v.hit >= len(hits) {
		v.hit = -1
	}
	v.raster.Refresh()
}

// Hits is the places marked.
func (v *PageView) Hits() []PageHit { return v.hits }

// ShowHit brings a marked place into the view.
func (v *PageView) ShowHit(i int) {
	if i < 0 || i >= len(v.hits) || v.hits[i].Page >= len(v.sizes) {
		return
	}
	v.hit = i
	v.Reveal(v.hits[i])
}

// GoTo shows a page from its top; pages count from 0.
func (v *PageView) GoTo(page int) {
	if len(v.sizes) == 0 {
		return
	}
	page = min(max(page, 0), len(v.sizes)-1)
	v.offset.Y = v.tops[page] - pageGap
	v.settle()
}

// SetFit lets the pages' size follow the view.
func (v *PageView) SetFit(fit PageFit) {
	at := v.anchor()
	v.fit = fit
	v.rearrange(at)
}

// SetPercent shows the pages at a percentage of their true size, 50 to 400.
func (v *PageView) SetPercent(percent int) {
	at := v.anchor()
	v.fit, v.zoom = FitNone, float32(min(max(percent, zoomSteps[0]), zoomSteps[len(zoomSteps)-1]))/100
	v.rearrange(at)
}

// Zoom goes a step closer (by > 0) or away.
func (v *PageView) Zoom(by int) {
	now := v.Percent()
	if by > 0 {
		for _, step := range zoomSteps {
			if step > now {
				v.SetPercent(step)
				return
			}
		}
		return
	}
	for i := range zoomSteps {
		if step := zoomSteps[len(zoomSteps)-1-i]; step < now {
			v.SetPercent(step)
			return
		}
	}
}

// Turn turns the pages by quarters, clockwise.
func (v *PageView) Turn(quarters int) {
	page := v.Page()
	v.turn = ((v.turn+quarters)%4 + 4) % 4
	for _, p := range v.held {
		wipePicture(p.img)
	}
	clear(v.held)
	v.arrange()
	v.GoTo(page)
}
