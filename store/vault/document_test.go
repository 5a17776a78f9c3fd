package vault_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"custody/store/vault"
	"filippo.io/age"
)

func documentKey(t testing.TB) *age.X25519Identity {
	t.Helper()
	k, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestDocumentsComeBackWhole(t *testing.T) {
	v, dir, _ := create(t, cheap())
	store := v.Documents()
	if ids, err := store.List(); err != nil || len(ids) != 0 {
		t.Fatal(ids, err)
	}
	var want []string
	for _, n := range []int{0, 1, 64<<10 - 48, 64<<10 - 47, 64 << 10, 1<<20 + 5} {
		text := noise(n, uint64(n)+1)
		key := documentKey(t)
		doc, err := store.Put(ctx, key.Recipient(), bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, doc.ID)
		file, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(doc.Path())))
		if err != nil || doc.SealedSize != int64(len(file)) || doc.SealedSum != sha256.Sum256(file) {
			t.Fatalf("%+v %v", doc, err)
		}
		if doc.Size != int64(n) || doc.Sum != sha256.Sum256(text) || n > 16 && bytes.Contains(file, text[:16]) {
			t.Fatalf("%+v", doc)
		}
		if err := store.Check(ctx, doc); err != nil {
			t.Fatal(err)
		}
		r, err := store.Stream(ctx, doc, key)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, text) {
			t.Fatal(len(got), err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	if ids, err := store.List(); err != nil || !slices.Equal(ids, want) {
		t.Fatal(ids, want, err)
	}
	for range 2 {
		if err := store.Remove(want[0]); err != nil {
			t.Fatal(err)
		}
	}
	if ids, err := store.List(); err != nil || !slices.Equal(ids, want[1:]) {
		t.Fatal(ids, err)
	}
}

func TestDocumentThatIsNotItsOwn(t *testing.T) {
	sc, other := newScene(t), newScene(t)
	o := cheap()
	o.FS = sc.live.fs()
	v, err := vault.Open(ctx, pictureDir, o)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	s := &stage{t: t, fs: o.FS.(*pictureFS), v: v}
	store := v.Documents()
	doc := s.putDocument("one", nil)
	twin := s.putDocument("another to the same key", doc.key)
	if _, err := store.Stream(ctx, doc.Document, documentKey(t)); !errors.Is(err, vault.ErrNotItsKey) {
		t.Error("opened with another's key:", err)
	}
	unknown := doc.Document
	unknown.SealedSum = [32]byte{}
	p := s.fs.picture()
	for what, c := range map[string]struct {
		file []byte
		key  *age.X25519Identity
	}{
		"a document sealed to the same key":   {p[twin.Path()], doc.key},
		"another document":                    {p[sc.docs[0].Path()], doc.key},
		"another vault's, and its key":        {other.live[other.docs[0].Path()], other.docs[0].key},
		"an empty file":                       {[]byte{}, doc.key},
		"the file without its last byte":      {p[doc.Path()][:doc.SealedSize-1], doc.key},
		"the file and a byte more":            {append(slices.Clone(p[doc.Path()]), 0), doc.key},
		"an age file shorter than a head":     {sealTo(t, doc.key, "short"), doc.key},
		"an age file with a strange head":     {sealTo(t, doc.key, strings.Repeat("x", 100)), doc.key},
		"the file with its last byte changed": {replaced(p[doc.Path()], int(doc.SealedSize)-1, []byte{p[doc.Path()][doc.SealedSize-1] ^ 1}), doc.key},
	} {
		for _, d := range []vault.Document{doc.Document, unknown} {
			o.FS = p.with(doc.Path(), c.file).fs()
			w, err := vault.Open(ctx, pictureDir, o)
			if err != nil {
				t.Fatal(err)
			}
			err = readDocument(w.Documents(), sealedDoc{d, c.key, doc.text})
			var bad *vault.DamagedError
			if !errors.As(err, &bad) || bad.File != doc.Path() {
				t.Errorf("%s: %v", what, err)
			}
			w.Close()
		}
	}
}

// TestLongDocumentBrokenInside: what is wrong in a later chunk of an unknown file shows while reading, and in the last one at once.
func TestLongDocumentBrokenInside(t *testing.T) {
	s := newScene(t).clean.fs()
	v := openOn(t, s)
	defer v.Close()
	doc := (&stage{t: t, fs: s, v: v}).putDocument(strings.Repeat("long ", 50_000), nil)
	doc.SealedSum = [32]byte{}
	s.bytes(doc.Path())[doc.SealedSize/2] ^= 1
	r, err := v.Documents().Stream(ctx, doc.Document, doc.key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var d *vault.DamagedError
	if n, err := io.Copy(io.Discard, r); !errors.As(err, &d) || d.File != doc.Path() || n == doc.Size {
		t.Fatal(n, err)
	}
	s.bytes(doc.Path())[doc.SealedSize-1] ^= 1
	if _, err := v.Documents().Open(ctx, doc.Document, doc.key); !errors.As(err, &d) || d.File != doc.Path() {
		t.Fatal(err)
	}
}

func sealTo(t *testing.T, key *age.X25519Identity, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, key.Recipient())
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMissingAndStrangeDocuments(t *testing.T) {
	v, _, _ := create(t, cheap())
	store, key := v.Documents(), documentKey(t)
	gone := vault.Document{ID: strings.Repeat("ab", 16)}
	var d *vault.DamagedError
	if err := store.Check(ctx, gone); !errors.As(err, &d) || d.File != "documents/ab/"+gone.ID {
		t.Error(err)
	}
	for _, id := range []string{"", "ab", "../../../../../../../etc/passwd00", strings.Repeat("AB", 16), strings.Repeat("zz", 16), strings.Repeat("ab", 17)} {
		_, opened := store.Stream(ctx, vault.Document{ID: id}, key)
		if errs := []error{store.Check(ctx, vault.Document{ID: id}), opened, store.Remove(id)}; slices.Contains(errs, nil) {
			t.Errorf("%q: %v", id, errs)
		}
	}
}

// TestPutThatFailsLeavesNothing breaks a Put at every operation.
func TestPutThatFailsLeavesNothing(t *testing.T) {
	base, key := newScene(t).clean, documentKey(t)
	failed := 0
	for n := 0; ; n++ {
		s := &breaking{pictureFS: base.fs(), left: -1}
		v := openOn(t, s)
		store := v.Documents()
		s.left = n
		_, err := store.Put(ctx, key.Recipient(), bytes.NewReader(make([]byte, 200<<10)))
		left := s.left
		s.left = -1
		if terr := store.TidyKnowing(); terr != nil {
			t.Fatal(terr)
		}
		v.Close()
		if err == nil {
			if left < 0 {
				t.Fatalf("operation %d failed and nobody heard of it", n)
			}
			break
		}
		if failed++; !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		for name := range maps.Keys(s.picture()) {
			if base[name] == nil && strings.HasSuffix(name, ".new") {
				t.Fatalf("operation %d failed and left %s", n, name)
			}
		}
	}
	if failed < 8 {
		t.Fatalf("only %d operations were broken", failed)
	}
}

func openOn(t testing.TB, s vault.FS) *vault.Vault {
	t.Helper()
	o := cheap()
	o.FS = s
	v, err := vault.Open(ctx, pictureDir, o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var errBroken = errors.New("broken on purpose")

// breaking fails the operation at which left, counted down, is nought, and all after it.
type breaking struct {
	*pictureFS
	left int
	hit  bool // something failed
}

func (b *breaking) fails() bool {
	if b.left > 0 {
		b.left--
		return false
	}
	b.hit = b.hit || b.left == 0
	return b.left == 0
}

func (b *breaking) Open(path string, create bool) (vault.File, error) {
	if b.fails() {
		return nil, errBroken
	}
	f, err := b.pictureFS.Open(path, create)
	return breakingFile{f, b}, err
}

func (b *breaking) Rename(from, to string) error {
	if b.fails() {
		return errBroken
	}
	return b.pictureFS.Rename(from, to)
}

func (b *breaking) Remove(path string) error {
	if b.fails() {
		return errBroken
	}
	return b.pictureFS.Remove(path)
}

func (b *breaking) MkdirAll(path string) error {
	if b.fails() {
		return errBroken
	}
	return b.pictureFS.MkdirAll(path)
}

func (b *breaking) Names(path string) ([]string, error) {
	if b.fails() {
		return nil, errBroken
	}
	return b.pictureFS.Names(path)
}

func (b *breaking) SyncDir(path string) error {
	if b.fails() {
		return errBroken
	}
	return b.pictureFS.SyncDir(path)
}

type breakingFile struct {
	vault.File
	b *breaking
}

func (f breakingFile) ReadAt(p []byte, off int64) (int, error) {
	if f.b.fails() {
		return 0, errBroken
	}
	return f.File.ReadAt(p, off)
}

func (f breakingFile) WriteAt(p []byte, off int64) (int, error) {
	if f.b.fails() {
		return 0, errBroken
	}
	return f.File.WriteAt(p, off)
}

func (f breakingFile) Truncate(n int64) error {
	if f.b.fails() {
		return errBroken
	}
	return f.File.Truncate(n)
}

func (f breakingFile) Sync() error {
	if f.b.fails() {
		return errBroken
	}
	return f.File.Sync()
}

func (f breakingFile) Size() (int64, error) {
	if f.b.fails() {
		return 0, errBroken
	}
	return f.File.Size()
}

func (f breakingFile) Close() error {
	if f.b.fails() {
		return errBroken
	}
	return f.File.Close()
}

// TestReadingThatFailsIsNoDamage: a disk that does not answer is no changed document.
func TestReadingThatFailsIsNoDamage(t *testing.T) {
	sc := newScene(t)
	failed := 0
	for n := 0; ; n++ {
		s := &breaking{pictureFS: sc.clean.fs(), left: -1}
		v := openOn(t, s)
		for _, known := range []bool{true, false} {
			doc := sc.docs[1]
			if !known {
				doc.SealedSum = [32]byte{}
			}
			s.left = n
			err := readDocument(v.Documents(), doc)
			s.left = -1
			if err == nil {
				continue
			}
			if failed++; !errors.Is(err, errBroken) || errors.Is(err, vault.ErrDamaged) {
				t.Fatalf("operation %d, sums known %v: %v", n, known, err)
			}
		}
		s.left = n
		_, lerr := v.Documents().List()
		left := s.left
		s.left = -1
		v.Close()
		if lerr == nil && left > 0 {
			break
		}
	}
	if failed < 6 {
		t.Fatalf("only %d operations were broken", failed)
	}
}

func TestPutStopsWithItsReaderAndItsContext(t *testing.T) {
	base, key := newScene(t).clean, documentKey(t)
	s := base.fs()
	v := openOn(t, s)
	defer v.Close()
	_, err := v.Documents().Put(ctx, key.Recipient(), io.MultiReader(strings.NewReader("begun"), iotest.ErrReader(errBroken)))
	if !errors.Is(err, errBroken) {
		t.Error(err)
	}
	stop, cancel := context.WithCancel(ctx)
	_, err = v.Documents().Put(stop, key.Recipient(), readerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	}))
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if d := base.differing(s.picture()); len(d) > 0 {
		t.Error("left:", d)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestInterruptedPutsAreCleaned(t *testing.T) {
	base := newScene(t)
	left := "documents/ab/" + strings.Repeat("ab", 16) + ".new"
	s := base.clean.with(left, []byte("half")).with("documents/readme", []byte("not ours")).fs()
	v := openOn(t, s)
	defer v.Close()
	ids, err := v.Documents().List()
	if err != nil || len(ids) != len(base.docs) {
		t.Fatal(ids, err)
	}
	if err := v.Documents().TidyKnowing(); err != nil {
		t.Fatal(err)
	}
	p := s.picture()
	if p[left] != nil || p["documents/readme"] == nil || len(base.clean.differing(p)) != 1 {
		t.Fatal(base.clean.differing(p))
	}
	if _, err := s.Open(filepath.Join(pictureDir, filepath.FromSlash(left)), false); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// TestTidyThatBreaksIsFinishedLater breaks a Tidy, or a Remove, at every operation; the next one finds nothing lost and finishes it.
func TestTidyThatBreaksIsFinishedLater(t *testing.T) {
	base, key := newScene(t).clean.fs(), documentKey(t)
	v := openOn(t, base)
	var ids []string
	for i := range 5 {
		d, err := v.Documents().Seal(ctx, key.Recipient(), strings.NewReader("text"))
		fine(t, err)
		if i < 3 {
			fine(t, v.Documents().Keep(d.ID))
		}
		ids = append(ids, d.ID)
	}
	fine(t, v.Close())
	before := base.picture()
	fates := map[string]vault.Fate{ids[0]: vault.Kept, ids[1]: vault.Ended, ids[3]: vault.Kept} // the third and the fifth are unknown
	want := []string{ids[0], ids[2], ids[3]}
	fate := func(id string) (vault.Fate, error) { return fates[id], nil }
	for _, removing := range []bool{false, true} {
		failed := 0
		for n := 0; ; n++ {
			s := &breaking{pictureFS: before.fs(), left: -1}
			v := openOn(t, s)
			s.left = n
			var err error
			if removing {
				err = v.Documents().Remove(ids[1])
			} else {
				err = v.Documents().Tidy(fate)
			}
			over := !s.hit
			s.left = -1
			fine(t, v.Documents().Tidy(fate))
			left := v.Documents()
			all, lerr := left.List()
			fine(t, lerr)
			for _, id := range want {
				if !slices.Contains(all, id) {
					t.Errorf("operation %d failed and %s is lost", n, id)
				}
			}
			if slices.Contains(all, ids[1]) {
				t.Errorf("operation %d failed and the ended one is there", n)
			}
			for name := range maps.Keys(s.picture()) {
				if strings.HasSuffix(name, ".new") {
					t.Errorf("operation %d failed and left %s", n, name)
				}
			}
			v.Close()
			if over {
				fine(t, err)
				break
			}
			if failed++; !errors.Is(err, errBroken) {
				t.Fatalf("operation %d failed and nobody heard: %v", n, err)
			}
		}
		if failed < 3 {
			t.Errorf("only %d operations were broken", failed)
		}
	}
}

// stubbornNames keeps the names of files that were removed.
type stubbornNames struct{ *pictureFS }

func (s stubbornNames) Remove(string) error { return nil }

// TestRemoveIsProven: a removal that left the name is told.
func TestRemoveIsProven(t *testing.T) {
	s := newScene(t)
	v := openOn(t, stubbornNames{s.clean.fs()})
	defer v.Close()
	if err := v.Documents().Remove(s.docs[0].ID); err == nil {
		t.Error("it said that the file is gone")
	}
}

// TestDocumentReadAnywhere reads pieces of all sizes at all places, in order and not, from several goroutines.
func TestDocumentReadAnywhere(t *testing.T) {
	v, _, _ := create(t, cheap())
	key, text := documentKey(t), noise(3<<20+77, 5)
	doc, err := v.Documents().Put(ctx, key.Recipient(), bytes.NewReader(text))
	fine(t, err)
	f, err := v.Documents().Open(ctx, doc, key)
	fine(t, err)
	if f.Size() != int64(len(text)) {
		t.Fatal(f.Size())
	}
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			rng := rand.New(rand.NewPCG(7, uint64(g)))
			at := 0
			for range 300 {
				if rng.IntN(3) == 0 {
					at = rng.IntN(len(text) + 10)
				}
				p := make([]byte, rng.IntN(1<<rng.IntN(22)+1))
				n, err := f.ReadAt(p, int64(at))
				rest := text[min(at, len(text)):]
				if want := min(len(p), len(rest)); n != want || !bytes.Equal(p[:n], rest[:n]) || (err != nil) != (n < len(p)) {
					t.Errorf("%d bytes at %d: %d, %v", len(p), at, n, err)
					return
				}
				at += n
			}
		})
	}
	all.Wait()
	if _, err := f.ReadAt(make([]byte, 1), -1); err == nil {
		t.Error("read before the beginning")
	}
	fine(t, f.Close())
	if _, err := f.ReadAt(make([]byte, 1), 0); !errors.Is(err, vault.ErrDocumentClosed) {
		t.Error(err)
	}
}
