package window

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// requestLine is one copy in a request.
type requestLine struct {
	code string
	app.CopyGlance
	known bool       // looked up
	why   *app.Error // what the office said of it
}

// codes lists the copies of the request.
func (s *requestScreen) codes() []string {
	codes := make([]string, len(s.basket))
	for i, l := range s.basket {
		codes[i] = l.code
	}
	return codes
}

// findCopies is what the field offers: the copy of that very number, then documents found by
// title, pinyin initials or number. Called off the UI goroutine.
func (s *requestScreen) findCopies(query string) []widget.Option {
	if query == "" {
		return nil
	}
	var options []widget.Option
	if seen, err := s.sh.Office().Glance(s.sh.Context(), []string{query}); err == nil && len(seen) == 1 && seen[0].State != "" {
		options = append(options, widget.Option{ID: seen[0].Code, Title: titleOr(seen[0].Title, seen[0].Code), Note: seen[0].Code})
	}
	hits, err := s.sh.Office().Search(s.sh.Context(), query, 30)
	if err != nil {
		logError(err)
	}
	for _, h := range hits {
		if h.Kind == app.HitDocument {
			options = append(options, widget.Option{ID: h.Code, Title: h.Title, Note: words.Join(h.Code, h.Detail)})
		}
	}
	return options
}

// found adds what was picked.
func (s *requestScreen) found(o widget.Option, ok bool) {
	if ok {
		s.add(o.ID)
	}
}

// addTyped adds the number that stands in the field.
func (s *requestScreen) addTyped() {
	if text := strings.TrimSpace(s.find.Text()); text != "" {
		s.add(text)
	}
}

// add puts a copy into the request; of a document with several copies, one that is in place.
func (s *requestScreen) add(code string) {
	s.finding.SetProblem("")
	Do(s.sh, func(ctx context.Context) (string, error) { return s.copyMeant(ctx, code) }, func(code string) {
		s.find.SetValue("")
		s.put(code)
		s.draw()
		s.look()
		s.Shown()
	}, func(err error) bool {
		var e *app.Error
		if !errors.As(err, &e) || e.Fix != app.FixNone {
			return false
		}
		s.finding.SetProblem(ErrorText(err))
		return true
	})
}

// copyMeant finds which copy a number means.
func (s *requestScreen) copyMeant(ctx context.Context, code string) (string, error) {
	seen, err := s.sh.Office().Glance(ctx, []string{code})
	if err != nil {
		return "", err
	}
	if seen[0].State != "" {
		return seen[0].Code, nil
	}
	// A document with several copies is opened only if the person may see it: what looks like a
	// number typed wrongly is no attempt to open a file.
	hits, err := s.sh.Office().Search(ctx, code, 30)
	if err != nil {
		return "", err
	}
	for _, h := range hits {
		if h.Kind == app.HitDocument && strings.EqualFold(h.Code, strings.TrimSpace(code)) {
			doc, err := s.sh.Office().OpenDocument(ctx, h.Code)
			return bestCopy(doc.Copies), err
		}
	}
	return "", app.Errf(app.NotFound, "loans.request.unknown", strings.TrimSpace(code)).At("copies")
}

// bestCopy is a copy on paper that is in place, else any that is, else the first.
func bestCopy(copies []app.Copy) string {
	for _, medium := range []app.Medium{app.Paper, app.Electronic} {
		for _, c := range copies {
			if c.State == app.InPlace && c.Medium == medium {
				return c.Code
			}
		}
	}
	if len(copies) == 0 {
		return ""
	}
	return copies[0].Code
}

// put adds a line, once.
func (s *requestScreen) put(code string) {
	if code != "" && !slices.ContainsFunc(s.basket, func(l requestLine) bool { return l.code == code }) {
		s.basket = append(s.basket, requestLine{code: code})
	}
}

// look asks where the copies are.
func (s *requestScreen) look() {
	codes := s.codes()
	if len(codes) == 0 {
		return
	}
	Load(s.glance, func(ctx context.Context) ([]app.CopyGlance, error) { return s.sh.Office().Glance(ctx, codes) }, s.glanced)
}

// glanced fills the lines with what is known of their copies.
func (s *requestScreen) glanced(seen []app.CopyGlance) {
	for _, g := range seen {
		for i := range s.basket {
			if s.basket[i].code == g.Code {
				s.basket[i].CopyGlance, s.basket[i].known = g, true
			}
		}
	}
	s.draw()
}

// refuseCopies puts what the office says of a copy at its line; the rest is returned.
func (s *requestScreen) refuseCopies(err error) error {
	var many app.Invalids
	var one *app.Error
	if !errors.As(err, &many) {
		if !errors.As(err, &one) {
			return err
		}
		many = app.Invalids{one}
	}
	for i := range s.basket {
		s.basket[i].why = nil
	}
	s.finding.SetProblem("")
	var rest app.Invalids
	for _, e := range many {
		switch i := s.lineOf(e); {
		case e.Field == "copies" && i >= 0:
			s.basket[i].why = e
		case e.Field == "copies":
			s.finding.SetProblem(ErrorText(e))
		default:
			rest = append(rest, e)
		}
	}
	s.draw()
	if len(rest) == 0 {
		return nil
	}
	return rest
}

// lineOf is the line that an error speaks of, -1 for none: its first argument is the copy.
func (s *requestScreen) lineOf(e *app.Error) int {
	if len(e.Args) == 0 {
		return -1
	}
	return slices.IndexFunc(s.basket, func(l requestLine) bool { return l.code == e.Args[0] })
}

// draw shows the lines, and the queue where a copy is not to be had now.
func (s *requestScreen) draw() {
	s.queued.Hide()
	items := make([]fyne.CanvasObject, len(s.basket))
	for i, l := range s.basket {
		if l.known && l.State == app.OutCopy || l.why != nil && l.why.Fix == app.FixQueue {
			s.queued.Show()
		}
		items[i] = s.line(i, l)
	}
	if len(items) == 0 {
		s.lines.Objects = []fyne.CanvasObject{widget.NewEmpty(words.T("loans.request.empty"), nil)}
	} else {
		s.lines.Objects = []fyne.CanvasObject{widget.NewItems(items...)}
	}
	label := words.T("loans.request.do")
	if n := len(s.basket); n > 0 {
		label = words.N("loans.request.do.n", n)
	}
	s.submit.SetLabel(label)
	s.lines.Refresh()
	s.drawPermits()
}

// line shows one copy: what it is, where it is, and why it can't be had.
func (s *requestScreen) line(i int, l requestLine) fyne.CanvasObject {
	var after []fyne.CanvasObject
	note := words.Join(codeUnder(l.Title, l.code), l.Client, Where(l.Home))
	if l.Medium == app.Electronic {
		note = words.Join(codeUnder(l.Title, l.code), l.Client, words.T("content.request.line"))
	}
	if l.State == app.OutCopy && l.Due != "" {
		note = words.Join(note, words.T("loans.note.due", words.ShortDate(string(l.Due), string(s.sh.Day()))))
	}
	if l.Waiting > 0 {
		note = words.Join(note, words.N("loans.request.waiting", l.Waiting))
	}
	if l.OnHold {
		after = append(after, widget.NewChip(look.Neutral, words.T("loans.copy.hold")))
	} else if l.known {
		kind, word := glanceChip(l.CopyGlance)
		after = append(after, widget.NewChip(kind, word))
	}
	after = append(after, removeButton(func() {
		s.basket = slices.Delete(s.basket, i, i+1)
		s.draw()
		s.Shown()
	}))
	item := widget.NewItem(widget.NewNumber(strconv.Itoa(i+1)), titleOr(l.Title, l.code), note, after...)
	if l.why == nil {
		return item
	}
	label, act := s.lineFix(l.why)
	return look.Column(look.GapNone, item, look.PadEach(look.GapPage+look.Gap, 0, 0, look.Gap, widget.NewActionBanner(look.Overdue, []string{ErrorText(l.why)}, label, act)))
}

// glanceChip says where a copy is; an electronic one is in the vault, or not yet.
func glanceChip(g app.CopyGlance) (look.Kind, string) {
	switch {
	case g.Medium != app.Electronic || g.State != app.InPlace:
		return CopyChip(g.State)
	case g.Stored:
		return look.InPlace, words.T("content.electronic")
	}
	return look.Waiting, words.T("content.chip.none")
}

// lineFix is the button that solves what stands against a copy; waiting is chosen right here.
func (s *requestScreen) lineFix(why *app.Error) (label string, act func()) {
	if why.Fix != app.FixQueue {
		return s.sh.Fix(why.Fix, why.Target)
	}
	return words.T("shell.fix.queue"), func() {
		for i := range s.basket {
			if s.basket[i].why != nil && s.basket[i].why.Fix == app.FixQueue {
				s.basket[i].why = nil
			}
		}
		s.queue.SetChecked(true)
	}
}
