package window

import (
	"testing"

	"custody/app/apptest"
)

// TestACaseFileOpensWhole: what was typed for another list narrows it no more.
func TestACaseFileOpensWhole(t *testing.T) {
	k := apptest.New(t)
	c, copies := k.Records("深圳市精工电子有限公司", 3)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Files, Arg{Code: c.Code + "-02"})
	s := screenOf[*files](d, Files)
	if len(s.table.Rows()) != 1 {
		t.Fatalf("%d rows of one document", len(s.table.Rows()))
	}
	d.shell.Open(Files, Arg{Code: c.Code + "-2026"})
	if rows := s.table.Rows(); len(rows) != len(copies) || s.table.Filter() != "" {
		t.Errorf("%d rows of the case file, narrowed to %q", len(rows), s.table.Filter())
	}
}
