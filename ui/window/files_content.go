package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// contentOf is the card of a document's electronic file: what it is, who added it, what can be done
// with it, and for those who keep or inspect the files who holds its key. Nil where there is none
// and none can be added.
func (s *files) contentOf(d app.DocumentSheet) fyne.CanvasObject {
	if d.Content == nil {
		return s.noContent(d)
	}
	c := d.Content
	var rows []*widget.FieldRow
	if c.Name != "" { // not told to those who may not open it
		rows = append(rows, widget.NewFieldRow(words.T("content.field.name"), c.Name))
	}
	rows = append(rows,
		widget.NewFieldRow(words.T("content.field.kind"), words.Join(words.T("content.kind."+string(c.Kind)), fileSize(c.Size))),
		widget.NewFieldRow(words.T("content.field.added"), words.Join(s.sh.dateTime(c.AddedAt), adderOf(c))),
	)
	if c.Loan != "" {
		rows = append(rows, widget.NewFieldRow(words.T("content.field.loan"), c.Loan))
	}
	card := look.Column(look.GapTight, widget.NewFields(rows...))
	if why := c.May.Why; !c.May.Open && why != nil {
		label, act := s.sh.Fix(why.Fix, why.Target)
		card.Add(widget.NewActionBanner(look.Neutral, []string{ErrorText(why)}, label, act))
	}
	card.Add(s.contentActs(d))
	if holders := s.holders(c.Readers); holders != nil {
		card.Add(holders)
	}
	return look.Column(look.GapTight, look.Quiet(words.T("content.card")), card)
}

// noContent offers to add the file that a document does not have yet.
func (s *files) noContent(d app.DocumentSheet) fyne.CanvasObject {
	note, label := "content.none.paper", "content.attach"
	if d.Medium == app.Electronic {
		note, label = "content.none", "content.attach.file"
	}
	if !d.MayEdit {
		if d.Medium == app.Electronic {
			return widget.NewBanner(look.Waiting, words.T("content.none.staff"))
		}
		return nil
	}
	card := look.Column(look.GapTight, look.Note(words.T(note)), look.Row(look.GapNone, widget.NewButton(widget.Link, words.T(label), s.attach)))
	return look.Column(look.GapTight, look.Quiet(words.T("content.card")), card)
}

// adderOf names who added a content, as far as the readers of its key tell.
func adderOf(c *app.ContentSheet) string {
	for _, r := range c.Readers {
		if r.Person.ID == c.AddedBy {
			return r.Person.Name
		}
	}
	return ""
}

// contentActs are the buttons of the card.
func (s *files) contentActs(d app.DocumentSheet) fyne.CanvasObject {
	var all []fyne.CanvasObject
	link := func(label string, act func()) { all = append(all, widget.NewButton(widget.Link, words.T(label), act)) }
	may := d.Content.May
	if may.Open {
		s.sh.warmReader(d.Content.Kind)
		all = append(all, widget.NewButton(widget.Link, words.T("content.open"), s.read).WithKey("F7"))
	}
	if s.sh.May(Request) && d.Content.Loan == "" {
		link("content.ask", s.askForContent)
	}
	all = append(all, widget.NewButton(widget.Link, viewsTitle(s.sh.viewsOf(d)), s.whoSaw).WithKey("F8"))
	if may.Reseal {
		link("content.reseal", s.reseal)
	}
	return paneRows(all...)
}

// paneRows sets things side by side as far as the pane is wide, and the others under them.
func paneRows(all ...fyne.CanvasObject) fyne.CanvasObject {
	rows, used := look.Column(look.GapTight), float32(0)
	var row *fyne.Container
	for _, o := range all {
		width := o.MinSize().Width
		if row == nil || used+look.GapCard+width > look.WidthDetail-look.GapPage-look.GapWide-look.Hairline {
			row, used = look.Row(look.GapCard), 0
			rows.Add(row)
		}
		row.Add(o)
		used += look.GapCard + width
	}
	return rows
}

// holders lists who is to hold the key, and who has it.
func (s *files) holders(readers []app.KeyHolder) fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(readers))
	for i, r := range readers {
		chip := widget.NewChip(look.InPlace, words.T("content.key.has"))
		if !r.Has {
			chip = widget.NewChip(look.Waiting, words.T("content.key.waits"))
		}
		until := ""
		if r.Until != "" {
			until = words.T("clients.until", words.ShortDate(string(r.Until), string(s.sh.Day())))
		}
		items[i] = widget.NewSmallItem(nil, PersonLine(r.Person), words.Join(holdsFor(r.Why), until), chip)
	}
	return section(words.T("content.holders"), items)
}

// holdsFor words why somebody holds a key: a duty, or the loan's number.
func holdsFor(why string) string {
	switch {
	case why == string(app.Custodian):
		return RoleName(app.Custodian)
	case words.Has("clients.duty." + why):
		return DutyName(why)
	}
	return why
}

// read opens the document at hand.
func (s *files) read() {
	if s.sheet != nil && s.sheet.Content != nil && s.sheet.Content.May.Open {
		s.sh.OpenDocument(s.sheet.Code)
	}
}

// askForContent begins a request for the electronic copy.
func (s *files) askForContent() {
	for _, c := range s.sheet.Copies {
		if c.Medium == app.Electronic {
			s.sh.Open(Request, Arg{Code: c.Code})
		}
	}
}

// whoSaw lists who read the document at hand, as far as the person may know.
func (s *files) whoSaw() {
	if s.sheet != nil {
		s.sh.OpenViews(s.sh.viewsOf(*s.sheet))
	}
}

// viewsOf are the readings of a document that the person may know of: all of them where the document
// is theirs by duty or to inspect, else their own (§4.4).
func (sh *Shell) viewsOf(d app.DocumentSheet) app.ViewFilter {
	f := app.ViewFilter{Document: d.Code}
	duty := d.Content != nil && d.Content.May.Open && d.Content.Loan == ""
	if !duty && !sh.me.Roles.HasAny(app.Custodian, app.Inspector) {
		f.Person = sh.me.Person.Number
	}
	return f
}

// attach chooses the file of the document at hand.
func (s *files) attach() {
	if to, ok := s.target(true); ok {
		s.sh.chooseContents(to)
	}
}

// addContents chooses files for the case file at hand.
func (s *files) addContents() {
	to, _ := s.target(false)
	s.sh.chooseContents(to)
}

// target is where files would go: the case file the list is narrowed to, or that of the document
// at hand; whole tells whether it is that document's own file that is wanted.
func (s *files) target(whole bool) (contentTarget, bool) {
	var to contentTarget
	switch {
	case s.sheet != nil:
		to.file = s.sheet.FileCode
		if s.sheet.Content == nil && s.sheet.MayEdit {
			to.paper, to.scan = s.sheet.Code, whole
		}
	case s.file != nil:
		to.file = s.file.Code
	case s.row != nil:
		to.file = s.row.FileCode
	}
	return to, s.form == nil && (!whole || to.scan)
}

// dropTarget implements dropTaker: what is dropped on the pane of a document without a file
// becomes its file, anything else new documents of the case file at hand.
func (s *files) dropTarget(at fyne.Position) (contentTarget, bool) {
	pane := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.detail)
	if to, ok := s.target(at.X >= pane.X); ok {
		return to, true
	}
	return s.target(false)
}

// reseal seals the document at hand anew under another key, after a plain word of what that does
// and the password once more.
func (s *files) reseal() {
	code, sh := s.sheet.Code, s.sh
	var w *work
	place := look.Column(look.GapNone)
	sh.Sheet(SheetSpec{
		Title: words.T("content.reseal.title", code), Button: words.T("content.reseal.do"), Danger: true,
		Content: look.Column(look.GapCard, look.Body(words.T("content.reseal.text")), place),
		Left: func() {
			if w != nil {
				w.cancel()
			}
		},
		Do: func(sheet *Sheet) {
			w = sh.newWork(percent(words.T("content.reseal.running")))
			place.Objects = []fyne.CanvasObject{w.bar}
			sheet.SetBusy(true)
			sheet.Fit()
			run(w, func(ctx context.Context, progress func(done, total int64)) (struct{}, error) {
				return struct{}{}, sh.office.Reseal(ctx, code, progress)
			}, func(struct{}) {
				sheet.Close()
				sh.Changed()
				sh.Toast(words.T("content.resealed", code))
			}, func(err error) {
				w, place.Objects = nil, nil
				sheet.SetBusy(false)
				if !cancelled(err) && app.CodeOf(err) != app.Unconfirmed {
					logError(err)
					sheet.Problem(ErrorText(err))
				}
				sheet.Fit()
			})
		},
	})
}
