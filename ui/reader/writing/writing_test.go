package writing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/readertest"
)

var background = context.Background()

// all is the text of a book without spaces.
func all(t testing.TB, b book.Book) string {
	t.Helper()
	var out strings.Builder
	for p := range b.Pages() {
		words, err := b.Text(background, p)
		if err != nil {
			t.Fatal(err)
		}
		w, h := b.Size(p)
		for _, word := range words {
			out.WriteString(word.Text)
			if word.X < 0 || word.Y < 0 || word.X+word.W > w+1 || word.Y+word.H > h {
				t.Fatalf("page %d: %+v stands beyond %v × %v", p, word, w, h)
			}
		}
	}
	return out.String()
}

// bare is a text without spaces and line ends.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// same reports the first place where two texts differ.
func same(t testing.TB, name, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	a, b := []rune(got), []rune(want)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s: at %d: %q, want %q", name, i, string(a[i:min(i+20, len(a))]), string(b[i:min(i+20, len(b))]))
			return
		}
	}
	t.Errorf("%s: %d characters, want %d", name, len(a), len(b))
}

func rounds(short, long int) int {
	if testing.Short() {
		return short
	}
	return long
}

// TestTextComesBack: every character of a random Chinese text stands on a page, in order, whatever it is
// written down in.
func TestTextComesBack(t *testing.T) {
	for seed := range rounds(10, 200) {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		var text strings.Builder
		for range 1 + r.IntN(40) {
			text.WriteString([]string{"", "　　", "\t", "    "}[r.IntN(4)] + readertest.Prose(r, r.IntN(8)))
			text.WriteString([]string{"\n", "\r\n", "\n\n", "\f", "\r"}[r.IntN(5)])
		}
		gb, err := simplifiedchinese.GB18030.NewEncoder().String(text.String())
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string]string{"UTF-8": text.String(), "marked": "\xEF\xBB\xBF" + text.String(), "GB18030": gb} {
			if bare(text.String()) == "" {
				continue
			}
			b, err := OpenText(background, "x.txt", readertest.Bytes(data))
			if err != nil {
				t.Fatalf("%d %s: %v", seed, name, err)
			}
			same(t, fmt.Sprint(seed, " ", name), all(t, b), bare(text.String()))
			b.Close()
		}
	}
}

// TestTablesComeBack: every cell of a table stands on a page, row by row where the columns fit on one.
func TestTablesComeBack(t *testing.T) {
	for seed := range rounds(5, 60) {
		r := rand.New(rand.NewPCG(uint64(seed), 6))
		columns := 1 + r.IntN(6)
		rows := readertest.Rows(r, 2+r.IntN(60), columns)
		want := ""
		for _, row := range rows {
			want += bare(strings.Join(row, ""))
		}
		b, err := OpenText(background, "a.csv", readertest.Bytes(readertest.CSV(t, rows)))
		if err != nil {
			t.Fatal(err)
		}
		sameCells(t, fmt.Sprint(seed, " csv"), all(t, b), want)
		if b, err = OpenOffice(background, readertest.Bytes(readertest.Sheet(t, rows))); err != nil {
			t.Fatal(err)
		}
		head := ""
		for i := range columns {
			head += fmt.Sprint("No.", i+1)
		}
		sameCells(t, fmt.Sprint(seed, " xlsx"), all(t, b), head+want)
	}
}

// sameCells compares characters regardless of their order: lines of cells stand side by side.
func sameCells(t *testing.T, name, got, want string) {
	t.Helper()
	count := map[rune]int{}
	for _, r := range want {
		count[r]++
	}
	for _, r := range got {
		count[r]--
	}
	for r, n := range count {
		if n != 0 {
			t.Errorf("%s: %d of %q missing", name, n, r)
			return
		}
	}
}

// TestPagesHaveInk: pages are drawn, as large as asked for, and a quarter turn swaps the sides.
func TestPagesHaveInk(t *testing.T) {
	b, err := OpenText(background, "x.txt", readertest.Bytes("保密协议\n"+readertest.Prose(rand.New(rand.NewPCG(1, 1)), 30)))
	if err != nil {
		t.Fatal(err)
	}
	for turn := range 4 {
		im, err := b.Render(background, 0, book.Rendering{Scale: 1, Turn: turn})
		if err != nil {
			t.Fatal(err)
		}
		if w, h := im.Rect.Dx(), im.Rect.Dy(); w+h != 596+842 || (turn%2 == 1) != (w > h) {
			t.Errorf("turn %d: %d × %d", turn, w, h)
		}
		dark := 0
		for i := 0; i < len(im.Pix); i += 4 {
			if im.Pix[i] < 100 {
				dark++
			}
		}
		if dark < 2000 {
			t.Errorf("turn %d: %d dark pixels", turn, dark)
		}
	}
	b.Close()
	if _, err := b.Render(background, 0, book.Rendering{Scale: 1}); err == nil {
		t.Error("a closed book draws")
	}
}

// TestCloseWipesText: nothing of a text stays in the memory it was kept in.
func TestCloseWipesText(t *testing.T) {
	b, err := OpenText(background, "x.txt", readertest.Bytes("保密协议"))
	if err != nil {
		t.Fatal(err)
	}
	data := b.(*pages).layout.(*plain).data
	b.Close()
	if !bytes.Equal(data, make([]byte, len(data))) {
		t.Error("the text is still there")
	}
}

// TestRowsBeyondTheLimit are left out, and the last page says so.
func TestRowsBeyondTheLimit(t *testing.T) {
	var csv bytes.Buffer
	for i := range maxRows + 10 {
		fmt.Fprintf(&csv, "%d,行\n", i)
	}
	b, err := OpenText(background, "a.csv", readertest.Bytes(csv.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	words, err := b.Text(background, b.Pages()-1)
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, w := range words {
		last += w.Text
	}
	if !strings.Contains(last, "只显示前20000行") || strings.Contains(last, "20001") {
		t.Errorf("the last page ends %q", last[max(0, len(last)-200):])
	}
}

// TestLargeText: a text of 50 MB opens, page by page, in a bounded memory; one beyond the limit is refused.
func TestLargeText(t *testing.T) {
	if testing.Short() {
		t.Skip("long: 50 MB")
	}
	text := strings.Repeat(readertest.Prose(rand.New(rand.NewPCG(1, 1)), 1000)+"\n", 1200)
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"UTF-8": []byte(text)[:50<<20], "GB18030": gb[:min(len(gb), 40<<20)]} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		b, err := OpenText(background, "a.txt", readertest.Bytes(data))
		if err != nil {
			t.Fatal(err)
		}
		opened := time.Since(start)
		im, err := b.Render(background, b.Pages()-1, book.Rendering{Scale: 1.5})
		var after runtime.MemStats
		runtime.ReadMemStats(&after)
		if err != nil || im == nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d MB, %d pages, %v to open, %d MB taken in all", name, len(data)>>20, b.Pages(), opened, (after.TotalAlloc-before.TotalAlloc)>>20)
		if after.TotalAlloc-before.TotalAlloc > 300<<20 {
			t.Errorf("%s takes too much", name)
		}
		b.Close()
	}
	_, err = OpenText(background, "a.txt", readertest.Bytes(make([]byte, maxText+1)))
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.reader.large" {
		t.Error(err)
	}
}
