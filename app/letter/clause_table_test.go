package letter

import (
	"bytes"
	"strings"
	"testing"

	"custody/app/letter/page"
	"custody/app/wording"
)

// TestClauseTable: every cell of a clause's table comes back, placeholders filled; rows stay whole, and one that is
// higher than a page goes on on the next.
func TestClauseTable(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", true)
	c.Template.Clauses[1].Table = &wording.Table{
		Head: []string{"序号", "资料", "保管人"},
		Rows: [][]string{{"1", "客户生产工艺流程图", "{name}"}, {"2", "审核报告"}, {"3", strings.Repeat("龙镕", 900), ""}},
	}
	c.Template.Clauses[2].Table = &wording.Table{Head: []string{"项目", "期限"}, Rows: [][]string{{"会议记录", "三年"}}}
	path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Commitment(b, c) })
	sound(t, path)
	got := noSpace(extracted(t, path))
	for _, want := range []string{"资料", "保管人", "客户生产工艺流程图", "审核报告", "会议记录", "三年"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in the table", want)
		}
	}
	if n := strings.Count(got, "镕"); n != 900 {
		t.Errorf("%d of 900 characters of the long cell came back", n)
	}
	if n := strings.Count(got, "王𬱖"); n != 3 { // a party, a cell, under the signature
		t.Errorf("the name is there %d times", n)
	}
	for i, sheet := range testPress().CommitmentPages(c) {
		within(t, i, sheet)
	}
}

// within checks that the body of a page keeps to its area.
func within(t *testing.T, number int, sheet *page.Recording) {
	t.Helper()
	a := body(sheet.Width, sheet.Height)
	for _, op := range sheet.Ops {
		if box, ok := op.(page.Box); ok && box.Y > a.top-1 && box.Y+box.H > a.bottom+1 && box.Y < a.bottom {
			t.Errorf("page %d: a row stands from %.0f to %.0f", number+1, box.Y, box.Y+box.H)
		}
		if run, ok := op.(page.Run); ok && run.X > a.right {
			t.Errorf("page %d: %q begins at %.0f", number+1, run.Text, run.X)
		}
	}
}

// TestClauseTableShares: columns fill the width, whatever is in them.
func TestClauseTableShares(t *testing.T) {
	for name, cells := range map[string][][]string{
		"short": {{"a", "b"}, {"1", "2"}}, "long": {{"a", "b"}, {"1", strings.Repeat("长", 200)}},
		"many": {strings.Split(strings.Repeat("列,", 40), ",")}, "one": {{"一"}},
	} {
		tab := &table{style: formStyle, measure: testPress().fonts.Advance}
		tab.share(cells, 400)
		if w := tab.width(); w < 399.9 || w > 400.1 || len(tab.columns) != len(cells[0]) {
			t.Errorf("%s: %d columns are %.1f wide", name, len(tab.columns), w)
		}
	}
}
