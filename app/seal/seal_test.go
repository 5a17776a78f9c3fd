package seal_test

import (
	"bytes"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app/seal"
)

func TestASealedPaperSaysWhatItIs(t *testing.T) {
	key, chain := own(t)
	plain := paper(t)
	out, err := seal.Sign(plain, key, chain, options())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out, plain) {
		t.Error("the paper itself was changed")
	}
	r, err := seal.Verify(out)
	if err != nil {
		t.Fatal(err)
	}
	o := options()
	if r.Name != o.Name || r.For != o.For || r.Reason != o.Reason || r.Location != o.Location || !r.At.Equal(o.At) {
		t.Errorf("it says %+v", r)
	}
	if r.Fingerprint != seal.Fingerprint(chain[0]) || !r.SelfSigned || len(r.Fingerprint) != 64 {
		t.Errorf("fingerprint %q, self-signed %v", r.Fingerprint, r.SelfSigned)
	}
	path := keep(t, "sealed.pdf", out)
	if got := pdfsig(t, path); !accepted(got) || !strings.Contains(got, "CN=中博认证有限公司") {
		t.Errorf("pdfsig: %s", got)
	}
	if got, ok := tool(t, "qpdf", "--check", path); !ok {
		t.Errorf("qpdf: %s", got)
	}
}

func TestTheTimeIsThatOfThePlace(t *testing.T) {
	key, chain := own(t)
	for zone, want := range map[int]string{0: "(D:20261123040000+00'00')", 8 * 3600: "(D:20261123120000+08'00')", -(3*3600 + 1800): "(D:20261123003000-03'30')"} {
		o := options()
		o.At = noon.In(time.FixedZone("", zone)).Add(999 * time.Millisecond)
		out, err := seal.Sign(paper(t), key, chain, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(out, []byte("/M"+want)) {
			t.Errorf("%s is not there", want)
		}
		if r, err := seal.Verify(out); err != nil || !r.At.Equal(noon) {
			t.Errorf("%d: %v, %v", zone, r.At, err)
		}
	}
}

// TestOpensslReadsTheSignature checks the signature as a file of its own, the certificate's attribute included.
func TestOpensslReadsTheSignature(t *testing.T) {
	key, chain := own(t)
	whole, err := seal.Sign(paper(t), key, chain, options())
	if err != nil {
		t.Fatal(err)
	}
	trusted := keep(t, "own.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chain[0].Raw}))
	from := bytes.LastIndex(whole, []byte("/Contents<")) + len("/Contents")
	to := from + bytes.IndexByte(whole[from:], '>') + 1
	cms, err := hex.DecodeString(string(whole[from+1 : to-1]))
	if err != nil {
		t.Fatal(err)
	}
	signature, content := keep(t, "x.p7s", cms), keep(t, "content", append(bytes.Clone(whole[:from]), whole[to:]...))
	verify := []string{"cms", "-verify", "-inform", "DER", "-in", signature, "-binary", "-CAfile", trusted, "-purpose", "any", "-no_check_time", "-cades", "-out", os.DevNull, "-content"}
	if got, ok := tool(t, "openssl", append(verify, content)...); !ok {
		t.Errorf("openssl: %s", got)
	}
	if got, ok := tool(t, "openssl", append(verify, signature)...); ok {
		t.Errorf("openssl takes another content: %s", got)
	}
	got, ok := tool(t, "openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", signature)
	if !ok || strings.Contains(got, "signingTime") || !strings.Contains(got, "id-smime-aa-signingCertificateV2") {
		t.Errorf("the attributes are not those of PAdES B-B: %s", got)
	}
}

// TestPapersPackedByOthers seals what qpdf made of a paper: with objects in streams, and with
// tables that refer to one another.
func TestPapersPackedByOthers(t *testing.T) {
	key, chain := own(t)
	plain := keep(t, "plain.pdf", paper(t))
	for name, args := range map[string][]string{
		"streams": {"--object-streams=generate"}, "plain": {"--object-streams=disable"}, "qdf": {"--qdf"},
	} {
		other := filepath.Join(t.TempDir(), "other.pdf")
		if got, ok := tool(t, "qpdf", append(args, plain, other)...); !ok {
			t.Fatal(got)
		}
		data, err := os.ReadFile(other)
		if err != nil {
			t.Fatal(err)
		}
		out, err := seal.Sign(data, key, chain, options())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := seal.Verify(out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		path := keep(t, "sealed.pdf", out)
		if got := pdfsig(t, path); !accepted(got) {
			t.Errorf("%s: pdfsig: %s", name, got)
		}
		if got, ok := tool(t, "qpdf", "--check", path); !ok {
			t.Errorf("%s: qpdf: %s", name, got)
		}
		if got, ok := tool(t, "pdftotext", path, "-"); !ok || !strings.Contains(got, "王𬱖") {
			t.Errorf("%s: pdftotext: %s", name, got)
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	whole := sealed(t)
	step := 1
	if testing.Short() {
		step = 13
	}
	checked := 0
	for at := 0; at < len(whole); at += step {
		for _, bit := range []byte{1 << (at % 8), 0x20} { // the second turns A into a
			changed := bytes.Clone(whole)
			changed[at] ^= bit
			checked++
			if r, err := seal.Verify(changed); err == nil {
				t.Fatalf("byte %d (%q) changed to %q, and the seal holds: %+v", at, whole[at], changed[at], r)
			} else if !errors.Is(err, seal.ErrBroken) && !errors.Is(err, seal.ErrUnsealed) {
				t.Fatalf("byte %d: %v", at, err)
			}
		}
	}
	for _, n := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
		if _, err := seal.Verify(whole[:n]); err == nil {
			t.Errorf("cut to %d bytes, and the seal holds", n)
		}
	}
	t.Logf("%d changes refused", checked)
}

// TestPopplerRefusesWhatWeRefuse changes bytes outside the signature's digits, which poppler need not read
// as strictly as we do.
func TestPopplerRefusesWhatWeRefuse(t *testing.T) {
	whole := sealed(t)
	from := bytes.LastIndex(whole, []byte("/Contents")) + len("/Contents")
	to := from + bytes.IndexByte(whole[from:], '>') + 1
	step := len(whole) / 30
	if !testing.Short() {
		step = 11
	}
	path := keep(t, "changed.pdf", nil)
	for at := 0; at < len(whole); at += step {
		if at >= from && at < to {
			continue
		}
		changed := bytes.Clone(whole)
		changed[at] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := pdfsig(t, path, "-nocert"); accepted(got) {
			t.Errorf("byte %d (%q): pdfsig: %s", at, whole[at], got)
		}
	}
}

func TestNothingMayBeAdded(t *testing.T) {
	whole := sealed(t)
	for name, more := range map[string]string{
		"a line": "\n", "a comment": "%x\n",
		"an update": "1 0 obj\n<<>>\nendobj\nxref\n1 1\n0000000000 00000 n \ntrailer\n<</Size 9/Root 1 0 R/Prev 1>>\nstartxref\n1\n%%EOF\n",
	} {
		if _, err := seal.Verify(append(bytes.Clone(whole), more...)); !errors.Is(err, seal.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	key, chain := own(t)
	if _, err := seal.Sign(whole, key, chain, options()); !errors.Is(err, seal.ErrFile) {
		t.Errorf("a second seal: %v", err)
	}
}

func TestWhatIsNoPaper(t *testing.T) {
	key, chain := own(t)
	for _, data := range []string{"", "hello", "%PDF-1.7\n", "%PDF-1.7\nstartxref\n0\n%%EOF\n", "%PDF-1.7\nstartxref\n999999999999\n%%EOF\n"} {
		if _, err := seal.Sign([]byte(data), key, chain, options()); !errors.Is(err, seal.ErrFile) {
			t.Errorf("sealing %q: %v", data, err)
		}
		if _, err := seal.Verify([]byte(data)); !errors.Is(err, seal.ErrUnsealed) {
			t.Errorf("checking %q: %v", data, err)
		}
	}
	if _, err := seal.Verify(paper(t)); !errors.Is(err, seal.ErrUnsealed) {
		t.Errorf("a plain paper: %v", err)
	}
}

// TestDamagedFilesComeBack seals and checks files with a few bytes changed, cut out and doubled: an error or a
// paper that holds, and no panic.
func TestDamagedFilesComeBack(t *testing.T) {
	random, rounds := rand.New(rand.NewPCG(6, 1)), 20000
	if testing.Short() {
		rounds = 400
	}
	key, chain := own(t)
	for _, whole := range [][]byte{paper(t), sealed(t)} {
		for range rounds {
			data := bytes.Clone(whole)
			for range 1 + random.IntN(4) {
				at := random.IntN(len(data))
				end := min(len(data), at+random.IntN(50))
				switch random.IntN(3) {
				case 0:
					data[at] = byte(random.Uint32())
				case 1:
					data = slices.Delete(data, at, end)
				case 2:
					data = slices.Insert(data, at, bytes.Clone(data[at:end])...)
				}
			}
			if _, err := seal.Verify(data); err == nil && !bytes.Equal(data, whole) {
				t.Fatal("a changed paper holds")
			}
			if out, err := seal.Sign(data, key, chain, options()); err == nil {
				if _, err := seal.Verify(out); err != nil {
					t.Fatalf("a damaged file was sealed, and its seal does not hold: %v", err)
				}
			}
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add(sealed(f))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = seal.Verify(data) // it must come back, and not by a panic
	})
}
