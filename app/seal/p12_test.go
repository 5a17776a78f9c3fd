package seal_test

import (
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app/seal"
)

// p12 makes a PKCS#12 file with openssl: key holds the arguments of the new key, export those of the file.
// subject and days are of the certificate.
func p12(t testing.TB, key, days string, export ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	args := append([]string{"req", "-x509", "-noenc", "-keyout", in("key.pem"), "-out", in("cert.pem"), "-utf8", "-subj", "/CN=中博认证", "-days", days},
		strings.Fields(key)...)
	if got, ok := tool(t, "openssl", args...); !ok {
		t.Fatal(got)
	}
	args = append([]string{"pkcs12", "-export", "-in", in("cert.pem"), "-inkey", in("key.pem"), "-out", in("x.p12"), "-passout", "pass:correct horse"}, export...)
	if got, ok := tool(t, "openssl", args...); !ok {
		t.Fatal(got)
	}
	data, err := os.ReadFile(in("x.p12"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const (
	rsa2048 = "-newkey rsa:2048"
	p256    = "-newkey ec -pkeyopt ec_paramgen_curve:P-256"
)

func TestCertificatesOfOthersSeal(t *testing.T) {
	legacy := []string{"-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"}
	files := map[string][]byte{"rsa legacy": p12(t, rsa2048, "300", legacy...), "p256": p12(t, p256, "300")}
	if !testing.Short() {
		files["rsa"] = p12(t, rsa2048, "300")
		files["p384"] = p12(t, "-newkey ec -pkeyopt ec_paramgen_curve:P-384", "300")
		files["p521"] = p12(t, "-newkey ec -pkeyopt ec_paramgen_curve:P-521", "300")
	}
	for name, data := range files {
		at := time.Now()
		key, chain, err := seal.FromP12(data, "correct horse", at)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		o := options()
		o.At = at
		out, err := seal.Sign(paper(t), key, chain, o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r, err := seal.Verify(out); err != nil || r.Fingerprint != seal.Fingerprint(chain[0]) {
			t.Errorf("%s: %v", name, err)
		}
		if got := pdfsig(t, keep(t, "sealed.pdf", out), "-nocert"); !accepted(got) {
			t.Errorf("%s: pdfsig: %s", name, got)
		}
	}
}

func TestFilesThatCannotSeal(t *testing.T) {
	now := time.Now()
	good := p12(t, p256, "300")
	for _, c := range []struct {
		name     string
		data     []byte
		password string
		at       time.Time
		want     error
	}{
		{"wrong password", good, "incorrect", now, seal.ErrPassword},
		{"no password", good, "", now, seal.ErrPassword},
		{"nothing", nil, "", now, seal.ErrP12},
		{"a letter", []byte("Dear Sir or Madam"), "", now, seal.ErrP12},
		{"cut", good[:len(good)/2], "correct horse", now, seal.ErrP12},
		{"something behind", append(append([]byte{}, good...), 0), "correct horse", now, seal.ErrP12},
		{"expired", good, "correct horse", now.AddDate(1, 0, 0), seal.ErrExpired},
		{"not yet", good, "correct horse", now.AddDate(0, 0, -2), seal.ErrEarly},
		{"no key", p12(t, p256, "300", "-nokeys"), "correct horse", now, seal.ErrNoKey},
		{"short key", p12(t, "-newkey rsa:1024", "300"), "correct horse", now, seal.ErrWeak},
		{"sha-1", p12(t, rsa2048+" -sha1", "300"), "correct horse", now, seal.ErrWeak},
		{"ed25519", p12(t, "-newkey ed25519", "300"), "correct horse", now, seal.ErrKind},
		{"sm2", p12(t, "-newkey ec -pkeyopt ec_paramgen_curve:SM2", "300"), "correct horse", now, seal.ErrKind},
		{"for keys only", p12(t, p256+" -addext keyUsage=keyAgreement", "300"), "correct horse", now, seal.ErrUse},
		{"a hundred million rounds", costlyP12(t, good), "correct horse", now, seal.ErrP12},
	} {
		start := time.Now()
		_, _, err := seal.FromP12(c.data, c.password, c.at)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", c.name, took)
		}
	}
}

// costlyP12 asks for 0x08000000 rounds where openssl wrote 2048.
func costlyP12(t *testing.T, p12 []byte) []byte {
	t.Helper()
	// 02 02 08 00 is the number; one of another length moves every length around it, so the salt
	// before it gives the bytes: 04 08 salt 02 02 08 00 becomes 04 06 salt 02 04 08 00 08 00.
	out := []byte(string(p12))
	changed := false
	for i := 0; i+14 <= len(out); i++ {
		if out[i] == 4 && out[i+1] == 8 && string(out[i+10:i+14]) == "\x02\x02\x08\x00" {
			out[i+1] = 6
			copy(out[i+8:], "\x02\x04\x08\x00\x08\x00")
			changed = true
		}
	}
	if !changed {
		t.Fatal("openssl writes its files in another way now")
	}
	return out
}

// TestOnlyTheChainComesAlong has three certificates in a file: the signer's, its issuer's, a stranger's.
func TestOnlyTheChainComesAlong(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, line := range []string{
		"req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout ca.key -out ca.pem -subj /CN=CA -days 900",
		"req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout other.key -out other.pem -subj /CN=Other -days 900",
		"req -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout own.key -out own.csr -subj /CN=Own",
		"x509 -req -in own.csr -CA ca.pem -CAkey ca.key -out own.pem -days 300 -set_serial 7",
	} {
		args := strings.Fields(line)
		for i, a := range args {
			if strings.HasSuffix(a, ".key") || strings.HasSuffix(a, ".pem") || strings.HasSuffix(a, ".csr") {
				args[i] = in(a)
			}
		}
		if got, ok := tool(t, "openssl", args...); !ok {
			t.Fatal(got)
		}
	}
	var all []byte
	for _, name := range []string{"other.pem", "ca.pem", "own.pem"} {
		data, err := os.ReadFile(in(name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	if err := os.WriteFile(in("all.pem"), all, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, ok := tool(t, "openssl", "pkcs12", "-export", "-in", in("all.pem"), "-inkey", in("own.key"), "-out", in("x.p12"), "-passout", "pass:"); !ok {
		t.Fatal(got)
	}
	data, err := os.ReadFile(in("x.p12"))
	if err != nil {
		t.Fatal(err)
	}
	key, chain, err := seal.FromP12(data, "", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if names := commonNames(chain); names != "Own CA" {
		t.Errorf("the chain is %s", names)
	}
	o := options()
	o.At = time.Now()
	out, err := seal.Sign(paper(t), key, chain, o)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := seal.Verify(out); err != nil || r.SelfSigned || r.Certificate.Subject.CommonName != "Own" {
		t.Errorf("%+v, %v", r, err)
	}
	if got := pdfsig(t, keep(t, "sealed.pdf", out), "-nocert"); !accepted(got) {
		t.Errorf("pdfsig: %s", got)
	}
}

func commonNames(chain []*x509.Certificate) string {
	var names []string
	for _, c := range chain {
		names = append(names, c.Subject.CommonName)
	}
	return strings.Join(names, " ")
}

func FuzzP12(f *testing.F) {
	f.Add(p12(f, p256, "300"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _, _ = seal.FromP12(data, "correct horse", noon) // it must come back, and not by a panic
	})
}
