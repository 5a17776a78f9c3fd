package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"software.sslmate.com/src/go-pkcs12"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// said tells whether a text stands in what is shown.
func said(root fyne.CanvasObject, part string) bool {
	found := false
	each(root, func(o fyne.CanvasObject) { found = found || strings.Contains(noticeText(o), part) })
	return found
}

// TestCertificateCard goes from no certificate to an imported one, a wrong password on the way, and to one that has ended.
func TestCertificateCard(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	if !said(s.certificate.card, words.T("settings.certificate.none")) {
		t.Error("nothing is said of a certificate to come")
	}
	d.checkFit("no certificate")
	s.certificate.make()
	d.checkFit("make")
	d.topSheet().Submit()
	list, err := k.Founder.Certificates(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if !said(s.certificate.card, printedRows(list[0].Fingerprint)) {
		t.Error("the fingerprint is not shown")
	}
	s.certificate.print(list[0])
	d.topSheet().Submit()
	if d.tray.prints != 1 {
		t.Errorf("%d printed", d.tray.prints)
	}
	key, c, err := seal.NewCertificate(k.Env().Rand, "中标通 签章", k.Clock.Now())
	must(t, err)
	p12, err := pkcs12.Modern.Encode(key, c, nil, "导出时设的密码")
	must(t, err)
	path := filepath.Join(t.TempDir(), "seal.p12")
	must(t, os.WriteFile(path, p12, 0o600))
	s.certificate.importFile()
	d.fillField("p12", path+"x")
	d.fillField("p12_password", "别的密码")
	d.topSheet().Submit()
	if d.problemOf("p12") == "" {
		t.Error("a file that is not there passes")
	}
	d.fillField("p12", path)
	d.topSheet().Submit()
	if d.problemOf("p12_password") == "" {
		t.Error("a wrong password passes")
	}
	d.checkFit("import refused")
	d.fillField("p12_password", "导出时设的密码")
	d.topSheet().Submit()
	if d.dialogOpen() || !said(s.certificate.card, printedRows(seal.Fingerprint(c))) {
		t.Error("the imported certificate is not shown")
	}
	long := list[0]
	long.State, long.Issuer, long.OwnMade = app.CertificateEnded, strings.Repeat("某电子认证服务有限公司", 4), false
	s.certificate.show([]app.CertificateRow{long, list[0]})
	s.refresh()
	d.checkFit("long")
}

// TestCertificateFits draws the card at its longest, and its sheets.
func TestCertificateFits(t *testing.T) {
	if testing.Short() {
		t.Skip("the long form")
	}
	k := apptest.New(t)
	row, err := k.Founder.MakeCertificate(t.Context())
	must(t, err)
	long := row
	long.Name, long.Issuer, long.OwnMade = strings.Repeat("中标通国际认证", 6), strings.Repeat("某电子认证服务有限公司", 4), false
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			g := gallery{seated(t, k, k.Founder, as), name}
			g.t = t
			s := settingsOf(g.rig)
			long.State = app.CertificateEnds
			s.certificate.show([]app.CertificateRow{long, row})
			s.refresh()
			g.see("certificate-long")
			g.sheet("certificate-make", s.certificate.make)
			g.sheet("certificate-import", s.certificate.importFile)
		})
	}
}

// TestCertificateOfOthers: everybody reads the fingerprint; who is no administrator changes nothing.
func TestCertificateOfOthers(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.MakeCertificate(t.Context())
	must(t, err)
	_, office := k.Staff("周敏", app.Approver)
	s := settingsOf(seated(t, k, office, plain))
	buttons := 0
	each(s.certificate.card, func(o fyne.CanvasObject) {
		if _, is := o.(*widget.Button); is {
			buttons++
		}
	})
	if buttons != 0 || !said(s.certificate.card, words.T("settings.certificate.fingerprint")) {
		t.Errorf("%d buttons", buttons)
	}
}

// TestCheckingAFile: a sealed paper is told of, one changed byte is said.
func TestCheckingAFile(t *testing.T) {
	k := apptest.New(t)
	k.With(paper.NewDesk(), nil)
	v, err := k.Founder.Sign(t.Context(), app.SignInput{
		PersonNumber: k.Person("王𬱖", apptest.Unsigned()).Number, Key: app.NDA,
		Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword, ReadToEnd: true,
	})
	must(t, err)
	f, err := k.Founder.ExportPaper(t.Context(), v.PaperID)
	must(t, err)
	d := seated(t, k, k.Founder, plain)
	s := settingsOf(d)
	path := filepath.Join(t.TempDir(), "sealed.pdf")
	must(t, os.WriteFile(path, f.PDF, 0o600))
	s.certificate.checkFile(path)
	top := d.win.Canvas().Overlays().Top()
	if !said(top, words.T("settings.check.good")) || !said(top, "王𬱖") {
		t.Error("the paper is not told of")
	}
	d.draw("check-good")
	d.checkFit("checked")
	widget.DropSheets(d.win.Canvas())
	f.PDF[len(f.PDF)/2] ^= 1
	must(t, os.WriteFile(path, f.PDF, 0o600))
	s.certificate.checkFile(path)
	if !said(d.win.Canvas().Overlays().Top(), words.T("error.check.changed")) {
		t.Error("a changed byte is not told of")
	}
	d.checkFit("changed")
}
