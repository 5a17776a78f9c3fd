package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// pageSize is a page's size in points.
type pageSize struct{ w, h float32 }

// Measures of the view, in the toolkit's pixels.
const (
	pageGap  float32 = 12 // around and between pages
	pageBar  float32 = 6  // how thick a scroll bar is
	pageGrip float32 = 14 // how near the edge the mouse takes it
	pageStep float32 = 48 // an arrow key
	truePx   float32 = 96.0 / 72
)

// zoomSteps are the percentages that the zoom keys go through.
var zoomSteps = []int{50, 75, 100, 125, 150, 200, 300, 400}

// factor is how many of the toolkit's pixels a point is.
func (v *PageView) factor() float32 { return truePx * v.zoom }

// size is a page's size in points as it is turned.
func (v *PageView) size(page int) pageSize {
	s := v.sizes[page]
	if v.turn%2 == 1 {
		return pageSize{s.h, s.w}
	}
	return s
}

// wide and high are a page's size on the screen.
func (v *PageView) wide(page int) float32 { return v.size(page).w * v.factor() }
func (v *PageView) high(page int) float32 { return v.size(page).h * v.factor() }

// left is where a page stands across the view: in the middle when there is room.
func (v *PageView) left(page int) float32 {
	return max(pageGap, (v.Size().Width-v.wide(page))/2) - v.offset.X
}

// arrange finds the zoom of the fit and the place of every page.
func (v *PageView) arrange() {
	v.widest = pageSize{}
	for i := range v.sizes {
		s := v.size(i)
		v.widest.w, v.widest.h = max(v.widest.w, s.w), max(v.widest.h, s.h)
	}
	v.applyFit()
	v.tops = v.tops[:0]
	y := pageGap
	for i := range v.sizes {
		v.tops = append(v.tops, y)
		y += v.high(i) + pageGap
	}
	v.settle()
}

// applyFit sets the zoom that the fit asks for, at most the largest step.
func (v *PageView) applyFit() {
	size := v.Size()
	if v.fit == FitNone || v.widest.w == 0 || size.Width <= 0 || size.Height <= 0 {
		return
	}
	zoom := (size.Width - 2*pageGap - pageGrip) / (v.widest.w * truePx)
	if v.fit == FitPage {
		zoom = min(zoom, (size.Height-2*pageGap)/(v.widest.h*truePx))
	}
	const least = 0.02 // a picture of the largest size still has a place
	v.zoom = min(max(zoom, least), float32(zoomSteps[len(zoomSteps)-1])/100)
}

// pagePlace is a place on a page, as a share of it, and where in the view it stands.
type pagePlace struct {
	page int
	x, y float32
}

// anchor is what stands in the middle of the view, to be kept there.
func (v *PageView) anchor() pagePlace {
	if len(v.sizes) == 0 {
		return pagePlace{}
	}
	page, size := v.Page(), v.Size()
	return pagePlace{
		page,
		(size.Width/2 - v.left(page)) / v.wide(page),
		(v.offset.Y + size.Height/2 - v.tops[page]) / v.high(page),
	}
}

// rearrange places the pages anew around what stood in the middle.
func (v *PageView) rearrange(at pagePlace) {
	v.arrange()
	if len(v.sizes) == 0 {
		return
	}
	if v.fit == FitPage {
		v.GoTo(at.page)
		return
	}
	size := v.Size()
	v.offset.Y = v.tops[at.page] + at.y*v.high(at.page) - size.Height/2
	v.offset.X += v.left(at.page) + at.x*v.wide(at.page) - size.Width/2
	v.settle()
}

// extent is how much room all pages take.
func (v *PageView) extent() fyne.Size {
	if len(v.sizes) == 0 {
		return fyne.Size{}
	}
	last := len(v.sizes) - 1
	return fyne.NewSize(v.widest.w*v.factor()+2*pageGap, v.tops[last]+v.high(last)+pageGap)
}

// settle keeps the offset within the pages, and shows what has changed.
func (v *PageView) settle() {
	extent, size := v.extent(), v.Size()
	v.offset.X = min(max(v.offset.X, 0), max(0, extent.Width-size.Width))
	v.offset.Y = min(max(v.offset.Y, 0), max(0, extent.Height-size.Height))
	v.placeBars()
	v.schedule()
	v.raster.Refresh()
	now := moved{v.Page(), v.Percent(), v.turn, v.fit}
	if v.leaves != nil && now != v.told {
		v.told = now
		if v.OnMoved != nil {
			v.OnMoved()
		}
	}
}

// visible is the first and the last page in the view; last is before first for none.
func (v *PageView) visible() (first, last int) {
	first, last = 0, -1
	height := v.Size().Height
	low, high := 0, len(v.tops) // the first page whose foot is below the view's top
	for low < high {
		mid := (low + high) / 2
		if v.tops[mid]+v.high(mid) > v.offset.Y {
			high = mid
		} else {
			low = mid + 1
		}
	}
	first = low
	for i := first; i < len(v.tops) && v.tops[i] < v.offset.Y+height; i++ {
		last = i
	}
	if last < first {
		return 0, -1
	}
	return first, last
}

// placeBars shows how much there is and where the view stands in it.
func (v *PageView) placeBars() {
	extent, size := v.extent(), v.Size()
	bar := func(i int, all, part, at float32, put func(start, length float32)) {
		if all <= part+1 || part <= 0 {
			v.bars[i].Hide()
			return
		}
		length := max(part*part/all, 3*pageGrip)
		put((part-length)*at/(all-part), length)
		v.bars[i].Show()
	}
	bar(0, extent.Height, size.Height, v.offset.Y, func(start, length float32) {
		v.bars[0].Move(fyne.NewPos(size.Width-pageBar-2, start))
		v.bars[0].Resize(fyne.NewSize(pageBar, length))
	})
	bar(1, extent.Width, size.Width, v.offset.X, func(start, length float32) {
		v.bars[1].Move(fyne.NewPos(start, size.Height-pageBar-2))
		v.bars[1].Resize(fyne.NewSize(length, pageBar))
	})
}

// pageDrag is what the mouse drags.
type pageDrag int

const (
	dragNone pageDrag = iota
	dragPage
	dragDown   // the bar at the right
	dragAcross // the bar at the foot
)

// Dragged implements fyne.Draggable: the page goes with the mouse, or the bar that it took.
func (v *PageView) Dragged(ev *fyne.DragEvent) {
	v.used()
	extent, size := v.extent(), v.Size()
	if v.drag == dragNone {
		start := ev.Position.Subtract(ev.Dragged)
		switch {
		case v.bars[0].Visible() && start.X > size.Width-pageGrip:
			v.drag = dragDown
		case v.bars[1].Visible() && start.Y > size.Height-pageGrip:
			v.drag = dragAcross
		default:
			v.drag = dragPage
		}
	}
	switch v.drag {
	case dragDown:
		v.offset.Y += ev.Dragged.DY * (extent.Height - size.Height) / max(1, size.Height-v.bars[0].Size().Height)
	case dragAcross:
		v.offset.X += ev.Dragged.DX * (extent.Width - size.Width) / max(1, size.Width-v.bars[1].Size().Width)
	default:
		v.offset = v.offset.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)
	}
	v.settle()
}

// DragEnd implements fyne.Draggable.
func (v *PageView) DragEnd() { v.drag = dragNone }

// Scrolled implements fyne.Scrollable: Ctrl zooms.
func (v *PageView) Scrolled(ev *fyne.ScrollEvent) {
	v.used()
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierControl != 0 {
		if ev.Scrolled.DY != 0 {
			v.Zoom(int(ev.Scrolled.DY / max(ev.Scrolled.DY, -ev.Scrolled.DY)))
		}
		return
	}
	const quick = 3 // the toolkit's wheel is slow for pages
	v.offset = v.offset.SubtractXY(ev.Scrolled.DX*quick, ev.Scrolled.DY*quick)
	v.settle()
}
