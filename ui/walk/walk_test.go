package walk_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// needs fails the test, and says what to do, when a program it drives is missing.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Fatalf("%s is missing; .ci/deps installs it", p)
		}
	}
}

// display makes a screen of its own for the walk and returns its environment.
func display(t *testing.T) []string {
	t.Helper()
	needs(t, "Xvfb", "xdotool", "import", "pdftotext", "qpdf")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may have gone by itself
		cmd.Wait()         //nolint:errcheck // killed
	})
	number, err := bufio.NewReader(r).ReadString('\n') // the digits may come one by one
	if err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	home := t.TempDir()
	return append(os.Environ(), "DISPLAY=:"+strings.TrimSpace(number), "LIBGL_ALWAYS_SOFTWARE=1", "HOME="+home)
}

// run runs a program and returns what it printed; a failure ends the test with it.
func run(t *testing.T, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(name), err, out)
	}
	return string(out)
}

// one returns the single file that matches.
func one(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) != 1 {
		t.Fatalf("%s: %v %v", pattern, files, err)
	}
	return files[0]
}

// TestMainJob drives the real window through the main job: a new vault, sixty clients
// from a messy spreadsheet, two accounts, commitments signed on the pad; five documents
// asked for, approved, handed out within twelve clicks and thirty seconds, and returned;
// slip, loan book and commitments printed. Then it looks at what came out.
func TestMainJob(t *testing.T) {
	env := display(t)
	dir := t.TempDir()
	walk := filepath.Join(dir, "walk")
	run(t, os.Environ(), "go", "build", "-o", walk, "./cmd")
	start := time.Now()
	out := run(t, env, walk, "--job-only", "--out", filepath.Join(dir, "out"))
	t.Logf("walked in %.0f s\n%s", time.Since(start).Seconds(), out)
	if !strings.Contains(out, "hand-out of five:") {
		t.Error("the hand-out was not measured")
	}
	papers := filepath.Join(dir, "out", "walk-*", "papers")
	for pattern, want := range map[string][]string{
		"sealed-0137.pdf": {"李㛃", "保密协议", "ZBT-TP-046-R1"},
		"保密协议-0102-*.pdf": {"王𬱖", "保密协议"},
		"借阅单-JY-*.pdf":    {"李㛃", "A-0001-01", "A-0003-01", "现场审核（东莞）"},
		"借阅登记簿-*.pdf":     {"李㛃", "陈晓明", "A-0002-02"},
		"恢复页-A.pdf":       {"恢复密钥"},
	} {
		file := one(t, filepath.Join(papers, pattern))
		text := run(t, env, "pdftotext", "-layout", file, "-")
		for _, w := range want {
			if !strings.Contains(strings.ReplaceAll(text, " ", ""), w) {
				t.Errorf("%s does not say %s:\n%s", filepath.Base(file), w, text)
			}
		}
		run(t, env, "qpdf", "--check", file)
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "out", "walk-*", "screens", "*.png"))
	if err != nil || len(pictures) < 20 {
		t.Errorf("%d pictures, %v", len(pictures), err)
	}
}
