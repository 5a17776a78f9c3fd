package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

// Each operation of the files fails once while documents are put, read, listed, tidied and removed, and all after it go well.
func TestNoFailureOfDocumentsIsUnheard(t *testing.T) {
	s, _ := deafBase(t)
	key, text := documentKey(t), noise(70_000, 1)
	heard(t, s, 20, func(o vault.Options) (err error) {
		v, err := vault.Open(ctx, deafDir, o)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, v.Close()) }()
		store := v.Documents()
		doc, err := store.Put(ctx, key.Recipient(), bytes.NewReader(text))
		if err != nil {
			if ids, lerr := store.List(); lerr != nil || len(ids) > 0 && !done(o.FS.(*deafFS).hit) {
				t.Errorf("%s: a document that failed is there: %v, %v", o.FS.(*deafFS).hit, ids, lerr)
			}
			return err
		}
		if hit := o.FS.(*deafFS).hit; hit != "" {
			t.Errorf("%s: put all the same", hit)
		}
		if err := store.Check(ctx, doc); err != nil {
			return err
		}
		if ids, err := store.List(); err != nil || len(ids) != 1 {
			return errors.Join(errStrange, err)
		}
		r, err := store.Stream(ctx, doc, key)
		if err != nil {
			return err
		}
		got, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return err
		}
		if !bytes.Equal(got, text) {
			return errStrange
		}
		if err := store.TidyKnowing(); err != nil {
			return err
		}
		return store.Remove(doc.ID)
	})
}

// done reports whether the operation that failed may have been done all the same: a deafFS renames before it complains.
func done(hit string) bool {
	return strings.HasPrefix(hit, "rename") || strings.HasPrefix(hit, "sync folder")
}

var errStrange = errors.New("something else came back")

// What could not be tidied is told.
func TestTidyThatFails(t *testing.T) {
	for _, op := range []string{"remove", "syncdir"} {
		o := cheap()
		d := &disk{FS: vault.OS(), under: "nothing yet", op: op, nth: 1, with: errDisk}
		o.FS = d
		v, dir, _ := create(t, o)
		file := filepath.Join(dir, "documents", "ab", strings.Repeat("ab", 16)+".new")
		fine(t, vault.OS().MkdirAll(filepath.Dir(file)))
		f, err := vault.OS().Open(file, true)
		fine(t, err)
		fine(t, f.Close())
		d.under = dir
		if err := v.Documents().TidyKnowing(); !errors.Is(err, errDisk) {
			t.Errorf("%s: %v", op, err)
		}
		d.under = "nothing more"
	}
}

// Only a file by a document's name, in the folder of that name, is a document.
func TestListTakesNothingElse(t *testing.T) {
	v, dir, _ := create(t, cheap())
	store, key := v.Documents(), documentKey(t)
	doc, err := store.Put(ctx, key.Recipient(), strings.NewReader("one"))
	fine(t, err)
	other := "00"
	if doc.ID[:2] == other {
		other = "01"
	}
	for _, name := range []string{
		filepath.Join(other, doc.ID), filepath.Join("abc", strings.Repeat("ab", 16)), filepath.Join("ab", strings.Repeat("AB", 16)),
		filepath.Join("ab", strings.Repeat("ab", 16)+".new"), filepath.Join("ab", "readme"), "readme", filepath.Join("abc", "x.new"),
	} {
		file := filepath.Join(dir, "documents", name)
		fine(t, vault.OS().MkdirAll(filepath.Dir(file)))
		f, err := vault.OS().Open(file, true)
		fine(t, err)
		fine(t, f.Close())
	}
	if ids, err := store.List(); err != nil || !slices.Equal(ids, []string{doc.ID}) {
		t.Error(ids, err)
	}
	fine(t, store.TidyKnowing())
	for folder, want := range map[string][]string{"ab": {strings.Repeat("AB", 16), "readme"}, "abc": {strings.Repeat("ab", 16), "x.new"}} {
		if got := left(t, filepath.Join(dir, "documents", folder)); !slices.Equal(got, want) {
			t.Errorf("%s after tidying: %v", folder, got)
		}
	}
}

// The same id in two vaults is two documents, even under one key.
func TestDocumentOfAnotherVault(t *testing.T) {
	one, two := cheap(), cheap()
	one.FS, two.FS = newSim(), newSim()
	key := documentKey(t)
	var docs [2]vault.Document
	var files [2]*simFS
	for i, o := range []vault.Options{one, two} {
		v, _, err := vault.Create(ctx, deafDir, o, login, password)
		fine(t, err)
		fine(t, v.Close())
		o.Rand = bytes.NewReader(bytes.Repeat([]byte{0xab}, 16))
		v, err = vault.Open(ctx, deafDir, o)
		fine(t, err)
		docs[i], err = v.Documents().Put(ctx, key.Recipient(), strings.NewReader("text"))
		fine(t, err)
		fine(t, v.Close())
		files[i] = o.FS.(*simFS)
	}
	if docs[0].ID != docs[1].ID {
		t.Fatal(docs)
	}
	copy(files[0].bytes(docs[0].Path()), files[1].bytes(docs[1].Path()))
	v, err := vault.Open(ctx, deafDir, one)
	fine(t, err)
	defer v.Close()
	var bad *vault.DamagedError
	if _, err := v.Documents().Stream(ctx, docs[1], key); !errors.As(err, &bad) || bad.File != docs[1].Path() {
		t.Error(err)
	}
	if _, err := v.Documents().Stream(ctx, docs[0], key); !errors.As(err, &bad) {
		t.Error(err)
	}
}

// A document's file is compared with what is known of it: where it is cut or longer, from there on; where it differs, from its
// beginning on. Reading ends with its context.
func TestDocumentComparedWithWhatIsKnown(t *testing.T) {
	o := cheap()
	o.FS = newSim()
	v, _, err := vault.Create(ctx, deafDir, o, login, password)
	fine(t, err)
	defer v.Close()
	store, key := v.Documents(), documentKey(t)
	doc, err := store.Put(ctx, key.Recipient(), bytes.NewReader(noise(3000, 2)))
	fine(t, err)
	for name, c := range map[string]struct {
		of   func(d *vault.Document)
		from int64
	}{
		"cut":     {func(d *vault.Document) { d.SealedSize++ }, doc.SealedSize},
		"longer":  {func(d *vault.Document) { d.SealedSize-- }, doc.SealedSize - 1},
		"another": {func(d *vault.Document) { d.SealedSum[31] ^= 1 }, 0},
	} {
		known := doc
		c.of(&known)
		var bad *vault.DamagedError
		if err := store.Check(ctx, known); !errors.As(err, &bad) || bad.Offset != c.from || bad.File != doc.Path() {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := store.Check(gone, doc); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	unknown := doc
	unknown.SealedSum = [32]byte{}
	if _, err := store.Stream(ctx, unknown, documentKey(t)); errors.Is(err, vault.ErrNotItsKey) || !errors.Is(err, vault.ErrDamaged) {
		t.Error("of an unknown file nobody knows whose it is:", err)
	}
	if _, err := store.Open(gone, unknown, key); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// backwards lists folders from the end.
type backwards struct{ vault.FS }

func (b backwards) Names(path string) ([]string, error) {
	names, err := b.FS.Names(path)
	slices.Reverse(names)
	return names, err
}

// Documents are listed in order, whatever order the files come in.
func TestListIsInOrder(t *testing.T) {
	o := cheap()
	o.FS = backwards{vault.OS()}
	v, dir, _ := create(t, o)
	want := []string{"0" + strings.Repeat("1", 31), "0" + strings.Repeat("1", 30) + "2", strings.Repeat("a", 32)}
	for _, id := range want {
		file := filepath.Join(dir, filepath.FromSlash(vault.DocumentPath(id)))
		fine(t, vault.OS().MkdirAll(filepath.Dir(file)))
		f, err := vault.OS().Open(file, true)
		fine(t, err)
		fine(t, f.Close())
	}
	if ids, err := v.Documents().List(); err != nil || !slices.Equal(ids, want) {
		t.Error(ids, err)
	}
}
