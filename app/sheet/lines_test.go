package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// shown joins the lines of a spreadsheet: cells by |, a merged one with its columns.
func shown(t *testing.T, read func(func(Line) error) error) string {
	t.Helper()
	var out []string
	err := read(func(l Line) error {
		s := fmt.Sprint(l.Sheet, l.Number, ":")
		for _, c := range l.Cells {
			s += c.Text
			if c.Number {
				s += "#"
			}
			if c.Span > 1 {
				s += fmt.Sprint("×", c.Span)
			}
			s += "|"
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// TestLinesAsShown: numbers, dates, times and parts of a hundred as a spreadsheet program shows them.
func TestLinesAsShown(t *testing.T) {
	data := pack(t, map[string]string{
		"xl/workbook.xml": `<workbook><sheets><sheet name="S" sheetId="1" r:id="r1" xmlns:r="x"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/>` +
			`<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy/m/d h:mm"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
		"xl/s.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>题名</v></c></row>` +
			`<row r="3"><c><v>0.1000000000000001</v></c><c s="1"><v>46353</v></c><c s="2"><v>46353.395833333336</v></c><c s="2"><v>0.5</v></c><c s="3"><v>0.125</v></c><c s="4"><v>1</v></c>` +
			`<c t="e"><v>#N/A</v></c><c><f>A1</f></c><c t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>`,
	})
	got := shown(t, func(fn func(Line) error) error { return Lines(bytes.NewReader(data), int64(len(data)), fn) })
	if want := "S1:题名×3| S3:0.1#|2026-11-27#|2026-11-27 09:30#|12:00#|12.5%#|100%#|#N/A||TRUE|"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestTextLines: the separator is found out; quotes that don't pair are no reason to refuse.
func TestTextLines(t *testing.T) {
	for data, want := range map[string]string{
		"甲,乙\n丙,丁\n":           "1:甲|乙| 2:丙|丁|",
		"甲;乙;丙\n丁;戊;己\n":       "1:甲|乙|丙| 2:丁|戊|己|",
		"甲\t乙\n":               "1:甲|乙|",
		"a \"b\" c,d\n'=1,2\n": `1:a "b" c|d| 2:'=1|2|`,
	} {
		got := shown(t, func(fn func(Line) error) error { return TextLines([]byte(data), fn) })
		if got != want {
			t.Errorf("%q: %s, want %s", data, got, want)
		}
	}
	stop := errors.New("enough")
	n := 0
	err := TextLines([]byte("a\nb\nc\n"), func(Line) error {
		n++
		return stop
	})
	if err != stop || n != 1 {
		t.Errorf("%v after %d lines", err, n)
	}
}
