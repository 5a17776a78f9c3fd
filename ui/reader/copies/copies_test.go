package copies_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"image"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"

	"custody/app/letter/page"
	letterpdf "custody/app/letter/pdf"
	"custody/app/letter/truetype"
	"custody/assets"
	"custody/ui/reader/book"
	"custody/ui/reader/copies"
	"custody/ui/reader/pdf"
)

var lines = []string{"王𬱖 P-0012 · 2026-11-27 09:30 · JY-2026-0412", "FB-2026-0007"}

// original is an opened PDF of three pages of unlike sizes.
func original(t *testing.T) book.Book {
	t.Helper()
	var fonts letterpdf.Fonts
	for i, data := range [][]byte{assets.PaperSerif(), assets.PaperSans()} {
		f, err := truetype.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		fonts[i] = f
	}
	doc := letterpdf.New(fonts, nil, letterpdf.Info{Title: "机密标题", Language: "zh-CN"})
	for _, s := range [][2]float64{{595.28, 841.89}, {841.89, 595.28}, {300, 200}} {
		p := doc.AddPage(s[0], s[1])
		for y := 40.0; y < s[1]; y += 24 {
			p.Text(page.Run{X: 40, Y: y, Size: 12, Text: "机密 SECRET original text 认证记录"})
		}
	}
	var file bytes.Buffer
	if err := doc.Write(&file); err != nil {
		t.Fatal(err)
	}
	b, err := pdf.Open(context.Background(), bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// TestWritePDF: the copy is sound, of the original's sizes, holds no text, and every page has the mark.
func TestWritePDF(t *testing.T) {
	b := original(t)
	var out bytes.Buffer
	var heard []int
	err := copies.WritePDF(context.Background(), &out, b, []int{2, 0, 1}, lines, func(done, total int) { heard = append(heard, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	if len(heard) != 8 || heard[6] != 3 {
		t.Errorf("progress %v", heard)
	}
	path := filepath.Join(t.TempDir(), "copy.pdf")
	if dir := os.Getenv("CUSTODY_LOOK"); dir != "" {
		path = filepath.Join(dir, "copy.pdf")
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run(t, "qpdf", "--check", path); !strings.Contains(got, "No syntax") {
		t.Error(got)
	}
	if got := strings.TrimSpace(run(t, "pdftotext", path, "-")); got != "" {
		t.Errorf("the copy still has text: %q", got)
	}
	if bytes.Contains(out.Bytes(), []byte("SECRET")) || strings.Contains(run(t, "pdfinfo", path), "机密") {
		t.Error("something of the original is in the copy")
	}
	again, err := pdf.Open(context.Background(), bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	for i, from := range []int{2, 0, 1} {
		samePage(t, b, from, again, i)
	}
}

// samePage compares a page of the copy with the original's.
func samePage(t *testing.T, b book.Book, from int, again book.Book, i int) {
	t.Helper()
	w, h := b.Size(from)
	w2, h2 := again.Size(i)
	if math.Abs(w-w2) > 0.02 || math.Abs(h-h2) > 0.02 {
		t.Errorf("page %d measures %.2f × %.2f instead of %.2f × %.2f", i, w2, h2, w, h)
	}
	draw := func(b book.Book, page int) *image.RGBA {
		im, err := b.Render(context.Background(), page, book.Rendering{Scale: 1})
		if err != nil {
			t.Fatal(err)
		}
		return im
	}
	plain, marked := draw(b, from), draw(again, i)
	differ := 0
	for at := 0; at < len(plain.Pix) && at < len(marked.Pix); at += 4 {
		if d := int(plain.Pix[at]) - int(marked.Pix[at]); d > 25 || d < -25 {
			differ++
		}
	}
	if part := float64(differ) / float64(len(plain.Pix)/4); part < 0.01 || part > 0.3 {
		t.Errorf("page %d differs in %.1f %% of its pixels", i, part*100)
	}
}

// TestEncrypt: what is sealed for outside opens with age and the passphrase only.
func TestEncrypt(t *testing.T) {
	clear := bytes.Repeat([]byte("认证档案 "), 100_000)
	words := copies.Passphrase(rand.Reader)
	var out bytes.Buffer
	if err := copies.Encrypt(&out, bytes.NewReader(clear), words); err != nil {
		t.Fatal(err)
	}
	open := func(words string) ([]byte, error) {
		id, err := age.NewScryptIdentity(words)
		if err != nil {
			t.Fatal(err)
		}
		r, err := age.Decrypt(bytes.NewReader(out.Bytes()), id)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	if got, err := open(words); err != nil || !bytes.Equal(got, clear) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := open(copies.Passphrase(rand.Reader)); err == nil {
		t.Error("opens with another passphrase")
	}
}

// TestPassphrase: as announced, never the same, every character in use.
func TestPassphrase(t *testing.T) {
	form := regexp.MustCompile(`^([34679ACDEFGHJKLMNPQRTWXY]{4}-){5}[34679ACDEFGHJKLMNPQRTWXY]{4}$`)
	seen, used := map[string]bool{}, map[rune]bool{}
	for range 500 {
		p := copies.Passphrase(rand.Reader)
		if !form.MatchString(p) || seen[p] {
			t.Errorf("%q", p)
		}
		seen[p] = true
		for _, r := range p {
			used[r] = true
		}
	}
	if len(used) != 25 {
		t.Errorf("%d characters in use", len(used))
	}
}

// thick is a book of many pages that are drawn for each call.
type thick struct {
	pages int
	size  float64 // 1 is A4
}

func (b thick) Pages() int                                   { return b.pages }
func (b thick) Size(int) (float64, float64)                  { return 595.28 * b.size, 841.89 * b.size }
func (thick) Close() error                                   { return nil }
func (thick) Text(context.Context, int) ([]book.Word, error) { return nil, nil }
func (b thick) Render(_ context.Context, page int, r book.Rendering) (*image.RGBA, error) {
	im := image.NewRGBA(image.Rect(0, 0, int(595.28*b.size*r.Scale), int(841.89*b.size*r.Scale)))
	for i := range im.Pix {
		im.Pix[i] = byte(i*i + page)
	}
	return im, nil
}

// TestManyPagesTakeTheMemoryOfOne: the file goes out as it is made.
func TestManyPagesTakeTheMemoryOfOne(t *testing.T) {
	n, size := 200, 1.0
	if testing.Short() {
		n, size = 20, 0.2
	}
	var out counter
	most := uint64(0)
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	err := copies.WritePDF(context.Background(), &out, thick{n, size}, all, lines, func(done, _ int) {
		if done%10 != 0 {
			return
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages, %d MB written, %d MB held at most", n, out>>20, most>>20)
	if most > 128<<20 {
		t.Errorf("%d MB held", most>>20)
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// full is a disk without room.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// TestStops: at the first page after the disk is full, or when it is told to.
func TestStops(t *testing.T) {
	done := 0
	err := copies.WritePDF(context.Background(), &full{left: 200 << 10}, thick{50, 0.2}, make([]int, 50), lines, func(d, _ int) { done = d })
	if !errors.Is(err, io.ErrShortWrite) || done > 10 {
		t.Errorf("%v after %d pages", err, done)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = copies.WritePDF(ctx, io.Discard, thick{50, 0.2}, make([]int, 50), lines, func(d, _ int) {
		if done = d; d == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || done > 2 {
		t.Errorf("%v after %d pages", err, done)
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
