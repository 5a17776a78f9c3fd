package code

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"custody/app"
	"custody/assets"
	"custody/ui/paper"
)

// want is the code of the first page: every page names itself.
const want = "custody:ZBT-TP-046-R1;ZB-0137;C/0;1/2"

var desk = paper.NewDesk()

// toSign is a commitment to be signed by hand.
func toSign(t testing.TB) app.CommitmentPrint {
	t.Helper()
	body, err := assets.Templates.ReadFile("templates/nda.json")
	if err != nil {
		t.Fatal(err)
	}
	return app.CommitmentPrint{Signing: app.Signing{
		Person:       app.Person{Number: "ZB-0137", Name: "王𬱖", Department: "审核部"},
		Template:     app.Template{Key: app.NDA, Number: "ZBT-TP-046-R1", Version: "C/0", Body: body},
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司", Document: "ZBT-TP-046"},
		AuditHead:    "0123456789abcdef", PrintedBy: "黄云", Now: time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC),
	}}
}

// pageAt is the commitment's first page as a scanner of so many dots an inch sees it.
func pageAt(t testing.TB, dpi float64) *image.Gray {
	t.Helper()
	pages, err := desk.CommitmentPictures(toSign(t), dpi)
	if err != nil {
		t.Fatal(err)
	}
	size := pages[0].Bounds()
	if testing.Short() { // the corner with the code will do
		size.Min.Y = size.Max.Y * 9 / 10
		size.Max.X /= 4
	}
	out := image.NewGray(image.Rectangle{Max: size.Size()})
	draw.Draw(out, out.Bounds(), pages[0], size.Min, draw.Src)
	return out
}

func TestPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("draws three pages")
	}
	var pdf bytes.Buffer
	if err := desk.Commitment(&pdf, toSign(t)); err != nil {
		t.Fatal(err)
	}
	codes, err := Reader{}.Codes(t.Context(), pdf.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(codes, []string{want, strings.Replace(want, "1/2", "2/2", 1)}) {
		t.Errorf("codes %q", codes)
	}
}

func TestScansAndPhotos(t *testing.T) {
	cases := map[string]func() []byte{
		"scanned at 100":        func() []byte { return asPNG(t, pageAt(t, 100)) },
		"scanned at 150":        func() []byte { return asPNG(t, pageAt(t, 150)) },
		"scanned at 300":        func() []byte { return asPNG(t, pageAt(t, 300)) },
		"black and white":       func() []byte { return asPNG(t, dark(pageAt(t, 200))) },
		"upside down":           func() []byte { return asPNG(t, turned(pageAt(t, 150), 180)) },
		"on its side":           func() []byte { return asPNG(t, turned(pageAt(t, 150), 90)) },
		"askew by 7 degrees":    func() []byte { return asJPEG(t, turned(pageAt(t, 200), 7), 75) },
		"askew by 38 degrees":   func() []byte { return asJPEG(t, turned(pageAt(t, 200), 38), 75) },
		"photo from one side":   func() []byte { return asJPEG(t, noisy(shaded(leaning(pageAt(t, 200), 0.14)), 12), 60) },
		"photo, turned, dim":    func() []byte { return asJPEG(t, noisy(shaded(turned(leaning(pageAt(t, 200), 0.1), 97)), 10), 60) },
		"a little out of focus": func() []byte { return asJPEG(t, blurred(pageAt(t, 250)), 70) },
	}
	quick := []string{"scanned at 150", "upside down"}
	for name, made := range cases {
		if testing.Short() && !slices.Contains(quick, name) {
			continue
		}
		codes, err := Reader{}.Codes(t.Context(), made())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(codes, []string{want}) {
			t.Errorf("%s: %q", name, codes)
		}
	}
}

func TestNoCode(t *testing.T) {
	blank := pageAt(t, 50)
	draw.Draw(blank, image.Rect(0, blank.Rect.Dy()/5, blank.Rect.Dx(), blank.Rect.Dy()), image.White, image.Point{}, draw.Src)
	codes, err := Reader{}.Codes(t.Context(), asPNG(t, blank))
	if err != nil || !slices.Equal(codes, []string{""}) {
		t.Errorf("codes %q, %v", codes, err)
	}
}

func TestBadFiles(t *testing.T) {
	whole := asPNG(t, pageAt(t, 50))
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("custody:a;b;c"), "cut": whole[:len(whole)/2], "half a JPEG": []byte("\xff\xd8\xff\xe0"),
		"no PDF": []byte("%PDF-1.7 ..."),
	} {
		_, err := Reader{}.Codes(t.Context(), data)
		if err == nil || app.CodeOf(err) == app.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Reader{}).Codes(ctx, whole); err == nil {
		t.Error("read for nobody")
	}
}

func asPNG(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, im image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dark is what a scanner makes that knows black and white only.
func dark(im *image.Gray) *image.Gray {
	for i, v := range im.Pix {
		im.Pix[i] = 255
		if v < 160 {
			im.Pix[i] = 0
		}
	}
	return im
}

// turned lays a page askew on a grey table.
func turned(im *image.Gray, degrees float64) *image.Gray {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(im.Rect.Dx()), float64(im.Rect.Dy())
	W, H := math.Abs(w*cos)+math.Abs(h*sin), math.Abs(w*sin)+math.Abs(h*cos)
	out := table(int(W), int(H))
	m := f64.Aff3{cos, -sin, W/2 - cos*w/2 + sin*h/2, sin, cos, H/2 - sin*w/2 - cos*h/2}
	draw.BiLinear.Transform(out, m, im, im.Bounds(), draw.Over, nil)
	return out
}

// leaning is a page seen from one side: its far edge is shorter by twice a share of its width.
func leaning(im *image.Gray, share float64) *image.Gray {
	w, h := im.Rect.Dx(), im.Rect.Dy()
	out := table(w, h)
	for y := range h {
		in := share * float64(w) * (1 - float64(y)/float64(h))
		for x := int(in); x < w-int(in); x++ {
			from := (float64(x) - in) / (float64(w) - 2*in) * float64(w)
			out.Pix[out.PixOffset(x, y)] = im.GrayAt(int(from), y).Y
		}
	}
	return out
}

func table(w, h int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
	return out
}

// shaded lets the light come from one corner.
func shaded(im *image.Gray) *image.Gray {
	w, h := im.Rect.Dx(), im.Rect.Dy()
	for y := range h {
		for x := range w {
			p := im.PixOffset(x, y)
			light := 0.45 + 0.5*(float64(x)/float64(w)+float64(y)/float64(h))/2
			im.Pix[p] = byte(float64(im.Pix[p]) * light)
		}
	}
	return im
}

func noisy(im *image.Gray, spread float64) *image.Gray {
	rng := rand.New(rand.NewPCG(1, 2))
	for i, v := range im.Pix {
		im.Pix[i] = byte(min(max(float64(v)+rng.NormFloat64()*spread, 0), 255))
	}
	return im
}

// blurred is a photo out of focus by about two pixels.
func blurred(im *image.Gray) *image.Gray {
	small := image.NewGray(image.Rect(0, 0, im.Rect.Dx()/2, im.Rect.Dy()/2))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), im, im.Bounds(), draw.Src, nil)
	out := image.NewGray(im.Bounds())
	draw.BiLinear.Scale(out, out.Bounds(), small, small.Bounds(), draw.Src, nil)
	return out
}
