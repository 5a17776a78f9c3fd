package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rawBook makes an .xlsx file whose worksheet holds the given rows as they are, followed by tail.
func rawBook(t testing.TB, rows, tail string) []byte {
	t.Helper()
	return pack(t, map[string]string{
		"xl/workbook.xml": `<workbook><sheets><sheet name="S" sheetId="1" r:id="r1" xmlns:r="x"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/>` +
			`</Relationships>`,
		"xl/worksheets/s.xml": "<worksheet><sheetData>" + rows + "</sheetData>" + tail + "</worksheet>",
	})
}

// pack makes a zip file.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// head1 is a heading row as it stands in a worksheet.
const head1 = `<row r="1"><c r="A1" t="inlineStr"><is><t>客户名称</t></is></c></row>`

func TestNoSpreadsheet(t *testing.T) {
	good := table(t, []any{"客户名称"}, []any{"甲"})
	for _, c := range []struct {
		name, key string
		data      []byte
	}{
		{"empty", "sheet.error.empty", nil},
		{"only a mark", "sheet.error.empty", []byte("\xEF\xBB\xBF")},
		{"picture", "sheet.error.not_sheet", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"pdf", "sheet.error.not_sheet", []byte("%PDF-1.7\n\x80\x81\x82\xff\xfe\x01\x02\x03\x04\x05\x06")},
		{"old xls", "sheet.error.old", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512))},
		{"prose", "sheet.error.headings.clients", []byte("亲爱的客户：\n您好。\n")},
		{"zip of something else", "sheet.error.not_sheet", pack(t, map[string]string{"a.txt": "x"})},
		{"word file", "sheet.error.not_sheet", pack(t, map[string]string{
			"_rels/.rels":       `<R><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></R>`,
			"word/document.xml": "<document/>",
		})},
		{"cut off", "sheet.error.damaged", good[:len(good)/2]},
		{"broken xml", "sheet.error.damaged", rawBook(t, head1+`<row r="2"><c`, "")},
		{"rows out of order", "sheet.error.damaged", rawBook(t, head1+`<row r="1"/>`, "")},
		{"row beyond the end", "sheet.error.damaged", rawBook(t, head1+`<row r="99999999999"/>`, "")},
		{"unknown string", "sheet.error.damaged", rawBook(t, head1+`<row r="2"><c t="s"><v>7</v></c></row>`, "")},
		{"too deep", "sheet.error.damaged", rawBook(t, head1, strings.Repeat("<a>", 200)+strings.Repeat("</a>", 200))},
		{"nothing below", "sheet.error.no_rows", rawBook(t, head1, "")},
		{"no headings", "sheet.error.headings.clients", table(t, []any{"甲", "乙"}, []any{"丙", "丁"})},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readBytes(c.data, Clients)
			wantError(t, err, c.key)
		})
	}
	_, err := readBytes(good, Documents)
	wantError(t, err, "sheet.error.headings.documents")
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadFile(filepath.Join(dir, "none.xlsx"), Clients)
	wantError(t, err, "sheet.error.missing")
	_, err = ReadFile(dir, Clients)
	wantError(t, err, "sheet.error.not_file")
	big := filepath.Join(dir, "big.xlsx")
	if err := os.WriteFile(big, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(big, MaxFile+1); err != nil {
		t.Fatal(err)
	}
	_, err = ReadFile(big, Clients)
	wantError(t, err, "sheet.error.large")
	_, err = Read(strings.NewReader(""), MaxFile+1, Clients)
	wantError(t, err, "sheet.error.large")
}

// TestBombs refuses files that unpack to too much, by their declared size or by what they really hold.
func TestBombs(t *testing.T) {
	spaces := strings.Repeat(" ", 32<<20+1) // beyond a large part
	_, err := readBytes(rawBook(t, head1+spaces, ""), Clients)
	wantError(t, err, "sheet.error.bomb")
	// A part that lies about its size is cut off by the reader of the archive.
	data := rawBook(t, head1+spaces, "")
	lied := strings.ReplaceAll(string(data), sizeBytes(len("<worksheet><sheetData></sheetData></worksheet>")+len(head1+spaces)), sizeBytes(1000))
	if lied == string(data) {
		t.Fatal("the size was not found")
	}
	_, err = readBytes([]byte(lied), Clients)
	wantError(t, err, "sheet.error.damaged")
	// One text without end, below the limits of size.
	_, err = readBytes(rawBook(t, head1+spaces[:5<<20], ""), Clients)
	wantError(t, err, "sheet.error.damaged")
}

// sizeBytes is how a zip file writes a size.
func sizeBytes(n int) string {
	return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
}

// TestManyRows reads MaxRows rows and refuses one more.
func TestManyRows(t *testing.T) {
	if testing.Short() {
		t.Skip("long: 200,001 rows")
	}
	var b bytes.Buffer
	b.WriteString("客户名称,电话\n")
	for i := range MaxRows {
		fmt.Fprintf(&b, "客户%d,%d\n", i, i)
	}
	if res := mustRead(t, b.Bytes(), Clients); len(res.Rows) != MaxRows {
		t.Errorf("%d rows", len(res.Rows))
	}
	b.WriteString("最后,1\n")
	_, err := readBytes(b.Bytes(), Clients)
	wantError(t, err, "sheet.error.rows")
}
