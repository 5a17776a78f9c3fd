package writing

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"math/rand/v2"
	"os"
	"testing"

	"custody/ui/reader/book"
	"custody/ui/reader/readertest"
)

// TestPictures keeps the first pages of each kind of document, to be looked at.
func TestPictures(t *testing.T) {
	dir := os.Getenv("CUSTODY_PICTURES")
	if dir == "" {
		t.Skip("only when CUSTODY_PICTURES names a folder")
	}
	r := rand.New(rand.NewPCG(1, 2))
	ctx := context.Background()
	show := func(name string, b book.Book, err error) {
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		for p := range min(b.Pages(), 3) {
			im, err := b.Render(ctx, p, book.Rendering{Scale: 1.2})
			if err != nil {
				t.Error(err)
				return
			}
			var out bytes.Buffer
			if err := png.Encode(&out, im); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(fmt.Sprintf("%s/reader-%s-%d.png", dir, name, p+1), out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	text := "保密协议\n\n" + readertest.Prose(r, 40) + "\n\n第二条\t甲方\t乙方\n    缩进 four spaces, and a rather long English sentence that goes on until the edge of the page is reached and beyond it.\n" + readertest.Prose(r, 200)
	b, err := OpenText(ctx, "a.txt", readertest.Bytes(text))
	show("text", b, err)
	b, err = OpenText(ctx, "a.csv", readertest.Bytes(readertest.CSV(t, readertest.Rows(r, 60, 5))))
	show("csv", b, err)
	b, err = OpenOffice(ctx, readertest.Bytes(readertest.Sheet(t, readertest.Rows(r, 60, 14))))
	show("sheet", b, err)
	merged := `<row r="1"><c r="A1" t="str"><v>受审核方档案借阅登记簿（合并标题）</v></c></row><row r="2"><c r="A2" t="str"><v>编号</v></c><c r="B2" t="str"><v>名称</v></c><c r="C2" t="str"><v>页数</v></c></row>` +
		`<row r="3"><c r="A3" t="str"><v>A-001</v></c><c r="B3" t="str"><v>管理手册，第一版，含全部附件与修订记录，由审核组提供</v></c><c r="C3"><v>128</v></c></row>` +
		`<row r="9"><c r="A9" t="str"><v>A-002</v></c><c r="B9" t="str"><v>程序文件</v></c><c r="C9"><v>64.5</v></c></row>`
	b, err = OpenOffice(ctx, readertest.Bytes(readertest.Book(t, merged, `<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`)))
	show("merged", b, err)
	b, err = OpenOffice(ctx, readertest.Bytes(wordSample(t, r)))
	show("word", b, err)
}

// wordSample is a document with all that is shown of one.
func wordSample(t *testing.T, r *rand.Rand) []byte {
	para := readertest.Para
	num := func(l int) string {
		return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, l)
	}
	tc := func(props, text string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + para(text, "") + `</w:tc>`
	}
	body := para("保密与公正性承诺书", `<w:pStyle w:val="T"/>`) + para("一、总则", `<w:pStyle w:val="H1"/>`) +
		para(readertest.Prose(r, 6), `<w:jc w:val="both"/><w:ind w:firstLineChars="200"/>`) +
		para("审核员应当保守客户的秘密，"+readertest.Prose(r, 3), num(0)) + para("不得泄露给第三方", num(1)) + para("不得复制", num(1)) + para("审核组长负责", num(0)) +
		`<w:p><w:r><w:t>甲方签字：</w:t></w:r><w:r><w:t xml:space="preserve">                    </w:t></w:r><w:r><w:tab/><w:t>日期：</w:t></w:r></w:p>` +
		`<w:p><w:r><w:drawing><pic/></w:drawing></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>加粗</w:t></w:r><w:r><w:t>与普通</w:t></w:r></w:p>` +
		`<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/><w:gridCol w:w="4500"/></w:tblGrid>` +
		`<w:tr>` + tc(`<w:gridSpan w:val="3"/>`, "借阅登记（合并）") + `</w:tr>` +
		`<w:tr>` + tc(`<w:vMerge w:val="restart"/>`, "2026 年") + tc("", "管理手册") + tc("", readertest.Prose(r, 2)) + `</w:tr>` +
		`<w:tr>` + tc(`<w:vMerge/>`, "") + tc("", "程序文件") + tc("", "三份") + `</w:tr></w:tbl>` +
		para("右对齐 2026-11-22", `<w:jc w:val="right"/>`) + `<w:p><w:r><w:br w:type="page"/><w:t>新的一页</w:t></w:r></w:p>`
	for range 30 {
		body += para(readertest.Prose(r, 5), `<w:ind w:firstLineChars="200"/>`)
	}
	styles := `<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="N"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`
	numbering := `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/><w:pPr><w:ind w:left="840" w:hanging="840"/></w:pPr></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/><w:pPr><w:ind w:left="1260" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	return readertest.Word(t, body, "word/styles.xml", styles, "word/numbering.xml", numbering)
}
