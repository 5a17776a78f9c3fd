package seal_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"custody/app/seal"
)

// authority is a timestamp authority made of openssl.
type authority struct{ dir string }

// newAuthority makes one; usage is what its certificate is for.
func newAuthority(t testing.TB, usage string) authority {
	t.Helper()
	a := authority{t.TempDir()}
	config := `
[tsa]
default_tsa = one
[one]
serial = ` + a.in("serial") + `
signer_cert = ` + a.in("tsa.pem") + `
signer_key = ` + a.in("tsa.key") + `
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
clock_precision_digits = 3
`
	for name, text := range map[string]string{"tsa.cnf": config, "serial": "01\n"} {
		if err := os.WriteFile(a.in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := tool(t, "openssl", "req", "-x509", "-noenc", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", a.in("tsa.key"),
		"-out", a.in("tsa.pem"), "-utf8", "-subj", "/CN=国家授时", "-days", "30", "-addext", "extendedKeyUsage="+usage); !ok {
		t.Fatal(got)
	}
	return a
}

func (a authority) in(name string) string { return filepath.Join(a.dir, name) }

// answer stamps a request.
func (a authority) answer(t testing.TB, request []byte, args ...string) []byte {
	t.Helper()
	if err := os.WriteFile(a.in("x.tsq"), request, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"ts", "-reply", "-config", a.in("tsa.cnf"), "-queryfile", a.in("x.tsq"), "-out", a.in("x.tsr")}, args...)
	if got, ok := tool(t, "openssl", args...); !ok {
		t.Fatal(got)
	}
	data, err := os.ReadFile(a.in("x.tsr"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestATimestampIsRead(t *testing.T) {
	a := newAuthority(t, "critical,timeStamping")
	paper := []byte("a sealed paper")
	sum := sha256.Sum256(paper)
	request := seal.TimestampRequest(sum)
	for name, args := range map[string][]string{"response": nil, "token": {"-token_out"}, "sha512": {"-sha512"}} {
		got := a.answer(t, request, args...)
		stamp, err := seal.ParseTimestamp(got, sum)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if stamp.By != "国家授时" || len(stamp.Fingerprint) != 64 || time.Since(stamp.At).Abs() > time.Minute {
			t.Errorf("%s: %+v", name, stamp)
		}
		if again, err := seal.ParseTimestamp(stamp.Token, sum); err != nil || !again.At.Equal(stamp.At) {
			t.Errorf("%s: the kept token: %v", name, err)
		}
		if _, err := seal.ParseTimestamp(got, sha256.Sum256([]byte("another"))); !errors.Is(err, seal.ErrStampOther) {
			t.Errorf("%s: for another paper: %v", name, err)
		}
	}
	file, token := keep(t, "paper", paper), keep(t, "token", a.answer(t, request, "-token_out"))
	if got, ok := tool(t, "openssl", "ts", "-verify", "-data", file, "-in", token, "-token_in", "-CAfile", a.in("tsa.pem")); !ok {
		t.Errorf("openssl does not take the test's own token: %s", got)
	}
}

// TestAChangedTimestampIsRefused flips every bit of a byte; what is not signed may change, but then it
// must say the same.
func TestAChangedTimestampIsRefused(t *testing.T) {
	sum := sha256.Sum256([]byte("a sealed paper"))
	token := newAuthority(t, "critical,timeStamping").answer(t, seal.TimestampRequest(sum), "-token_out")
	want, err := seal.ParseTimestamp(token, sum)
	if err != nil {
		t.Fatal(err)
	}
	step, unseen := 1, 0
	if testing.Short() {
		step = 5
	}
	for at := 0; at < len(token); at += step {
		changed := bytes.Clone(token)
		changed[at] ^= 1 << (at % 8)
		if got, err := seal.ParseTimestamp(changed, sum); err == nil {
			unseen++
			if !got.At.Equal(want.At) || got.By != want.By || got.Fingerprint != want.Fingerprint {
				t.Errorf("byte %d: it says %+v", at, got)
			}
		}
	}
	if unseen > len(token)/20 { // the names of algorithms, versions: what nothing signs
		t.Errorf("%d of %d changes went unseen", unseen, len(token)/step)
	}
}

func TestWhatIsNoTimestamp(t *testing.T) {
	sum := sha256.Sum256([]byte("a sealed paper"))
	request := seal.TimestampRequest(sum)
	good := newAuthority(t, "critical,timeStamping").answer(t, request)
	for name, data := range map[string][]byte{
		"nothing": nil, "the request": request, "cut": good[:len(good)/2], "more": append(bytes.Clone(good), 0),
		"a letter": []byte("Dear Sir or Madam"), "long": make([]byte, 2<<20),
	} {
		if _, err := seal.ParseTimestamp(data, sum); !errors.Is(err, seal.ErrStamp) {
			t.Errorf("%s: %v", name, err)
		}
	}
	refusal := []byte{0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02}
	if _, err := seal.ParseTimestamp(refusal, sum); !errors.Is(err, seal.ErrStampRefused) {
		t.Errorf("a refusal: %v", err)
	}
}

// TestOnlyAuthoritiesStamp has the words of a real timestamp signed by a certificate that is for something else.
func TestOnlyAuthoritiesStamp(t *testing.T) {
	sum := sha256.Sum256([]byte("a sealed paper"))
	a := newAuthority(t, "critical,timeStamping")
	a.answer(t, seal.TimestampRequest(sum), "-token_out")
	if got, ok := tool(t, "openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", a.in("x.tsr"), "-out", a.in("info")); !ok {
		t.Fatal(got)
	}
	for usage, want := range map[string]error{
		"critical,timeStamping": nil, "timeStamping": seal.ErrStamp, "critical,codeSigning": seal.ErrStamp, "critical,timeStamping,codeSigning": seal.ErrStamp,
	} {
		b := newAuthority(t, usage)
		if got, ok := tool(t, "openssl", "cms", "-sign", "-cades", "-nodetach", "-binary", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", a.in("info"),
			"-signer", b.in("tsa.pem"), "-inkey", b.in("tsa.key"), "-outform", "DER", "-out", b.in("token")); !ok {
			t.Fatal(got)
		}
		data, err := os.ReadFile(b.in("token"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := seal.ParseTimestamp(data, sum); !errors.Is(err, want) {
			t.Errorf("%s: %v", usage, err)
		}
	}
}

func FuzzTimestamp(f *testing.F) {
	sum := sha256.Sum256([]byte("a sealed paper"))
	f.Add(newAuthority(f, "critical,timeStamping").answer(f, seal.TimestampRequest(sum)))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = seal.ParseTimestamp(data, sum) // it must come back, and not by a panic
	})
}
