package trials_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	mathrand "math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// contentsEnv tells the child to add and reseal electronic documents; it holds the code of a case file.
const contentsEnv = "CUSTODY_TRIAL_CONTENTS"

// A process that adds electronic documents and seals them anew is killed at random moments: what it had been told was done
// is there and opens, nothing is half there, no file is left over, and the vault verifies.
func TestKilledWhileSealing(t *testing.T) {
	kills := 60
	if testing.Short() {
		kills = 8
	}
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	file := k.File(c.Code, "初次认证")
	ok(t, k.Locked.Close())
	said, resealed, cutShort := map[string]bool{}, 0, 0
	for range kills {
		k.Clock.Advance(time.Hour)
		for _, s := range killedRun(t, k, nil, contentsEnv+"="+file.Code) {
			said[s.loan] = true
			if s.act == "reseal" {
				resealed++
			}
		}
		cutShort += unfinished(t, k.Dir)
		k.Clock.Advance(time.Hour)
		checkContents(t, k, said)
	}
	if len(said) < kills/2 || resealed < kills/4 || cutShort < 1 {
		t.Errorf("%d added, %d sealed anew, %d files cut short in %d runs: too few to mean anything", len(said), resealed, cutShort, kills)
	}
	t.Logf("%d kills, %d documents added and %d times sealed anew, all there; %d files cut short", kills, len(said), resealed, cutShort)
}

// unfinished counts files that a kill left unfinished.
func unfinished(t *testing.T, dir string) (n int) {
	t.Helper()
	for _, name := range sealedFiles(t, dir) {
		if strings.HasSuffix(name, ".new") {
			n++
		}
	}
	return n
}

func sealedFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "documents"), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	})
	ok(t, err)
	return names
}

// checkContents opens the vault, as the next start does, and looks at every document and every file.
func checkContents(t *testing.T, k *apptest.Kit, said map[string]bool) {
	t.Helper()
	office := open(t, k)
	damage, err := k.Locked.Verify(t.Context(), nil)
	ok(t, err)
	report, err := office.VerifyAudit(t.Context())
	ok(t, err)
	if len(damage) > 0 || len(report.Broken) > 0 {
		t.Fatalf("damage %v, log %v", damage, report.Broken)
	}
	objects := map[string]bool{}
	var contents []app.Content
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		return r.EachContent(func(c app.Content) error {
			contents = append(contents, c)
			objects[c.Object] = true
			return nil
		})
	}))
	there := map[string]bool{}
	for i, c := range contents {
		there[c.Document] = true
		if i < len(contents)-6 && i%17 != 0 {
			continue // Verify has compared each file; opening some of the old ones is enough
		}
		r, err := office.OpenContent(t.Context(), c.Document)
		ok(t, err)
		checkNoise(t, r)
		ok(t, office.CloseContent(t.Context(), r, app.Seen{}))
	}
	for code := range said {
		if !there[code] {
			t.Errorf("%s was said to be there", code)
		}
	}
	for _, name := range sealedFiles(t, k.Dir) {
		if !objects[name] {
			t.Errorf("a file is left over: %s", name)
		}
		delete(objects, name)
	}
	if len(objects) > 0 {
		t.Errorf("files are missing: %v", objects)
	}
	docs, err := office.CountDocuments(t.Context(), app.DocumentFilter{})
	ok(t, err)
	if docs != len(contents) {
		t.Errorf("%d documents, %d files", docs, len(contents))
	}
	ok(t, k.Locked.Close())
}

// checkNoise compares what a document holds with what its name says that was put into it.
func checkNoise(t *testing.T, r *app.Reading) {
	t.Helper()
	seed, err := strconv.ParseUint(strings.TrimSuffix(r.Name, ".bin"), 10, 64)
	ok(t, err)
	got, err := io.ReadAll(io.NewSectionReader(r.File, 0, r.File.Size()))
	ok(t, err)
	if !bytes.Equal(got, noise(seed)) {
		t.Errorf("%s holds something else", r.Document)
	}
}

// noise is what a document holds, by its seed: half a megabyte to four.
func noise(seed uint64) []byte {
	out := make([]byte, (1+int(seed%8))<<19)
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	_, _ = mathrand.NewChaCha8(key).Read(out) // never fails
	return out
}

// sealUntilKilled is the child: it adds documents and seals each anew, and says each step once it is done.
func sealUntilKilled(ctx context.Context, dir, file, now string) error {
	start, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return err
	}
	clock := &apptest.Clock{}
	clock.Set(start)
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, Now: clock.Now}}
	locked, err := app.Vaults{Gate: gate, Env: app.Env{Clock: clock.Now, Rand: rand.Reader}}.Open(ctx, dir)
	if err != nil {
		return err
	}
	office, err := locked.Unlock(ctx, apptest.FounderLogin, apptest.FounderPassword)
	if err != nil {
		return err
	}
	say("open")
	for {
		clock.Advance(time.Second)
		seed := mathrand.Uint64()
		data := noise(seed)
		d, err := office.AddContent(ctx, app.NewContent{
			File: file, Name: fmt.Sprintf("%d.bin", seed), Size: int64(len(data)), Category: app.CategoryD, Sensitivity: app.Ordinary,
			Source: app.FromClient, Received: app.DateOf(clock.Now()),
		}, bytes.NewReader(data), nil)
		if err != nil {
			return err
		}
		say("add", d.Code, "-")
		if err := office.Reseal(ctx, d.Code, nil); err != nil {
			return err
		}
		say("reseal", d.Code, "-")
	}
}
