package traced

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"golang.org/x/image/webp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"custody/app/trials/canary"
	"custody/ui/reader/readertest"
)

// pieces are stretches of clear content, by what they are, that may be in nothing that was written.
type pieces map[string][]byte

const eachType = 5

// documents writes five documents of each type that the window shows, and returns what to look for beside the canaries in
// their texts: stretches of the files as they are, and rows of their pictures.
func documents(t *testing.T, dir string) pieces {
	t.Helper()
	must(t, os.Mkdir(dir, 0o700))
	found := pieces{}
	var words canary.Words
	webps := readertest.WebP(t)
	for i := range eachType {
		text := words.Next()
		noise := noisy(uint64(i))
		for name, data := range map[string][]byte{
			"a.pdf": smallPDF(words.Code()), "b.png": readertest.PNG(t, noise), "c.jpeg": readertest.JPEG(t, noise),
			"d.tiff": readertest.TIFF(t, noise), "e.webp": webps[i%len(webps)], "f.txt": written(i, text),
			"g.csv":  readertest.CSV(t, [][]string{{"名称", "内容"}, {text, words.Next()}}),
			"h.xlsx": readertest.Sheet(t, [][]string{{"名称", "内容"}, {text, words.Next()}}),
			"i.docx": readertest.Word(t, readertest.Para(text, "")),
		} {
			name = fmt.Sprintf("%s%d%s", name[:1], i, name[1:])
			must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
			found.stretch("the file "+name, data)
		}
		found.rows(fmt.Sprintf("picture %d", i), noise)
		m, err := webp.Decode(bytes.NewReader(webps[i%len(webps)]))
		must(t, err)
		found.rows(fmt.Sprintf("webp %d", i), m)
	}
	return found
}

// written is a text in one of the encodings that texts come in.
func written(i int, text string) []byte {
	switch i % 3 {
	case 1:
		out := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case 2:
		out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil {
			panic(err) // the words are ours
		}
		return out
	}
	return []byte(text)
}

// noisy is a picture no part of which is like another's.
func noisy(seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 7319))
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32())
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

// stretch adds pieces of a file. What is alike in all files of a type stands at their beginnings and ends.
func (p pieces) stretch(what string, data []byte) {
	const size = 40
	if len(data) < 6*size {
		return // its text is a canary
	}
	for _, part := range []int{3, 5} {
		at := len(data) * part / 8
		if piece := data[at : at+size]; varied(piece) {
			p[fmt.Sprintf("%s at %d", what, at)] = piece
		}
	}
}

// varied tells whether a piece has enough in it to be known by.
func varied(piece []byte) bool {
	seen := map[byte]bool{}
	for _, b := range piece {
		seen[b] = true
	}
	return len(seen) > 12
}

// rows adds what a program would write that writes pixels as it holds them: sixteen of two rows, in the orders in use.
func (p pieces) rows(what string, m image.Image) {
	b := m.Bounds()
	for _, y := range []int{b.Min.Y + b.Dy()/3, b.Min.Y + b.Dy()*2/3} {
		var rgba, bgra, rgb []byte
		for x := range min(16, b.Dx()) {
			c := color.NRGBAModel.Convert(m.At(b.Min.X+x, y)).(color.NRGBA)
			rgba, bgra, rgb = append(rgba, c.R, c.G, c.B, c.A), append(bgra, c.B, c.G, c.R, c.A), append(rgb, c.R, c.G, c.B)
		}
		if varied(rgb) {
			p[fmt.Sprintf("%s, row %d, RGBA", what, y)] = rgba
			p[fmt.Sprintf("%s, row %d, BGRA", what, y)] = bgra
			p[fmt.Sprintf("%s, row %d, RGB", what, y)] = rgb
		}
	}
}

// smallPDF is a PDF of two pages whose text stands in it as it is.
func smallPDF(word string) []byte {
	var out bytes.Buffer
	var at []int
	object := func(text string) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(at), text)
	}
	stream := func(text string) { object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(text), text)) }
	out.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>")
	for page := range 2 {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 7 0 R>>>>/Contents %d 0 R>>", 5+page))
	}
	for page := range 2 {
		stream(fmt.Sprintf("BT /F 18 Tf 72 700 Td (Record %s) Tj 0 -40 Td (page %d of what nobody may find) Tj ET", word, page+1))
	}
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return out.Bytes()
}
