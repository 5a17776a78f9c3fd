package vault_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
	"filippo.io/age"
)

// scene is a small vault's life in pictures, and what whoever attacks it has besides.
type scene struct {
	live  picture            // at work: commits in the log
	begun picture            // a checkpoint interrupted between the pages and the state
	half  picture            // the same, but every other page did not reach the disk
	clean picture            // sealed
	early picture            // a new vault key made, and not yet in force
	swap  picture            // the new key in force, its register not yet in place
	old   map[string]picture // earlier moments
	docs  []sealedDoc
	code  string // a one-time code not yet used
}

type sealedDoc struct {
	vault.Document
	key  *age.X25519Identity
	text string
}

const (
	gone         = "second"
	gonePassword = "nine 月 is the harvest month"
)

// stage is a vault in a picture that a test works on.
type stage struct {
	t  testing.TB
	fs *pictureFS
	v  *vault.Vault
	n  int
}

func (s *stage) opt() vault.Options {
	o := cheap()
	o.FS = s.fs
	return o
}

func (s *stage) rows(n int) {
	for range n {
		s.n++
		do(s.t, s.v, "INSERT INTO t VALUES (?)", row(s.n))
		do(s.t, s.v, "INSERT INTO wide VALUES (zeroblob(2500))")
	}
}

func row(n int) string { return fmt.Sprintf("row %d", n) }

// contentOf is what a vault with n rows gives.
func contentOf(n int) string {
	var all []string
	for i := range n {
		all = append(all, row(i+1))
	}
	return strings.Join(all, ",")
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// again seals the vault and opens it, which empties the log into the register.
func (s *stage) again() {
	s.t.Helper()
	s.must(s.v.Seal())
	s.unlock()
}

func (s *stage) unlock() {
	s.t.Helper()
	_, err := s.v.Unlock(ctx, login, password)
	s.must(err)
}

func (s *stage) enrol() {
	s.t.Helper()
	code, _, err := s.v.Invite(gone)
	s.must(err)
	_, err = s.v.Enrol(ctx, gone, code, gonePassword)
	s.must(err)
	s.unlock()
}

// putDocument seals a text to a key; to each document its own, unless one is given.
func (s *stage) putDocument(text string, key *age.X25519Identity) sealedDoc {
	s.t.Helper()
	if key == nil {
		var err error
		key, err = age.GenerateX25519Identity()
		s.must(err)
	}
	doc, err := s.v.Documents().Put(ctx, key.Recipient(), strings.NewReader(text))
	s.must(err)
	return sealedDoc{doc, key, text}
}

// newScene lives through the life of a small vault.
func newScene(t testing.TB) scene {
	t.Helper()
	s := &stage{t: t, fs: picture{}.fs()}
	sc := scene{old: map[string]picture{}}
	var err error
	s.v, _, err = vault.Create(ctx, pictureDir, s.opt(), login, password)
	s.must(err)
	defer s.v.Close()
	do(t, s.v, "CREATE TABLE t(x)")
	do(t, s.v, "CREATE TABLE wide(y)")
	s.rows(1)
	s.enrol()
	s.must(s.v.Seal())
	sc.old["sealed with two accounts"] = s.fs.picture()
	s.unlock()
	s.rows(2)
	sc.old["at work with two accounts"] = s.fs.picture()
	s.again()
	s.must(s.v.Remove(gone))
	s.rows(1)
	sc.old["at work after one left"] = s.fs.picture()
	s.again()
	sc.code, _, err = s.v.Invite("third")
	s.must(err)
	for _, text := range []string{"监督审核报告", strings.Repeat("an audit report ", 40)} {
		sc.docs = append(sc.docs, s.putDocument(text, nil))
	}
	s.again()
	s.rows(2)
	sc.old["at work, a little earlier"] = s.fs.picture()
	s.rows(1)
	if s.v.CheckPassword(ctx, login, "not the password") == nil {
		t.Fatal("a wrong password passes")
	}
	sc.live = s.fs.picture()
	s.fs.before = func(op, name string, off int64) {
		if op == "write" && name == "register" && off < vault.HeadSize && sc.begun == nil {
			sc.begun = s.fs.picture()
		}
	}
	s.must(s.v.Seal())
	s.fs.before = nil
	sc.clean = s.fs.picture()
	if sc.begun == nil {
		t.Fatal("no checkpoint was seen")
	}
	sc.renewKey(t)
	sc.half = sc.begun.with("register", everyOther(sc.begun["register"], sc.live["register"]))
	return sc
}

// renewKey takes pictures of a vault that gets a new key, before and after the moment at which it is in force.
func (s *scene) renewKey(t testing.TB) {
	t.Helper()
	f := s.clean.fs()
	v := openOn(t, f)
	defer v.Close()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	f.before = func(op, name string, _ int64) {
		switch {
		case op == "rename" && name == "keys":
			s.early = f.picture()
		case op == "rename" && name == "register":
			s.swap = f.picture()
		}
	}
	if _, err := v.Rekey(ctx, func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	if s.early["register.new"] == nil || s.early["keys.new"] == nil || s.swap["register.new"] == nil {
		t.Fatal("no new key was seen in the making")
	}
}

// everyOther is a register with every other page as it was before.
func everyOther(reg, before []byte) []byte {
	b := slices.Clone(reg)
	for at := vault.HeadSize + vault.RecordSize; at+vault.RecordSize <= len(before); at += 2 * vault.RecordSize {
		copy(b[at:], before[at:at+vault.RecordSize])
	}
	return b
}

// liveRows is how many rows there are in the pictures live, begun and clean, and savedRows how many of them the register had
// before the log was emptied into it.
const (
	liveRows  = 7
	savedRows = 4
)

// verdict is what the program says of a folder.
type verdict struct {
	err      error // why it was refused
	rows     int   // read, else; -1 for anything that is no content of this vault's
	failures int   // wrong passwords still known
	written  []string
}

// errInconsistent: SQLite finds that the pages, each of them whole, do not fit together.
var errInconsistent = errors.New("the register is not consistent")

// judge opens a folder as the program does, reads all of it and looks at its documents.
func judge(p picture, docs []sealedDoc) verdict {
	s := p.fs()
	o := cheap()
	o.FS = s
	v, err := vault.Open(context.Background(), pictureDir, o)
	if err != nil {
		return verdict{err: err, written: s.changed(p)}
	}
	defer v.Close()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		return verdict{err: err, written: s.changed(p)}
	}
	if r, err := v.Verify(ctx); err != nil || !r.Sound() {
		if err == nil {
			err = r.Bad[0]
		}
		return verdict{err: err}
	}
	for _, d := range docs {
		if err := readDocument(v.Documents(), d); err != nil {
			return verdict{err: err}
		}
	}
	return read(v)
}

func read(v *vault.Vault) verdict {
	db, err := v.DB()
	if err != nil {
		return verdict{err: err}
	}
	var all, check string
	var wide int
	err = db.QueryRow("SELECT group_concat(x) FROM t").Scan(&all)
	if err == nil {
		err = db.QueryRow("SELECT count(*) FROM wide").Scan(&wide)
	}
	if err == nil {
		err = db.QueryRow("SELECT group_concat(integrity_check) FROM pragma_integrity_check").Scan(&check)
	}
	switch {
	case v.Err() != nil:
		return verdict{err: v.Err()}
	case err != nil || check != "ok":
		return verdict{err: errInconsistent}
	}
	list, _, err := v.TakeFailures()
	if err != nil {
		return verdict{err: err}
	}
	n := strings.Count(all, ",") + 1
	if all != contentOf(n) || wide != n && wide != n-1 {
		n = -1
	}
	return verdict{rows: n, failures: len(list)}
}

func readDocument(d *vault.Documents, doc sealedDoc) error {
	r, err := d.Stream(ctx, doc.Document, doc.key)
	if err != nil {
		return err
	}
	defer r.Close()
	var got bytes.Buffer
	if _, err := io.Copy(&got, r); err != nil {
		return err
	}
	if got.String() != doc.text {
		return fmt.Errorf("a document gave %q", got.String())
	}
	return nil
}

func TestTheSceneIsSound(t *testing.T) {
	sc := newScene(t)
	for name, p := range map[string]picture{"live": sc.live, "begun": sc.begun, "half": sc.half, "early": sc.early, "swap": sc.swap, "clean": sc.clean} {
		if v := judge(p, sc.docs); v.err != nil || v.rows != liveRows || v.failures != 1 {
			t.Errorf("%s: %+v", name, v)
		}
	}
	want := map[string]int{
		"sealed with two accounts": 1, "at work with two accounts": 3, "at work after one left": savedRows, "at work, a little earlier": liveRows - 1,
	}
	for name, p := range sc.old {
		if v := judge(p, nil); v.err != nil || v.rows != want[name] {
			t.Errorf("%s: %+v, want %d rows", name, v, want[name])
		}
	}
	if !slices.Equal(sc.live.differing(sc.begun), []string{"register", "register.log"}) {
		t.Error(sc.live.differing(sc.begun))
	}
}
