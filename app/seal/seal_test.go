package seal_test

import (
	"bytes"
	"strings"
	"testing"

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
	if got, ok := tool(t, "pdfsig", "-nssdir", t.TempDir(), path); !ok || !strings.Contains(got, "Signature is Valid") ||
		!strings.Contains(got, "ETSI.CAdES.detached") || !strings.Contains(got, "Total document signed") {
		t.Errorf("pdfsig: %s", got)
	}
	if got, ok := tool(t, "qpdf", "--check", path); !ok {
		t.Errorf("qpdf: %s", got)
	}
}
