package walk_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"custody/ui/walk"
)

// TestCampaign has a campaign planned, started, printed into a folder and signed by one of its people on the pad, all in the
// real window, for twenty people; in its long form for two hundred. Every paper is sound and names its person, names of rare
// characters and of forty among them; the signed one is under a valid seal, until a byte of it is another.
func TestCampaign(t *testing.T) {
	people := 200
	if testing.Short() {
		people = 20
	}
	env := display(t)
	needs(t, "pdfsig")
	dir := t.TempDir()
	out := dir
	if keep := os.Getenv(keepPictures); keep != "" {
		out = keep
	}
	program := filepath.Join(dir, "walk")
	run(t, os.Environ(), "go", "build", "-o", program, "./cmd")
	start := time.Now()
	said := run(t, env, program, "--campaign", strconv.Itoa(people), "--out", out)
	t.Logf("walked in %.0f s\n%s", time.Since(start).Seconds(), said)
	papers, err := filepath.Glob(filepath.Join(out, "campaign-*", "campaign", "*.pdf"))
	if err != nil || len(papers) != people {
		t.Fatalf("%d papers for %d people, %v", len(papers), people, err)
	}
	for i := range people {
		named(t, env, one(t, filepath.Join(out, "campaign-*", "campaign", fmt.Sprintf("*-%d-*.pdf", 1001+i))), walk.CampaignName(i))
	}
	sealed := one(t, filepath.Join(out, "campaign-*", "sealed.pdf"))
	named(t, env, sealed, walk.CampaignName(0))
	underSeal(t, env, sealed)
}

// named looks whether a paper is sound and says the name.
func named(t *testing.T, env []string, file, name string) {
	t.Helper()
	run(t, env, "qpdf", "--check", file)
	text := strings.Join(strings.Fields(run(t, env, "pdftotext", file, "-")), "")
	if !strings.Contains(text, name) {
		t.Errorf("%s does not name %s", filepath.Base(file), name)
	}
}

// underSeal has another reader of signatures and the program itself look at a sealed paper, and at it with one byte changed.
func underSeal(t *testing.T, env []string, file string) {
	t.Helper()
	custody := filepath.Join(t.TempDir(), "custody")
	run(t, os.Environ(), "go", "build", "-o", custody, "../..")
	if said := run(t, env, "pdfsig", file); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
		t.Errorf("pdfsig says: %s", said)
	}
	run(t, env, custody, "letter", "verify", file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("stream")) + 40
	data[at] ^= 1
	changed := filepath.Join(t.TempDir(), "changed.pdf")
	if err := os.WriteFile(changed, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pdfsig", changed)
	cmd.Env = env
	if said, _ := cmd.CombinedOutput(); strings.Contains(string(said), "Signature is Valid") {
		t.Errorf("pdfsig says of another byte: %s", said)
	}
	cmd = exec.Command(custody, "letter", "verify", changed)
	cmd.Env = env
	if said, err := cmd.CombinedOutput(); err == nil {
		t.Errorf("letter verify says of another byte: %s", said)
	}
}
