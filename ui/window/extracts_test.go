package window

import (
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// TestExtractsAreTickedOff: the register of copies, by the custodian who does not hold them.
func TestExtractsAreTickedOff(t *testing.T) {
	l := newLibrary(t, app.Permits{Excerpt: true, Print: true})
	r, err := l.reader.OpenContent(t.Context(), l.report)
	l.must(err)
	var numbers []string
	for _, kind := range []app.ExtractKind{app.Printed, app.Excerpted, app.Printed} {
		e, _, err := l.reader.MakeExtract(t.Context(), r, app.ExtractRequest{
			Document: l.report, Kind: kind, Pages: "1", Of: 3, Purpose: "会上宣读", Due: l.Today().AddDays(1),
		})
		l.must(err)
		numbers = append(numbers, e.Number)
	}
	l.must(l.reader.CloseContent(t.Context(), r, app.Seen{}))
	l.Clock.Advance(3 * 24 * time.Hour)
	d := seated(t, l.Kit, l.Founder, plain)
	d.shell.OpenExtracts(numbers[0])
	s := d.shell.screens[Extracts].screen.(*extractsScreen)
	if s.shown.Number != numbers[0] || len(s.table.Rows()) != 3 {
		t.Fatalf("shows %q of %d", s.shown.Number, len(s.table.Rows()))
	}
	if kind, word := s.chip(s.table.Rows()[0]); kind != look.Overdue || word != words.N("extracts.overdue", 2) {
		t.Errorf("the chip says %q", word)
	}
	d.press("Enter")
	d.topSheet().Primary().Tapped(nil)
	d.shell.OpenExtracts(numbers[1])
	d.press("Del")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); !strings.Contains(text, words.T("error.text.empty")) {
		t.Errorf("destroyed without a word: %q", text)
	}
	d.fillField("note", "碎纸机，黄云、李𫖮在场")
	d.topSheet().Primary().Tapped(nil)
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Number != numbers[2] {
		t.Errorf("%d are out", len(rows))
	}
	d.press("Ctrl+P")
	e, err := l.Founder.OpenExtract(t.Context(), numbers[1])
	l.must(err)
	if e.State != app.ExtractDestroyed || e.Note == "" {
		t.Errorf("%+v", e)
	}
}
