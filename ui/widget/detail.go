package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Detail is the pane at the right of a list: what is selected, in full, and at its foot the two
// or three things that can be done with it.
type Detail struct {
	fynewidget.BaseWidget
	body    *fyne.Container
	actions *fyne.Container
	foot    *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
}

// NewDetail makes a pane. The primary action comes last.
func NewDetail(content fyne.CanvasObject, actions ...*Button) *Detail {
	d := &Detail{body: container.NewStack(), actions: container.New(actionsLayout{})}
	d.scroll = container.NewVScroll(look.PadEach(look.GapPage, look.GapWide, look.GapWide, look.GapWide, d.body))
	d.foot = look.Pad(look.GapWide, look.GapWide, d.actions)
	edge := look.NewFill(look.ColorLine, "", look.CornerNone).Least(look.Hairline, 0)
	d.content = look.Fixed(look.WidthDetail, 0, look.Panel(
		look.Edge(nil, nil, edge, nil, look.Edge(nil, d.foot, nil, nil, d.scroll)),
	))
	d.ExtendBaseWidget(d)
	d.SetContent(content)
	d.SetActions(actions...)
	return d
}

// SetContent shows something else, from its top.
func (d *Detail) SetContent(content fyne.CanvasObject) {
	d.scroll.ScrollToTop()
	d.Renew(content)
}

// Renew shows the same thing as it is now, where it was scrolled to.
func (d *Detail) Renew(content fyne.CanvasObject) {
	d.body.RemoveAll()
	if content != nil {
		d.body.Add(content)
	}
	d.scroll.Refresh()
}

// SetActions replaces the buttons at the foot.
func (d *Detail) SetActions(actions ...*Button) {
	d.actions.RemoveAll()
	for _, b := range actions {
		d.actions.Add(b)
	}
	if len(actions) == 0 {
		d.foot.Hide()
	} else {
		d.foot.Show()
	}
	d.content.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (d *Detail) CreateRenderer() fyne.WidgetRenderer {
	d.ExtendBaseWidget(d)
	return fynewidget.NewSimpleRenderer(d.content)
}

// NewDetailHead is the head of a pane: what it is, and its state.
func NewDetailHead(title string, kind look.Kind, state string) fyne.CanvasObject {
	return look.Row(look.Gap, look.Stretch(look.Section(title)), NewChip(kind, state))
}

// actionsLayout sets buttons side by side where their captions fit, else under each other.
type actionsLayout struct{}

func (actionsLayout) fits(objects []fyne.CanvasObject, width float32) bool {
	n := float32(len(objects))
	for _, o := range objects {
		if o.MinSize().Width > (width-look.GapTight*(n-1))/n {
			return false
		}
	}
	return len(objects) <= 3
}

func (l actionsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	if l.fits(objects, size.Width) {
		n := float32(len(objects))
		width := (size.Width - look.GapTight*(n-1)) / n
		for i, o := range objects {
			o.Move(fyne.NewPos(float32(i)*(width+look.GapTight), 0))
			o.Resize(fyne.NewSize(width, size.Height))
		}
		return
	}
	y := float32(0)
	for _, o := range objects {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + look.GapTight
	}
}

func (l actionsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for i, o := range objects {
		size := o.MinSize()
		least.Width = max(least.Width, size.Width)
		if l.fits(objects, look.WidthDetail-2*look.GapWide-look.Hairline) {
			least.Height = max(least.Height, size.Height)
			continue
		}
		least.Height += size.Height
		if i > 0 {
			least.Height += look.GapTight
		}
	}
	return least
}
