package trials_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// image is what a vault's folder holds, by file.
type image map[string][]byte

// imageOf copies a folder as a cut of the power would leave it: commits in the log.
func imageOf(t *testing.T, dir string) image {
	t.Helper()
	entries, err := os.ReadDir(dir)
	ok(t, err)
	img := image{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		img[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name()))
		ok(t, err)
	}
	return img
}

// put writes the image over whatever a trial left in the folder.
func (img image) put(t *testing.T, dir string) {
	t.Helper()
	ok(t, os.RemoveAll(dir))
	ok(t, os.Mkdir(dir, 0o700))
	for name, data := range img {
		ok(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
}

// smallVault is a vault with records and loans, part in the register, part in the log.
func smallVault(t *testing.T) (*apptest.Kit, image) {
	t.Helper()
	k := apptest.New(t)
	_, copies := k.Records("深圳市精工电子有限公司", 4)
	_, office := k.Staff("李㛃", app.Auditor)
	k.Lent(office, copies[0])
	k.Reopen()
	_, office = k.Staff("王𬱖", app.Auditor)
	k.Lent(office, copies[1])
	k.Requested(office, copies[2])
	img := imageOf(t, k.Dir)
	ok(t, k.Locked.Close())
	return k, img
}

// answers is what the office says of its records, in one text, or a refusal.
func answers(t *testing.T, office *app.Office) (string, error) {
	ctx := t.Context()
	clients, err1 := office.Clients(ctx, app.ClientFilter{})
	documents, err2 := office.Documents(ctx, app.DocumentFilter{})
	loans, err3 := office.Loans(ctx, app.LoanFilter{})
	people, err4 := office.People(ctx, app.PersonFilter{})
	hits, err5 := office.Search(ctx, "精工", 20)
	settings, err6 := office.Settings(ctx)
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		return "", err
	}
	if len(clients) == 0 || len(documents) == 0 || len(loans) == 0 || len(people) == 0 || len(hits) == 0 {
		return "", errors.New("a list is empty")
	}
	text, err := json.Marshal([]any{clients, documents, loans, people, hits, settings})
	return string(text), err
}

// One flipped byte in any file: the vault is refused by somebody's first touch or by
// its verification, which name the file and the place; until then every answer is right.
func TestOneFlippedByteIsNeverAWrongAnswer(t *testing.T) {
	k, img := smallVault(t)
	dir := filepath.Join(t.TempDir(), "vault")
	img.put(t, dir)
	right, _, err := judge(t, k, dir)
	ok(t, err)
	for _, name := range []string{"keys", "register", "register.log"} {
		data := img[name]
		flips := 2500
		if testing.Short() {
			flips = 40
		}
		stride := max(1, len(data)/flips)
		if stride > 1 {
			stride |= 1 // odd, so that it walks through all places of a record
		}
		n, refused := 0, 0
		for at := 0; at < len(data) && !t.Failed(); at += stride {
			bad := maps.Clone(img)
			bad[name] = slices.Clone(data)
			bad[name][at] ^= 1 << (at % 8)
			bad.put(t, dir)
			n++
			if checkFlip(t, k, dir, fmt.Sprintf("byte %d of %s", at, name), name, right) {
				refused++
			}
		}
		t.Logf("%s: %d flips in %d bytes, %d refused at the door, the rest named by verification", name, n, len(data), refused)
	}
}

// checkFlip judges one damaged vault; atDoor tells that nobody got in.
func checkFlip(t *testing.T, k *apptest.Kit, dir, what, name, right string) (atDoor bool) {
	t.Helper()
	text, damage, err := judge(t, k, dir)
	if text != "" && text != right {
		t.Errorf("%s: the office answers wrongly", what)
	}
	var e *app.Error
	switch {
	case err == nil && len(damage) == 0:
		t.Errorf("%s: nobody noticed", what)
	case err == nil:
		for _, d := range damage {
			if d.File != name || d.Place == "" {
				t.Errorf("%s: blamed on %+v", what, d)
			}
		}
	case !errors.As(err, &e) || e.Code != app.Damaged || len(e.Args) < 2 || e.Args[0] != name || !strings.HasPrefix(fmt.Sprint(e.Args[1]), "byte "):
		t.Errorf("%s: refused without naming it: %v", what, err)
	}
	return err != nil
}

// judge opens a vault as the program does, asks the office and verifies. An answer is
// empty when the office refused to give one.
func judge(t *testing.T, k *apptest.Kit, dir string) (text string, damage []app.Damage, err error) {
	t.Helper()
	locked, err := k.Vaults.Open(t.Context(), dir)
	if err != nil {
		return "", nil, err
	}
	defer func() {
		// A vault that is known to be damaged may refuse to write its pages home.
		if closing := locked.Close(); closing != nil && err == nil && len(damage) == 0 {
			t.Errorf("closing: %v", closing)
		}
	}()
	office, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	if err != nil {
		return "", nil, err
	}
	text, asking := answers(t, office)
	if asking != nil && app.CodeOf(asking) != app.Damaged {
		t.Errorf("a damaged page is told as %v", asking)
	}
	damage, err = locked.Verify(t.Context(), nil)
	if err == nil && asking != nil && len(damage) == 0 {
		err = asking
	}
	return text, damage, err
}
