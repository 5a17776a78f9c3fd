// Package pdftest makes PDFs to test and measure with.
package pdftest

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"

	"custody/app/letter/pdf"
)

// Scan writes a PDF of so many A4 pages, each a coloured scan at 150 dots per inch of about bytesEach
// bytes. Every fourth page is alike. The same numbers give the same bytes. Returns w's error.
func Scan(w io.Writer, pages, bytesEach int) error {
	album := pdf.NewAlbum(w, pdf.Info{Title: "scan", Language: "zh-CN"})
	var pictures [4][]byte
	quality := 10
	for page := range pages {
		picture := &pictures[page%len(pictures)]
		for *picture == nil {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, scan(page), &jpeg.Options{Quality: quality}); err != nil {
				return err
			}
			if b.Len() < bytesEach && quality < 95 {
				quality += 5
				continue
			}
			*picture = b.Bytes()
		}
		album.AddJPEG(*picture, width, height, 595.28, 841.89)
		if err := album.Err(); err != nil {
			return err
		}
	}
	return album.Close()
}

// Of A4 at 150 dots per inch.
const width, height = 1240, 1754

// scan is a picture of written lines on paper that is not quite white.
func scan(page int) *image.RGBA {
	r := rand.New(rand.NewPCG(uint64(page), 7))
	im := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := 0; i < len(im.Pix); i += 4 {
		x, y := i/4%width, i/4/width
		v := 232 + byte(r.Uint32()%8)
		if y%40 < 22 && x > 120 && x < width-120 && (x*7+y*3+x*y/9)%11 < 4 {
			v = 40
		}
		im.Pix[i], im.Pix[i+1], im.Pix[i+2], im.Pix[i+3] = v, v-byte(page%9), v-12, 255
	}
	return im
}
