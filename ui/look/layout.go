package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Pad keeps content away from its edges: x left and right, y above and below.
func Pad(x, y float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(padLayout{x, y, x, y}, content)
}

// PadEach is Pad with each side of its own.
func PadEach(left, top, right, bottom float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(padLayout{left, top, right, bottom}, content)
}

// Page is the padding of a screen's content.
func Page(content fyne.CanvasObject) *fyne.Container { return Pad(GapPage, GapWide, content) }

type padLayout struct{ left, top, right, bottom float32 }

func (p padLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(p.left, p.top))
		o.Resize(fyne.NewSize(max(0, size.Width-p.left-p.right), max(0, size.Height-p.top-p.bottom)))
	}
}

func (p padLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

// Column stacks objects downwards, each as wide as the column, with a gap between. Texts
// that wrap get their height from that width.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(columnLayout{gap}, objects...)
}

type columnLayout struct{ gap float32 }

func (c columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		// A text that wraps knows its height only once it knows its width.
		if o.Size().Width != size.Width {
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		}
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + c.gap
	}
}

func (c columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		least.Width = max(least.Width, size.Width)
		least.Height += size.Height
		shown++
	}
	least.Height += c.gap * float32(max(0, shown-1))
	return least
}

// Row sets objects side by side at their own widths, centred on each other, with a gap
// between. A Stretch takes what is left over; several share it.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{gap}, objects...)
}

// Stretch marks the object of a Row that takes the width left over; nil is empty space.
func Stretch(content fyne.CanvasObject) fyne.CanvasObject {
	if content == nil {
		return container.New(stretchLayout{})
	}
	return container.New(stretchLayout{}, content)
}

// stretchLayout fills; its name is what Row knows a Stretch by.
type stretchLayout struct{ padLayout }

func stretches(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	_, ok = c.Layout.(stretchLayout)
	return ok
}

type rowLayout struct{ gap float32 }

func (r rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	least := r.MinSize(objects)
	count := 0
	for _, o := range objects {
		if stretches(o) && o.Visible() {
			count++
		}
	}
	spare := max(0, size.Width-least.Width) / float32(max(1, count))
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		own := o.MinSize()
		if stretches(o) {
			own.Width += spare
		}
		own.Height = min(own.Height, size.Height)
		o.Move(fyne.NewPos(x, (size.Height-own.Height)/2))
		o.Resize(own)
		x += own.Width + r.gap
	}
}

func (r rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		size := o.MinSize()
		least.Width += size.Width
		least.Height = max(least.Height, size.Height)
		shown++
	}
	least.Width += r.gap * float32(max(0, shown-1))
	return least
}

// Equal sets objects side by side, all of one width, as high as the highest.
func Equal(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(equalLayout{gap}, objects...)
}

type equalLayout struct{ gap float32 }

func (e equalLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	n := float32(len(objects))
	width := (size.Width - e.gap*(n-1)) / n
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(width+e.gap), 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

func (e equalLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	n := float32(len(objects))
	return fyne.NewSize(least.Width*n+e.gap*max(0, n-1), least.Height)
}

// Fixed gives content a size of its own: a width or height of zero leaves that to content.
func Fixed(width, height float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{width, height}, content)
}

type fixedLayout struct{ width, height float32 }

func (f fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (f fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		// Texts that wrap know their height only at their width, which is known here.
		if f.width > 0 && f.height == 0 && o.Size().Width != f.width {
			o.Resize(fyne.NewSize(f.width, max(o.Size().Height, o.MinSize().Height)))
		}
		least = least.Max(o.MinSize())
	}
	if f.width > 0 {
		least.Width = f.width
	}
	if f.height > 0 {
		least.Height = f.height
	}
	return least
}

// Edge puts objects along the edges and content into what is left, with nothing between. Any of
// them may be nil.
func Edge(top, bottom, left, right, content fyne.CanvasObject) *fyne.Container {
	l := edgeLayout{top, bottom, left, right, content}
	c := container.New(l)
	for _, o := range []fyne.CanvasObject{content, top, bottom, left, right} {
		if o != nil {
			c.Add(o)
		}
	}
	return c
}

type edgeLayout struct{ top, bottom, left, right, content fyne.CanvasObject }

// least is the least size of an object that may be missing or hidden.
func (edgeLayout) least(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (l edgeLayout) put(o fyne.CanvasObject, x, y, width, height float32) {
	if o != nil && o.Visible() {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, width), max(0, height)))
	}
}

func (l edgeLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left, right := l.least(l.left).Width, l.least(l.right).Width
	top := l.high(l.top, size.Width)
	bottom := l.high(l.bottom, size.Width)
	between := size.Height - top - bottom
	l.put(l.top, 0, 0, size.Width, top)
	l.put(l.bottom, 0, size.Height-bottom, size.Width, bottom)
	l.put(l.left, 0, top, left, between)
	l.put(l.right, size.Width-right, top, right, between)
	l.put(l.content, left, top, size.Width-left-right, between)
}

// high is how high an object needs to be at a width, which counts where texts wrap.
func (l edgeLayout) high(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
	}
	return o.MinSize().Height
}

func (l edgeLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	top, bottom, left, right, content := l.least(l.top), l.least(l.bottom), l.least(l.left), l.least(l.right), l.least(l.content)
	return fyne.NewSize(
		max(top.Width, bottom.Width, left.Width+content.Width+right.Width),
		top.Height+bottom.Height+max(left.Height, content.Height, right.Height),
	)
}

// Space is an empty strip.
func Space(size float32) fyne.CanvasObject { return NewFill("", "", CornerNone).Least(size, size) }
