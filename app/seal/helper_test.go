package seal_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/truetype"
	"custody/app/seal"
	"custody/assets"
)

// noon is the time of these tests.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

// paper makes a PDF of two pages as the program writes them.
func paper(t testing.TB) []byte {
	t.Helper()
	var fonts pdf.Fonts
	for i, data := range [][]byte{assets.PaperSerif(), assets.PaperSans()} {
		f, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		fonts[i] = f
	}
	d := pdf.New(fonts, nil, pdf.Info{Title: "保密承诺书", Author: "中博认证", Language: "zh-CN"})
	for _, s := range []string{"保密承诺", "王𬱖"} {
		d.AddPage(200, 200).Text(page.Run{X: 20, Y: 40, Size: 12, Text: s})
	}
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// options are what the seals of these tests say.
func options() seal.Options {
	return seal.Options{At: noon, Name: "中博认证有限公司", For: "张三（ZB-012）", Reason: "保密承诺书 CN-12", Location: "北京"}
}

// own makes a certificate of the organisation.
func own(t testing.TB) (crypto.Signer, []*x509.Certificate) {
	t.Helper()
	key, c, err := seal.NewCertificate(rand.Reader, "中博认证有限公司", noon)
	if err != nil {
		t.Fatal(err)
	}
	return key, []*x509.Certificate{c}
}

// sealed makes a sealed paper.
func sealed(t testing.TB) []byte {
	t.Helper()
	key, chain := own(t)
	out, err := seal.Sign(paper(t), key, chain, options())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tool runs a program and returns what it says and whether it was content.
func tool(t testing.TB, name string, args ...string) (string, bool) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%v (packages poppler-utils, qpdf and openssl are needed)", err)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	return string(out), err == nil
}

// pdfsig runs poppler's check. An empty home keeps it from the certificates of whoever runs the test.
func pdfsig(t testing.TB, path string, args ...string) string {
	t.Helper()
	cmd := exec.Command("pdfsig", append(args, path)...)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
	out, _ := cmd.CombinedOutput() // it exits with an error for what does not hold: the words tell
	if len(out) == 0 {
		t.Fatal("pdfsig says nothing (package poppler-utils is needed)")
	}
	return string(out)
}

// accepted tells whether poppler finds a seal over the whole file and holds it for right.
func accepted(said string) bool {
	return strings.Contains(said, "Signature is Valid") && strings.Contains(said, "Total document signed") &&
		strings.Contains(said, "ETSI.CAdES.detached")
}

// keep writes a file into a folder of the test.
func keep(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
