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

// TestWordComesBack: every paragraph and cell of a random document stands on a page, in order.
func TestWordComesBack(t *testing.T) {
	for seed := range rounds(10, 200) {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		var body strings.Builder
		want := ""
		for range 1 + r.IntN(30) {
			p := readertest.Prose(r, r.IntN(12))
			want += bare(p)
			switch r.IntN(6) {
			case 0:
				body.WriteString("<w:tbl><w:tr><w:tc>" + readertest.Para(p, "") + "</w:tc></w:tr></w:tbl>")
			case 1:
				body.WriteString(readertest.Para(p, `<w:jc w:val="center"/><w:ind w:left="20000" w:hanging="9000"/>`))
			case 2:
				body.WriteString(readertest.Para(p, `<w:pageBreakBefore/>`) + `<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del></w:p>`)
			default:
				body.WriteString(readertest.Para(p, ""))
			}
		}
		b, err := OpenOffice(background, readertest.Bytes(readertest.Word(t, body.String())))
		if err != nil {
			t.Fatalf("%d: %v", seed, err)
		}
		same(t, fmt.Sprint(seed), all(t, b), want)
	}
}

// TestWordShowsNumbers: headings, numbers of lists, pictures, breaks, text boxes and cells in cells.
func TestWordShowsNumbers(t *testing.T) {
	b, err := OpenOffice(background, readertest.Bytes(wordSample(t, rand.New(rand.NewPCG(1, 2)))))
	if err != nil {
		t.Fatal(err)
	}
	got := all(t, b)
	for _, want := range []string{"保密与公正性承诺书一、总则", "第一条审核员", "(1)不得泄露", "(2)不得复制", "第二条审核组长", "[图片]加粗与普通", "2026年管理手册", "程序文件三份"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
	words, err := b.Text(background, 1)
	if err != nil || len(words) == 0 || words[0].Text != "新的一页" {
		t.Errorf("the second page begins %+v, %v", words[:min(len(words), 1)], err)
	}
	body := `<w:p><w:r><w:drawing><w:txbxContent>` + readertest.Para("框内", "") + `</w:txbxContent></w:drawing></w:r><w:r><w:t>框外</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc>` + readertest.Para("外格", "") + `<w:tbl><w:tr><w:tc>` + readertest.Para("内格", "") + `</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`
	if b, err = OpenOffice(background, readertest.Bytes(readertest.Word(t, body))); err != nil {
		t.Fatal(err)
	}
	if got := all(t, b); got != "框内框外外格内格" {
		t.Error(got)
	}
}

// TestWordNotes: notes are numbered as the text refers to them; headers and footers are told once.
func TestWordNotes(t *testing.T) {
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="x/` + kind + `" Target="` + target + `"/>`
	}
	b, err := OpenOffice(background, readertest.Bytes(readertest.Word(
		t, `<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="7"/><w:t>与</w:t><w:endnoteReference w:id="2"/></w:r></w:p>`,
		"word/_rels/document.xml.rels", `<Relationships>`+relation("1", "footnotes", "footnotes.xml")+relation("2", "endnotes", "endnotes.xml")+
			relation("3", "header", "h1.xml")+relation("4", "header", "h2.xml")+relation("5", "footer", "f.xml")+relation("6", "image", "none.png")+`</Relationships>`,
		"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="-1">`+readertest.Para("线", "")+`</w:footnote><w:footnote w:id="7">`+readertest.Para("脚注", "")+`</w:footnote></w:footnotes>`,
		"word/endnotes.xml", `<w:endnotes xmlns:w="w"><w:endnote w:id="2">`+readertest.Para("尾注", "")+`</w:endnote></w:endnotes>`,
		"word/h1.xml", `<w:hdr xmlns:w="w">`+readertest.Para("ZBT-TP-046", "")+`</w:hdr>`,
		"word/h2.xml", `<w:hdr xmlns:w="w">`+readertest.Para("ZBT-TP-046", "")+`</w:hdr>`,
		"word/f.xml", `<w:ftr xmlns:w="w">`+readertest.Para(" ", "")+`</w:ftr>`,
	)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := all(t, b), "正文[1]与[2][1]脚注[2]尾注页眉：ZBT-TP-046"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestChineseNumerals(t *testing.T) {
	for n, want := range map[int]string{0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 105: "一百零五", 110: "一百一十", 999: "九百九十九", 1000: "1000"} {
		if got := chinese(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	if roman(1994) != "MCMXCIV" {
		t.Error(roman(1994))
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
