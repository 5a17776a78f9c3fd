package window

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// draw shows what is open, for whom and until when, and what can be done with it.
func (s *viewer) draw() {
	back := widget.NewButton(widget.Link, words.T("viewer.back"), s.back).WithKey("Esc")
	row := look.Row(look.Gap, back)
	if s.doc != nil {
		r := s.doc.r
		kind, state := s.right()
		title := look.Section(titleOr(r.Title, r.Document))
		row.Add(look.Label("›").Whole())
		row.Add(look.Fixed(min(title.Width()+look.Gap, look.WidthWide/2), 0, look.Row(look.GapNone, look.Stretch(title))))
		row.Add(widget.NewChip(kind, state))
		row.Add(look.Stretch(look.Label(r.Name).Trailing()))
	}
	s.crumbs.Objects = []fyne.CanvasObject{row}
	s.crumbs.Refresh()
	s.tools.row.Hidden = s.doc == nil || s.doc.book == nil
	s.top.Refresh()
	s.page.Refresh()
	s.hints()
}

// right words by what right the document is open: the loan and its due date, or the duty.
func (s *viewer) right() (look.Kind, string) {
	r := s.doc.r
	until := ""
	if r.Due != "" {
		until = words.ShortDate(string(r.Due), string(s.sh.Day()))
	}
	switch {
	case r.Loan != "":
		return look.Out, words.T("viewer.loan", r.Loan, until)
	case until != "":
		return look.InPlace, words.T("viewer.duty.until", holdsFor(r.Duty), until)
	}
	return look.InPlace, words.T("viewer.duty", holdsFor(r.Duty))
}

// hints says at the foot what is allowed here, and under which mark.
func (s *viewer) hints() {
	if s.doc == nil {
		s.status.SetHints()
		return
	}
	s.status.SetHints(s.allowed(), words.T("viewer.mark", strings.Join(s.doc.r.Mark, " · ")))
}

// allowed words what the reader may take out, and why not more.
func (s *viewer) allowed() string {
	var yes, no []string
	for _, o := range outs {
		name := words.T("viewer.out." + o.name)
		if o.may(s.doc.r.Allowed) {
			yes = append(yes, name)
		} else {
			no = append(no, name)
		}
	}
	switch {
	case len(no) == 0:
		return words.T("viewer.allowed.all", List(yes))
	case s.doc.r.Loan == "":
		return words.T("viewer.allowed.duty", List(no))
	case len(yes) == 0:
		return words.T("viewer.allowed.none", List(no))
	}
	return words.T("viewer.allowed.some", List(yes), List(no))
}

// moved shows the page, the zoom and what else has changed.
func (s *viewer) moved() { s.tools.moved() }

// say shows one quiet sentence in place of the pages.
func (s *viewer) say(text string) {
	s.body.Objects = []fyne.CanvasObject{container.NewCenter(look.Label(text).Whole())}
	s.body.Refresh()
}

// message says in place of the pages why there are none, with the button that solves it.
func (s *viewer) message(text, note, label string, act func()) {
	column := look.Column(look.GapCard, look.Body(text))
	if note != "" {
		column.Add(look.Note(note))
	}
	if act != nil {
		column.Add(look.Row(look.Gap, widget.NewButton(widget.Primary, label, act)))
	}
	card := look.Fixed(look.WidthDialog, 0, look.Card(column))
	s.body.Objects = []fyne.CanvasObject{container.NewCenter(card)}
	s.body.Refresh()
}

// refused says why the document was not opened.
func (s *viewer) refused(err error) {
	if cancelled(err) {
		s.say("")
		return
	}
	logError(err)
	label, act := s.sh.fix(err)
	s.message(ErrorText(err), "", label, act)
}

// unreadable says why an open document can't be shown, what it is, and what can be done.
func (s *viewer) unreadable(why error) {
	r := s.doc.r
	logError(why)
	note := words.T("viewer.what", r.Name, fileSize(r.Size))
	if r.Allowed.Export {
		s.message(ErrorText(why), note, words.T("viewer.out.export"), func() { s.out(outExport) })
		return
	}
	label, act := s.way(outExport)
	s.message(ErrorText(why), note, label, act)
}

// viewerTools is the row of tools over the pages.
type viewerTools struct {
	s       *viewer
	row     *fyne.Container
	page    *widget.Entry
	pages   *look.Text
	percent *look.Text
	fits    map[widget.PageFit]*widget.Button
}

func newViewerTools(s *viewer) *viewerTools {
	t := &viewerTools{s: s, page: widget.NewEntry(""), pages: look.Label("").Whole(), percent: look.Label("").Centered()}
	icon := func(i fyne.Resource, act func()) *widget.Button {
		return widget.NewButton(widget.Secondary, "", act).WithIcon(i)
	}
	t.page.OnSubmitted = t.goTo
	t.page.OnKey = t.pageKey
	t.page.OnFocus = func(gained bool) {
		if gained {
			t.page.TypedShortcut(&fyne.ShortcutSelectAll{})
		} else {
			t.moved()
		}
	}
	t.fits = map[widget.PageFit]*widget.Button{
		widget.FitWidth: widget.NewButton(widget.Secondary, words.T("viewer.fit.width"), func() { s.pages.SetFit(widget.FitWidth) }),
		widget.FitPage:  widget.NewButton(widget.Secondary, words.T("viewer.fit.page"), func() { s.pages.SetFit(widget.FitPage) }),
	}
	row := look.Row(
		look.GapTight,
		icon(theme.NavigateBackIcon(), func() { s.pages.GoTo(s.pages.Page() - 1) }),
		look.Fixed(look.WidthDay, look.HeightControl, t.page), t.pages,
		icon(theme.NavigateNextIcon(), func() { s.pages.GoTo(s.pages.Page() + 1) }),
		look.Space(look.Gap),
		icon(theme.ContentRemoveIcon(), func() { s.pages.Zoom(-1) }),
		look.Fixed(look.WidthCount, 0, t.percent),
		icon(theme.ContentAddIcon(), func() { s.pages.Zoom(1) }),
		t.fits[widget.FitWidth], t.fits[widget.FitPage],
		widget.NewButton(widget.Secondary, words.T("viewer.turn"), func() { s.pages.Turn(1) }),
		look.Stretch(nil), s.find.row,
	)
	t.row = look.PadEach(look.GapPage, look.GapInner, look.GapPage, look.GapInner, row)
	t.row.Hide()
	return t
}

// moved shows where the reader is.
func (t *viewerTools) moved() {
	p := t.s.pages
	t.page.SetValue(strconv.Itoa(p.Page() + 1))
	t.pages.SetText(words.T("viewer.of", p.Pages()))
	t.percent.SetText(words.T("viewer.percent", p.Percent()))
	for fit, b := range t.fits {
		b.WithDim(p.Fit() == fit).Refresh()
	}
	t.row.Refresh()
}

// askPage puts the cursor into the page field.
func (t *viewerTools) askPage() { t.s.sh.Focus(t.page) }

// goTo shows the page that was typed.
func (t *viewerTools) goTo(typed string) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || n < 1 || n > t.s.pages.Pages() {
		t.s.status.Say(look.Waiting, words.T("viewer.nopage", strings.TrimSpace(typed), t.s.pages.Pages()))
		t.page.TypedShortcut(&fyne.ShortcutSelectAll{})
		return
	}
	t.s.pages.GoTo(n - 1)
	t.s.Shown()
}

// pageKey lets the keys that leaf work in the field too.
func (t *viewerTools) pageKey(ev *fyne.KeyEvent) bool {
	return leafs(ev.Name) && t.s.pages.Key(ev.Name)
}

// leafs tells which keys mean nothing in a field and something in the pages.
func leafs(name fyne.KeyName) bool { return name == fyne.KeyPageDown || name == fyne.KeyPageUp }
