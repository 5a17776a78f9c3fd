package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{Name: Sign, Under: Commitments, New: func(sh *Shell) Screen { return newSign(sh) }})
}

// sign is the signing of one person's commitments, one after the other: at the left the
// page as it will be printed, at the right the pad and the password.
type sign struct {
	Base
	sh      *Shell
	load    *Loader
	person  string // number of the signer
	want    app.TemplateKey
	pending []app.CommitmentRow
	current app.Signing
	pages   *signPages
	side    *fyne.Container
	foot    *fyne.Container
	pad     *widget.SignaturePad
	form    *widget.Form
	read    *look.Text
	place   string // of the last signature, offered again
}

func newSign(sh *Shell) *sign {
	s := &sign{sh: sh, load: sh.Loader(), side: container.NewStack(), foot: container.NewStack()}
	s.pages = newSignPages(s.readToEnd)
	return s
}

// Head implements Screen.
func (s *sign) Head() Head {
	return Head{Title: NavName(Commitments), Quiet: words.T("sign.step")}
}

// Build implements Screen.
func (s *sign) Build() fyne.CanvasObject {
	detail := look.Fixed(look.WidthDetail, 0, look.Panel(look.Edge(nil, s.foot, nil, nil, s.side)))
	return look.Edge(nil, nil, nil, detail, look.Page(s.pages.scroll))
}

// Open implements Screen: Arg.Code is the signer's number, Arg.Act the commitment to begin
// with.
func (s *sign) Open(arg Arg) {
	if arg.Code == "" {
		arg.Code = s.sh.me.Person.Number
	}
	s.person, s.want = arg.Code, app.TemplateKey(arg.Act)
}

// signTask is what the office says of the signer, with the pages laid out.
type signTask struct {
	pending []app.CommitmentRow
	current app.Signing
	pages   []signPage
}

// Refresh implements Screen. A signature begun is not thrown away.
func (s *sign) Refresh(context.Context) {
	if s.person == "" {
		s.person = s.sh.me.Person.Number
	}
	if s.pad != nil && !s.pad.Empty() {
		return
	}
	person, want := s.person, s.want
	Load(s.load, func(ctx context.Context) (signTask, error) {
		rows, err := s.sh.office.Commitments(ctx, app.CommitmentFilter{Person: person})
		if err != nil {
			return signTask{}, err
		}
		return s.prepare(ctx, signTask{pending: toSign(rows)}, want)
	}, s.show)
}

// prepare lays out the commitment that is wanted, else the first.
func (s *sign) prepare(ctx context.Context, t signTask, want app.TemplateKey) (signTask, error) {
	if len(t.pending) == 0 {
		return t, nil
	}
	key := t.pending[0].Key
	for _, r := range t.pending {
		if r.Key == want {
			key = want
		}
	}
	var err error
	if t.current, err = s.sh.office.PrepareSigning(ctx, t.pending[0].Person.Number, key); err != nil {
		return t, err
	}
	t.pages, err = layOut(s.sh.Papers(), t.current)
	return t, err
}

// toSign are the commitments that are missing, have ended, or end soon.
func toSign(rows []app.CommitmentRow) []app.CommitmentRow {
	var out []app.CommitmentRow
	for _, r := range rows {
		if r.State == app.Missing || r.State == app.Expired || r.State == app.Expiring {
			out = append(out, r)
		}
	}
	return out
}

// show shows the task, or that nothing is left to sign.
func (s *sign) show(t signTask) {
	s.pending, s.current = t.pending, t.current
	s.pages.show(t.pages)
	if len(t.pending) == 0 {
		s.nothing()
		return
	}
	s.showSide()
}

// nothing says that all is signed and leads back.
func (s *sign) nothing() {
	s.pad, s.form = nil, nil
	back := widget.NewButton(widget.Primary, words.T("sign.back"), s.leave).WithKey("Enter")
	s.side.Objects = []fyne.CanvasObject{look.Pad(look.GapWide, look.GapWide, widget.NewBanner(look.InPlace, words.T("sign.done")))}
	s.foot.Objects = []fyne.CanvasObject{look.Pad(look.GapWide, look.GapWide, back)}
	s.refresh()
}

func (s *sign) refresh() {
	s.side.Refresh()
	s.foot.Refresh()
}

// leave goes to the list of commitments, or where the person may be.
func (s *sign) leave() {
	if s.sh.May(Commitments) {
		s.sh.Open(Commitments)
		return
	}
	s.sh.Open(Today)
}

// readToEnd is called when the last page has been seen to its end.
func (s *sign) readToEnd() {
	if s.read != nil {
		s.read.Set(words.T("sign.read"), look.InPlace.Text())
	}
}

// Keys implements Screen.
func (s *sign) Keys() []Key {
	keys := []Key{{"PgDn", words.T("sign.key.down"), s.pages.down}, {"Esc", words.T("sign.key.leave"), nil}}
	if len(s.pending) == 0 {
		return append(keys, Key{"Enter", words.T("sign.back"), s.leave})
	}
	return append(keys,
		Key{"Ctrl+Enter", words.T("sign.sign"), s.submit},
		Key{"Ctrl+P", words.T("sign.paper"), s.printBlank})
}

// Escape implements Screen.
func (s *sign) Escape() bool {
	s.leave()
	return true
}

// Shown implements Screen: nothing has the focus, so that the keys turn the pages.
func (s *sign) Shown() { s.sh.frame.win.Canvas().Unfocus() }
