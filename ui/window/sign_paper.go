package window

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// maxScanFile is the largest scan that is read into memory; the office decides again.
const maxScanFile = 20 << 20

// recordPaper asks for the day and the scan of a commitment signed by hand, and for the
// password of the custodian who attests it.
func (sh *Shell) recordPaper(s app.Signing, done func()) {
	date := widget.NewDateField(func() string { return string(sh.Day()) }, false)
	signed := widget.NewFormField("signed_on", words.T("sign.paper.day"), date)
	scan := widget.NewFormField("scan", words.T("sign.paper.scan"), widget.NewEntry(words.T("sign.paper.path")))
	password := widget.NewFormField("password", words.T("sign.password.witness", sh.me.Person.Name, RoleNames(sh.me.Roles)), widget.NewPassword(""))
	eye := widget.NewFormField("by_eye", "", widget.NewTick(words.T("sign.paper.eye"), nil))
	eye.Hide() // only a scan without a code, or without all pages, asks for it
	form := widget.NewForm(signed, scan, eye, password)
	form.SetValue("signed_on", string(sh.Day()))
	pick := widget.NewButton(widget.Secondary, words.T("sign.paper.pick"), func() {
		sh.PickFile(scanEndings, func(path string) { form.SetValue("scan", path) })
	})
	content := look.Column(look.GapCard, look.Body(words.T("sign.paper.note", s.Person.Name, TemplateTitle(s.Template.Key, s.Template.Title()))), form)
	sh.Sheet(SheetSpec{
		Title: words.T("sign.record"), Content: content, Button: words.T("sign.paper.keep"), More: []*widget.Button{pick},
		Focus: date.FocusTarget(), Do: func(sheet *Sheet) { sh.keepPaper(sheet, form, eye, date.ISO(), s, done) },
	})
}

// keepPaper records it; eye is the box that a scan without a code, or without all pages, brings.
func (sh *Shell) keepPaper(sheet *Sheet, form *widget.Form, eye *widget.FormField, day string, s app.Signing, done func()) {
	in := app.PaperInput{
		PersonNumber: s.Person.Number, Key: s.Template.Key, SignedOn: app.Date(day), Password: form.Value("password"),
		ByEye: form.Value("by_eye") != "",
	}
	path := form.Value("scan")
	sheet.SetBusy(true)
	Do(sh, func(ctx context.Context) (app.Commitment, error) {
		if path != "" {
			data, err := readScan(path)
			if err != nil {
				return app.Commitment{}, err
			}
			in.ScanName, in.Scan = filepath.Base(path), data
		}
		return sh.office.RecordPaper(ctx, in)
	}, func(c app.Commitment) {
		sheet.Close()
		sh.Toast(words.T(signedWords(c), TemplateTitle(c.Key, s.Template.Title()), words.Date(string(c.ValidUntil))))
		done()
	}, func(err error) bool {
		sheet.SetBusy(false)
		if told := new(app.Error); errors.As(err, &told) && (told.Key == "error.scan.code" || told.Key == "error.scan.lacks") {
			eye.Show()
		}
		if rest := applyErrors(form, err); rest != nil {
			sheet.Problem(ErrorText(rest))
		}
		sheet.Fit()
		return true
	})
}

// readScan reads no more than a scan may have, and one byte, by which the office sees
// that it is too large.
func readScan(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, app.Errf(app.Invalid, "error.scan.unreadable").At("scan").Because(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxScanFile+1))
	if err != nil {
		return nil, app.Errf(app.Invalid, "error.scan.unreadable").At("scan").Because(err)
	}
	return data, nil
}
