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
	if !said(s.certificate.card, app.Groups(list[0].Fingerprint)) {
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
	d.fillField("p12", path + "x")
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
	if d.dialogOpen() || !said(s.certificate.card, app.Groups(seal.Fingerprint(c))) {
		t.Error("the imported certificate is not shown")
	}
	d.checkFit("imported")
	ended := list[0]
	ended.State, ended.Issuer, ended.OwnMade = app.CertificateEnded, strings.Repeat("某电子认证服务有限公司", 4), false
	s.certificate.show([]app.CertificateRow{ended, list[0]})
	s.refresh()
	d.draw("certificate-ended")
	d.checkFit("ended")
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
