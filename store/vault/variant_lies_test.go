package vault_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestCrashImagesCatchAFileLayerThatLies takes one kind of sync away, as a program that forgets it would, and expects the images
// to show it.
func TestCrashImagesCatchAFileLayerThatLies(t *testing.T) {
	forgets := func(kind eventKind, suffix string) lie {
		return func(_ int, e event) bool { return e.kind == kind && strings.HasSuffix(e.path, suffix) }
	}
	for _, v := range []struct {
		name, work string
		lie        lie
	}{
		{"no sync of the log", "register", forgets(evSync, "/register.log")},
		{"no sync of the register", "register", forgets(evSync, "/register")},
		{"no sync of the key file", "keys", forgets(evSync, "/keys")},
		{"longer key file renamed before it is synced", "keys", forgets(evSync, "/keys.new")},
		{"no sync of the folder after a creation", "creation", forgets(evSyncDir, simDir)},
		{"no sync of the folder above after a creation", "creation", forgets(evSyncDir, "/sim")},
		{"new register renamed before it is synced", "new vault key", forgets(evSync, "/register.new")},
		{"new keys renamed before they are synced", "new vault key", forgets(evSync, "/keys.new")},
		{"no sync of the folder after a new vault key", "new vault key", forgets(evSyncDir, simDir)},
		{"backup renamed before it is synced", "backup", forgets(evSync, ".part")},
		{"no sync of the folder after a backup", "backup", forgets(evSyncDir, backupDir)},
		{"document renamed before it is synced", "backup", func(_ int, e event) bool {
			return e.kind == evSync && strings.Contains(e.path, "/documents/")
		}},
		{"document registered before it is synced", "documents and the register", func(_ int, e event) bool {
			return e.kind == evSync && strings.Contains(e.path, "/documents/")
		}},
		{"no sync of a document's folder", "documents and the register", func(_ int, e event) bool {
			return e.kind == evSyncDir && strings.Contains(e.path, "/documents/")
		}},
		{"no sync of the documents' folders", "documents and the register", func(_ int, e event) bool {
			return e.kind == evSyncDir && strings.HasSuffix(e.path, "/documents")
		}},
		{"restored folder renamed before its files are synced", "restore", func(_ int, e event) bool {
			return e.kind == evSync && strings.Contains(e.path, restoreDir)
		}},
		{"restored folder renamed before it is synced", "restore", func(_ int, e event) bool {
			return e.kind == evSyncDir && strings.Contains(e.path, restoreDir)
		}},
		{"no sync of the folder above after restoring", "restore", func(_ int, e event) bool {
			return e.kind == evSyncDir && e.path == filepath.Dir(restoreDir)
		}},
	} {
		t.Run(v.name, func(t *testing.T) {
			first := -1 // place in the trace of the first lie
			s, w := outageCalled(t, v.work).work(t, 1, func(at int, e event) bool {
				if v.lie(at, e) && first < 0 {
					first = at
				}
				return v.lie(at, e)
			})
			if first < 0 {
				t.Fatal("there was no such sync to leave out")
			}
			c := &crash{seed: 1, from: first, stop: 1}
			c.run(s, w, outageCalled(t, v.work).images/2)
			if len(c.bad) == 0 {
				t.Fatalf("%d images, and none shows it", c.images)
			}
			t.Logf("after %d images: %s", c.images, c.bad[0])
		})
	}
}

func outageCalled(t *testing.T, name string) outage {
	t.Helper()
	for _, o := range outages {
		if o.name == name {
			return o
		}
	}
	t.Fatal(name)
	return outage{}
}
