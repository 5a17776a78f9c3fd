package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// out is one way in which a part of a document leaves the window (§5.3.4).
type out struct {
	name string // of its texts
	key  string
	kind app.ExtractKind
	may  func(app.Permits) bool
}

// The ways there are, in the order of their buttons.
var (
	outExcerpt = out{"excerpt", "Ctrl+D", app.Excerpted, func(p app.Permits) bool { return p.Excerpt }}
	outExport  = out{"export", "Ctrl+E", app.Exported, func(p app.Permits) bool { return p.Export }}
	outPrint   = out{"print", "Ctrl+P", app.Printed, func(p app.Permits) bool { return p.Print }}
	outs       = []out{outExcerpt, outExport, outPrint}
)

// outButtons are the buttons of the header; what is not allowed is greyed and says why when pressed.
func (s *viewer) outButtons() []*widget.Button {
	buttons := make([]*widget.Button, len(outs))
	for i, o := range outs {
		b := widget.NewButton(widget.Secondary, words.T("viewer.out."+o.name), func() { s.out(o) })
		buttons[i] = b.WithKey(o.key).WithDim(!o.may(s.doc.r.Allowed))
	}
	return buttons
}

// out begins one way, or says why it is closed. What can't be shown has no pages: of it only the
// whole file can be exported.
func (s *viewer) out(o out) {
	switch {
	case s.doc == nil:
	case !o.may(s.doc.r.Allowed):
		s.askWhy(o)
	case s.doc.book == nil && o.kind != app.Exported:
		s.status.Say(look.Waiting, words.T("viewer.nopages"))
	default:
		s.outForm(o)
	}
}

// askWhy lets the office refuse, so that the attempt is in the log, and shows its words. Without a
// purpose nothing can come of it: should the loan allow it by now, the form opens.
func (s *viewer) askWhy(o out) {
	doc, office := s.doc, s.sh.Office()
	Do(s.sh, func(ctx context.Context) (app.Extract, error) {
		e, _, err := office.MakeExtract(ctx, doc.r, app.ExtractRequest{Document: doc.r.Document, Kind: o.kind})
		return e, err
	}, func(app.Extract) {}, func(err error) bool {
		if s.doc != doc {
			return true
		}
		switch app.CodeOf(err) {
		case app.Invalid:
			s.outForm(o)
		case app.NotAllowed:
			s.refuse(o, err)
		default:
			return false
		}
		return true
	})
}

// refuse shows why not, and leads to what would allow it.
func (s *viewer) refuse(o out, err error) {
	content := look.Column(look.GapCard, look.Body(ErrorText(err)))
	label, act := s.sh.fix(err)
	if act == nil || label == words.T("shell.fix.request") {
		label, act = s.way(o)
		if s.doc.r.Loan != "" {
			content.Add(look.Note(words.T("viewer.return.note", words.T("viewer.out."+o.name))))
		}
	}
	s.sh.Sheet(SheetSpec{
		Title: words.T("viewer.refused." + o.name), Content: content, Button: label,
		Do: func(sheet *Sheet) {
			sheet.Close()
			act()
		},
	})
}

// way is the button that asks for a permit. Nobody borrows a document twice at a time: a loan that
// lacks it is given back first.
func (s *viewer) way(o out) (label string, act func()) {
	code, loan := s.doc.r.Document, s.doc.r.Loan
	p := app.Permits{Print: o.kind == app.Printed, Export: o.kind == app.Exported, Excerpt: o.kind == app.Excerpted}
	ask := func() { s.sh.requestWith(code, p) }
	if loan == "" {
		return words.T("viewer.ask." + o.name), ask
	}
	return words.T("viewer.return", words.T("viewer.out."+o.name)), func() {
		s.shut()
		s.draw()
		s.sh.HeadChanged()
		Do(s.sh, Just(func(ctx context.Context) error {
			return s.sh.Office().GiveBack(ctx, loan, []string{code + "/E"})
		}), func(struct{}) { ask() })
	}
}

// requestWith asks for the loan of an electronic document with these permits ticked.
func (sh *Shell) requestWith(document string, p app.Permits) {
	sh.Open(Request, Arg{Code: document + "/E"})
	if o := sh.screens[Request]; o != nil {
		s := o.screen.(*requestScreen)
		s.permits = p
		s.drawPermits()
	}
}
