package writing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"custody/ui/reader/readertest"
)

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
