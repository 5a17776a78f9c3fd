package sheet

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// cellsOf reads every text of a file's first table.
func cellsOf(t rapid.TB, data []byte) [][]string {
	t.Helper()
	grids, err := open(bytes.NewReader(data), int64(len(data)), Clients)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	err = grids[0].rows(func(r gridRow) error {
		var row []string
		for _, c := range r.cells {
			row = append(row, c.text)
		}
		all = append(all, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// anyText draws texts of every script, with the marks that start formulas and escapes.
func anyText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		lead := rapid.SampledFrom([]string{"", "=", "+", "-", "@", "'", "''=", "\t", "_x0041_", "_x005F_", " ", "=1+1;"}).Draw(t, "lead")
		return lead + rapid.StringOf(rapid.OneOf(
			rapid.SampledFrom([]rune("客户档案𬱖㛃镕龑（），。“”\",;<>&'\n\t_x0041_ ")), rapid.Rune(),
		)).Filter(storable).Draw(t, "text") + "。"
	})
}

// storable reports whether a text is one that XML and csv can hold; the rest is replaced by both.
func storable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD || r == 0xFEFF
	})
}

// TestRoundTrip: a text written is the text read, in both formats.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := [][]string{{"客户名称", "备注"}}
		tab := Table{Title: anyText().Draw(t, "title"), Columns: []TableColumn{{Heading: "客户名称"}, {Heading: "备注"}}}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			a, b := anyText().Draw(t, "a"), anyText().Draw(t, "b")
			want = append(want, []string{a, b})
			tab.Rows = append(tab.Rows, []any{a, b})
		}
		for name, write := range map[string]func(io.Writer, Table) error{"xlsx": Write, "csv": WriteCSV} {
			var b bytes.Buffer
			if err := write(&b, tab); err != nil {
				t.Fatal(err)
			}
			got := cellsOf(t, b.Bytes())
			for i := range want {
				for j := range want[i] {
					if got[i][j] != want[i][j] {
						t.Fatalf("%s: wrote %q, read %q", name, want[i][j], got[i][j])
					}
				}
			}
		}
	})
}

// TestWrite looks at a written file with another implementation.
func TestWrite(t *testing.T) {
	day := time.Date(2026, 11, 27, 15, 4, 0, 0, time.FixedZone("", 8*3600))
	var b bytes.Buffer
	err := Write(&b, Table{
		Title: "借阅/登记簿", Columns: []TableColumn{{"题名", Text, 40}, {"页数", Number, 0}, {"应还", Date, 0}},
		Rows: [][]any{{"=HYPERLINK(\"x\")", 12, day}, {"+86 755", int64(-3), time.Time{}}, {"@x"}, {nil, "三", nil}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	if name != "借阅 登记簿" {
		t.Errorf("sheet %q", name)
	}
	for cell, want := range map[string]string{
		"A1": "题名", "A2": "=HYPERLINK(\"x\")", "B2": "12", "C2": "2026-11-27", "A3": "+86 755", "B3": "-3", "C3": "", "A4": "@x", "B5": "三",
	} {
		if got, err := f.GetCellValue(name, cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
		if formula, _ := f.GetCellFormula(name, cell); formula != "" {
			t.Errorf("%s is the formula %q", cell, formula)
		}
	}
	if p, err := f.GetPanes(name); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("panes %+v, %v", p, err)
	}
	id, err := f.GetCellStyle(name, "A1")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(id); err != nil || s.Font == nil || !s.Font.Bold {
		t.Errorf("heading style %+v, %v", s, err)
	}
	if names := f.GetDefinedName(); len(names) != 1 || !strings.HasSuffix(names[0].RefersTo, "$A$1:$C$5") {
		t.Errorf("filter %v", names)
	}
	if w, err := f.GetColWidth(name, "A"); err != nil || w != 40 {
		t.Errorf("width %v, %v", w, err)
	}
}

// TestNoTemporaryFiles writes and reads more than the library would keep in memory by itself.
func TestNoTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	tab := Table{Title: "x", Columns: []TableColumn{{Heading: "客户名称"}}}
	long := strings.Repeat("守", 10_000)
	for range 800 {
		tab.Rows = append(tab.Rows, []any{long})
	}
	seen := 0
	var b bytes.Buffer
	look := writerFunc(func(p []byte) (int, error) {
		entries, _ := os.ReadDir(dir)
		seen += len(entries)
		return b.Write(p)
	})
	if err := Write(look, tab); err != nil {
		t.Fatal(err)
	}
	if seen > 0 {
		t.Errorf("temporary files were seen %d times while writing", seen)
	}
	if got := cellsOf(t, b.Bytes()); len(got) != 801 || got[800][0] != long {
		t.Errorf("%d rows", len(got))
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestWriteRefuses(t *testing.T) {
	one := []TableColumn{{Heading: "一"}}
	err := Write(io.Discard, Table{Columns: one, Rows: [][]any{{strings.Repeat("长", maxCell+1)}}})
	wantError(t, err, "sheet.error.write_long")
	err = WriteCSV(io.Discard, Table{Columns: one, Rows: make([][]any, maxLine)})
	wantError(t, err, "sheet.error.write_rows")
	if err := Write(io.Discard, Table{}); err == nil {
		t.Error("a table without columns was written")
	}
	if err := WriteCSV(io.Discard, Table{Columns: one, Rows: [][]any{{1, 2}}}); err == nil {
		t.Error("a row wider than the table was written")
	}
	full := errors.New("disk full")
	fails := writerFunc(func([]byte) (int, error) { return 0, full })
	for _, write := range []func(io.Writer, Table) error{Write, WriteCSV} {
		if err := write(fails, Table{Columns: one}); !errors.Is(err, full) {
			t.Errorf("got %v", err)
		}
	}
}

// TestCSVGuard keeps numbers numbers and texts texts.
func TestCSVGuard(t *testing.T) {
	var b bytes.Buffer
	err := WriteCSV(&b, Table{
		Columns: []TableColumn{{Heading: "名"}, {Heading: "数", Kind: Number}, {Heading: "日", Kind: Date}},
		Rows:    [][]any{{"=1+1", -5, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}, {"'=x", 2.5, nil}, {"O'Neil"}},
	})
	want := "\uFEFF名,数,日\r\n'=1+1,-5,2026-01-02\r\n''=x,2.5,\r\nO'Neil,,\r\n"
	if err != nil || b.String() != want {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestSheetName(t *testing.T) {
	for in, want := range map[string]string{
		"": "Sheet1", "借阅登记簿": "借阅登记簿", "a/b:c?[d]": "a b c  d", "'x'": "x", "History": "Sheet1",
		strings.Repeat("𬱖", 20): strings.Repeat("𬱖", 15),
	} {
		if got := sheetName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
