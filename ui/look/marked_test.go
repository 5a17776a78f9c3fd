package look

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestMarkedLosesNothing: whatever the width, the spans hold the whole text with its marks, each line within the
// width.
func TestMarkedLosesNothing(t *testing.T) {
	test.NewTempApp(t)
	m := NewMarked(Piece{Stayed, "乙方对甲方活动时获得或产生的"}, Piece{Went, "所有信息"}, Piece{Came, "一切信息 including source code and drawings"},
		Piece{Stayed, "予以保密。\n第二行"}, Piece{Came, "："})
	bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	for _, width := range []float32{0, 40, 90, 200, 1000} {
		spans, lines := m.spans(width)
		all, byMark := "", map[Mark]string{}
		for _, s := range spans {
			all += s.text
			byMark[s.mark] += s.text
			if width > 60 && s.x+measureField(s.text) > width+1 {
				t.Errorf("%v: %q reaches over the edge", width, s.text)
			}
			if s.line >= lines {
				t.Errorf("%v: %q on line %d of %d", width, s.text, s.line, lines)
			}
		}
		if bare(all) != bare(m.Text()) {
			t.Errorf("%v: %q", width, all)
		}
		if byMark[Went] != "所有信息" || bare(byMark[Came]) != bare("一切信息 including source code and drawings：") {
			t.Errorf("%v: gone %q, new %q", width, byMark[Went], byMark[Came])
		}
	}
}
