package pdf

import (
	"bytes"
	"context"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

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

func TestFirst(t *testing.T) {
	data := letter(t, func(p page.Page) {
		p.Text(page.Run{X: 100, Y: 200, Size: 24, Text: "王𬱖 and 李㛃 保密"})
		p.Box(page.Box{X: 50, Y: 300, W: 100, H: 50})
	})
	ctx := context.Background()
	at := time.Now()
	if err := Warm(ctx); err != nil {
		t.Fatal(err)
	}
	t.Log("warm", time.Since(at))
	at = time.Now()
	b, err := Open(ctx, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Log("open", time.Since(at))
	at = time.Now()
	im, err := b.Render(ctx, 0, book.Rendering{Scale: 96.0 / 72})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("render", time.Since(at), im.Rect)
	words, err := b.Text(ctx, 0)
	t.Log(words, err)
	if dir := os.Getenv("LOOK"); dir != "" {
		f, _ := os.Create(dir + "/first.png")
		_ = png.Encode(f, im)
		_ = f.Close()
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, w := range words {
		all = append(all, w.Text)
	}
	if got := strings.Join(all, " "); !strings.Contains(got, "王𬱖 and 李㛃") {
		t.Error(got)
	}
}
