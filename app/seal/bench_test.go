package seal_test

import (
	"crypto/rand"
	"testing"

	"custody/app/seal"
)

func BenchmarkSign(b *testing.B) {
	plain := paper(b)
	key, chain := own(b)
	for b.Loop() {
		if _, err := seal.Sign(plain, key, chain, options()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	whole := sealed(b)
	for b.Loop() {
		if _, err := seal.Verify(whole); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewCertificate(b *testing.B) {
	for b.Loop() {
		if _, _, err := seal.NewCertificate(rand.Reader, "中博认证有限公司", noon); err != nil {
			b.Fatal(err)
		}
	}
}
