package letter

import (
	"bytes"
	"strings"
	"testing"
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
