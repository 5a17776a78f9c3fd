package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
)

// reach is a vault, its founder's contents and where the files lie.
type reach struct {
	*apptest.Kit
	c app.Contents
	t *testing.T
}

func newReach(t *testing.T) *reach {
	k := apptest.New(t)
	return &reach{Kit: k, c: k.Contents(apptest.FounderLogin), t: t}
}

func (r *reach) ok(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// refuses sees that err is an answer of a code and key.
func (r *reach) refuses(err error, code app.Code, key string) {
	r.t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		r.t.Errorf("got %v, want %v %s", err, code, key)
	}
}

// files are the names under documents/.
func (r *reach) files() (out []string) {
	all, err := filepath.Glob(filepath.Join(r.Dir, "documents", "*", "*"))
	r.ok(err)
	for _, f := range all {
		out = append(out, filepath.Base(f))
	}
	return out
}

func (r *reach) read(f app.ContentFile) string {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, f.Size()))
	r.ok(err)
	return string(b)
}

func (r *reach) seal(text string) (app.Sealed, app.ContentKey) {
	s, key, err := r.c.Seal(r.Ctx(), strings.NewReader(text))
	r.ok(err)
	return s, key
}

func TestContentIsSealedKeptAndRead(t *testing.T) {
	r := newReach(t)
	s, key := r.seal("内容")
	if got := r.files(); len(got) != 1 || got[0] != s.Object+".new" {
		t.Error("before Keep:", got)
	}
	r.ok(r.c.Keep(r.Ctx(), s.Object, func() error { return nil }))
	if got := r.files(); len(got) != 1 || got[0] != s.Object {
		t.Error("after Keep:", got)
	}
	r.ok(r.c.Check(r.Ctx(), s))
	f, err := r.c.Open(r.Ctx(), s, key)
	r.ok(err)
	if r.read(f) != "内容" || f.Size() != s.Size {
		t.Error("something else came back")
	}
	r.ok(f.Close())
	r.ok(f.Close())
	if _, err := f.ReadAt(make([]byte, 1), 0); err == nil {
		t.Error("read after Close")
	}
	for range 2 {
		r.ok(r.c.Erase(s.Object))
	}
	if got := r.files(); len(got) != 0 {
		t.Error("after Erase:", got)
	}
	r.refuses(r.c.Check(r.Ctx(), s), app.Damaged, "error.content.damaged")
}

func TestContentNotKeptIsGone(t *testing.T) {
	r := newReach(t)
	s, _ := r.seal("x")
	stop := errors.New("stop")
	if err := r.c.Keep(r.Ctx(), s.Object, func() error { return stop }); err != stop {
		t.Error("commit's error came back as", err)
	}
	s, _ = r.seal("y")
	r.ok(r.c.Discard(s.Object))
	r.ok(r.c.Discard(s.Object))
	broken := errors.New("unplugged")
	if _, _, err := r.c.Seal(r.Ctx(), io.MultiReader(strings.NewReader("begun"), errReader{broken})); err != broken {
		t.Error("the reader's error came back as", err)
	}
	ctx, cancel := context.WithCancel(r.Ctx())
	cancel()
	if _, _, err := r.c.Seal(ctx, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := r.files(); len(got) != 0 {
		t.Error("left:", got)
	}
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

func TestContentOpensWithItsOwnKeyOnly(t *testing.T) {
	r := newReach(t)
	one, keyOne := r.seal("one")
	two, keyTwo := r.seal("two")
	for _, s := range []app.Sealed{one, two} {
		r.ok(r.c.Keep(r.Ctx(), s.Object, func() error { return nil }))
	}
	for _, key := range []app.ContentKey{keyTwo, nil, app.ContentKey("AGE-SECRET-KEY-1"), bytes.Repeat([]byte{0}, 74)} {
		_, err := r.c.Open(r.Ctx(), one, key)
		r.refuses(err, app.NotAllowed, "error.content.key")
	}
	path := func(s app.Sealed) string { return filepath.Join(r.Dir, "documents", s.Object[:2], s.Object) }
	r.ok(os.Rename(path(two), path(one)))
	for _, s := range []app.Sealed{one, two} {
		_, err := r.c.Open(r.Ctx(), s, keyOne)
		r.refuses(err, app.Damaged, "error.content.damaged")
	}
}

func TestKeysAreWrappedToOneReader(t *testing.T) {
	r := newReach(t)
	r.Person("李静", apptest.Number("ZB-201"), apptest.Account(app.Auditor))
	hers := r.Contents(apptest.Login("ZB-201"))
	_, key := r.seal("x")
	mine, err := r.c.Wrap(key, r.Identity().Recipient)
	r.ok(err)
	if got, err := r.c.Unwrap(mine); err != nil || !bytes.Equal(got, key) {
		t.Error(got, err)
	}
	for _, wrapped := range [][]byte{mine, nil, mine[:len(mine)-1], append(bytes.Clone(mine), 0), make([]byte, 1<<20)} {
		_, err := hers.Unwrap(wrapped)
		r.refuses(err, app.NotAllowed, "error.content.key")
	}
	if _, err := r.c.Wrap(key, "age1nobody"); err == nil {
		t.Error("wrapped to nobody")
	}
}

func TestHalvesUnwrap(t *testing.T) {
	r := newReach(t)
	_, key := r.seal("x")
	to, err := r.c.Recovery()
	r.ok(err)
	wrapped, err := r.c.Wrap(key, to)
	r.ok(err)
	_, err = r.c.Unwrap(wrapped)
	r.refuses(err, app.NotAllowed, "error.content.key")
	a, b := strings.Join(r.Halves[0].Groups, "-"), strings.Join(r.Halves[1].Groups, "-")
	open, err := r.c.Halves(r.Ctx(), a, b)
	r.ok(err)
	if got, err := open(wrapped); err != nil || !bytes.Equal(got, key) {
		t.Error(got, err)
	}
	_, err = r.c.Halves(r.Ctx(), b, a)
	if app.CodeOf(err) != app.Invalid {
		t.Error("halves the wrong way round:", err)
	}
	other := apptest.New(t)
	_, err = r.c.Halves(r.Ctx(), strings.Join(other.Halves[0].Groups, "-"), strings.Join(other.Halves[1].Groups, "-"))
	r.refuses(err, app.NotAllowed, "error.halves")
	r.ok(r.Locked.Close())
	_, err = open(wrapped)
	r.refuses(err, app.NotAllowed, "error.locked")
}

// Once the vault is sealed nothing more is read, whoever had it open.
func TestSealingClosesContents(t *testing.T) {
	r := newReach(t)
	s, key := r.seal(strings.Repeat("text", 100_000))
	r.ok(r.c.Keep(r.Ctx(), s.Object, func() error { return nil }))
	id, err := age.GenerateX25519Identity()
	r.ok(err)
	other := r.c.(*store.Contents).For(id)
	f, err := other.Open(r.Ctx(), s, key)
	r.ok(err)
	_, err = f.ReadAt(make([]byte, 10), 0)
	r.ok(err)
	r.ok(r.Locked.Close())
	_, err = f.ReadAt(make([]byte, 10), 0)
	r.refuses(err, app.NotAllowed, "error.locked")
	for _, c := range []app.Contents{r.c, other} {
		_, err := c.Open(r.Ctx(), s, key)
		r.refuses(err, app.NotAllowed, "error.locked")
		_, _, err = c.Seal(r.Ctx(), strings.NewReader("x"))
		r.refuses(err, app.NotAllowed, "error.locked")
		_, err = c.Wrap(key, id.Recipient().String())
		r.refuses(err, app.NotAllowed, "error.locked")
		_, err = c.Unwrap(nil)
		r.refuses(err, app.NotAllowed, "error.locked")
		r.refuses(c.Keep(r.Ctx(), s.Object, func() error { t.Error("committed"); return nil }), app.NotAllowed, "error.locked")
	}
}

// What a process left, another tidies by the register's word; what is on its way it leaves alone.
func TestTidyGoesByTheRegister(t *testing.T) {
	_, box, in, dir := onSmallDisk(t)
	r := &reach{Kit: &apptest.Kit{T: t, Dir: dir}, c: in.Contents, t: t}
	var all []app.Sealed
	for range 6 {
		s, _ := r.seal("x")
		all = append(all, s)
	}
	for _, s := range all[:3] {
		r.ok(r.c.Keep(r.Ctx(), s.Object, func() error { return nil }))
	}
	states := map[string]app.ContentState{
		all[0].Object: app.ContentSealed, all[1].Object: app.ContentErased, // all[2] is nobody's
		all[3].Object: app.ContentSealed, all[4].Object: app.ContentReplaced, // all[5] neither
	}
	state := func(object string) (app.ContentState, error) {
		s, ok := states[object]
		if !ok {
			return "", app.Errf(app.NotFound, "error.notfound")
		}
		return s, nil
	}
	broken := errors.New("register")
	if err := r.c.Tidy(func(string) (app.ContentState, error) { return "", broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	r.ok(r.c.Tidy(state))
	if got := r.files(); len(got) != 5 {
		t.Error("with three on their way and one ended:", got)
	}
	r.ok(box.Seal())
	in, err := box.Unlock(t.Context(), "guanli", apptest.FounderPassword)
	r.ok(err)
	want := []string{all[0].Object, all[2].Object, all[3].Object}
	slices.Sort(want)
	for range 2 {
		r.ok(in.Contents.Tidy(state))
		got := r.files()
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("there are %v, want %v", got, want)
		}
	}
}

// Sealing the vault ends an import that is under way, and nothing of it stays.
func TestSealingTheVaultEndsImports(t *testing.T) {
	r := newReach(t)
	begun := make(chan struct{})
	done := make(chan error, 1)
	go func() {
		once := sync.OnceFunc(func() { close(begun) })
		_, _, err := r.c.Seal(r.Ctx(), endless(func() { once() }))
		done <- err
	}()
	<-begun
	r.ok(r.Locked.Close())
	r.refuses(<-done, app.NotAllowed, "error.locked")
	if got := r.files(); len(got) != 0 {
		t.Error("left:", got)
	}
}

type endless func()

func (e endless) Read(p []byte) (int, error) {
	e()
	return len(p), nil
}

// A document that is erased is closed for whoever reads it; others are read on.
func TestErasingClosesTheFile(t *testing.T) {
	r := newReach(t)
	var open []app.ContentFile
	var all []app.Sealed
	for _, text := range []string{"one", "two"} {
		s, contentKey := r.seal(text)
		r.ok(r.c.Keep(r.Ctx(), s.Object, func() error { return nil }))
		f, err := r.c.Open(r.Ctx(), s, contentKey)
		r.ok(err)
		open, all = append(open, f), append(all, s)
	}
	r.ok(r.c.Erase(all[0].Object))
	_, err := open[0].ReadAt(make([]byte, 3), 0)
	r.refuses(err, app.Conflict, "error.content.closed")
	if r.read(open[1]) != "two" {
		t.Error("the other one")
	}
	r.ok(errors.Join(open[0].Close(), open[1].Close()))
}

// A key kept from a loan is what FORMAT.md says, in item 9 of what the vault can't stop: it opens the file it was made for as long as
// there is a copy of it, and nothing that was sealed anew.
func TestKeptKeyOpensCopiesOfTheOldFileOnly(t *testing.T) {
	r := newReach(t)
	path := added(r, "合同", "合同内容")
	var old app.Content
	var kept app.ContentKey
	r.ok(r.Store().View(r.Ctx(), func(reader app.Reader) (err error) {
		if old, err = reader.ContentByObject(filepath.Base(path)); err != nil {
			return err
		}
		me, err := reader.PersonByNumber(apptest.FounderNumber)
		if err != nil {
			return err
		}
		g, err := reader.Grant(old.ID, me.ID)
		if err != nil {
			return err
		}
		kept, err = r.c.Unwrap(g.Wrapped)
		return err
	}))
	file, err := os.ReadFile(path)
	r.ok(err)
	r.ok(r.Founder.Reseal(r.Ctx(), old.Document, nil))
	r.refuses(r.c.Check(r.Ctx(), old.Sealed), app.Damaged, "error.content.damaged") // it is not in the folder any more
	var now app.Content
	r.ok(r.Store().View(r.Ctx(), func(reader app.Reader) (err error) {
		now, err = reader.ContentOf(old.DocumentID)
		return err
	}))
	_, err = r.c.Open(r.Ctx(), now.Sealed, kept)
	r.refuses(err, app.NotAllowed, "error.content.key")
	r.ok(os.MkdirAll(filepath.Dir(path), 0o700))
	r.ok(os.WriteFile(path, file, 0o600)) // as from a backup of before
	f, err := r.c.Open(r.Ctx(), old.Sealed, kept)
	r.ok(err)
	if got := r.read(f); got != "合同内容" {
		t.Errorf("the old file says %q", got)
	}
	r.ok(f.Close())
}
