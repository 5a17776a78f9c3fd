package letter

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pagesOf counts the pages of a PDF, as poppler sees them, and returns its text.
func pagesOf(t *testing.T, data []byte) (int, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(out, []byte("\f")), string(out)
}

// Slips for many people: each names its person, none is cut in two.
func TestReminderSlips(t *testing.T) {
	var slips []ReminderSlip
	for i := range 9 {
		slips = append(slips, ReminderSlip{
			Organisation: "中标通国际认证（深圳）有限公司", Title: "签署提醒", Number: "QS-2026-0001",
			Person: Person{Name: fmt.Sprintf("王𬱖%d", i), Number: fmt.Sprintf("ZB-%03d", i), Department: "运营部"},
			Lines:  []string{"请在 2026-12-11 前签署：", "《保密协议》 C/0", strings.Repeat("签署后才能借阅文件、查看客户资料。", 3)}, By: "黄云 2026-11-27",
		})
	}
	var b bytes.Buffer
	if err := testPress().ReminderSlips(&b, slips); err != nil {
		t.Fatal(err)
	}
	n, said := pagesOf(t, b.Bytes())
	for i := range slips {
		if !strings.Contains(said, fmt.Sprintf("王𬱖%d", i)) {
			t.Errorf("slip %d is missing", i)
		}
	}
	pages := testPress().ReminderSlipsPages(slips)
	if n != len(pages) || n < 2 {
		t.Errorf("%d pages, %d laid out", n, len(pages))
	}
	for i, sheet := range pages {
		names, ends := 0, 0
		for _, run := range sheet.Runs() {
			names += strings.Count(run.Text, "签署提醒")
			ends += strings.Count(run.Text, "黄云")
		}
		if names != ends || names == 0 {
			t.Errorf("page %d begins %d slips and ends %d", i+1, names, ends)
		}
	}
}

// A stack is one file with all letters; with leaves each begins on the front of a sheet.
func TestCommitmentStack(t *testing.T) {
	letters := []Commitment{
		testCommitment(t, "impartiality", "王𬱖", false), testCommitment(t, "nda", "李㛃", false), testCommitment(t, "conduct", "周敏", true),
	}
	each := func(i int) Commitment { return letters[i] }
	plain, even := 0, 0
	for i := range letters {
		n := len(testPress().CommitmentPages(letters[i]))
		plain, even = plain+n, even+n
		if n%2 == 1 && i < len(letters)-1 {
			even++
		}
	}
	for leaves, want := range map[bool]int{false: plain, true: even} {
		var b bytes.Buffer
		asked := 0
		if err := testPress().CommitmentStack(&b, len(letters), each, leaves, func(i int) error { asked += i; return nil }); err != nil {
			t.Fatal(err)
		}
		n, said := pagesOf(t, b.Bytes())
		if n != want || asked != 3 {
			t.Errorf("leaves %v: %d pages, want %d; asked %d", leaves, n, want, asked)
		}
		for _, name := range []string{"王𬱖", "李㛃", "周敏"} {
			if !strings.Contains(said, name) {
				t.Errorf("%s is missing", name)
			}
		}
	}
	stopped := fmt.Errorf("stopped")
	if err := testPress().CommitmentStack(&bytes.Buffer{}, 3, each, false, func(i int) error {
		if i == 1 {
			return stopped
		}
		return nil
	}); err != stopped {
		t.Errorf("got %v", err)
	}
}
