package letter

import (
	"bytes"
	"strings"
	"testing"
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
