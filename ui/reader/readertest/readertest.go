// Package readertest makes files for the tests of the reader: good ones by real encoders, and hostile ones.
package readertest

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"custody/app/sheet"
)

//go:embed testdata/*.webp
var webps embed.FS

// prose is the characters that sentences are made of, and pieces that come between them.
//
//go:embed testdata/prose.txt
var prose string

// Bytes is a file in memory.
type Bytes []byte

// Size is its length.
func (b Bytes) Size() int64 { return int64(len(b)) }

// ReadAt reads from it.
func (b Bytes) ReadAt(p []byte, off int64) (int, error) { return bytes.NewReader(b).ReadAt(p, off) }

// Picture is a colourful picture with a black corner at the top left and a red one at the top right.
func Picture(w, h int) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(100 + x*100/w), uint8(100 + y*100/h), 180, 255}
			switch {
			case x < w/4 && y < h/4:
				c = color.RGBA{A: 255}
			case x >= w-w/4 && y < h/4:
				c = color.RGBA{R: 255, A: 255}
			}
			im.SetRGBA(x, y, c)
		}
	}
	return im
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// PNG encodes a picture.
func PNG(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, im))
	return b.Bytes()
}

// JPEG encodes a picture.
func JPEG(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, im, &jpeg.Options{Quality: 95}))
	return b.Bytes()
}

// TIFF encodes a picture, packed.
func TIFF(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, tiff.Encode(&b, im, &tiff.Options{Compression: tiff.Deflate, Predictor: true}))
	return b.Bytes()
}

// WebP returns all WebP files there are: lossy, lossless with alpha, lossy with alpha.
func WebP(t testing.TB) [][]byte {
	t.Helper()
	list, err := webps.ReadDir("testdata")
	must(t, err)
	var all [][]byte
	for _, e := range list {
		data, err := webps.ReadFile("testdata/" + e.Name())
		must(t, err)
		all = append(all, data)
	}
	return all
}

// Zip packs parts by name, in the order given: name, text, name, text …
func Zip(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		must(t, err)
		_, err = io.WriteString(w, parts[i+1])
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// Word packs a Word document with the given body, and further parts.
func Word(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return Zip(t, append([]string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
			body + `</w:body></w:document>`,
	}, parts...)...)
}

// Para is a paragraph of a Word document; props go into its properties.
func Para(text, props string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + html.EscapeString(text) + `</w:t></w:r></w:p>`
}

// Book packs a spreadsheet of one worksheet with the given rows as XML, followed by tail.
func Book(t testing.TB, rows, tail string) []byte {
	t.Helper()
	return Zip(
		t,
		"_rels/.rels", `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>`,
		"xl/worksheets/s.xml", "<worksheet><sheetData>"+rows+"</sheetData>"+tail+"</worksheet>",
	)
}

// Sheet writes a spreadsheet as the program does.
func Sheet(t testing.TB, rows [][]string) []byte {
	t.Helper()
	table := sheet.Table{Title: "Register"}
	for i := range rows[0] {
		table.Columns = append(table.Columns, sheet.TableColumn{Heading: fmt.Sprint("No. ", i+1)})
	}
	for _, r := range rows {
		line := make([]any, len(r))
		for i, c := range r {
			line[i] = c
		}
		table.Rows = append(table.Rows, line)
	}
	var b bytes.Buffer
	must(t, sheet.Write(&b, table))
	return b.Bytes()
}

// CSV writes rows as text.
func CSV(t testing.TB, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	must(t, w.WriteAll(rows))
	return b.Bytes()
}

// Prose is n sentences of Chinese with Latin words and figures, different for each seed.
func Prose(r *rand.Rand, n int) string {
	var b strings.Builder
	first, second, _ := strings.Cut(strings.TrimSpace(prose), "\n")
	common, pieces := []rune(first), strings.Split(second, "|")
	for range n {
		for range 4 + r.IntN(30) {
			b.WriteRune(common[r.IntN(len(common))])
			switch r.IntN(40) {
			case 0:
				fmt.Fprintf(&b, "%d", r.IntN(100_000))
			case 1:
				b.WriteString(pieces[r.IntN(len(pieces))])
			case 2:
				b.WriteRune('，')
			}
		}
		b.WriteString([]string{"。", "；", "？", "："}[r.IntN(4)])
	}
	return b.String()
}

// Rows is a table of prose.
func Rows(r *rand.Rand, rows, columns int) [][]string {
	out := make([][]string, rows)
	for i := range out {
		out[i] = make([]string, columns)
		for k := range out[i] {
			out[i][k] = fmt.Sprintf("%d-%d ", i, k) + Prose(r, r.IntN(2))
		}
	}
	return out
}
