package paper

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"custody/app"
	"custody/app/letter"
)

// TestMissingGlyphsAreNamed: what can't be printed is refused with its characters and their codes.
func TestMissingGlyphsAreNamed(t *testing.T) {
	d := NewDesk()
	err := d.Listing(&bytes.Buffer{}, Listing{Title: "客户", Columns: []letter.ListingColumn{{Title: "名称"}}, Rows: [][]string{{"김씨"}}})
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.Invalid || e.Key != "error.paper.glyphs" || len(e.Args) != 1 {
		t.Fatalf("error is %v", err)
	}
	if said := e.Args[0].(string); !strings.Contains(said, "김 (U+AE40)") || !strings.Contains(said, "씨 (U+C528)") {
		t.Errorf("it says %q", said)
	}
	if got := d.Missing("金 김"); got != "김" {
		t.Errorf("missing: %q", got)
	}
}
