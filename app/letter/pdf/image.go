package pdf

import (
	"fmt"
	"image"

	"custody/app/letter/page"
)

// inlinePixels is how many pixels of black and white are written on the page itself, as those of a QR code are: an
// object of its own would take more than it.
const inlinePixels = 64 * 64

// Image draws a picture.
func (p *Page) Image(im page.Image) {
	fmt.Fprintf(&p.content, "q %s 0 0 %s ", number(im.W), number(im.H))
	p.at(im.X, im.Y+im.H)
	w, h := im.Picture.Rect.Dx(), im.Picture.Rect.Dy()
	if w*h <= inlinePixels && bilevel(im.Picture) {
		fmt.Fprintf(&p.content, "cm BI/W %d/H %d/BPC 1/CS/G/F/AHx ID %X> EI Q\n", w, h, pixels(im.Picture, 1))
		return
	}
	fmt.Fprintf(&p.content, "cm/I%d Do Q\n", p.doc.image(im.Picture))
}

// writeImage puts a picture into a file: one bit a pixel when it is only black and white.
func writeImage(out *objects, im *image.Gray) int {
	bits := 8
	if bilevel(im) {
		bits = 1
	}
	return out.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent %d",
		im.Rect.Dx(), im.Rect.Dy(), bits), deflate(pixels(im, bits), fast))
}

// pixels is a picture's rows, of eight bits a pixel or one.
func pixels(im *image.Gray, bits int) []byte {
	w, h := im.Rect.Dx(), im.Rect.Dy()
	data := make([]byte, 0, w*h)
	for y := range h {
		row := im.Pix[y*im.Stride:][:w]
		if bits == 8 {
			data = append(data, row...)
			continue
		}
		line := make([]byte, (w+7)/8)
		for x, v := range row {
			if v == 255 {
				line[x/8] |= 0x80 >> (x % 8)
			}
		}
		data = append(data, line...)
	}
	return data
}

// bilevel tells whether a picture is black and white only.
func bilevel(im *image.Gray) bool {
	for y := range im.Rect.Dy() {
		for _, v := range im.Pix[y*im.Stride:][:im.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}
