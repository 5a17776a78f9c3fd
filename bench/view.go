package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"custody/app"
	"custody/app/letter/pdf"
	"custody/store"
	"custody/ui/reader"
	"custody/ui/reader/book"
	"custody/ui/reader/mark"
	readpdf "custody/ui/reader/pdf"
)

const (
	viewedPages = 200
	viewedBytes = 50 << 20
	viewedScale = 1.5 // pixels a point: a page across a large window
)

// viewEnv makes this program the process that opens a PDF; it holds the vault's folder and the document's number.
const viewEnv = "CUSTODY_BENCH_VIEW"

// viewed is what the viewing process reports of itself, in milliseconds.
type viewed struct{ Warm, First, Next float64 }

// view measures a scanned PDF of 200 pages and 50 MB, from the vault to marked pictures of its pages: from the opening to
// the first page, and from one page to the next. The window makes ready at its start what PDFs need; the part does the
// same and tells how long it took. Goals: pdf.first 1,500 ms, pdf.next 200 ms.
func (b *bench) view() error {
	dir := filepath.Join(b.dir, "view")
	vault, office, err := founded(b.ctx, store.Gate{}, dir)
	if err != nil {
		return err
	}
	code, err := b.addScan(office)
	if err = errors.Join(err, vault.Close()); err != nil {
		return err
	}
	var warm, first, next []float64
	for range 3 {
		v, err := viewApart(dir, code)
		if err != nil {
			return err
		}
		warm, first, next = append(warm, v.Warm), append(first, v.First), append(next, v.Next)
	}
	b.add(figure{"pdf.warm", middle(warm), "ms", "", 0})
	b.add(figure{"pdf.first", middle(first), "ms", "", 0})
	b.add(figure{"pdf.next", middle(next), "ms", "", 0})
	return nil
}

// addScan adds the PDF and returns its number.
func (b *bench) addScan(office *app.Office) (string, error) {
	c, err := office.SaveClient(b.ctx, app.Client{Name: "扫描有限公司", Phase: app.InCertification})
	if err != nil {
		return "", err
	}
	f, err := office.SaveFile(b.ctx, app.File{ClientCode: c.Code, Title: "扫描件"})
	if err != nil {
		return "", err
	}
	data, err := scan()
	if err != nil {
		return "", err
	}
	d, err := office.AddContent(b.ctx, app.NewContent{
		File: f.Code, Name: "scan.pdf", Size: int64(len(data)), Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient,
		Received: app.DateOf(time.Now()),
	}, bytes.NewReader(data), nil)
	return d.Code, err
}

// scan is a PDF of pages at 150 dots an inch, each a JPEG of its own.
func scan() ([]byte, error) {
	const across, down = 1240, 1754
	var out bytes.Buffer
	album := pdf.NewAlbum(&out, pdf.Info{})
	r := rand.New(rand.NewPCG(5, 5))
	for range viewedPages {
		m := image.NewRGBA(image.Rect(0, 0, across, down))
		for i := range m.Pix {
			m.Pix[i] = 255
		}
		for range 2600 { // words, as a scanner sees them
			x, y, w := r.IntN(across-60), r.IntN(down-20), 10+r.IntN(40)
			for dy := range 12 {
				for dx := range w {
					copy(m.Pix[m.PixOffset(x+dx, y+dy):], []byte{uint8(r.IntN(90)), uint8(r.IntN(90)), uint8(r.IntN(90)), 255})
				}
			}
		}
		var page bytes.Buffer
		if err := jpeg.Encode(&page, m, &jpeg.Options{Quality: 40}); err != nil {
			return nil, err
		}
		data := padded(page.Bytes(), viewedBytes/viewedPages)
		album.AddJPEG(data, across, down, 595, 842)
	}
	if err := album.Close(); err != nil {
		return nil, err
	}
	if out.Len() < viewedBytes*9/10 {
		return nil, fmt.Errorf("the PDF has %d bytes only", out.Len())
	}
	return out.Bytes(), nil
}

// padded lengthens a JPEG by what viewers skip, so that a page has its share of the file.
func padded(data []byte, size int) []byte {
	out := append([]byte(nil), data[:2]...)
	for len(data)+len(out) < size {
		n := min(size-len(data)-len(out)+4, 60_000)
		out = append(out, 0xFF, 0xFE, byte(n>>8), byte(n)) // a comment
		out = append(out, bytes.Repeat([]byte{'.'}, n-2)...)
	}
	return append(out, data[2:]...)
}

func viewApart(dir, code string) (viewed, error) {
	self, err := os.Executable()
	if err != nil {
		return viewed{}, err
	}
	cmd := exec.Command(self, code)
	cmd.Env, cmd.Stderr = append(os.Environ(), viewEnv+"="+dir), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return viewed{}, err
	}
	var v viewed
	return v, json.Unmarshal(out, &v)
}

// viewOne is that process.
func viewOne() error {
	b := &bench{ctx: context.Background()}
	vault, office, err := signedIn(b, os.Getenv(viewEnv))
	if err != nil {
		return err
	}
	start := time.Now()
	if err := readpdf.Warm(b.ctx); err != nil {
		return err
	}
	v := viewed{Warm: ms(time.Since(start))}
	start = time.Now()
	r, err := office.OpenContent(b.ctx, os.Args[1])
	if err != nil {
		return err
	}
	doc, err := reader.Open(b.ctx, r.Kind, r.Name, r.File)
	if err != nil {
		return err
	}
	if err := show(b, doc, 0, r.Mark); err != nil {
		return err
	}
	v.First = ms(time.Since(start))
	var took []time.Duration
	for page := 1; page < 31; page++ {
		start = time.Now()
		if err := show(b, doc, page, r.Mark); err != nil {
			return err
		}
		took = append(took, time.Since(start))
	}
	v.Next = median(took) / 1e3
	if err := errors.Join(doc.Close(), office.CloseContent(b.ctx, r, app.Seen{}), vault.Close()); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(v)
}

// show makes the marked picture of a page.
func show(b *bench, doc book.Book, page int, lines []string) error {
	picture, err := doc.Render(b.ctx, page, book.Rendering{Scale: viewedScale})
	if err != nil {
		return err
	}
	if picture.Rect.Dx() < 800 {
		return fmt.Errorf("page %d is %v", page, picture.Rect)
	}
	mark.Burn(picture, lines)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }
