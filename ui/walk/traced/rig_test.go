package traced

import (
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app/trials/canary"
)

// slow is how long one program may take under strace.
const slow = 10 * time.Minute

// build makes a program of the module before the sandbox hides the compiler's cache.
func build(t *testing.T, pkg string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), filepath.Base(pkg))
	if out, err := exec.Command("go", "build", "-o", program, pkg).CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return program
}

// permitted skips the test where nothing may be traced, and fails it where only strace is missing.
// The program shields its memory, so an account without that right sees its calls and not their texts.
func permitted(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatalf("%v; .ci/deps long installs it", err)
	}
	report := filepath.Join(t.TempDir(), "report")
	out, err := exec.Command("strace", "-f", "-y", "-o", report, "-e", "trace=write,openat", program, "version").CombinedOutput()
	if err != nil && (strings.Contains(string(out), "ptrace") || strings.Contains(string(out), "PTRACE")) {
		t.Skipf("this system permits no tracing: %s", out)
	}
	if err != nil {
		t.Fatalf("strace: %v\n%s", err, out)
	}
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "write(1") {
		t.Fatalf("strace shows no write:\n%s", text)
	}
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "write(1") && !strings.Contains(line, `"`) {
			t.Skip("this account may not read the texts of a program that shields its memory: run it as root")
		}
	}
}

// trace runs a program under strace and adds what it did to the record. It returns what it printed.
func (r *record) trace(t *testing.T, program string, args ...string) string {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report")
	defer os.Remove(report) //nolint:errcheck // the test's folder goes anyway
	ctx, cancel := context.WithTimeout(t.Context(), slow)
	defer cancel()
	all := append([]string{
		"-f", "--seccomp-bpf", "-y", "-s", "16777216", "-e", "signal=none", "-e", "trace=" + watched, "-o", report, program,
	}, args...)
	cmd := exec.CommandContext(ctx, "strace", all...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", filepath.Base(program), args, err, out)
	}
	f, err := os.Open(report)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := r.read(f); err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// place is where the program may write.
type place struct {
	pattern string // of filepath.Match, for the path in the sandbox; one that begins with / is outside of it
	why     string
	saved   bool // a person put it there on purpose: it may hold words
}

// placeOf finds the place that a path belongs to.
func placeOf(root, path string, places []place) (place, bool) {
	inside, is := strings.CutPrefix(path, root+"/")
	for _, p := range places {
		name := path
		if !strings.HasPrefix(p.pattern, "/") {
			if !is {
				continue
			}
			name = inside
		}
		if match, err := filepath.Match(p.pattern, name); err != nil {
			panic(err)
		} else if match {
			return p, true
		}
	}
	return place{}, false
}

// judge checks all that the program did against the places that are known.
func (r *record) judge(t testing.TB, root string, places []place) {
	t.Helper()
	used := map[string]int{}
	for _, path := range r.paths() {
		p, ok := placeOf(root, path, places)
		if !ok {
			t.Errorf("nobody knows what %s is for", path)
		}
		used[p.why]++
		if hits := canary.In([]byte(strings.TrimPrefix(path, root))); len(hits) > 0 {
			t.Errorf("a canary is in the name %s: %v", path, hits)
		}
	}
	for path, data := range r.wrote {
		if p, _ := placeOf(root, path, places); p.saved {
			continue
		}
		for _, hit := range canary.In(data.Bytes()) {
			t.Errorf("a canary was written to %s (%s)", path, hit)
		}
	}
	for _, f := range canary.Find(t, root) {
		path, _, _ := strings.Cut(f, " (")
		if p, _ := placeOf(root, path, places); !p.saved {
			t.Errorf("a canary is left in %s", f)
		}
	}
	r.whole(t)
	r.alone(t)
	t.Logf("%d calls, %d files opened for writing, %d names given, %d of them gone at the end, %d kB read in %d files and local sockets: %v",
		r.calls, len(r.opened), len(r.named), r.gone(), r.volume()>>10, len(r.wrote), used)
}

// paths are all files and folders the program opened for writing or named.
func (r *record) paths() []string {
	all := map[string]bool{}
	for path := range r.opened {
		all[path] = true
	}
	for path := range r.named {
		all[path] = true
	}
	for path := range r.wrote {
		if strings.HasPrefix(path, "/") {
			all[path] = true
		}
	}
	for path := range r.unseen {
		all[path] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// whole checks that nothing escaped the record: texts are complete, and a file that was filled in
// another way than by writing is still there to be read.
func (r *record) whole(t testing.TB) {
	t.Helper()
	if len(r.cut)+r.shielded+r.unnamed > 0 {
		t.Errorf("texts cut short: %v; %d not readable, %d files without a name", r.cut, r.shielded, r.unnamed)
	}
	for path, call := range r.unseen {
		if strings.HasPrefix(path, "/memfd:") || strings.HasPrefix(path, "/dev/") {
			continue
		}
		at := path
		if to, moved := r.moved[path]; moved {
			at = to
		}
		if _, err := os.Stat(at); err != nil {
			t.Errorf("%s was filled by %s and is gone: nobody can say with what", path, call)
		}
	}
}

// local are the sockets a program may reach: the display and the message buses of this computer.
var local = []string{"@/tmp/.X11-unix/", "/tmp/.X11-unix/", "/run/dbus/", "/var/run/dbus/", "/run/systemd/", "/var/run/nscd/"}

// alone checks that nothing went over a network, and to no local program but the display and the bus.
func (r *record) alone(t testing.TB) {
	t.Helper()
	for family := range r.sockets {
		if family != "AF_UNIX" {
			t.Errorf("a socket of %s was made", family)
		}
	}
	for peer := range r.peers {
		known := slices.ContainsFunc(local, func(prefix string) bool { return strings.HasPrefix(peer, prefix) })
		noWayland := filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), os.Getenv("WAYLAND_DISPLAY"))
		if !known && peer != noWayland && peer != strings.TrimPrefix(os.Getenv(busEnv), "unix:path=") {
			t.Errorf("it connected to %s", peer)
		}
	}
}

// busEnv names the session's message bus.
const busEnv = "DBUS_SESSION_BUS_ADDRESS"

func (r *record) volume() (bytes int) {
	for _, b := range r.wrote {
		bytes += b.Len()
	}
	return bytes
}

func (r *record) gone() (n int) {
	for path := range r.named {
		if _, err := os.Lstat(path); err != nil {
			n++
		}
	}
	return n
}
