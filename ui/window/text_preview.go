package window

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// path is the place of an element in a list of the text, as wording.Problem names it.
func path(list string, i int) string { return list + "." + strconv.Itoa(i) }

// textPreview is the right half of the editor: the pages as they will be printed, at the place that is being
// written.
type textPreview struct {
	e       *textEdit
	load    *Loader
	view    *widget.PageView
	sheets  *paper.Sheets
	where   *look.Text
	head    *fyne.Container
	content fyne.CanvasObject
	wanted  string // part to be shown once its pages are there
}

func newTextPreview(e *textEdit) *textPreview {
	p := &textPreview{e: e, load: e.sh.Loader(), view: widget.NewPageView(), where: look.Label("").Whole()}
	p.view.Spawn, p.view.OnUI = e.sh.spawn, e.sh.onUI
	p.view.OnUsed = e.sh.frame.idle.touch
	p.view.OnMoved = p.moved
	p.view.OnPlace = p.tapped
	p.view.OnFailed = func(_ int, err error) { logError(err) }
	icon := func(res fyne.Resource, act func()) *widget.Button {
		return widget.NewButton(widget.Link, "", act).WithIcon(res)
	}
	p.head = look.Row(look.GapCard, look.Stretch(look.Label(words.T("texts.preview"))), p.where,
		icon(theme.ContentRemoveIcon(), func() { p.view.Zoom(-1) }), icon(theme.ContentAddIcon(), func() { p.view.Zoom(1) }),
		widget.NewButton(widget.Link, words.T("texts.preview.width"), func() { p.view.SetFit(widget.FitWidth) }))
	p.content = look.Edge(look.PadEach(look.GapWide, look.GapCard, look.GapPage, look.Gap, p.head), nil, nil, nil, p.view)
	return p
}

// show lays a text out off the UI goroutine and shows it where the view stands. Of several on their way only the
// newest is shown.
func (p *textPreview) show(body []byte) {
	org, desk := p.e.sh.org, p.e.sh.Papers()
	Load(p.load, func(context.Context) (*paper.Sheets, error) {
		t, err := wording.Read(body)
		if err != nil {
			return nil, err
		}
		return desk.TextPages(t, org)
	}, func(s *paper.Sheets) {
		p.sheets = s
		p.view.Change(s)
		p.moved()
		if p.wanted != "" {
			p.reveal(p.wanted)
		}
	})
}

// reveal brings a part into the view.
func (p *textPreview) reveal(part string) {
	p.wanted = ""
	if p.sheets == nil {
		p.wanted = part
		return
	}
	if part == partParties {
		part = path(partParties, 0)
	}
	at, ok := p.sheets.PlaceOf(part)
	if !ok {
		return
	}
	const room = 120 // points of a long part that are worth seeing
	p.view.Reveal(widget.PageHit{Page: at.Page, X: at.Left, Y: at.Top, W: 1, H: min(at.Bottom-at.Top, room)})
}

// tapped opens the part that was clicked on.
func (p *textPreview) tapped(page int, _, y float64) {
	if p.sheets == nil || page >= p.sheets.Pages() {
		return
	}
	if part := p.sheets.PartAt(page, y); part != "" {
		p.e.open(partOf(part))
	}
}

// moved says which page is seen.
func (p *textPreview) moved() {
	p.where.SetText(words.T("texts.preview.page", p.view.Page()+1, p.view.Pages()))
	p.head.Refresh() // the text has another width
}
