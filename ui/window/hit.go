package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// hitKinds are the colours of what a search finds.
var hitKinds = map[app.HitKind]look.Kind{
	app.HitClient: look.Out, app.HitFile: look.Neutral, app.HitDocument: look.Neutral,
	app.HitPerson: look.InPlace, app.HitLoan: look.Waiting,
}

// hitRow is one answer of the search: what it is, its title, its number and what it belongs to.
type hitRow struct {
	fynewidget.BaseWidget
	ground  *look.Fill
	content fyne.CanvasObject
	open    func()
}

func newHitRow(h app.Hit, open func()) *hitRow {
	r := &hitRow{ground: look.NewFill("", "", look.Corner), open: open}
	chip := look.Fixed(look.WidthState, 0, look.Row(look.GapNone, widget.NewChip(hitKinds[h.Kind], words.T("shell.hit."+string(h.Kind)))))
	row := container.NewBorder(nil, nil, chip, look.Label(h.Code).Whole(),
		look.Equal(look.Gap, look.Plain(h.Title), look.Label(h.Detail)))
	r.content = look.Fixed(0, look.HeightRow, look.Pad(look.Gap, look.GapNone, row))
	r.ExtendBaseWidget(r)
	return r
}

// mark shows whether Enter opens this one.
func (r *hitRow) mark(on bool) {
	if on {
		r.ground.Set(look.ColorRowSelected, "")
	} else {
		r.ground.Set("", "")
	}
}

// Tapped implements fyne.Tappable.
func (r *hitRow) Tapped(*fyne.PointEvent) { r.open() }

// Cursor implements desktop.Cursorable.
func (r *hitRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *hitRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return fynewidget.NewSimpleRenderer(container.NewStack(r.ground, r.content))
}
