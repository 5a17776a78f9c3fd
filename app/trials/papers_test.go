package trials_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
	"custody/ui/paper"
)

// rareNames are people whose names other programs turn into boxes or cut off.
var rareNames = []string{"王𬱖", "李𬭎", "周𫖯", "阿卜杜勒拉赫曼·穆罕默德·伊本·阿卜杜拉齐兹·阿勒马克图姆·哈立德·本·苏尔坦尼"}

// TestEverybodysSealedPaper has a whole office sign on the pad and gives every sealed paper to the programs that
// others check PDFs with: 200 people in the long form.
func TestEverybodysSealedPaper(t *testing.T) {
	many := 200
	if testing.Short() {
		many = len(rareNames) + 1
	}
	k := apptest.New(t)
	k.With(paper.NewDesk(), nil)
	t.Setenv("HOME", t.TempDir()) // pdfsig looks for certificates of whoever runs it
	largest := 0
	for i := range many {
		name := fmt.Sprintf("签署人%s", string(rune('一'+i)))
		if i < len(rareNames) {
			name = rareNames[i]
		}
		p := k.Person(name, apptest.Unsigned())
		c, err := k.Founder.Sign(t.Context(), app.SignInput{
			PersonNumber: p.Number, Key: app.NDA, Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword, ReadToEnd: true,
		})
		ok(t, err)
		f, err := k.Founder.ExportPaper(t.Context(), c.PaperID)
		ok(t, err)
		if r, err := seal.Verify(f.PDF); err != nil || r.For != p.Number+" "+name {
			t.Fatalf("%s: %v, %+v", name, err, r)
		}
		most := 60_000
		if len([]rune(name)) > 20 { // its characters are glyphs of that file alone
			most = 60 << 10
		}
		if len(f.PDF) > most {
			t.Errorf("%s: %d bytes", name, len(f.PDF))
		}
		largest = max(largest, len(f.PDF))
		file := filepath.Join(t.TempDir(), "sealed.pdf")
		ok(t, os.WriteFile(file, f.PDF, 0o600))
		checkedByOthers(t, file, name)
		ok(t, os.Remove(file))
	}
	t.Logf("%d sealed papers, the largest of %d bytes", many, largest)
}

// checkedByOthers gives a sealed paper to qpdf, pdfsig and pdftotext.
func checkedByOthers(t *testing.T, file, name string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "qpdf", "--check", file).CombinedOutput(); err != nil || !strings.Contains(string(out), "No syntax or stream encoding errors found") {
		t.Errorf("%s: qpdf: %v %s", name, err, out)
	}
	out, err := exec.CommandContext(t.Context(), "pdfsig", file).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Signature is Valid") || !strings.Contains(string(out), "Total document signed") {
		t.Errorf("%s: pdfsig: %v %s", name, err, out)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
	if err != nil || !strings.Contains(withoutSpace(string(text)), name) {
		t.Errorf("%s: pdftotext does not give the name back: %v", name, err)
	}
}

// withoutSpace is a text without the spaces and line ends that layout puts into it.
func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
