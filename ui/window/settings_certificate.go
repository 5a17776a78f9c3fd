package window

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// certificateCard is the card of the certificate that papers are sealed with: everybody sees whose it is, until when,
// and its fingerprint; the administrator imports another or has one made.
type certificateCard struct {
	sh   *Shell
	card *fyne.Container
}

func newCertificateCard(sh *Shell) *certificateCard {
	return &certificateCard{sh: sh, card: container.NewStack()}
}

// show fills the card; the first of the list is the one that seals now.
func (c *certificateCard) show(list []app.CertificateRow) {
	parts := []fyne.CanvasObject{look.Note(words.T("settings.certificate.none"))}
	var foot []fyne.CanvasObject
	add := func(key string, do func()) {
		if len(foot) > 0 {
			foot = append(foot, look.Space(look.Gap))
		}
		foot = append(foot, widget.NewButton(widget.Secondary, words.T(key), do))
	}
	if len(list) > 0 {
		parts = c.parts(list)
		if c.sh.me.May.Audit {
			add("settings.certificate.print", func() { c.print(list[0]) })
		}
	}
	if c.sh.me.May.EditRules {
		add("settings.certificate.import", c.importFile)
		add("settings.certificate.make", c.make)
	}
	if len(foot) > 0 {
		parts = append(parts, cardFoot(foot...))
	}
	if c.sh.me.May.Audit && len(list) > 0 {
		parts = append(parts, cardFoot(widget.NewButton(widget.Secondary, words.T("settings.check"), c.check)))
	}
	c.card.Objects = []fyne.CanvasObject{widget.NewCard(words.T("settings.certificate"), parts...)}
}

// parts say what there is to know of the certificate that seals now.
func (c *certificateCard) parts(list []app.CertificateRow) []fyne.CanvasObject {
	now := list[0]
	day := func(r app.CertificateRow) string {
		return words.Date(string(app.DateOf(r.Until.In(c.sh.Now().Location()))))
	}
	by := words.T("settings.certificate.own")
	switch {
	case !now.OwnMade && now.Issuer != "":
		by = words.T("settings.certificate.issued", now.Issuer)
	case !now.OwnMade:
		by = words.T("settings.certificate.imported")
	}
	row := func(key, value string) *widget.FieldRow { return widget.NewFieldRow(words.T(key), value) }
	rows := []*widget.FieldRow{
		row("settings.certificate.name", now.Name),
		row("settings.certificate.by", by),
		row("settings.certificate.until", day(now)),
		row("settings.certificate.papers", words.N("settings.certificate.sealed", now.Papers)),
		row("settings.certificate.fingerprint", printedRows(now.Fingerprint)),
	}
	if len(list) > 1 {
		rows = append(rows, row("settings.certificate.before", words.N("settings.certificate.earlier", len(list)-1)))
	}
	parts := []fyne.CanvasObject{widget.NewFields(rows...)}
	switch now.State {
	case app.CertificateEnded:
		parts = append(parts, widget.NewBanner(look.Overdue, words.T("settings.certificate.ended", day(now))))
	case app.CertificateEnds:
		parts = append(parts, widget.NewBanner(look.Waiting, words.T("settings.certificate.ends", day(now))))
	case app.CertificateEarly:
		parts = append(parts, widget.NewBanner(look.Overdue, words.T("settings.certificate.early")))
	}
	return parts
}

// printedRows is a fingerprint in rows of four groups, as it stands on the printed sheet.
func printedRows(fingerprint string) string {
	var rows []string
	for row := range slices.Chunk(strings.Fields(app.Groups(fingerprint)), 4) {
		rows = append(rows, strings.Join(row, " "))
	}
	return strings.Join(rows, "\n")
}

// print makes the sheet that sealed papers are compared with.
func (c *certificateCard) print(r app.CertificateRow) {
	sh := c.sh
	Do(sh, func(ctx context.Context) (app.FingerprintSheet, error) { return sh.office.PrintFingerprint(ctx, r.ID) }, func(s app.FingerprintSheet) {
		sh.Print(words.T("settings.certificate.file")+".pdf", func(w io.Writer) error { return sh.Papers().Fingerprint(w, s) })
	})
}

// make has the program make a new certificate, after a plain word of what that means.
func (c *certificateCard) make() {
	sh := c.sh
	sh.Sheet(SheetSpec{
		Title: words.T("settings.certificate.make"), Button: words.T("settings.certificate.make.do"),
		Content: look.Body(words.T("settings.certificate.make.text", sh.org.Name)),
		Do: func(s *Sheet) {
			s.SetBusy(true)
			Do(sh, sh.office.MakeCertificate, c.added(s), func(err error) bool {
				s.SetBusy(false)
				s.Problem(ErrorText(err))
				return true
			})
		},
	})
}

// importFile asks for a PKCS#12 file and its password.
func (c *certificateCard) importFile() {
	sh := c.sh
	file := widget.NewFormField("p12", words.T("settings.certificate.path"), widget.NewEntry(words.T("settings.certificate.path.hint")))
	password := widget.NewFormField("p12_password", words.T("settings.certificate.password"), widget.NewPassword(""))
	form := widget.NewForm(file, password)
	pick := widget.NewButton(widget.Secondary, words.T("settings.certificate.pick"), func() {
		sh.PickFile([]string{".p12", ".pfx"}, func(path string) { form.SetValue("p12", path) })
	})
	sh.Sheet(SheetSpec{
		Title: words.T("settings.certificate.import"), Button: words.T("settings.certificate.import.do"), More: []*widget.Button{pick},
		Focus:   file.Input.FocusTarget(),
		Content: look.Column(look.GapCard, look.Note(words.T("settings.certificate.import.note")), form),
		Do: func(s *Sheet) {
			path, secret := form.Value("p12"), form.Value("p12_password")
			s.SetBusy(true)
			Do(sh, func(ctx context.Context) (app.CertificateRow, error) {
				data, err := readP12(path)
				if err != nil {
					return app.CertificateRow{}, err
				}
				return sh.office.ImportCertificate(ctx, data, secret)
			}, c.added(s), formFailed(s, form))
		},
	})
}

// added says that papers are sealed with another certificate from now on, whose fingerprint is to be given out.
func (c *certificateCard) added(s *Sheet) func(app.CertificateRow) {
	return func(app.CertificateRow) {
		s.Close()
		c.sh.Toast(words.T("settings.certificate.added"))
		c.sh.Changed()
	}
}

// maxP12 is the largest PKCS#12 file that is read, in bytes; real ones have some kilobytes.
const maxP12 = 1 << 20

// readP12 reads no more than such a file may have.
func readP12(path string) ([]byte, error) {
	unreadable := app.Errf(app.Invalid, "error.p12.unreadable").At("p12")
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable.Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxP12))
	if err != nil {
		return nil, unreadable.Because(err)
	}
	return data, nil
}
