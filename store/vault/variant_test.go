package vault_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

// edit is a change of the vault's own sources: old stands in file exactly once.
type edit struct{ file, old, new string }

// variant is the vault with a fault in it. The edits ask faulty(name), so one build serves all variants.
type variant struct {
	name   string
	outage string // the work whose images must show it
	shows  string // what they then say, a regular expression
	edits  []edit
}

// switchFile is added to the faulty build.
const switchFile = `package vault

import "os"

var chosenFault = os.Getenv("VAULT_FAULT")

func faulty(name string) bool { return name == chosenFault }
`

// buildFaulty builds this package's tests with every variant in it, by way of go's overlay: the sources stay as they are.
func buildFaulty(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	here, err := os.Getwd()
	allWell(t, err)
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	put := func(name, text string) {
		to := filepath.Join(dir, name)
		allWell(t, os.WriteFile(to, []byte(text), 0o600))
		overlay.Replace[filepath.Join(here, name)] = to
	}
	put("faulty.go", switchFile)
	for name, text := range edited(t) {
		put(name, text)
	}
	list, err := json.Marshal(overlay)
	allWell(t, err)
	allWell(t, os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o600))
	bin := filepath.Join(dir, "faulty.test")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	// -trimpath, so that the program's own build has most of it ready.
	out, err := exec.Command("go", "test", "-c", "-trimpath", "-overlay", filepath.Join(dir, "overlay.json"), "-o", bin, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// edited gives the sources with all edits made. One that does not fit any more fails the test.
func edited(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, v := range variants {
		for _, e := range v.edits {
			if _, ok := texts[e.file]; !ok {
				b, err := os.ReadFile(e.file)
				allWell(t, err)
				texts[e.file] = string(b)
			}
			if n := strings.Count(texts[e.file], e.old); n != 1 {
				t.Fatalf("%s: the place to change stands %d times in %s:\n%s", v.name, n, e.file, e.old)
			}
			if !strings.Contains(e.new, `faulty("`+v.name+`")`) {
				t.Fatalf("%s: an edit of %s is always on", v.name, e.file)
			}
			texts[e.file] = strings.Replace(texts[e.file], e.old, e.new, 1)
		}
	}
	return texts
}

// TestCrashImagesCatch builds the vault with a fault in it, and expects TestCrashImages to fail for it. The same build
// without a fault must pass.
func TestCrashImagesCatch(t *testing.T) {
	bin := buildFaulty(t)
	turn := make(chan struct{}, 2)
	t.Run("no fault", func(t *testing.T) {
		if out, err := runFaulty(t, bin, "", "large commits"); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	})
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			turn <- struct{}{}
			defer func() { <-turn }()
			out, err := runFaulty(t, bin, v.name, v.outage)
			line := regexp.MustCompile(`seed \d+, event .*`).FindString(out)
			if err == nil || line == "" {
				t.Fatalf("no image shows it: %v\n%s", err, out)
			}
			if !regexp.MustCompile(v.shows).MatchString(out) {
				t.Errorf("it shows, but not as %q:\n%s", v.shows, out)
			}
			t.Log(line)
		})
	}
}

func runFaulty(t *testing.T, bin, fault, outage string) (string, error) {
	t.Helper()
	limit, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	cmd := exec.CommandContext(limit, bin, "-test.short", "-test.run", "^TestCrashImages$/^"+strings.ReplaceAll(outage, " ", "_")+"$")
	cmd.Env = append(os.Environ(), "VAULT_FAULT="+fault)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
