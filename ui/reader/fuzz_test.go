package reader_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"custody/ui/reader/readertest"
)

// viewer is one kind of file: good ones, and how they are changed.
type viewer struct {
	name   string
	seeds  [][]byte
	change func(r *rand.Rand, data, other []byte) []byte
}

// viewers makes the files of every kind.
func viewers(t *testing.T) []viewer {
	r := rand.New(rand.NewPCG(8, 8))
	im := readertest.Picture(90, 60)
	text := []byte("第一条\t" + readertest.Prose(r, 6) + "\n\f" + readertest.Prose(r, 3))
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	rows := readertest.Rows(r, 6, 4)
	office := func(r *rand.Rand, data, other []byte) []byte {
		if r.IntN(3) == 0 {
			return mutate(r, data, other)
		}
		return repacked(t, r, data, other)
	}
	pages := tiffOf(40, 30, 3, zeros(t, 3600), 0)
	sample := readertest.Para(readertest.Prose(r, 3), `<w:ind w:left="420" w:hanging="210"/><w:numPr><w:numId w:val="1"/></w:numPr>`) +
		`<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` +
		readertest.Para("合并", "") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + readertest.Para("甲", `<w:outlineLvl w:val="1"/>`) + `</w:tc></w:tr></w:tbl>` +
		`<w:p><w:r><w:br w:type="page"/><w:drawing/><w:t>末页</w:t></w:r></w:p>`
	numbering := `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>` +
		`<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	styles := `<w:styles xmlns:w="w"><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:basedOn w:val="N"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style></w:styles>`
	return []viewer{
		{"png", [][]byte{readertest.PNG(t, im), pngOf(60, 40, 1, 0, zeros(t, 360)), pngOf(20, 20, 16, 6, zeros(t, 3220))}, func(r *rand.Rand, data, other []byte) []byte {
			switch r.IntN(4) {
			case 0:
				return mutate(r, data, other)
			case 1: // well packed rows of any content, of any size, in any form
				w, h, depth := 1+r.IntN(190), 1+r.IntN(200), []int{1, 2, 4, 8, 16}[r.IntN(5)]
				colour := []int{0, 2, 3, 4, 6}[r.IntN(5)]
				n := h * (1 + (w*depth*[]int{1, 0, 3, 1, 2, 0, 4}[colour]+7)/8)
				return pngOf(uint32(w), uint32(h), byte(depth), byte(colour), packed(t, mutate(r, data, other), n))
			}
			return resealed(mutate(r, data, other))
		}},
		{"jpeg", [][]byte{readertest.JPEG(t, im), progressive(readertest.JPEG(t, im))}, mutate},
		{"tiff", [][]byte{readertest.TIFF(t, im), pages, tiffOf(50, 50, 1, zeros(t, 2500), 8)}, mutate},
		{"webp", readertest.WebP(t), mutate},
		{"text", [][]byte{text, gb}, mutate},
		{"csv", [][]byte{readertest.CSV(t, rows)}, mutate},
		{"xlsx", [][]byte{readertest.Sheet(t, rows), readertest.Book(t, `<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="C1"><v>2.5</v></c></row>`, `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`)}, office},
		{"docx", [][]byte{readertest.Word(t, sample, "word/numbering.xml", numbering, "word/styles.xml", styles)}, office},
	}
}

// TestDamagedFiles opens changed files of every kind, draws them and reads them: the answer is a book or
// a message, within the time and the memory allowed. In the long form a thousand of each.
func TestDamagedFiles(t *testing.T) {
	rounds := 100
	if !testing.Short() {
		rounds = 1000
	}
	for _, v := range viewers(t) {
		for i, seed := range v.seeds {
			if err := use(background, name(v), seed); err != nil && !(v.name == "jpeg" && i == 1) { // only says that it is progressive
				t.Errorf("%s: seed %d: %v", v.name, i, err)
			}
		}
		var opened int
		var slowest time.Duration
		var most uint64
		for i := range rounds {
			r := rand.New(rand.NewPCG(uint64(i), 9))
			seed, other := v.seeds[i%len(v.seeds)], v.seeds[r.IntN(len(v.seeds))]
			data := v.change(r, seed, other)
			if bytes.Equal(data, seed) {
				data[r.IntN(len(data))] ^= 1
			}
			if heap() > 64<<20 { // what making the files left behind is not the reader's
				runtime.GC()
			}
			u := measure(func(ctx context.Context) error { return use(ctx, name(v), data) })
			if k := key(t, v.name, u.err); k == "" {
				opened++
			}
			slowest, most = max(slowest, u.time), max(most, u.peak)
			if u.peak > allowedMemory {
				t.Errorf("%s %d took %d MB", v.name, i, u.peak>>20)
			}
			if u.time > 2*allowedTime() {
				t.Errorf("%s %d took %v", v.name, i, u.time)
			}
		}
		runtime.GC()
		t.Logf("%-5s %d files, %d opened, slowest %v, most memory %d MB", v.name, rounds, opened, slowest.Round(time.Millisecond), most>>20)
	}
}

// name is a file name that leads to the viewer.
func name(v viewer) string { return "a." + v.name }
