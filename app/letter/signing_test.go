package letter

import (
	"bytes"
	"strings"
	"testing"

	"custody/app/letter/page"
)

// TestWhoSignsHow: a countersignature names the organisation and who signed for it; what was signed on paper says so.
func TestWhoSignsHow(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", true)
	for _, step := range []struct {
		change func()
		has    []string
		lacks  []string
	}{
		{func() {}, []string{"单位：中标通", "姓名：王𬱖"}, []string{"总经理", "已在纸上签名"}},
		{func() {
			c.Counter = &Signature{Strokes: testStrokes, Name: "陈晓明 · 总经理", Date: "2026-11-23", Place: "深圳"}
		}, []string{"单位：中标通", "姓名：陈晓明·总经理", "日期：2026-11-23"}, []string{"已在纸上签名"}},
		{func() { c.Signer.Strokes, c.Signer.OnPaper = Strokes{}, true }, []string{"已在纸上签名，扫描件已存档"}, nil},
	} {
		step.change()
		path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Commitment(b, c) })
		sound(t, path)
		got := noSpace(extracted(t, path))
		for _, want := range step.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s is not on the paper:\n%s", want, got)
			}
		}
		for _, no := range step.lacks {
			if strings.Contains(got, no) {
				t.Errorf("%s is on the paper", no)
			}
		}
	}
}

// TestNobodysNameIsCut: a name that is long for its column stands under the signature whole, within the column.
func TestNobodysNameIsCut(t *testing.T) {
	const room = 115.0
	for _, name := range []string{
		"李㛃", "Alexandra Montgomery-Fitzgerald-Beaumont", "Muhammadabdullahibnabdulazizalmaktoumkhalid",
		"阿卜杜勒拉赫曼·穆罕默德·伊本·阿卜杜拉齐兹·阿勒马克图姆·哈立德·本·苏尔坦尼", strings.Repeat("长", 100),
	} {
		sheet := &page.Recording{Width: 500, Height: 100}
		pen{sheet, testPress().fonts.Advance}.whole(20, 50, room, formStyle, name)
		var got strings.Builder
		for _, run := range sheet.Runs() {
			end := run.X
			for _, a := range run.Advances {
				end += a
			}
			if run.X < 19.9 || end > 20+room+1 || run.Y-run.Size < 50-signLine+2 || run.Y > 53 {
				t.Errorf("%q stands from %v to %v at %v in %v points", run.Text, run.X, end, run.Y, run.Size)
			}
			got.WriteString(run.Text)
		}
		if noSpace(got.String()) != noSpace(name) {
			t.Errorf("of %q stands %q", name, got.String())
		}
	}
}
