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

// clearanceClosing is the sheet in which a person signs that all is done, or a witness in the person's place.
type clearanceClosing struct {
	screen *clearances
	of     app.ClearanceSheet
	pad    *widget.SignaturePad
	absent *widget.Tick
	form   *widget.Form // place and password
	away   *widget.Form // why, and who witnesses
	left   *fyne.Container
	sheet  *Sheet
}

// close asks for the signature and the password of who closes the sheet.
func (s *clearances) close() {
	k := &clearanceClosing{screen: s, of: s.shown, pad: widget.NewSignaturePad()}
	k.form = widget.NewForm(
		widget.NewFormField("place", words.T("sign.place"), widget.NewEntry("")),
		widget.NewFormField("password", words.T("clearances.close.password", s.sh.me.Person.Name), widget.NewPassword("")))
	k.away = widget.NewForm(
		widget.NewFormField("witness", words.T("clearances.close.witness"), s.sh.PickPerson()),
		widget.NewFormField("why", words.T("clearances.close.why"), widget.NewEntry("")))
	k.absent = widget.NewTick(words.T("clearances.close.absent", k.of.Person.Name), func(bool) { k.changed() })
	k.left = container.NewStack(k.duties())
	right := look.Column(look.GapCard, k.absent, widget.NewSignature(words.T("clearances.close.sign"), "", k.pad), k.form)
	who := words.Join(words.T("clearance.title."+string(k.of.Kind)), k.of.Number)
	k.sheet = s.sh.Sheet(SheetSpec{
		Title: words.T("clearances.close.title", k.of.Person.Name), Button: words.T("clearances.close"), Wide: true,
		Content: look.Column(look.GapCard, look.Note(words.T("clearances.close.text", who)), look.Equal(look.GapWide, k.left, widget.NewTop(right))),
		Do:      func(*Sheet) { k.do() },
	})
}

// duties shows what the signature is under, to be read by who signs.
func (k *clearanceClosing) duties() fyne.CanvasObject {
	d := dutiesOf(k.of.Duties)
	if d == nil {
		d = look.Label(words.T("folder.duties.none")).Wrapped()
	}
	scroll := container.NewVScroll(look.Pad(look.GapCard, look.Gap, d))
	scroll.SetMinSize(fyne.NewSize(0, look.HeightPicks))
	return look.Edge(look.Label(words.T("clearances.duties")), nil, nil, nil, look.PadEach(look.GapNone, look.GapTight, look.GapNone, look.GapNone, look.Frame(scroll)))
}

// changed asks for what has to be told of somebody who isn't there, in the place of what they would read.
func (k *clearanceClosing) changed() {
	k.left.Objects = []fyne.CanvasObject{k.duties()}
	if k.absent.Checked {
		k.left.Objects = []fyne.CanvasObject{widget.NewTop(k.away)}
	}
	k.left.Refresh()
	k.sheet.Fit()
}

func (k *clearanceClosing) do() {
	sh := k.screen.sh
	in := app.ClearanceClosing{
		Number: k.of.Number, Strokes: strokesOf(k.pad), Place: k.form.Value("place"), Password: k.form.Value("password"),
		Absent: k.absent.Checked, Witness: k.away.Value("witness"), Why: k.away.Value("why"),
	}
	k.sheet.SetBusy(true)
	Do(sh, func(ctx context.Context) (app.Clearance, error) { return sh.office.CloseClearance(ctx, in) }, func(c app.Clearance) {
		k.sheet.Close()
		sh.Toast(words.T("clearances.closed", c.Number))
		k.screen.want = c.Number
		sh.Changed()
	}, k.refused)
}

// refused puts the office's messages where they belong; the strokes stay.
func (k *clearanceClosing) refused(err error) bool {
	k.sheet.SetBusy(false)
	rest := applyErrors(k.form, err)
	if rest != nil {
		rest = applyErrors(k.away, rest)
	}
	if rest != nil {
		k.sheet.Problem(ErrorText(rest))
	}
	k.sheet.Fit()
	return true
}
