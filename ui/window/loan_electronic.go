package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// permit is one of the things that a loan of an electronic copy may allow beside viewing (§5.3.4).
type permit struct {
	name string
	of   func(*app.Permits) *bool
}

// allPermits are they, in the order in which they are shown.
var allPermits = []permit{
	{"print", func(p *app.Permits) *bool { return &p.Print }},
	{"export", func(p *app.Permits) *bool { return &p.Export }},
	{"excerpt", func(p *app.Permits) *bool { return &p.Excerpt }},
}

// PermitNames words what a loan allows beside viewing, "" for nothing.
func PermitNames(p app.Permits) string {
	var names []string
	for _, one := range allPermits {
		if *one.of(&p) {
			names = append(names, words.T("content.permit."+one.name))
		}
	}
	return List(names)
}

// permitTicks are boxes for the permits within most, ticked as p has them, which they change.
func permitTicks(p *app.Permits, most app.Permits, changed func()) []fyne.CanvasObject {
	var ticks []fyne.CanvasObject
	for _, one := range allPermits {
		if !*one.of(&most) {
			continue
		}
		tick := widget.NewTick(words.T("content.permit."+one.name), func(on bool) {
			*one.of(p) = on
			if changed != nil {
				changed()
			}
		})
		tick.Checked = *one.of(p)
		ticks = append(ticks, tick)
	}
	return ticks
}

// documentOf is the code of the document that an electronic copy belongs to.
func documentOf(copyCode string) string {
	if at := strings.LastIndexByte(copyCode, '/'); at > 0 {
		return copyCode[:at]
	}
	return copyCode
}

// electronicChip says how an electronic copy of a loan stands in a state: it opens and closes, nobody
// collects or hands out anything.
func electronicChip(state app.ItemState) (look.Kind, string) {
	switch state {
	case app.Approved:
		return look.Waiting, words.T("content.state.waiting")
	case app.OutItem:
		return look.Out, words.T("content.state.open")
	case app.Returned:
		return look.Neutral, words.T("content.state.ended")
	}
	return stateChip(state, 0, false)
}

// electronicNote is what there is to say of an electronic copy of a loan beside its state.
func (s *loansScreen) electronicNote(it app.LoanItem) string {
	day := string(s.sh.Day())
	allowed := PermitNames(it.Allowed)
	if allowed != "" {
		allowed = words.T("content.note.allowed", allowed)
	}
	switch it.State {
	case app.Requested:
		if asked := PermitNames(it.Asked); asked != "" {
			return words.T("content.note.asked", asked)
		}
		return words.T("content.note.asked.view")
	case app.Approved:
		return words.Join(words.T("content.note.waiting"), allowed)
	case app.OutItem:
		if allowed == "" {
			allowed = words.T("content.note.view")
		}
		return words.Join(words.T("content.note.until", words.ShortDate(string(it.Due), day)), allowed)
	case app.Returned:
		if it.Expired(s.sh.Now().Location()) {
			return words.T("content.note.expired", words.NearDate(string(it.Due), day))
		}
		return words.T("content.note.given_back", words.When(it.BackAt, s.sh.Now()))
	}
	return ""
}

// electronicLines is what stands under an electronic copy: how it stands, and while it waits for
// the decision, boxes for what of that which was asked for is granted. They begin empty, for nothing
// but viewing is granted unless somebody says so.
func (s *loansScreen) electronicLines(it app.LoanItem, boxed bool) fyne.CanvasObject {
	lines := look.Column(look.GapTight)
	if note := s.electronicNote(it); note != "" {
		lines.Add(look.Note(note))
	}
	if it.State == app.Requested && s.sheet.May.Decide && it.Asked != (app.Permits{}) {
		if s.grants[it.Code] == nil {
			s.grants[it.Code] = &app.Permits{}
		}
		row := look.Row(look.GapTight, look.Quiet(words.T("content.grant")).Whole())
		for _, tick := range permitTicks(s.grants[it.Code], it.Asked, nil) {
			row.Add(tick)
		}
		lines.Add(row)
	}
	left := float32(look.GapNone)
	if boxed {
		left = look.GapPage + look.GapWide
	}
	return look.PadEach(left, 0, 0, look.GapTight, lines)
}

// granted is what was ticked for a copy.
func (s *loansScreen) granted(code string) app.Permits {
	if p := s.grants[code]; p != nil {
		return *p
	}
	return app.Permits{}
}

// mine tells whether the loan in the pane is that of the person at the desk.
func (s *loansScreen) mine() bool { return s.sheet.Borrower.ID == s.sh.me.Person.ID }

// ended lists the ticked electronic copies that can be given back: open, or waiting to be.
func (s *loansScreen) ended() []string {
	var codes []string
	for _, it := range s.sheet.Items {
		if it.Electronic && (it.State == app.OutItem || it.State == app.Approved) && s.picks[it.Code] {
			codes = append(codes, it.Code)
		}
	}
	return codes
}

// readable is the document of the first ticked electronic copy that the person can open now, ""
// for none.
func (s *loansScreen) readable() string {
	for _, it := range s.sheet.Items {
		if it.Electronic && it.State == app.OutItem && s.picks[it.Code] && s.mine() {
			return documentOf(it.Code)
		}
	}
	return ""
}

// read opens it.
func (s *loansScreen) read() {
	if code := s.readable(); code != "" {
		s.sh.OpenDocument(code)
	}
}

// giveBack ends the loan of the ticked electronic copies: for the borrower a return, for the others
// it is taken away, which the person can ask for again; so nobody is asked twice.
func (s *loansScreen) giveBack() {
	codes, number := s.ended(), s.sheet.Number
	if len(codes) == 0 {
		return
	}
	said := words.N("content.done.taken", len(codes), number)
	if s.mine() {
		said = words.N("content.done.given", len(codes), number)
	}
	Do(s.sh, Just(func(ctx context.Context) error { return s.sh.Office().GiveBack(ctx, number, codes) }), func(struct{}) { s.done(said) })
}
