package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"custody/app/letter/page"
	letterpdf "custody/app/letter/pdf"
	"custody/app/letter/truetype"
	"custody/assets"
	"custody/ui/reader/book"
)

// letter is a PDF made by the program itself.
func letter(t testing.TB, draw ...func(page.Page)) []byte {
	t.Helper()
	var fonts letterpdf.Fonts
	for i, data := range [][]byte{assets.PaperSerif(), assets.PaperSans()} {
		f, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		fonts[i] = f
	}
	doc := letterpdf.New(fonts, nil, letterpdf.Info{Title: "x", Language: "zh-CN"})
	for _, d := range draw {
		d(doc.AddPage(595.28, 841.89))
	}
	var b bytes.Buffer
	if err := doc.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestShows: a page has the letter's size, its ink where it was put, and its words where they stand.
func TestShows(t *testing.T) {
	b := open(t, letter(t, func(p page.Page) {
		p.Text(page.Run{X: 100, Y: 200, Size: 24, Text: "王𬱖 and 李㛃 保密"})
		p.Box(page.Box{X: 50, Y: 300, W: 100, H: 50})
	}))
	if w, h := b.Size(0); b.Pages() != 1 || int(w) != 595 || int(h) != 841 {
		t.Errorf("%d pages of %v × %v", b.Pages(), w, h)
	}
	im := render(t, b, book.Rendering{Scale: 2})
	if im.Rect.Dx() != 1191 || im.Rect.Dy() != 1684 {
		t.Errorf("picture of %v", im.Rect)
	}
	for at, want := range map[image.Point]uint8{{X: 200, Y: 650}: 0, {X: 202, Y: 590}: 255, {X: 400, Y: 650}: 255} {
		if c := im.RGBAAt(at.X, at.Y); c.R != want || c.A != 255 {
			t.Errorf("%v at %v", c, at)
		}
	}
	words, err := b.Text(context.Background(), 0)
	if err != nil || len(words) != 4 {
		t.Fatal(words, err)
	}
	first := words[0]
	if first.Text != "王𬱖" || first.X < 99 || first.X > 104 || first.Y < 175 || first.Y > 185 || first.Y+first.H < 198 || first.Y+first.H > 206 {
		t.Errorf("%+v", first)
	}
}

// TestTurns: a page is turned clockwise.
func TestTurns(t *testing.T) {
	b := open(t, letter(t, func(p page.Page) { p.Box(page.Box{X: 0, Y: 0, W: 100, H: 50}) }))
	for turn, corner := range [][2]int{{5, 5}, {835, 5}, {590, 835}, {5, 590}} {
		im := render(t, b, book.Rendering{Scale: 1, Turn: turn})
		if im.Rect.Dx() > im.Rect.Dy() != (turn&1 != 0) {
			t.Errorf("turned %d: %v", turn, im.Rect)
		}
		if c := im.RGBAAt(corner[0], corner[1]); c.R != 0 {
			t.Errorf("turned %d: %v", turn, c)
		}
	}
}

// TestPlacesOnATurnedPage: words are told where they are shown, whatever the page's own measure.
func TestPlacesOnATurnedPage(t *testing.T) {
	b := open(t, raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[-100 -100 500 900]/CropBox[0 0 400 800]/Rotate 90/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
		stream("", []byte("BT /F 20 Tf 30 700 Td (Turned) Tj ET")), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"))
	if w, h := b.Size(0); w != 800 || h != 400 {
		t.Fatalf("%v × %v", w, h)
	}
	words, err := b.Text(context.Background(), 0)
	if err != nil || len(words) != 1 {
		t.Fatal(words, err)
	}
	w := words[0]
	if w.X < 690 || w.X+w.W > 720 || w.Y < 25 || w.Y > 35 || w.H < 50 || w.H > 75 {
		t.Errorf("%+v", w)
	}
	ink := image.Rect(int(w.X), int(w.Y), int(w.X+w.W), int(w.Y+w.H))
	im := render(t, b, book.Rendering{Scale: 1})
	for y := range 400 {
		for x := range 800 {
			if im.RGBAAt(x, y).R < 128 && !image.Pt(x, y).In(ink.Inset(-3)) {
				t.Fatalf("ink at %d, %d outside %v", x, y, ink)
			}
		}
	}
}

// TestFontsThatAreNotThere: a document that names Chinese fonts without holding them is set in the
// program's own.
func TestFontsThatAreNotThere(t *testing.T) {
	b := open(t, onePage(a4Box, "/Font<</F 5 0 R>>", stream("", []byte("BT /F 24 Tf 60 700 Td <8BA48BC1> Tj ET")),
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R/DW 1000>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"))
	im := render(t, b, book.Rendering{Scale: 2})
	dark := 0
	for i := 0; i < len(im.Pix); i += 4 {
		if im.Pix[i] < 128 {
			dark++
		}
	}
	if dark < 300 || dark > 2000 {
		t.Errorf("%d dark pixels for two characters", dark)
	}
	if words, err := b.Text(context.Background(), 0); err != nil || len(words) != 1 || words[0].Text != "认证" {
		t.Error(words, err)
	}
}

// form is a page with a field that is filled in, a script, a highlight and a shading.
func form() []byte {
	return raw("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DA(/F 12 Tf 0 g)/DR<</Font<</F 6 0 R>>>>/NeedAppearances true>>"+
		"/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Annots[5 0 R 7 0 R]/Resources<</Font<</F 6 0 R>>"+
			"/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 300]/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>>>>>/Contents 4 0 R>>",
		stream("", []byte("q /S sh Q BT /F 20 Tf 30 200 Td (Form) Tj ET 0 0 m 10 300 200 10 300 300 c S")),
		"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(filled in)/Rect[50 50 250 80]/DA(/F 12 Tf 0 g)/AP<</N 8 0 R>>>>",
		"<</Type/Font/Subtype/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding>>",
		"<</Type/Annot/Subtype/Highlight/Rect[20 180 120 220]/QuadPoints[20 220 120 220 20 180 120 180]/C[1 1 0]>>",
		stream("/Type/XObject/Subtype/Form/BBox[0 0 200 30]/Resources<</Font<</F 6 0 R>>>>", []byte("/Tx BMC q BT /F 20 Tf 5 8 Td (filled in) Tj ET Q EMC")))
}

// TestForm: what was filled in is shown; scripts are not run.
func TestForm(t *testing.T) {
	im := render(t, open(t, form()), book.Rendering{Scale: 2})
	dark, yellow := 0, 0
	for y := 440; y < 500; y++ { // the field, in the lower half
		for x := 100; x < 500; x++ {
			if c := im.RGBAAt(x, y); c.R < 60 && c.G < 60 && c.B < 60 {
				dark++
			}
		}
	}
	for y := 160; y < 240; y++ { // the highlight
		for x := 40; x < 240; x++ {
			if c := im.RGBAAt(x, y); c.B == 0 && c.R > 100 {
				yellow++
			}
		}
	}
	if dark < 100 || yellow < 1000 {
		t.Errorf("%d dark and %d yellow pixels", dark, yellow)
	}
}

// open opens what must open.
func open(t testing.TB, data []byte) book.Book {
	t.Helper()
	b, err := Open(context.Background(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// render draws the first page, which must succeed, and keeps it for a person to look at in the folder
// CUSTODY_LOOK.
func render(t testing.TB, b book.Book, r book.Rendering) *image.RGBA {
	t.Helper()
	im, err := b.Render(context.Background(), 0, r)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("CUSTODY_LOOK"); dir != "" {
		var file bytes.Buffer
		if err := png.Encode(&file, im); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%s-%d.png", t.Name(), r.Turn)
		if err := os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return im
}
