package console_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"custody/ui/words"
)

// The proof for a day in the demo's year: nobody had access without being bound; the file is there in each form.
func TestProof(t *testing.T) {
	s, dir, password := demoVault(t)
	out := t.TempDir()
	in := []string{"--vault", dir, "--account", "chenxm", "--password-file", password}
	today := time.Now().Format(time.DateOnly)
	var answer struct {
		OK                              bool
		Day, File                       string
		People, Bound, Access, Breaches int
		Findings                        []struct{ Kind, Number string }
	}
	for ext, magic := range map[string]string{".pdf": "%PDF-", ".xlsx": "PK", ".csv": "\xEF\xBB\xBF"} {
		file := filepath.Join(out, "proof"+ext)
		got := s.must(append([]string{"proof", "--day", today, "--out", file, "--json"}, in...)...)
		if err := json.Unmarshal([]byte(got), &answer); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(data, []byte(magic)) {
			t.Errorf("%s: %v, %d bytes", file, err, len(data))
		}
	}
	if !answer.OK || answer.Day != today || answer.People < 12 || answer.Bound == 0 || answer.Breaches != 0 {
		t.Errorf("today %+v", answer)
	}
	if code := s.run(append([]string{"proof", "--day", today, "--out", filepath.Join(out, "proof.pdf")}, in...)...); code != 1 {
		t.Errorf("a file was written over: exit %d", code)
	}
	for _, args := range [][]string{{"--day", "2026-13-01"}, {"--day", "2199-01-01"}, {"--day", today, "ZB-404"}, {"--day", today, "--out", filepath.Join(out, "proof.doc")}} {
		if code := s.run(append(append([]string{"proof"}, args...), in...)...); code != 1 || s.err.Len() == 0 {
			t.Errorf("%v: exit %d, %s", args, code, s.err.String())
		}
	}
	if code := s.run(append([]string{"proof"}, in...)...); code != 2 {
		t.Errorf("without a day: exit %d", code)
	}
	if text := s.must(append([]string{"proof", "--day", today}, in...)...); !bytes.Contains([]byte(text), []byte(words.Date(today))) {
		t.Errorf("said %s", text)
	}
}
