package letter

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"math"
	"testing"
	"time"

	"custody/app/letter/page"
	"custody/app/seal"
)

// mostSealed is how large the file of a commitment may be, countersigned and sealed, in bytes.
const mostSealed = 60_000

// TestSealedCommitmentsAreArchivalAndSmall seals every commitment, signed and countersigned with as many points as a
// pen gives: the file stays PDF/A-2b, and small.
func TestSealedCommitmentsAreArchivalAndSmall(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	key, certificate, err := seal.NewCertificate(rand.Reader, testHead.OrgZH, at)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"nda", "impartiality", "conduct"} {
		c := testCommitment(t, name, "王𬱖", true)
		c.Signer.Strokes, c.Witness.Strokes = penned(1), Strokes{} // who attests signs nothing
		var signed bytes.Buffer
		if err := testPress().Commitment(&signed, c); err != nil {
			t.Fatal(err)
		}
		c.Counter = &Signature{Strokes: penned(2), Name: "陈晓明 · 总经理", Date: "2026-11-23", Place: "深圳"}
		var b bytes.Buffer
		if err := testPress().Commitment(&b, c); err != nil {
			t.Fatal(err)
		}
		sealed, err := seal.Sign(b.Bytes(), key, []*x509.Certificate{certificate}, seal.Options{At: at, Name: testHead.OrgZH, Reason: "承诺书封存", Location: "深圳"})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, saved(t, sealed))
		if len(sealed) > mostSealed {
			t.Errorf("%s: %d bytes sealed", name, len(sealed))
		}
		t.Logf("%s: %d bytes signed, %d countersigned, %d sealed", name, signed.Len(), b.Len(), len(sealed))
	}
}

// penned is a signature of three strokes, each of as many points as a pen gives in a second.
func penned(seed float64) Strokes {
	s := Strokes{Width: 343, Height: 122}
	for i := range 3 {
		var line []page.Point
		for j := range 60 {
			x, y := float64(j)/60, float64(i+1)*seed
			line = append(line, page.Point{X: 40 + 80*float64(i) + 90*x + 12*math.Sin(19*x+y), Y: 60 + 40*math.Sin(9*x+y)*math.Cos(4*x)})
		}
		s.Lines = append(s.Lines, line)
	}
	return s
}
