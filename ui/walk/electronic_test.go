package walk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestElectronic borrows an electronic document in the real window: known by its number only, approved to look at for three
// days, open with its mark, print refused, given back, and open no more.
func TestElectronic(t *testing.T) {
	env := display(t)
	dir := t.TempDir()
	out := dir
	if keep := os.Getenv(keepPictures); keep != "" {
		out = keep
	}
	program, vault := filepath.Join(dir, "walk"), filepath.Join(dir, "vault")
	run(t, os.Environ(), "go", "build", "-o", program, "./cmd")
	start := time.Now()
	document := strings.TrimSpace(run(t, env, program, "--electronic", "make", "--vault", vault))
	made := time.Since(start)
	said := run(t, env, program, "--electronic", "read", "--vault", vault, "--document", document, "--out", out)
	t.Logf("made in %.0f s, walked in %.0f s\n%s", made.Seconds(), (time.Since(start) - made).Seconds(), said)
	if !strings.Contains(said, "the mark:") {
		t.Error("nobody looked for the mark")
	}
	pictures, err := filepath.Glob(filepath.Join(out, "electronic", "*.png"))
	if err != nil || len(pictures) < 13 {
		t.Errorf("%d pictures, %v", len(pictures), err)
	}
}
