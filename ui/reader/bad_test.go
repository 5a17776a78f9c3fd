package reader_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/tiff"

	"custody/app"
	"custody/ui/reader"
	"custody/ui/reader/book"
	"custody/ui/reader/readertest"
)

// allowedMemory is what a hostile file may take.
const allowedMemory = 512 << 20

// allowedTime is how long it may take; the quick form of tests runs beside others, on slow machines.
func allowedTime() time.Duration {
	if testing.Short() {
		return time.Minute
	}
	return 2 * time.Second
}

// some is n, in the quick form of tests a fiftieth of it: what is refused after so much is refused after less.
func some(n int) int {
	if testing.Short() {
		return n / 50
	}
	return n
}

// TestBadFiles: each is refused or limited, with words, in time and memory.
func TestBadFiles(t *testing.T) {
	im := readertest.Picture(64, 64)
	good := readertest.TIFF(t, im)
	laughs := `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	long := strings.Repeat("x", 5<<20) // beyond what may stand without a tag
	nest := strings.Repeat("<w:tbl><w:tr><w:tc>", 400)
	spaces := strings.Repeat(" ", some(33<<20))
	bomb, side := "bomb", uint32(3000)
	if testing.Short() {
		bomb, side = "broken", 400 // the elements around them are not closed
	}
	for _, c := range []struct {
		name string
		data []byte
		want string // first keys that may be told, "" opens
	}{
		{"nothing", nil, "empty"},
		{"one byte", []byte{0}, "unknown"},
		{"binary", bytes.Repeat([]byte{0, 1, 2, 3, 0x80}, 100), "unknown"},
		{"gif", []byte("GIF89a\x01\x00\x01\x00"), "unknown"},
		{"program", []byte("MZ\x90\x00"), "unknown"},
		{"old word", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)), "old"},
		{"png 60000", pngOf(60_000, 60_000, 8, 2, zeros(t, 1<<20)), "pixels"},
		{"png 60000 one bit", pngOf(60_000, 60_000, 1, 0, zeros(t, 1<<20)), "pixels"},
		{"png 7000 deep", pngOf(7000, 7000, 16, 6, zeros(t, 1<<20)), "pixels"},
		{"png too much data", pngOf(100, 100, 8, 2, zeros(t, int64(some(8<<20)))), "broken"},
		{"png too little data", pngOf(8000, 8000, 8, 2, zeros(t, 1000)), "broken"},
		{"png cut", readertest.PNG(t, im)[:60], "broken"},
		{"png line", pngOf(uint32(some(1_000_000)), 1, 8, 0, zeros(t, int64(some(1_000_000)+1))), ""},
		{"jpeg 60000", resized(readertest.JPEG(t, im), 60_000, 60_000), "pixels"},
		{"jpeg progressive", progressive(resized(readertest.JPEG(t, im), 7900, 7900)), "pixels"},
		{"jpeg cut", readertest.JPEG(t, im)[:100], "broken"},
		{"jpeg head only", []byte("\xFF\xD8\xFF\xE0"), "broken"},
		{"webp 16384", webpOf(16_384, 16_384), "pixels"},
		{"webp cut", readertest.WebP(t)[0][:100], "broken"},
		{"tiff 60000", tiffOf(60_000, 60_000, 1, zeros(t, 1000), 0), "pixels"},
		{"tiff one strip of 7000", tiffOf(7000, 7000, 3, zeros(t, 1000), 0), "pixels"},
		{"tiff bomb", tiffOf(side, side, 1, zeros(t, int64(some(80<<20))), 0), ""},
		{"tiff loop", tiffOf(10, 10, 1, zeros(t, 100), 8), ""},
		{"tiff leads nowhere", tiffOf(10, 10, 1, zeros(t, 100), 0xFFFFFFF0), ""},
		{"tiff cut", good[:len(good)/2], "broken"},
		{"tiff head only", []byte("II*\x00\x08\x00\x00\x00"), "broken"},
		{"zip of nothing", readertest.Zip(t), "unknown"},
		{"zip of something", readertest.Zip(t, "a.txt", "x"), "unknown"},
		{"zip of some parts", stored(1000), "unknown"},
		{"zip of many parts", stored(200_000), "bomb"},
		{"zip cut", readertest.Zip(t, "word/document.xml", long)[:2000], "broken"},
		{"docx bomb", readertest.Word(t, spaces+"<"), bomb},
		{"docx long text", readertest.Word(t, readertest.Para(long, "")), "broken"},
		{"docx bomb beside", readertest.Word(t, readertest.Para("x", ""), "word/styles.xml", "<s>"+spaces), bomb},
		{"docx nested", readertest.Word(t, nest), "broken"},
		{"docx laughs", readertest.Zip(t, "word/document.xml", laughs+`<w:document><w:body>`+readertest.Para("&c;", "")+`</w:body></w:document>`), ""},
		{"docx laughs used", readertest.Zip(t, "word/document.xml", laughs+`<document><body><p><r><t>&c;</t></r></p></body></document>`), "broken"},
		{"docx many paragraphs", readertest.Word(t, strings.Repeat("<w:p/>", some(1_000_000))), ""},
		{"docx many pages", readertest.Word(t, strings.Repeat(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`, 21_000)), "pages"},
		{"docx without end", readertest.Word(t, "<w:p>"), "broken"},
		{"docx of another set of signs", readertest.Zip(t, "word/document.xml", `<?xml version="1.0" encoding="GBK"?><document/>`), "broken"},
		{"xlsx bomb", readertest.Book(t, "<row><c><v>"+spaces, ""), bomb},
		{"docx that says it is one", declared(t, "word/document.xml", 600<<20), "bomb"},
		{"xlsx that says it is one", declared(t, "xl/workbook.xml", 40<<20), "bomb"},
		{"docx that says it is small", lying(t, readertest.Word(t, readertest.Para(long[:some(1<<20)], ""))), "broken"},
		{"xlsx million rows", readertest.Book(t, numbered(some(1_000_000)), ""), ""},
		{"xlsx nested", readertest.Book(t, strings.Repeat("<a>", 1000), ""), "broken"},
		{"xlsx laughs", readertest.Zip(t, "xl/workbook.xml", laughs+`<workbook>&c;</workbook>`), "broken"},
		{"text of feeds", bytes.Repeat([]byte("\f"), 101_000), "pages"},
		{"text of one line", bytes.Repeat([]byte("x"), some(10<<20)), ""},
		{"text of spaces", bytes.Repeat([]byte(" "), some(10<<20)), ""},
		{"csv of quotes", append([]byte("a,b\n\""), bytes.Repeat([]byte("x,\n"), some(1<<18))...), ""},
		{"csv of separators", bytes.Repeat([]byte(","), some(1<<20)), "empty"},
	} {
		name := "a"
		if strings.HasPrefix(c.name, "csv") {
			name = "a.csv"
		}
		u := measure(func(ctx context.Context) error { return use(ctx, name, c.data) })
		if got := key(t, c.name, u.err); got != c.want && (got != "time" || testing.Short()) {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, u.err)
		}
		if u.memory > allowedMemory {
			t.Errorf("%s took %d MB", c.name, u.memory>>20)
		}
		if testing.Verbose() {
			t.Logf("%-30s %-8s %6d ms %4d MB", c.name, key(t, c.name, u.err), u.time.Milliseconds(), u.memory>>20)
		}
	}
}

// use opens a file, draws its first, middle and last page, reads their words and closes it.
func use(ctx context.Context, name string, data []byte) error {
	b, err := reader.Open(ctx, app.KindOther, name, readertest.Bytes(data))
	if err != nil {
		return err
	}
	defer b.Close()
	n := b.Pages()
	for _, p := range slices.Compact([]int{0, n / 2, n - 1}) {
		b.Size(p)
		if _, err := b.Render(ctx, p, book.Rendering{Scale: 1}); err != nil {
			return err
		}
		if _, err := b.Text(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// TestTIFFIsWhatTheDecoderTakes: the files above are refused for their size, not for a slip in making them.
func TestTIFFIsWhatTheDecoderTakes(t *testing.T) {
	for _, samples := range []uint32{1, 3} {
		data := tiffOf(50, 50, samples, zeros(t, 50*50*int64(samples)), 0)
		if _, err := tiff.Decode(bytes.NewReader(data)); err != nil {
			t.Errorf("%d samples: %v", samples, err)
		}
		if err := use(background, "a", data); err != nil {
			t.Error(err)
		}
	}
	if err := use(background, "a", webpOf(100, 100)); err != nil {
		t.Errorf("webp: %v", err)
	}
}
