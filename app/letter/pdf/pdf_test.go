package pdf_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/pdf/pdfatest"
	"custody/app/letter/truetype"
	"custody/assets"
)

func fonts(t testing.TB) pdf.Fonts {
	t.Helper()
	var f pdf.Fonts
	for i, data := range [][]byte{assets.PaperSerif(), assets.PaperSans()} {
		font, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		f[i] = font
	}
	return f
}

// everything draws one of each thing.
func everything(p page.Page) {
	p.Text(page.Run{X: 20, Y: 40, Size: 12, Text: "王𬱖 and 李㛃"})
	p.Text(page.Run{X: 20, Y: 80, Size: 20, Face: page.Sans, Text: "保密", Advances: []float64{40, 40}, Spread: true})
	p.Text(page.Run{X: 20, Y: 60, Size: 12, Text: ""})
	p.Line(page.Line{From: page.Point{X: 10, Y: 10}, To: page.Point{X: 90, Y: 10}, Width: 1, Dash: 3})
	p.Box(page.Box{X: 10, Y: 100, W: 30, H: 30, Width: 1})
	p.Box(page.Box{X: 50, Y: 100, W: 30, H: 30, Grey: 0.5})
	p.Path(page.Path{Width: 2, Lines: [][]page.Point{{{X: 10, Y: 150}, {X: 60, Y: 170}}, {{X: 80, Y: 150}}}})
	grey := image.NewGray(image.Rect(0, 0, 3, 2))
	copy(grey.Pix, []uint8{0, 60, 120, 180, 240, 255})
	p.Image(page.Image{X: 10, Y: 180, W: 30, H: 20, Picture: grey})
	black := image.NewGray(image.Rect(0, 0, 9, 2))
	p.Image(page.Image{X: 50, Y: 180, W: 30, H: 20, Picture: black})
	p.Image(page.Image{X: 90, Y: 180, W: 30, H: 20, Picture: black})
	large := image.NewGray(image.Rect(0, 0, 99, 99))
	p.Image(page.Image{X: 130, Y: 180, W: 30, H: 20, Picture: large})
	p.Image(page.Image{X: 130, Y: 150, W: 30, H: 20, Picture: large})
}

func TestEverythingIsSoundPDF(t *testing.T) {
	sheet := &page.Recording{Width: 200, Height: 220}
	everything(sheet)
	for name, common := range map[string]*pdf.Common{"own": nil, "common": pdf.NewCommon(fonts(t), []*page.Recording{sheet})} {
		doc := pdf.New(fonts(t), common, pdf.Info{Title: "试 (1)", Language: "zh-CN"})
		sheet.Play(doc.AddPage(200, 220))
		var b bytes.Buffer
		if err := doc.Write(&b); err != nil {
			t.Fatal(err)
		}
		pdfatest.Check(t, b.Bytes())
		path := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := run(t, "qpdf", "--check", path); !strings.Contains(got, "No syntax") {
			t.Errorf("%s: %s", name, got)
		}
		got := run(t, "pdftotext", path, "-")
		for _, want := range []string{"王𬱖 and 李㛃", "保密"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %q", name, want, got)
			}
		}
		if got := run(t, "pdfinfo", path); !strings.Contains(got, "试 (1)") {
			t.Errorf("%s: %s", name, got)
		}
		if n := bytes.Count(b.Bytes(), []byte("/Subtype/Image")); n != 2 { // the small one stands on the page itself
			t.Errorf("%s: %d images for two pictures", name, n)
		}
	}
}

// run runs a tool that these tests cannot do without.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v (packages poppler-utils and qpdf are needed)\n%s", name, err, out)
	}
	return string(out)
}

// TestAlbumIsArchival: a file of pictures needs no font, and says what its colours mean.
func TestAlbumIsArchival(t *testing.T) {
	var photo, b bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 20, 30)), nil); err != nil {
		t.Fatal(err)
	}
	album := pdf.NewAlbum(&b, pdf.Info{Language: "zh-CN"})
	album.AddJPEG(photo.Bytes(), 20, 30, 200, 300)
	if err := album.Close(); err != nil {
		t.Fatal(err)
	}
	pdfatest.Check(t, b.Bytes())
}
