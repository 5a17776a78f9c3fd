package window

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// showSide shows who signs what, the pad, and whose password is asked for.
func (s *sign) showSide() {
	s.pad = widget.NewSignaturePad()
	place := widget.NewFormField("place", words.T("sign.place"), widget.NewEntry(""))
	password := widget.NewFormField("password", s.passwordLabel(), widget.NewPassword("")).WithHelp(words.T("sign.password.help"))
	s.form = widget.NewForm(place, password)
	s.form.SetValue("place", s.place)
	s.read = look.Say(words.T("sign.unread"), look.Waiting)
	content := look.Column(look.GapCard,
		look.Section(words.Join(s.current.Person.Name, words.N("sign.pending", len(s.pending)))),
		s.chips(), s.read,
		widget.NewSignature(words.T("sign.signer"), s.current.Person.Name, s.pad),
		s.form)
	s.side.Objects = []fyne.CanvasObject{container.NewVScroll(look.Pad(look.GapWide, look.GapWide, content))}
	s.foot.Objects = []fyne.CanvasObject{look.Pad(look.GapWide, look.GapCard, look.Column(look.GapTight, s.actions()...))}
	if s.pages.read {
		s.readToEnd()
	}
	s.refresh()
	s.Shown()
}

// passwordLabel says whose password: the signer's own, or the custodian's who attests.
func (s *sign) passwordLabel() string {
	if s.current.OwnPassword {
		return words.T("sign.password.own", s.current.Person.Name)
	}
	return words.T("sign.password.witness", s.sh.me.Person.Name, RoleNames(s.sh.me.Roles))
}

// chips lists what is to be signed, the one at hand lit; a click goes to another.
func (s *sign) chips() fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, r := range s.pending {
		kind := look.Neutral
		if r.Key == s.current.Template.Key {
			kind = look.Out
		}
		out = append(out, widget.NewChip(kind, TemplateTitle(r.Key, r.Title)))
	}
	return look.Column(look.GapTight, leftAligned(out)...)
}

// leftAligned keeps chips at their own width, one a line: three titles do not fit side by side.
func leftAligned(chips []fyne.CanvasObject) []fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, len(chips))
	for i, c := range chips {
		rows[i] = look.Row(look.GapNone, c, look.Stretch(nil))
	}
	return rows
}

// actions are paper instead, where the person may attest, and signing.
func (s *sign) actions() []fyne.CanvasObject {
	print := widget.NewButton(widget.Secondary, words.T("sign.paper"), s.printBlank)
	out := []fyne.CanvasObject{print}
	if !s.current.OwnPassword {
		record := widget.NewButton(widget.Secondary, words.T("sign.record"), func() { s.sh.recordPaper(s.current, s.signed) })
		out = []fyne.CanvasObject{look.Equal(look.GapTight, print, record)}
	}
	return append(out, widget.NewButton(widget.Primary, words.T("sign.sign"), s.submit).WithKey("Ctrl+Enter").Large())
}

// submit signs. What the office refuses keeps the strokes and the texts.
func (s *sign) submit() {
	if s.form == nil {
		return
	}
	in := app.SignInput{
		PersonNumber: s.current.Person.Number, Key: s.current.Template.Key, TemplateID: s.current.Template.ID, Strokes: strokesOf(s.pad),
		Place: s.form.Value("place"), Password: s.form.Value("password"), ReadToEnd: s.pages.read,
	}
	s.place = in.Place
	s.sh.notice.hide() // what was refused before
	Do(s.sh, func(ctx context.Context) (app.Commitment, error) { return s.sh.office.Sign(ctx, in) },
		func(c app.Commitment) {
			s.sh.Toast(words.T(signedWords(c), TemplateTitle(c.Key, s.current.Template.Title()), words.Date(string(c.ValidUntil))))
			s.signed()
		}, s.refused)
}

// signedWords say that a commitment is signed, and sealed or waiting to be.
func signedWords(c app.Commitment) string {
	if c.PaperID == 0 {
		return "sign.signed.waits"
	}
	return "sign.signed"
}

// signed goes on to the next commitment.
func (s *sign) signed() {
	s.want = ""
	if s.pad != nil {
		s.pad.Clear()
	}
	s.sh.MeChanged()
	s.sh.Changed()
}

// refused puts the office's message where it belongs.
func (s *sign) refused(err error) bool {
	rest := applyErrors(s.form, err)
	if rest == nil {
		return true
	}
	s.sh.ShowError(rest)
	return true
}

// printBlank prints the commitment for signing by hand.
func (s *sign) printBlank() {
	if len(s.pending) == 0 {
		return
	}
	number, key := s.current.Person.Number, s.current.Template.Key
	Do(s.sh, func(ctx context.Context) (app.CommitmentPrint, error) {
		return s.sh.office.PrintBlank(ctx, number, key)
	}, s.sh.printCommitment)
}

// printCommitment makes a commitment's PDF and asks what to do with it.
func (sh *Shell) printCommitment(p app.CommitmentPrint) {
	sh.Print(paper.CommitmentName(p), func(w io.Writer) error { return sh.Papers().Commitment(w, p) })
}

// strokesOf are a pad's strokes as the office takes them.
func strokesOf(pad *widget.SignaturePad) [][]app.Point {
	var out [][]app.Point
	for _, stroke := range pad.Strokes() {
		line := make([]app.Point, len(stroke))
		for i, p := range stroke {
			line[i] = app.Point{X: float64(p.X), Y: float64(p.Y)}
		}
		out = append(out, line)
	}
	return out
}
