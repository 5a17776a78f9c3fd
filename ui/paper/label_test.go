package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"testing"

	"custody/app"
	"custody/app/letter"
	"custody/ui/reader/book"
	"custody/ui/reader/code"
	"custody/ui/reader/pdf"
)

// someLabels are labels of every kind, with codes as long as they come.
func someLabels(n int) []app.Label {
	var out []app.Label
	at := app.Location{Cabinet: "档案室甲柜", Shelf: "12", Box: "3-2026"}
	for i := range n {
		kind := app.AllLabelKinds[i%len(app.AllLabelKinds)]
		l := app.Label{Kind: kind, Code: fmt.Sprintf("A-%04d-01/%d", i, i), File: "A-0032-2024", Home: at}
		switch kind {
		case app.FileLabels:
			l.Code = fmt.Sprintf("A-0032-2024-VERY-LONG-NUMBER-OF-A-FILE-%03d", i)
		case app.PlaceLabels, app.CabinetLabels:
			l.Home.Shelf = fmt.Sprint(i)
			l.Code = l.Home.Code()
		}
		out = append(out, l)
	}
	return out
}

// TestLabelsAreRead: a scanner reads every label of every stock, on each place of a sheet, where it should lie; a
// sheet in use is printed from its first free place, and goes on to the next sheet.
func TestLabelsAreRead(t *testing.T) {
	for _, stock := range letter.LabelStocks {
		t.Run(stock.Name, func(t *testing.T) {
			places, skip := stock.Across*stock.Down, 3
			n := places + 2 // the first sheet from its fourth place on, and five of the next
			if testing.Short() {
				places, n = stock.Across*stock.Down, 5
			}
			if stock.Roll() {
				skip = 0
			}
			labels := someLabels(n)
			var out bytes.Buffer
			if err := NewDesk().Labels(&out, labels, stock.Name, skip); err != nil {
				t.Fatal(err)
			}
			pages := drawn(t, out.Bytes())
			if want := (n + skip + places - 1) / places; len(pages) != want {
				t.Fatalf("%d pages, want %d", len(pages), want)
			}
			for i, l := range labels {
				at := (i + skip) % places
				x, y := stock.Left+float64(at%stock.Across)*stock.StepX, stock.Top+float64(at/stock.Across)*stock.StepY
				if got := codeAt(t, pages[(i+skip)/places], x, y, stock.Width, stock.Height); got != l.Code {
					t.Errorf("label %d at place %d says %q, want %q", i, at+1, got, l.Code)
				}
			}
			if skip > 0 {
				if got := codeAt(t, pages[0], stock.Left, stock.Top, stock.Width, stock.Height); got != "" {
					t.Errorf("the used place says %q", got)
				}
			}
		})
	}
}

// labelScale draws at 200 dots an inch.
const labelScale = 200.0 / 72

func drawn(t *testing.T, data []byte) []*image.RGBA {
	t.Helper()
	b, err := pdf.Open(t.Context(), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var out []*image.RGBA
	for i := range b.Pages() {
		im, err := b.Render(t.Context(), i, book.Rendering{Scale: labelScale})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, im)
	}
	return out
}

// codeAt reads the QR code in a part of a page, in points.
func codeAt(t *testing.T, page *image.RGBA, x, y, w, h float64) string {
	t.Helper()
	part := image.Rect(int(x*labelScale), int(y*labelScale), int((x+w)*labelScale), int((y+h)*labelScale)).Intersect(page.Rect)
	cut := image.NewRGBA(image.Rectangle{Max: part.Size()})
	draw.Draw(cut, cut.Rect, page, part.Min, draw.Src)
	var file bytes.Buffer
	if err := png.Encode(&file, cut); err != nil {
		t.Fatal(err)
	}
	codes, err := code.Reader{}.Codes(t.Context(), file.Bytes())
	if err != nil || len(codes) != 1 {
		t.Fatalf("%q %v", codes, err)
	}
	return codes[0]
}
