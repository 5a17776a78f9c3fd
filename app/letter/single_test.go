package letter

import (
	"io"
	"testing"

	"custody/assets"
)

// BenchmarkFirstCommitment makes a press and prints one commitment with it: the click after the start.
func BenchmarkFirstCommitment(b *testing.B) {
	c := testCommitment(b, "nda", "王𬱖", true)
	for b.Loop() {
		p, err := NewPress(assets.PaperSerif(), assets.PaperSans(), words("zh"))
		if err != nil {
			b.Fatal(err)
		}
		if err := p.Commitment(io.Discard, c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPress parses the fonts.
func BenchmarkPress(b *testing.B) {
	for b.Loop() {
		if _, err := NewPress(assets.PaperSerif(), assets.PaperSans(), words("zh")); err != nil {
			b.Fatal(err)
		}
	}
}
