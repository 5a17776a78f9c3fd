package apptest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"rsc.io/qr"
)

// Code is a PNG of a QR code as it stands at the foot of a page, four pixels a module.
func Code(t testing.TB, text string) []byte {
	t.Helper()
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	const module, quiet = 4, 4
	side := (code.Size + 2*quiet) * module
	im := image.NewGray(image.Rect(0, 0, side, side))
	for i := range im.Pix {
		x, y := i%side/module-quiet, i/side/module-quiet
		if !code.Black(x, y) { // outside of the code nothing is black
			im.Set(i%side, i/side, color.White)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
