package traced

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/app/trials/canary"
)

// Words are typed into the real window, and sent out of it in every way that a person has.
func TestWindowWritesNowhereElse(t *testing.T) {
	if testing.Short() {
		t.Skip("drives the window under strace")
	}
	program, walk := build(t, "custody"), build(t, "custody/ui/walk/cmd")
	permitted(t, program)
	root := canary.Sandbox(t)
	desk(t, filepath.Join(root, "desk"))
	display(t)
	vault, saved := filepath.Join(root, "work", "vault"), filepath.Join(root, "saved")
	if out, err := exec.Command(program, "demo", vault).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}

	r := newRecord(root)
	said := r.trace(t, walk, "--type", canary.Chinese+canary.Plain, "--vault", vault, "--out", saved)
	t.Log(strings.TrimSpace(said))
	if hits := canary.In([]byte(said)); len(hits) > 0 {
		t.Errorf("it says a canary on the terminal: %v", hits)
	}

	places := append(vaultPlaces("work/vault"), []place{
		{"saved", "saved on purpose", true},
		{"saved/list.pdf", "saved on purpose", true},
		{"saved/clients.xlsx", "saved on purpose", true},
		{"saved/.custody-*", "saved on purpose", true},
		{"tmp/custody-view-*", "shown on purpose", true},
		{"tmp/custody-view-*/*.pdf", "shown on purpose", true},
	}...)
	places = append(places, windowPlaces()...)
	r.judge(t, root, places)
	if left, err := filepath.Glob(filepath.Join(root, "tmp", "custody-view-*")); err != nil || len(left) > 0 {
		t.Errorf("left for a viewer: %v %v", left, err)
	}
	if !slices.ContainsFunc(r.paths(), func(path string) bool { return strings.Contains(path, "/custody-view-") }) {
		t.Error("nothing was shown")
	}
	r.exactly(t, filepath.Join(saved, "list.pdf"))
	r.exactly(t, filepath.Join(saved, "clients.xlsx"))
}

// windowPlaces are where what the window stands on writes: the toolkit, the display, the machine code of the PDF reader.
func windowPlaces() []place {
	return []place{
		{"/dev/null", "nothing", false},
		{"config/fyne", "preferences", false},
		{"config/fyne/*", "preferences", false},
		{"config/fyne/*/preferences.json", "preferences", false},
		{"cache/fyne", "toolkit", false},
		{"cache/fyne/*", "toolkit", false},
		{"cache/font_index_*.cache", "list of fonts", false},
		{"cache/mesa_shader_cache*", "graphics driver", false},
		{"cache/mesa_shader_cache*/*", "graphics driver", false},
		{"cache/mesa_shader_cache*/*/*", "graphics driver", false},
		{"/memfd:*", "memory shared with the display", false},
		{"cache/custody", "machine code of the program's own", false},
		{"cache/custody/compiled", "machine code of the program's own", false},
		{"cache/custody/compiled/*", "machine code of the program's own", false},
		{"cache/custody/compiled/*/*", "machine code of the program's own", false},
	}
}

// desk is a printer and a viewer that take what they are given and keep nothing.
func desk(t *testing.T, dir string) {
	t.Helper()
	must(t, os.Mkdir(dir, 0o700))
	for name, script := range map[string]string{"lp": "exec cat >/dev/null", "xdg-open": "exit 0"} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700))
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// display starts a screen and a message bus for the window, outside of the record.
func display(t *testing.T) {
	t.Helper()
	number := serve(t, "Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp")
	t.Setenv("DISPLAY", ":"+number)
	t.Setenv("LIBGL_ALWAYS_SOFTWARE", "1")
	t.Setenv("WAYLAND_DISPLAY", "wayland-none")
	address := serve(t, "dbus-daemon", "--session", "--nofork", "--print-address=1", "--address=unix:path="+filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus"))
	address, _, _ = strings.Cut(address, ",")
	t.Setenv(busEnv, address)
}

// serve starts a program that lasts as long as the test and returns the first line it prints.
func serve(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	out, err := cmd.StdoutPipe()
	must(t, err)
	if err := cmd.Start(); err != nil {
		t.Fatalf("%v; .ci/deps installs it", err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may have gone by itself
		cmd.Wait()         //nolint:errcheck // killed
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return strings.TrimSpace(line)
}
