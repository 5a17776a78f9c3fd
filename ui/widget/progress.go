package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// Progress shows how far a long work is, what it is doing, and a cancel that cancels.
type Progress struct {
	fynewidget.BaseWidget
	what   *look.Text
	count  *look.Text
	bar    *bar
	cancel *Button
}

// NewProgress makes a progress line; onCancel may be nil for work that can't be stopped.
func NewProgress(onCancel func()) *Progress {
	p := &Progress{what: look.Plain(""), count: look.Quiet("").Whole(), bar: newBar()}
	p.cancel = NewButton(Secondary, words.T("widget.cancel"), func() {
		p.cancel.Disable()
		p.what.SetText(words.T("widget.progress.cancelling"))
		onCancel()
	})
	if onCancel == nil {
		p.cancel.Hide()
	}
	p.ExtendBaseWidget(p)
	return p
}

// Set says what is being done, and how much of it is; a total of zero is not known yet.
func (p *Progress) Set(what string, done, total int) {
	if !p.cancel.Disabled() {
		p.what.SetText(what)
	}
	share := float32(0)
	if total > 0 {
		share = float32(done) / float32(total)
		p.count.SetText(words.T("widget.progress.of", done, total))
	} else {
		p.count.SetText("")
	}
	p.bar.set(min(max(share, 0), 1))
	p.Refresh()
}

// Percent says what is being done, and how much of it in hundredths: for what nobody counts, such
// as bytes.
func (p *Progress) Percent(what string, done, total int64) {
	p.Set(what, int(100*done/max(1, total)), 100)
	if total > 0 {
		p.count.SetText(words.T("widget.progress.percent", 100*done/total))
	} else {
		p.count.SetText("")
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	head := look.Row(look.Gap, look.Stretch(p.what), p.count)
	body := look.Column(look.Gap, head, p.bar)
	return fynewidget.NewSimpleRenderer(look.Row(look.GapWide, look.Stretch(body), p.cancel))
}

// bar is the bar itself.
type bar struct {
	fynewidget.BaseWidget
	share        float32
	ground, done *look.Fill
}

func newBar() *bar {
	b := &bar{
		ground: look.NewFill(look.ColorLine, "", look.CornerRound),
		done:   look.NewFill(look.ColorPrimary, "", look.CornerRound),
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *bar) set(share float32) {
	if b.share != share {
		b.share = share
		b.Refresh()
	}
}

func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	return &barRenderer{b}
}

type barRenderer struct{ bar *bar }

func (r *barRenderer) MinSize() fyne.Size { return fyne.NewSize(look.WidthLabel, look.GapInner) }
func (r *barRenderer) Layout(size fyne.Size) {
	r.bar.ground.Resize(size)
	r.bar.done.Resize(fyne.NewSize(size.Width*r.bar.share, size.Height))
}

func (r *barRenderer) Refresh() {
	r.Layout(r.bar.Size())
	r.bar.ground.Refresh()
	r.bar.done.Refresh()
}

func (r *barRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bar.ground, r.bar.done}
}
func (r *barRenderer) Destroy() {}
