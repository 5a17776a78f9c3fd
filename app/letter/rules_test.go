package letter

import (
	"bytes"
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/wording"
	"custody/assets"
)

// bodyLines are the baselines of the text between a page's head and foot.
func bodyLines(sheet *page.Recording) map[string]bool {
	a, lines := body(sheet.Width, sheet.Height), map[string]bool{}
	for _, run := range sheet.Runs() {
		if run.Y > a.top && run.Y < a.bottom {
			lines[fmt.Sprintf("%.1f", run.Y)] = true
		}
	}
	return lines
}

// TestSignaturesNeverStandAlone lengthens a commitment line by line: wherever its signatures come to
// stand, at least two lines of text stand above them.
func TestSignaturesNeverStandAlone(t *testing.T) {
	c := testCommitment(t, "impartiality", "王𬱖", false)
	seen := map[int]bool{}
	for extra := range 60 {
		c.Template.Closing += strings.Repeat("本人自愿承诺并遵守。", 1+extra%3)
		pages := testPress().CommitmentPages(c)
		seen[len(pages)] = true
		last := pages[len(pages)-1]
		label, above := 0.0, map[string]bool{}
		for _, run := range last.Runs() {
			if strings.HasPrefix(run.Text, "承诺人（签名") {
				label = run.Y
			}
		}
		if label == 0 {
			t.Fatalf("%d extra: no signatures on the last page", extra)
		}
		for line := range bodyLines(last) {
			var y float64
			if _, err := fmt.Sscan(line, &y); err == nil && y < label-1 {
				above[line] = true
			}
		}
		if len(above) < 2 {
			t.Errorf("%d extra: %d lines above the signatures", extra, len(above))
		}
	}
	if len(seen) < 2 {
		t.Error("the texts were never long enough for another page")
	}
}

// TestNothingLeavesItsArea: nothing is drawn outside the sheet, and no text right of the margin.
func TestNothingLeavesItsArea(t *testing.T) {
	long := strings.Repeat("龙镕", 100)
	c := testCommitment(t, "nda", long, true)
	c.Head.OrgZH, c.Head.OrgEN = long, strings.Repeat("Certification ", 20)
	slip := testSlip(4)
	slip.Items[0].Title, slip.Items[1].Number, slip.Purpose = long, strings.Repeat("X", 60), long
	book := testBook(30)
	book.Rows[3].Title, book.Rows[4].Borrower = long, long
	for name, sheets := range map[string][]*page.Recording{
		"commitment": testPress().CommitmentPages(c), "slip": testPress().LoanSlipPages(slip), "book": testPress().LoanBookPages(book),
	} {
		for i, sheet := range sheets {
			for _, run := range sheet.Runs() {
				end := run.X
				for _, a := range run.Advances {
					end += a
				}
				if run.X < bindingEdge-0.5 || end > sheet.Width-outerEdge+1 || run.Y < 0 || run.Y > sheet.Height {
					t.Errorf("%s, page %d: %q stands from %.0f to %.0f at %.0f", name, i+1, run.Text, run.X, end, run.Y)
				}
			}
		}
	}
}

// TestHostileText prints what people should not type: nothing of it breaks the page or turns the text.
func TestHostileText(t *testing.T) {
	c := testCommitment(t, "conduct", "李\u202E\x00\x07㛃\u200B\uFEFF(Tj) {org}\n", true)
	c.Signer.Strokes.Lines = [][]page.Point{nil, {{X: math.NaN(), Y: math.Inf(1)}}, {{X: -500, Y: 9e9}, {X: 1, Y: 1}}}
	path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Commitment(b, c) })
	sound(t, path)
	if got := extracted(t, path); !strings.Contains(got, "李㛃(Tj) {org}") {
		t.Errorf("the name is not in the text:\n%s", got)
	}
}

// TestFilesShareNoNames: a person's file holds no character of another's name, nor its glyph.
func TestFilesShareNoNames(t *testing.T) {
	testPress().CommitmentPages(testCommitment(t, "nda", "王𬱖", false))
	var first, second bytes.Buffer
	for b, name := range map[*bytes.Buffer]string{&first: "王𬱖", &second: "李㛃"} {
		if err := testPress().Commitment(b, testCommitment(t, "nda", name, false)); err != nil {
			t.Fatal(err)
		}
	}
	for name, b := range map[string]*bytes.Buffer{"D873DF3F": &second, "36C3": &first} { // 𬱖 and 㛃 in UTF-16
		if plain := tool(t, "qpdf", "--qdf", "--object-streams=disable", saved(t, b.Bytes()), "-"); regexp.MustCompile(`[[>]<` + name + `>`).MatchString(plain) {
			t.Errorf("%s is in somebody else's file", name)
		}
	}
	if own := tool(t, "qpdf", "--qdf", "--object-streams=disable", saved(t, first.Bytes()), "-"); !strings.Contains(own, "/F0") {
		t.Error("the name has no font of its own: the test looks at nothing")
	}
}

// saved keeps a file for a tool to look at.
func saved(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSameLetterSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := testPress().Commitment(w, testCommitment(t, "nda", "王𬱖", true)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same letter gave other bytes")
	}
}

// TestPictureShowsThePage draws a page and looks for its ink: the title, the rules, the signature.
func TestPictureShowsThePage(t *testing.T) {
	pages := testPress().CommitmentPages(testCommitment(t, "nda", "王𬱖", true))
	for i, sheet := range pages {
		pic := testPress().Picture(sheet, 96)
		dark := 0
		for j := 0; j < len(pic.Pix); j += 4 {
			if pic.Pix[j] < 128 {
				dark++
			}
		}
		if share := float64(dark) / float64(len(pic.Pix)/4); share < 0.015 || share > 0.2 {
			t.Errorf("page %d: %.3f of it is dark", i+1, share)
		}
		if keep := os.Getenv("LETTER_OUT"); keep != "" {
			f, err := os.Create(filepath.Join(keep, fmt.Sprintf("picture-%d.png", i+1)))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, pic.RGBA); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestChineseNumbers(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 14: "十四", 20: "二十", 99: "九十九"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

// TestCommitmentReadsWhole: every clause of the template is in the printed text, to the character.
func TestCommitmentReadsWhole(t *testing.T) {
	for _, key := range []string{"nda", "impartiality", "conduct"} {
		c := testCommitment(t, key, "李㛃", false)
		path, _ := printed(t, func(b *bytes.Buffer) error { return testPress().Commitment(b, c) })
		got := noSpace(extracted(t, path))
		// A clause may go over to the next page, past a foot and a head.
		got = regexp.MustCompile(`打印：.*?发布日期：2020-10-27`).ReplaceAllString(got, "")
		for _, clause := range c.Template.Clauses {
			for _, item := range append([]wording.Clause{clause}, clause.Items...) {
				if want := noSpace(text.Clean(item.Text)); !strings.Contains(got, want) {
					t.Errorf("%s lacks %s\n%s", key, want, got)
				}
			}
		}
	}
}

// TestCommitmentsKeepTheirLanguage: a window in English prints the same Chinese paper.
func TestCommitmentsKeepTheirLanguage(t *testing.T) {
	english, err := NewPress(assets.PaperSerif(), assets.PaperSans(), words("en"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"nda", "impartiality", "conduct"} {
		c := testCommitment(t, key, "李㛃", true)
		c.Signer.OnPaper, c.Counter = true, &Signature{Name: "陈晓明 · 总经理", Date: "2026-11-23", Place: "深圳"}
		for i, sheet := range english.CommitmentPages(c) {
			want := testPress().CommitmentPages(c)[i].Runs()
			for j, run := range sheet.Runs() {
				if run.Text != want[j].Text {
					t.Errorf("%s: %q instead of %q", key, run.Text, want[j].Text)
				}
			}
		}
	}
}
