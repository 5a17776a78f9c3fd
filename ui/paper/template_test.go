package paper

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/wording"
	"custody/assets"
	"custody/ui/words"
)

// agreement is the text of the agreement as it comes with the program.
func agreement(t *testing.T) []byte {
	t.Helper()
	body, err := assets.Templates.ReadFile("templates/nda.json")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestTextPages: a text that is written has pages, and each part is found where it stands.
func TestTextPages(t *testing.T) {
	text, err := wording.Read(agreement(t))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewDesk().TextPages(text, app.Organisation{Name: "中标通国际认证（深圳）有限公司"})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"title", "parties.0", "preamble", "clauses.0", "clauses.13", "signatures"} {
		at, ok := s.PlaceOf(part)
		if got := s.PartAt(at.Page, at.Top+1); !ok || got != part {
			t.Errorf("%s stands at %+v, where %q is", part, at, got)
		}
	}
	if img, err := s.Render(t.Context(), 0, 0.5, 0); err != nil || img.Rect.Dx() < 290 || img.Rect.Dx() > 300 {
		t.Errorf("a page at half its size is %v, %v", img.Rect, err)
	}
}

// TestTextProof: every page of a proof says that it is not to be signed, and who printed it when.
func TestTextProof(t *testing.T) {
	pdftotext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here")
	}
	var pdf bytes.Buffer
	print := app.TemplatePrint{
		Template: app.Template{Number: "ZBT-TP-046-R1", Version: "C/1", Body: agreement(t)}, Now: app.TextDraft,
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司"}, PrintedBy: "黄云", At: time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC),
	}
	if err := NewDesk().TextProof(&pdf, print); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), pdftotext, "-layout", "-", "-")
	command.Stdin = &pdf
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, page := range pages {
		if !strings.Contains(page, words.T("paper.text.mark.draft")) || !strings.Contains(page, "黄云") {
			t.Errorf("page %d of %d does not say what it is:\n%s", i+1, len(pages), page)
		}
	}
	if name := TextProofName(print); strings.ContainsAny(name, `/\`) {
		t.Errorf("the file is called %q", name)
	}
}
