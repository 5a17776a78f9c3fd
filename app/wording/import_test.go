package wording

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

const typed = `文件编号：HX-BM-01
版本：A/2

保密承诺书
致：________
承诺人（签名前请阅读）：

　　本人在工作中会接触客户的资料，郑重承诺：
第一条 保守秘密
未经书面同意，不向任何人透露客户信息（§5.2.3、附件 1.3）。
这一段没有编号，也不能丢。
第二条　只用于评价　客户信息仅用于评价，包括：
（一）审核记录；
（二）证据。
这一段跟在第二项之后。
第三条 离职后仍然有效。

本承诺自签署之日起生效，有效期十二个月。
承诺人（签名）：______　　见证人（签名）：______
日期：    年  月  日
`

func TestFromText(t *testing.T) {
	got, err := FromText([]byte(typed))
	if err != nil {
		t.Fatal(err)
	}
	want := Text{
		Number: "HX-BM-01", Version: "A/2", Title: map[string]string{"zh": "保密承诺书"},
		Parties:  []Party{{"致", "{org}"}, {"承诺人", "{person}"}},
		Preamble: "本人在工作中会接触客户的资料，郑重承诺：",
		Clauses: []Clause{
			{Heading: "保守秘密", Text: "未经书面同意，不向任何人透露客户信息。这一段没有编号，也不能丢。", Refs: []string{"5.2.3", "附件1.3"}},
			{Heading: "只用于评价", Text: "客户信息仅用于评价，包括：", Refs: []string{}, Items: []Clause{
				{Text: "（一）审核记录；", Refs: []string{}},
				{Text: "（二）证据。这一段跟在第二项之后。", Refs: []string{}},
			}},
			{Text: "离职后仍然有效。", Refs: []string{}},
		},
		Closing:    "本承诺自签署之日起生效，有效期十二个月。",
		Signatures: []Signatory{{SignerRole, "承诺人（签名）"}, {WitnessRole, "见证人（签名）"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	got.ValidMonths = 12
	if p := Check(got); len(p) > 0 {
		t.Errorf("what was read has problems: %+v", p)
	}
}

// Numbers by hand of another kind, and none at all.
func TestFromTextWithOtherNumbers(t *testing.T) {
	for name, in := range map[string]struct {
		text    string
		clauses []string
	}{
		"figures":  {"承诺\n本人承诺：\n1. 守秘\n2.不外传，3.1 节除外\n3、不复制", []string{"守秘", "不外传，3.1 节除外", "不复制"}},
		"Chinese":  {"承诺\n本人承诺：\n一、守秘\n1、不说\n二、不外传", []string{"守秘", "不外传"}},
		"none":     {"承诺\n本人承诺：\n守秘。\n不外传。", []string{"守秘。", "不外传。"}},
		"wide":     {"承诺\n本人承诺：\n１．守秘", nil},
		"brackets": {"承诺\n本人承诺：\n第1条：守秘。\n(1) 不说\n第 2 条 不外传。", []string{"守秘。", "不外传。"}},
	} {
		got, err := FromText([]byte(in.text))
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, c := range got.Clauses {
			texts = append(texts, c.Heading+c.Text)
		}
		if name == "wide" { // full-width figures number nothing: the paragraph is a clause as it stands
			in.clauses = []string{"１．守秘"}
		}
		if !reflect.DeepEqual(texts, in.clauses) || got.Preamble != "本人承诺：" {
			t.Errorf("%s: %q, preamble %q", name, texts, got.Preamble)
		}
	}
}

func TestFromTextRefuses(t *testing.T) {
	for name, in := range map[string]struct {
		data []byte
		want error
	}{
		"empty":   {nil, ErrNothing},
		"blank":   {[]byte(" \n\t\n"), ErrNothing},
		"picture": {append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), bytes.Repeat([]byte{0, 7, 1, 200}, 99)...), ErrFile},
		"a book":  {[]byte(strings.Repeat("保密", maxRead/2+1)), ErrMuch},
		"lines":   {[]byte("承诺\n第一条 守秘\n" + strings.Repeat("密 a\n", maxBlocks)), ErrMuch},
	} {
		if _, err := FromText(in.data); err != in.want { //nolint:errorlint // these very values
			t.Errorf("%s: %v, want %v", name, err, in.want)
		}
	}
}

// para is a paragraph of a Word document.
func para(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

const list = `<w:numPr><w:ilvl w:val="%"/><w:numId w:val="7"/></w:numPr>`

func numbered(level, text string) string { return para(strings.Replace(list, "%", level, 1), text) }

// docxOf packs a document with a list whose levels are 第一条, a) and a bullet.
func docxOf(t testing.TB, body string) []byte {
	t.Helper()
	const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, data := range map[string]string{
		"word/document.xml": `<w:document` + ns + `><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":   `<w:styles` + ns + `><w:style w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>`,
		"word/numbering.xml": `<w:numbering` + ns + `><w:abstractNum w:abstractNumId="3">
			<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>
			<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
			<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
			</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const cells = `<w:tbl>
	<w:tr><w:tc><w:p><w:r><w:t>资料</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>保管</w:t></w:r></w:p></w:tc></w:tr>
	<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>审核</w:t></w:r></w:p><w:p><w:r><w:t>记录</w:t></w:r></w:p></w:tc></w:tr>
	</w:tbl>`

func TestFromDocx(t *testing.T) {
	data := docxOf(t, para("", "某某认证有限公司")+para(`<w:pStyle w:val="a3"/>`, "保密承诺")+
		para("", "本人承诺：")+numbered("0", "守秘。")+numbered("1", "不说；")+numbered("1", "不写。")+numbered("0", "资料按下表保管：")+cells+
		para("", "表后一段。")+
		`<w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><mc:AlternateContent><mc:Fallback><w:r><w:t>重复</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`+
		numbered("0", "不外传。")+`<w:tbl><w:tr><w:tc>`+para("", "承诺人签字：")+`</w:tc><w:tc>`+para("", "单位（盖章）：")+`</w:tc></w:tr></w:tbl>`)
	got, err := FromDocx(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	want := Text{
		Title: map[string]string{"zh": "保密承诺"}, Preamble: "某某认证有限公司本人承诺：",
		Clauses: []Clause{
			{Text: "守秘。", Refs: []string{}, Items: []Clause{{Text: "a) 不说；", Refs: []string{}}, {Text: "b) 不写。", Refs: []string{}}}},
			{
				Text: "资料按下表保管：表后一段。留下", Refs: []string{},
				Table: &Table{Head: []string{"资料", "保管"}, Rows: [][]string{{"审核记录", ""}}},
			},
			{Text: "不外传。", Refs: []string{}},
		},
		Signatures: []Signatory{{SignerRole, "承诺人签字"}, {OrganisationRole, "单位（盖章）"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestFromDocxRefuses(t *testing.T) {
	whole := docxOf(t, para("", "承诺"))
	for name, data := range map[string][]byte{"nothing": nil, "no zip": []byte("第一条 守秘"), "cut off": whole[:len(whole)/2], "no body": docxOf(t, "")} {
		if _, err := FromDocx(bytes.NewReader(data), int64(len(data))); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	loud := docxOf(t, strings.Repeat(para("", strings.Repeat("密", 5000)), 49))
	if _, err := FromDocx(bytes.NewReader(loud), int64(len(loud))); err != ErrMuch { //nolint:errorlint // this very value
		t.Errorf("a book: %v", err)
	}
}

// Whatever the order of numbers, items and paragraphs: each is somewhere in the text.
func TestFromTextDropsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 7))
	marks := []string{"", "", "", "第%d条 ", "%d. ", "%d、", "(%d) ", "a) ", "一、", "· ", "承诺人：", "致：", "（签名）", "以上承诺", "编号："}
	for range 120 {
		var lines, said []string
		for i := range 1 + rng.IntN(12) {
			word := fmt.Sprintf("内容%d乙", i+100)
			mark := marks[rng.IntN(len(marks))]
			if strings.Contains(mark, "%d") {
				mark = fmt.Sprintf(mark, i+1)
			}
			end := []string{"", "。", "：", "　后文。", "（§5.3.1）。"}[rng.IntN(5)]
			lines, said = append(lines, mark+word+end), append(said, word)
		}
		got, err := FromText([]byte(strings.Join(lines, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := got.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range said {
			if !bytes.Contains(whole, []byte(word)) {
				t.Fatalf("%s is lost of %q: %s", word, lines, whole)
			}
		}
	}
}

// Whatever is typed, nothing panics.
func FuzzFromText(f *testing.F) {
	f.Add(typed)
	f.Add("一、\n二、守秘（§）\n1.\n\t第\n（签名）")
	f.Add("x")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := FromText([]byte(s))
		if err != nil {
			return
		}
		if _, err := got.Clean().Bytes(); err != nil {
			t.Error(err)
		}
		Check(got)
		Diff(got, Text{})
	})
}
