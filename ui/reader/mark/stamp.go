package mark

import (
	"encoding/binary"
	"image"
)

// stamp blends a mask into the picture with its top left corner at left, top.
func stamp(im *image.RGBA, mask *image.Alpha, left, top int, strength float64) {
	where := mask.Rect.Sub(mask.Rect.Min).Add(image.Pt(left, top)).Intersect(im.Bounds())
	if where.Empty() {
		return
	}
	weight := int(strength * 65536)
	for y := where.Min.Y; y < where.Max.Y; y++ {
		from := mask.Pix[(y-top)*mask.Stride+where.Min.X-left:][:where.Dx()]
		to := im.Pix[im.PixOffset(where.Min.X, y):][:4*where.Dx()]
		row(to, from, weight)
	}
}

// row blends one row. Most of a mask is empty: it is skipped eight pixels at a time.
func row(to, mask []byte, weight int) {
	for x := 0; x < len(mask); {
		if x+8 <= len(mask) && binary.LittleEndian.Uint64(mask[x:]) == 0 {
			x += 8
			continue
		}
		if m := int(mask[x]); m != 0 {
			blend(to[4*x:4*x+4:4*x+4], m*weight/255)
		}
		x++
	}
}

// blend moves a pixel towards black if it is light, towards white if it is dark, by part of 65,536.
func blend(p []byte, part int) {
	target := 0
	if 299*int(p[0])+587*int(p[1])+114*int(p[2]) < 128*1000 {
		target, part = 255, part*5/4 // the eye needs more of it on a dark ground
	}
	for i := range 3 {
		p[i] = byte(int(p[i]) + (target-int(p[i]))*part/65536)
	}
	p[3] = 255
}
