package letter

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
)

func testListing(rows int) Listing {
	l := Listing{Head: testHead, Foot: testFoot, Title: "客户", Note: "已认证", Columns: []ListingColumn{
		{Title: "编号", Width: 60}, {Title: "名称", Weight: 3}, {Title: "证书到期", Width: 70}, {Title: "状态", Width: 70},
	}}
	for i := range rows {
		l.Rows = append(l.Rows, []string{fmt.Sprintf("A-%04d", i+1), "深圳市龙镕精密机械有限公司", "2027-03-11", "证书有效"})
	}
	return l
}

func TestListingRepeatsItsHeadingAndCounts(t *testing.T) {
	path, _ := printed(t, func(out *bytes.Buffer) error { return testPress().Listing(out, testListing(60)) })
	sound(t, path)
	pages := strings.Split(strings.TrimSuffix(extracted(t, path), "\f"), "\f")
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	rows := 0
	for i, text := range pages {
		here := strings.Count(text, "A-0")
		rows += here
		for _, want := range []string{"证书到期", "已认证", fmt.Sprintf("页数：%d / %d", i+1, len(pages)), fmt.Sprintf("本页 %d 行，累计 %d 行", here, rows)} {
			if !strings.Contains(text, want) {
				t.Errorf("page %d lacks %q:\n%s", i+1, want, text)
			}
		}
	}
	if rows != 60 {
		t.Errorf("%d rows", rows)
	}
}

func TestListingFillsTheWidthWhateverItsColumns(t *testing.T) {
	a := body(842, 595)
	for _, columns := range [][]ListingColumn{
		testListing(0).Columns,
		{{Title: "一", Width: 100}, {Title: "二", Width: 100}},
		{{Title: "一", Width: 900}, {Title: "二", Weight: 2}, {Title: "三"}},
		{{Title: "一"}},
	} {
		if w := testPress().listingTable(columns, a).width(); math.Abs(w-a.width()) > 0.1 {
			t.Errorf("%v: %.1f of %.1f points", columns, w, a.width())
		}
	}
	if pages := testPress().ListingPages(testListing(0)); len(pages) != 1 {
		t.Errorf("%d pages of nothing", len(pages))
	}
}
