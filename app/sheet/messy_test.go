package sheet_test

import (
	"path/filepath"
	"strings"
	"testing"

	"custody/app/sheet"
	"custody/app/sheet/sheettest"
)

// TestMessyClients reads 60 clients as an office keeps them: every one comes through whole.
func TestMessyClients(t *testing.T) {
	path := filepath.Join(t.TempDir(), "客户.xlsx")
	if err := sheettest.MessyClients(path, 60); err != nil {
		t.Fatal(err)
	}
	res, err := sheet.ReadFile(path, sheet.Clients)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != 60 || res.HeadingLine != 4 || res.Sheet != "客户台账" {
		t.Fatalf("%d rows below line %d of %q", len(res.Rows), res.HeadingLine, res.Sheet)
	}
	if len(res.Columns) != 13 || strings.Join(res.Ignored, " ") != "序号" {
		t.Errorf("columns %v, ignored %v", res.Columns, res.Ignored)
	}
	all := ""
	for i, row := range res.Rows {
		if len(row.Problems) > 0 {
			t.Errorf("line %d: %v", row.Line, row.Problems)
		}
		for field, want := range map[sheet.Field]string{
			sheet.ClientName: sheettest.ClientName(i), sheet.ClientCode: sheettest.ClientCode(i),
			sheet.USCC: sheettest.USCC(i + 1),
		} {
			if row.Fields[field] != want {
				t.Errorf("line %d: %s is %q, want %q", row.Line, field, row.Fields[field], want)
			}
		}
		if p := strings.ReplaceAll(row.Fields[sheet.Phone], "-", ""); len(p) != 11 {
			t.Errorf("line %d: phone %q", row.Line, p)
		}
		if certified := row.Fields[sheet.Phase] == "certified"; certified != (row.Fields[sheet.CertUntil] != "") {
			t.Errorf("line %d: phase %q, until %q", row.Line, row.Fields[sheet.Phase], row.Fields[sheet.CertUntil])
		}
		all += row.Fields[sheet.ClientName] + row.Fields[sheet.Contact]
	}
	for _, r := range "𬱖㛃镕龑" {
		if !strings.ContainsRune(all, r) {
			t.Errorf("%c is not there", r)
		}
	}
}

// TestMessyDocuments reads documents whose client is merged down over several rows.
func TestMessyDocuments(t *testing.T) {
	path := filepath.Join(t.TempDir(), "文件.xlsx")
	if err := sheettest.MessyDocuments(path, []string{"A-0001", "A-0002"}, 50); err != nil {
		t.Fatal(err)
	}
	res, err := sheet.ReadFile(path, sheet.Documents)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != 50 {
		t.Fatalf("%d rows", len(res.Rows))
	}
	for i, row := range res.Rows {
		if len(row.Problems) > 0 {
			t.Errorf("line %d: %v", row.Line, row.Problems)
		}
		code := []string{"A-0001", "A-0002"}[i/4%2]
		if row.Fields[sheet.ClientCode] != code || row.Fields[sheet.FileCode] != sheettest.FileCode(code) {
			t.Errorf("line %d: client %q, file %q", row.Line, row.Fields[sheet.ClientCode], row.Fields[sheet.FileCode])
		}
		if row.Fields[sheet.Title] != sheettest.DocumentTitle(i) {
			t.Errorf("line %d: title %q", row.Line, row.Fields[sheet.Title])
		}
		for _, f := range []sheet.Field{sheet.Category, sheet.Sensitivity, sheet.Source, sheet.Medium, sheet.Pages, sheet.Copies, sheet.Received, sheet.RetainUntil} {
			if row.Fields[f] == "" {
				t.Errorf("line %d: no %s", row.Line, f)
			}
		}
		if paper := row.Fields[sheet.Medium] == "paper"; paper != (row.Fields[sheet.Box] != "") {
			t.Errorf("line %d: %v", row.Line, row.Fields)
		}
	}
}

// TestDistinct makes sure that no two clients share a code or a name.
func TestDistinct(t *testing.T) {
	seen := map[string]bool{}
	for i := range 1000 {
		c := sheettest.USCC(i)
		if len(c) != 18 || seen[c] {
			t.Fatalf("%d: %q", i, c)
		}
		seen[c] = true
	}
	names := map[string]bool{}
	for i := range 600 {
		names[sheettest.ClientName(i)] = true
	}
	if len(names) != 600 {
		t.Errorf("%d different names of 600", len(names))
	}
}
