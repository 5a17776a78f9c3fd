package letter

import (
	"bytes"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"custody/app/letter/page"
)

// TestPagesKeepTheirRows shares random rows out: all are there, in order, none below the area or over
// another, and what stays together stands together wherever a page can hold it.
func TestPagesKeepTheirRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &flow{area: area{0, 50, 100, 450}}
		for range rapid.IntRange(0, 80).Draw(t, "rows") {
			f.add(row{
				gap: rapid.Float64Range(0, 20).Draw(t, "gap"), height: rapid.Float64Range(5, 120).Draw(t, "height"),
				keep: rapid.IntRange(0, 3).Draw(t, "keep") == 0,
			})
		}
		var all []row
		first := map[int]bool{} // rows that begin a page
		for _, rows := range f.pages() {
			first[len(all)] = true
			y := f.area.top
			for _, r := range rows {
				if r.y < y-0.01 || r.y+r.height > f.area.bottom+0.02 {
					t.Fatalf("a row of %v stands at %v", r.height, r.y)
				}
				y = r.y + r.height
				all = append(all, r.row)
			}
		}
		if len(all) != len(f.rows) {
			t.Fatalf("%d rows of %d", len(all), len(f.rows))
		}
		for at := 0; at < len(all); {
			n := group(all[at:])
			for i := at + 1; i < at+n; i++ {
				if first[i] && total(all[at:at+n]) <= f.area.bottom-f.area.top {
					t.Fatalf("rows %d to %d were parted at %d", at, at+n-1, i)
				}
			}
			at += n
		}
	})
}

// TestTableRowsHoldTheirText: a row is as high as its longest cell needs.
func TestTableRowsHoldTheirText(t *testing.T) {
	tb := testPress().slipTable(0)
	cells := make([]string, len(tb.columns))
	one := tb.row(cells).height
	cells[2] = "深圳市龙镕精密机械有限公司管理评审及内部审核资料汇编第二册深圳市龙镕精密机械有限公司"
	two := tb.row(cells).height
	if one != tb.least || two < 2*tb.leading {
		t.Errorf("rows are %v and %v high", one, two)
	}
}

func TestWithinFits(t *testing.T) {
	sheet := &page.Recording{Width: 500, Height: 100}
	d := pen{sheet, testPress().fonts.Advance}
	for _, s := range []string{"短", "中标通国际认证（深圳）有限公司", "中标通国际认证（深圳）有限公司中标通国际认证（深圳）有限公司中标通国际认证（深圳）有限公司"} {
		sheet.Ops = nil
		d.within(250, 50, 160, boldStyle, s)
		for _, run := range sheet.Runs() {
			end := run.X
			for _, a := range run.Advances {
				end += a
			}
			if run.X < 169 || end > 331 || run.Size < 0.59*boldStyle.size {
				t.Errorf("%q stands from %v to %v in %v points", run.Text, run.X, end, run.Size)
			}
		}
	}
}

// TestPressIsShared prints from several goroutines at once.
func TestPressIsShared(t *testing.T) {
	c := testCommitment(t, "impartiality", "李㛃", true)
	var want bytes.Buffer
	if err := testPress().Commitment(&want, c); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var got bytes.Buffer
			if err := testPress().Commitment(&got, c); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("another file: %v", err)
			}
		})
	}
	wg.Wait()
}
