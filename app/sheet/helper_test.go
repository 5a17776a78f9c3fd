package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"
)

// book makes an .xlsx file by the means of another implementation.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// grow fills a worksheet from A1 with rows of values.
func grow(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow(sheet, cell, &r); err != nil {
			t.Fatal(err)
		}
	}
}

// table makes an .xlsx file of one worksheet.
func table(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	return book(t, func(f *excelize.File) { grow(t, f, "Sheet1", rows...) })
}

// readBytes reads a file held in memory.
func readBytes(data []byte, kind Kind) (*Result, error) {
	return Read(bytes.NewReader(data), int64(len(data)), kind)
}

// mustRead reads a file that is known to be good.
func mustRead(t testing.TB, data []byte, kind Kind) *Result {
	t.Helper()
	res, err := readBytes(data, kind)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// wantError checks that an error has a key, and that the key has a text.
func wantError(t testing.TB, err error, key string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want %s", err, key)
	}
	if e.Key != key {
		t.Errorf("got %v, want %s", e, key)
	}
	hasText(t, e.Key)
}

// texts holds the translations by language and key.
var texts = map[string]map[string]string{}

// hasText checks that a key has a text in both languages.
func hasText(t testing.TB, key string) {
	t.Helper()
	for _, lang := range []string{"zh", "en"} {
		if texts[lang] == nil {
			data, err := os.ReadFile("../../assets/words/" + lang + "/sheet.json")
			if err != nil {
				t.Fatal(err)
			}
			m := map[string]string{}
			if err := json.Unmarshal(data, &m); err != nil {
				t.Fatal(err)
			}
			texts[lang] = m
		}
		if texts[lang][key] == "" {
			t.Errorf("%s has no text in %s", key, lang)
		}
	}
}

// problemOf returns the only problem of a row.
func problemOf(t testing.TB, r Row) Problem {
	t.Helper()
	if len(r.Problems) != 1 {
		t.Fatalf("line %d: problems %v", r.Line, r.Problems)
	}
	hasText(t, r.Problems[0].Key)
	return r.Problems[0]
}
