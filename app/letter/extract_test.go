package letter

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/text"
)

// kinds are what texts are made of; each is drawn as a word of some length.
var kinds = []struct {
	alphabet string
	most     int
}{
	{"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经", 24},
	{"𬱖𫖮㛃镕龑颐䶮喆堃頔翀昉甯祎璟赟旻珺彧𠮷", 6},
	{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 12},
	{"0123456789", 8},
	{"éüñçøåÀÖ", 3},
	{"αβγδΩЖЩя", 4},
	{"-./:+=&@#%", 2},
	{"，。、；：？！）》」』】”’…—·", 2},
	{"（《「『【“‘", 2},
	{"()[],.;:?!", 2},
	{"①②③→℃§￥％Ａ１～", 2},
	{" ", 1},
	{"\u3000", 1},
}

// mixed draws a text.
func mixed(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 24).Draw(t, "words") {
		k := rapid.SampledFrom(kinds).Draw(t, "kind")
		b.WriteString(rapid.StringOfN(rapid.SampledFrom([]rune(k.alphabet)), 1, k.most, -1).Draw(t, "word"))
	}
	return b.String()
}

// noSpace drops every space and line end: where spaces are looks and where they part words is for the
// reader of a page to guess, and no reader guesses alike. TestWordsStayApart looks at that.
func noSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestTextComesBack: what pdftotext reads from a page is what was set, to the character; the lines
// joined are the text; and no line begins or ends as it must not.
func TestTextComesBack(t *testing.T) {
	press, dir := testPress(), t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		in := mixed(rt)
		lines, size := set(rt, press, text.Clean(in))
		joined := ""
		for i, line := range lines {
			joined += line.Text()
			ruled(rt, line, lines, i)
		}
		if joined != text.Clean(in) {
			rt.Fatalf("the lines hold %q", joined)
		}
		if got, want := noSpace(readBack(t, press, dir, lines, size*1.5)), noSpace(joined); got != want {
			rt.Fatalf("read back\n%s\nwant\n%s", got, want)
		}
	})
}

// TestWordsStayApart: the gaps that are set for looks never read as spaces, and spaces do.
func TestWordsStayApart(t *testing.T) {
	press, dir := testPress(), t.TempDir()
	word := rapid.StringMatching(`[一-龥]{2,12}|[A-Za-z]{2,9}|[0-9]{2,6}|[一-龥]{2,8}[A-Za-z0-9]{1,6}[一-龥]{2,8}`)
	rapid.Check(t, func(rt *rapid.T) {
		in := strings.Join(rapid.SliceOfN(word, 1, 30).Draw(rt, "words"), rapid.SampledFrom([]string{" ", "，", "、"}).Draw(rt, "between"))
		lines, size := set(rt, press, in)
		var want []string
		for _, line := range lines {
			want = append(want, strings.TrimRight(line.Text(), " "))
		}
		got := strings.TrimSpace(readBack(t, press, dir, lines, size*1.5))
		if got != strings.Join(want, "\n") {
			rt.Fatalf("read back\n%s\nwant\n%s", got, strings.Join(want, "\n"))
		}
	})
}

// set sets a text in some width, size and style.
func set(t *rapid.T, press *Press, in string) (lines []text.Line, size float64) {
	width := rapid.Float64Range(40, 450).Draw(t, "width")
	st := text.Style{
		Size:   rapid.SampledFrom([]float64{7, 9, 12, 22}).Draw(t, "size"),
		Indent: rapid.SampledFrom([]float64{0, 2}).Draw(t, "indent"),
		Ragged: rapid.Bool().Draw(t, "ragged"),
	}
	face := rapid.SampledFrom([]page.Face{page.Serif, page.Sans}).Draw(t, "face")
	width = max(width, 5*st.Size)
	return text.Set(press.fonts.Advance, []text.Span{{Text: in, Face: face}}, st, width), st.Size
}

// ruled checks how a line begins and ends. A run of marks that no line could hold is let be.
func ruled(t *rapid.T, line text.Line, lines []text.Line, i int) {
	runes := []rune(strings.TrimRight(line.Text(), " \u3000"))
	if len(runes) == 0 {
		return
	}
	if i > 0 && text.IsCloser(runes[0]) {
		t.Fatalf("line %d begins with %c: %q after %q", i, runes[0], line.Text(), lines[i-1].Text())
	}
	if i+1 < len(lines) && text.IsOpener(runes[len(runes)-1]) {
		t.Fatalf("line %d ends with %c: %q", i, runes[len(runes)-1], line.Text())
	}
}

// readBack prints lines and reads them.
func readBack(t *testing.T, press *Press, dir string, lines []text.Line, leading float64) string {
	t.Helper()
	doc := pdf.New(press.fonts, nil, pdf.Info{})
	sheet := doc.AddPage(600, leading*float64(len(lines)+2))
	for i, line := range lines {
		for _, run := range line.Runs(40, leading*float64(i+1)) {
			sheet.Text(run)
		}
	}
	var b bytes.Buffer
	if err := doc.Write(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "text.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(extracted(t, path), "\f", "")
}
