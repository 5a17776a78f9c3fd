package traced

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"custody/app/trials/canary"
)

// A session that adds five documents of each type and opens them in the window writes nothing of what is in them.
func TestDocumentsAreWrittenNowhere(t *testing.T) {
	if testing.Short() {
		t.Skip("drives the window under strace")
	}
	walk := build(t, "custody/ui/walk/cmd")
	permitted(t, build(t, "custody"))
	root := canary.Sandbox(t)
	desk(t, filepath.Join(root, "desk"))
	display(t)
	vault, files := filepath.Join(root, "work", "vault"), filepath.Join(root, "files")
	if out, err := exec.Command(walk, "--electronic", "make", "--vault", vault).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	clear := documents(t, files)

	r := newRecord(root)
	said := r.trace(t, walk, "--electronic", "files", "--document", files, "--vault", vault, "--out", filepath.Join(root, "saved"))
	t.Log(strings.TrimSpace(said))
	if want := fmt.Sprintf("opened %d documents", 9*eachType); !strings.Contains(said, want) {
		t.Errorf("it does not say %q", want)
	}
	places := append(vaultPlaces("work/vault"), windowPlaces()...)
	places = append(places, place{"saved", "pictures of the screen", false}, place{"saved/electronic", "pictures of the screen", false},
		place{"saved/electronic/*.png", "pictures of the screen", true}, place{"files/*", "the originals", true})
	r.judge(t, root, places)
	for _, hit := range r.holds(t, root, places, clear) {
		t.Error(hit)
	}
	t.Logf("%d pieces of clear content were looked for beside the canaries", len(clear))
}

// holds tells which pieces are in something that was written, or left behind.
func (r *record) holds(t *testing.T, root string, places []place, clear pieces) (hits []string) {
	t.Helper()
	look := func(where string, data []byte) {
		for what, piece := range clear {
			if bytes.Contains(data, piece) {
				hits = append(hits, fmt.Sprintf("%s is in %s", what, where))
			}
		}
	}
	for path, data := range r.wrote {
		if p, _ := placeOf(root, path, places); !p.saved {
			look(path, data.Bytes())
		}
	}
	must(t, filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if p, _ := placeOf(root, path, places); p.saved {
			return nil
		}
		data, err := os.ReadFile(path)
		look(path, data)
		return err
	}))
	return hits
}

// What is planted is found: a piece of a file, and a row of a picture, in a file that is gone at once.
func TestPlantedContentIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("needs strace")
	}
	permitted(t, build(t, "custody"))
	root := canary.Sandbox(t)
	files := filepath.Join(root, "files")
	clear := documents(t, files)
	places := []place{{"tmp/*", "temporary", false}, {"files/*", "the originals", true}, {"/dev/null", "nothing", false}, {"piece", "the control", true}}
	for _, script := range []string{
		"dd if=files/b0.png of=tmp/a bs=4k; rm tmp/a", "dd if=files/a1.pdf of=tmp/a bs=1M; rm tmp/a", "dd if=files/d2.tiff of=tmp/a bs=1M",
		"dd if=files/i3.docx of=tmp/a bs=1M; rm tmp/a",
	} {
		r := newRecord(root)
		r.trace(t, "bash", "-c", "cd "+root+"; "+script)
		if hits := r.holds(t, root, places, clear); len(hits) == 0 {
			t.Errorf("%s: nothing is found", script)
		}
		must(t, os.RemoveAll(filepath.Join(root, "tmp", "a")))
	}
	row := clear["picture 0, row 100, BGRA"]
	if len(row) == 0 {
		t.Fatal("no row of a picture to plant")
	}
	must(t, os.WriteFile(filepath.Join(root, "piece"), row, 0o600))
	r := newRecord(root)
	r.trace(t, "bash", "-c", "cd "+root+"; dd if=piece of=tmp/c; rm tmp/c")
	if hits := r.holds(t, root, places, clear); len(hits) != 1 {
		t.Errorf("a row of a picture was planted; found: %v", hits)
	}
	r = newRecord(root)
	r.trace(t, "bash", "-c", "cd "+root+"; echo nothing > tmp/d; rm tmp/d")
	if hits := r.holds(t, root, places, clear); len(hits) > 0 {
		t.Errorf("nothing was planted; found: %v", hits)
	}
}
