package grants

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

// edit is a change of the office's sources: old stands in file, below app, exactly once.
type edit struct{ file, old, new string }

// rule is a rule of who holds a key, and the edits that break it when faulty says so.
type rule struct {
	broken string
	shows  string // what the property then says, a regular expression
	edits  []edit
}

// switchFile is added to the broken build.
const switchFile = `package app

import "os"

var chosenFault = os.Getenv("CUSTODY_FAULT")

func faulty(name string) bool { return name == chosenFault }
`

// Each rule broken on purpose is caught by TestKeysFollowDuty, and the same build with none broken is not.
func TestABrokenRuleIsCaught(t *testing.T) {
	if raced {
		t.Skip("the pass without the race detector runs it")
	}
	bin := buildBroken(t)
	if out, err := runBroken(t, bin, "", "40"); err != nil {
		t.Fatalf("no rule is broken: %v\n%s", err, out)
	}
	turn := make(chan struct{}, 2)
	for i, r := range rules {
		if testing.Short() && i >= 3 {
			break
		}
		t.Run(r.broken, func(t *testing.T) {
			t.Parallel()
			turn <- struct{}{}
			defer func() { <-turn }()
			out, err := runBroken(t, bin, r.broken, "600")
			told := regexp.MustCompile(`seed \d+: .*`).FindString(out)
			if err == nil || told == "" {
				t.Fatalf("nothing shows it: %v\n%s", err, out)
			}
			if !regexp.MustCompile(r.shows).MatchString(told) {
				t.Errorf("it shows, but not as %q:\n%s", r.shows, out)
			}
			t.Log(told)
		})
	}
}

// buildBroken builds these tests over an office with every fault in it, by way of go's overlay: the sources stay as
// they are.
func buildBroken(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	office, err := filepath.Abs("../..")
	must(t, err)
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	put := func(name, text string) {
		to := filepath.Join(dir, name)
		must(t, os.WriteFile(to, []byte(text), 0o600))
		overlay.Replace[filepath.Join(office, name)] = to
	}
	put("faulty.go", switchFile)
	for name, text := range edited(t, office) {
		put(name, text)
	}
	list, err := json.Marshal(overlay)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o600))
	bin := filepath.Join(dir, "broken.test")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	out, err := exec.Command("go", "test", "-c", "-trimpath", "-overlay", filepath.Join(dir, "overlay.json"), "-o", bin, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// edited gives the sources with all edits made. One that does not fit any more fails the test.
func edited(t *testing.T, office string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, r := range rules {
		for _, e := range r.edits {
			if _, ok := texts[e.file]; !ok {
				b, err := os.ReadFile(filepath.Join(office, e.file))
				must(t, err)
				texts[e.file] = string(b)
			}
			if n := strings.Count(texts[e.file], e.old); n != 1 {
				t.Fatalf("%s: the place to change stands %d times in %s:\n%s", r.broken, n, e.file, e.old)
			}
			if !strings.Contains(e.new, `faulty("`+r.broken+`")`) {
				t.Fatalf("%s: an edit of %s is always on", r.broken, e.file)
			}
			texts[e.file] = strings.Replace(texts[e.file], e.old, e.new, 1)
		}
	}
	return texts
}

func runBroken(t *testing.T, bin, fault, histories string) (string, error) {
	t.Helper()
	limit, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	cmd := exec.CommandContext(limit, bin, "-test.short", "-test.run", "^TestKeysFollowDuty$")
	cmd.Env = append(os.Environ(), "CUSTODY_FAULT="+fault, "CUSTODY_HISTORIES="+histories, "CUSTODY_SEED=1")
	out, err := cmd.CombinedOutput()
	return string(out), err
}
