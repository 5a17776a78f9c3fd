package letter

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"custody/app/letter/page"
)

func TestCommitmentNamesThePerson(t *testing.T) {
	for _, key := range []string{"nda", "impartiality", "conduct"} {
		for _, name := range []string{"王𬱖", "李㛃"} {
			t.Run(key+name, func(t *testing.T) {
				path, size := printed(t, func(b *bytes.Buffer) error {
					return testPress().Commitment(b, testCommitment(t, key, name, name == "王𬱖"))
				})
				sound(t, path)
				got := extracted(t, path)
				if !strings.Contains(got, name+"（工号") || !strings.Contains(got, "姓名："+name) {
					t.Errorf("%s is not in the text:\n%s", name, got)
				}
				t.Logf("%d bytes", size)
			})
		}
	}
}

// TestEveryPageNamesItself: no two pages of a commitment have the same code, and without one to print none has any.
func TestEveryPageNamesItself(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", false)
	for _, qr := range []string{c.Foot.QR, ""} {
		c.Foot.QR = qr
		seen := map[string]bool{}
		for _, sheet := range testPress().CommitmentPages(c) {
			for _, op := range sheet.Ops {
				if im, ok := op.(page.Image); ok {
					seen[string(im.Picture.Pix)] = true
				}
			}
		}
		if want := map[bool]int{true: 2, false: 0}[qr != ""]; len(seen) != want {
			t.Errorf("%d different codes, want %d", len(seen), want)
		}
	}
}

// BenchmarkCommitments prints a batch of 200 commitments of different people.
func BenchmarkCommitments(b *testing.B) {
	c := testCommitment(b, "nda", "", true)
	names := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余")
	for b.Loop() {
		err := testPress().Commitments(200, func(i int) Commitment {
			c.Person.Name = string([]rune{names[i%len(names)], names[i/5], '𬱖'})
			return c
		}, func(int) (io.WriteCloser, error) { return discard{io.Discard}, nil })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N)/200, "ms/letter")
}

// discard throws away what is written to it.
type discard struct{ io.Writer }

func (discard) Close() error { return nil }
