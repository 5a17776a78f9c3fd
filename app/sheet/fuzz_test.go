package sheet

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// checkResult checks what must hold for whatever was read.
func checkResult(t *testing.T, res *Result, err error) {
	t.Helper()
	if err != nil {
		var known *Error
		if !errors.As(err, &known) {
			t.Fatalf("an error without a message: %v", err)
		}
		if known.Err != nil && strings.HasPrefix(known.Err.Error(), "panic") {
			t.Fatal(known)
		}
		hasText(t, known.Key)
		return
	}
	last := res.HeadingLine
	for _, r := range res.Rows {
		if r.Line <= last {
			t.Fatalf("line %d after %d", r.Line, last)
		}
		last = r.Line
		for f, v := range r.Fields {
			if v == "" || !utf8.ValidString(v) || strings.ContainsFunc(v, isControl) {
				t.Fatalf("%s is %q", f, v)
			}
		}
		for _, p := range r.Problems {
			hasText(t, p.Key)
		}
	}
}

// FuzzReadXLSX reads whole files, and rows of a worksheet within a good file.
func FuzzReadXLSX(f *testing.F) {
	f.Add(table(f, []any{"客户名称", "电话", "有效期"}, []any{"甲", 13800138000, "2026年2月30日"}))
	f.Add(book(f, func(b *excelize.File) {
		grow(f, b, "Sheet1", []any{"清单"}, []any{"题名", "存放位置", "保管期限"}, []any{"报告", "3-2-5", "10年"})
		if err := b.MergeCell("Sheet1", "A1", "C1"); err != nil {
			f.Fatal(err)
		}
	}))
	f.Add([]byte(head1 + `<row r="2"><c r="A2" s="9"><f>1+1</f><v>1e5</v></c><c t="b"><v>1</v></c></row>`))
	f.Add([]byte(head1 + `<row><c r="XFD9" t="e"><v>#N/A</v></c><c t="inlineStr"><is><r><t>_x0000_</t></r><rPh><t>x</t></rPh></is></c></row>`))
	f.Add([]byte(head1 + `</sheetData><mergeCells><mergeCell ref="A1:A99999"/></mergeCells><sheetData>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("PK")) {
			data = rawBook(t, string(data), "")
		}
		for _, kind := range []Kind{Clients, Documents} {
			res, err := readBytes(data, kind)
			checkResult(t, res, err)
		}
	})
}

// FuzzReadCSV reads text files.
func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("\uFEFFsep=;\n题名;页数\n\"a\"\"b\";3\n"))
	f.Add([]byte("\xBF\xCD\xBB\xA7\xC3\xFB\xB3\xC6\n\xBC\xD7\n"))
	f.Add([]byte("\xFF\xFEa\x00,\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, kind := range []Kind{Clients, Documents} {
			res, err := readBytes(data, kind)
			checkResult(t, res, err)
		}
	})
}
