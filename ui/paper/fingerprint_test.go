package paper

import (
	"bytes"
	"strings"
	"testing"

	"custody/app"
)

func TestFingerprintOnPaper(t *testing.T) {
	s := app.FingerprintSheet{
		Organisation: reportOrg, PrintedBy: "黄云", AuditHead: "#412 1F2E 3D4C 5B6A 7988", Now: reportNow,
		Certificate: app.CertificateRow{
			Name: reportOrg.Name, Fingerprint: strings.Repeat("0123456789abcdef", 4), From: reportNow, Until: reportNow.AddDate(10, 0, 0), OwnMade: true,
		},
	}
	for issuer, want := range map[string]string{"": "由本机构自己制作", "某电子认证服务有限公司": "签发者为“某电子认证服务有限公司”"} {
		s.Certificate.Issuer = issuer
		var b bytes.Buffer
		if err := reportDesk.Fingerprint(&b, s); err != nil {
			t.Fatal(err)
		}
		got := textOf(t, "fingerprint", b.Bytes())
		wants(t, got, want, "2036-11-27", "交付人", "CDEF")
		if n := strings.Count(got, "89AB"); n != 4 {
			t.Errorf("a group is there %d times, not 4:\n%s", n, got)
		}
	}
}
