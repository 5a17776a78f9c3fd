package vault

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// spottyFS gives files of which some bytes cannot be read.
type spottyFS struct {
	FS
	size     bool // nor their length
	from, to int64
	names    error // of folders
}

type spottyFile struct {
	File
	d spottyFS
}

func (d spottyFS) Open(path string, create bool) (File, error) {
	f, err := d.FS.Open(path, create)
	return spottyFile{f, d}, err
}

func (d spottyFS) Names(path string) ([]string, error) {
	if d.names != nil {
		return nil, d.names
	}
	return d.FS.Names(path)
}

func (f spottyFile) Size() (int64, error) {
	if f.d.size {
		return 0, errStubborn
	}
	return f.File.Size()
}

func (f spottyFile) ReadAt(p []byte, off int64) (int, error) {
	if off < f.d.to && off+int64(len(p)) > f.d.from {
		return 0, errStubborn
	}
	return f.File.ReadAt(p, off)
}

// sealedDocument puts a document of n bytes into a new folder.
func sealedDocument(t *testing.T, n int) (dir, id string) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	d := Documents{fsys: OS(), dir: dir, rand: testSeals.rand}
	doc, err := d.Put(context.Background(), key.Recipient(), strings.NewReader(strings.Repeat("x", n)))
	if err != nil {
		t.Fatal(err)
	}
	return dir, doc.ID
}

// A document that cannot be read to its end is named with what is wrong; one that is whole is not.
func TestFlawsOfADocument(t *testing.T) {
	dir, id := sealedDocument(t, 200_000)
	ctx := context.Background()
	for name, c := range map[string]struct {
		fsys FS
		want string
	}{
		"whole":                {OS(), ""},
		"no file":              {&stubborn{FS: OS(), open: fs.ErrNotExist}, "document cannot be opened"},
		"no length":            {spottyFS{FS: OS(), size: true}, "document cannot be read"},
		"no beginning":         {spottyFS{FS: OS(), from: 0, to: 1}, "document is no age file"},
		"nothing past 60 KiB":  {spottyFS{FS: OS(), from: 60 << 10, to: 1 << 20}, "document cannot be read"},
		"nothing past 100 KiB": {spottyFS{FS: OS(), from: 100 << 10, to: 1 << 20}, "document cannot be read"},
		"no last byte":         {spottyFS{FS: OS(), from: 200_000, to: 1 << 20}, "document cannot be read"},
	} {
		d := Documents{fsys: c.fsys, dir: dir}
		if got := d.flaw(ctx, id); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	d := Documents{fsys: OS(), dir: dir}
	if got := d.flaw(stopped, id); got != "" {
		t.Errorf("given up, not damaged: %q", got)
	}
}

// The count of documents is of those that were looked at.
func TestCheckDocumentsCounts(t *testing.T) {
	dir, id := sealedDocument(t, 10)
	ctx := context.Background()
	if n, bad, err := checkDocuments(ctx, OS(), dir); n != 1 || len(bad) != 0 || err != nil {
		t.Errorf("%d, %v, %v", n, bad, err)
	}
	n, bad, err := checkDocuments(ctx, spottyFS{FS: OS(), from: 0, to: 1}, dir)
	if n != 1 || err != nil || len(bad) != 1 || bad[0].Part != PartDocument || bad[0].File != filepath.ToSlash(DocumentPath(id)) {
		t.Errorf("%d, %v, %v", n, bad, err)
	}
	if _, _, err := checkDocuments(ctx, spottyFS{FS: OS(), names: errStubborn}, dir); !errors.Is(err, errStubborn) {
		t.Errorf("a folder that cannot be listed: %v", err)
	}
	_, bad, err = checkDocuments(ctx, spottyFS{FS: OS(), names: fs.ErrPermission}, dir)
	if err != nil || len(bad) != 1 || bad[0].File != "documents" || bad[0].Kind() != Barred {
		t.Errorf("a folder that may not be listed is not told of: %v, %v", bad, err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if n, bad, err := checkDocuments(stopped, OS(), dir); n != 0 || len(bad) != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %d, %v, %v", n, bad, err)
	}
}

// What damage is called, and which of it means that an older part was put back.
func TestKindsOfDamage(t *testing.T) {
	for reason, want := range map[string]Kind{
		reasonMissing: Missing, reasonCut: Cut, reasonOldKeys: Older, reasonOldRegister: Older, reasonForeignLog: Older, "anything": Broken,
	} {
		d := damaged("register", 7, reason)
		if d.Kind() != want || d.Error() != "vault: damaged: register at byte 7: "+reason || !errors.Is(d, ErrDamaged) || errors.Is(d, ErrNotVault) {
			t.Errorf("%v: %d, not %d", d, d.Kind(), want)
		}
	}
	r := Report{}
	if err := r.add(damaged("keys", 0, reasonMissing)); err != nil || r.Sound() || len(r.Bad) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if err := r.add(errStubborn); !errors.Is(err, errStubborn) || len(r.Bad) != 1 || as(errStubborn) != nil {
		t.Errorf("%+v, %v", r, err)
	}
	if err := r.add(nil); err != nil || len(r.Bad) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
