package truetype_test

import (
	"errors"
	"testing"

	"custody/app/letter/truetype"
	"custody/assets"
)

func TestParseReadsThePapersFonts(t *testing.T) {
	for _, data := range [][]byte{assets.PaperSerif(), assets.PaperSans()} {
		f, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if f.Em != 160 || f.Ascent <= 0 || f.Descent >= 0 || f.CapHeight <= 0 {
			t.Errorf("%s: em %d, ascent %d, descent %d, capitals %d", f.Name, f.Em, f.Ascent, f.Descent, f.CapHeight)
		}
		if w := f.Advance(f.Glyph('中')); w != 1 {
			t.Errorf("%s: 中 is %v em wide", f.Name, w)
		}
		if f.Has(0x10FFFD) || !f.Has('A') {
			t.Errorf("%s: the map of characters is wrong", f.Name)
		}
	}
}

// TestOutlinesStayInTheirBox reads every glyph of the serif face.
func TestOutlinesStayInTheirBox(t *testing.T) {
	f, err := truetype.Parse(assets.PaperSerif())
	if err != nil {
		t.Fatal(err)
	}
	inked := 0
	for r := rune(' '); r < 0x31350; r++ {
		for _, contour := range f.Outline(f.Glyph(r)) {
			inked++
			for _, n := range contour {
				if n.X < f.Box[0] || n.Y < f.Box[1] || n.X > f.Box[2] || n.Y > f.Box[3] {
					t.Fatalf("%c: %v lies outside %v", r, n, f.Box)
				}
			}
		}
	}
	if inked < 100_000 {
		t.Errorf("only %d contours", inked)
	}
}

func TestParseRefusesWhatIsNoFont(t *testing.T) {
	whole := assets.PaperSans()
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("this is no font at all, whatever it says"), "half": whole[:len(whole)/2],
		"CFF": assets.ScreenRegular(),
	} {
		if _, err := truetype.Parse(data); !errors.Is(err, truetype.ErrFont) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}
