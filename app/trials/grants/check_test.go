package grants

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"sync"

	"filippo.io/age"

	"custody/app"
)

// headSize is what stands before the content in a document's clear stream: which vault and which document (FORMAT.md).
const headSize = 48

// memo remembers what an identity made of a wrapped key, and a key of a file: both never change.
type memo struct {
	mu    sync.Mutex
	keys  map[memoKey]string
	files map[memoKey]string
}

type memoKey struct {
	what [sha256.Size]byte
	with string
}

func newMemo() *memo { return &memo{keys: map[memoKey]string{}, files: map[memoKey]string{}} }

// unwrap tries an identity on a wrapped key: "" when it does not open it.
func (m *memo) unwrap(wrapped []byte, id *age.X25519Identity, name string) (string, error) {
	return m.once(m.keys, wrapped, name, func() (string, error) {
		clear, err := unwrap(wrapped, id)
		if errors.As(err, new(*age.NoIdentityMatchError)) {
			return "", nil
		}
		return clear, err
	})
}

// unwrap opens a wrapped key with nothing but the age library.
func unwrap(wrapped []byte, id *age.X25519Identity) (string, error) {
	r, err := age.Decrypt(bytes.NewReader(wrapped), id)
	if err != nil {
		return "", err
	}
	clear, err := io.ReadAll(r)
	return string(clear), err
}

// decrypt opens a sealed file with a content's key, as FORMAT.md says: age, then the head.
func decrypt(sealed []byte, contentKey string) (string, error) {
	id, err := age.ParseX25519Identity(contentKey)
	if err != nil {
		return "", err
	}
	clear, err := unwrap(sealed, id)
	if err == nil && len(clear) < headSize {
		err = fmt.Errorf("%d bytes of content", len(clear))
	}
	if err != nil {
		return "", err
	}
	return clear[headSize:], nil
}

func (m *memo) once(in map[memoKey]string, what []byte, with string, do func() (string, error)) (string, error) {
	k := memoKey{sha256.Sum256(what), with}
	m.mu.Lock()
	have, ok := in[k]
	m.mu.Unlock()
	if ok {
		return have, nil
	}
	have, err := do()
	if err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	in[k] = have
	return have, nil
}

// check tries every account's identities, of all times, and the recovery halves' on every key in
// the register, and compares who opens what with the model.
func (w *world) check() error {
	found, err := w.register()
	if err != nil {
		return err
	}
	got := map[key]bool{}
	rescued := map[int]bool{}
	for _, g := range found.grants {
		c, ok := found.contents[g.ContentID]
		if !ok {
			return fmt.Errorf("a key of content %d, which is not in the vault", g.ContentID)
		}
		if err := w.try(g, c, got, rescued); err != nil {
			return err
		}
	}
	for c, x := range w.contents {
		if x.there && !rescued[c] {
			return fmt.Errorf("the recovery halves do not open content %d", c)
		}
	}
	return w.compare(got)
}

type inRegister struct {
	grants   []app.Grant
	contents map[int64]app.Content
}

func (w *world) register() (inRegister, error) {
	r := inRegister{contents: map[int64]app.Content{}}
	err := w.store.View(w.ctx, func(from app.Reader) error {
		err := from.EachContent(func(c app.Content) error {
			r.contents[c.ID] = c
			return nil
		})
		if err != nil {
			return err
		}
		return from.EachGrant(func(g app.Grant) error {
			r.grants = append(r.grants, g)
			return nil
		})
	})
	return r, err
}

// try tries everybody on one key.
func (w *world) try(g app.Grant, c app.Content, got map[key]bool, rescued map[int]bool) error {
	n, err := w.number(c)
	if err != nil {
		return err
	}
	for i, s := range w.identities {
		opened, err := w.tryOne(g, c, n, s.id, fmt.Sprintf("%s %d", s.id.Recipient(), i))
		if err != nil {
			return err
		}
		if !opened {
			continue
		}
		if !s.current {
			return fmt.Errorf("keys that %d has no more open content %d", s.who, n)
		}
		if g.PersonID == 0 {
			return fmt.Errorf("%d opens what is wrapped to the recovery halves of content %d", s.who, n)
		}
		got[key{s.who, n}] = g.Until == "" || g.Until >= w.today
	}
	for generation, id := range w.rescues {
		opened, err := w.tryOne(g, c, n, id, id.Recipient().String())
		if err != nil {
			return err
		}
		if !opened {
			continue
		}
		x := &w.contents[n]
		if g.PersonID != 0 || generation < x.halves {
			return fmt.Errorf("recovery halves %d open a key of content %d of person %d; it is due to halves %d", generation, n, g.PersonID, x.halves)
		}
		x.halves = generation // wrapped to the new ones before it had to be
		rescued[n] = true
	}
	return nil
}

// tryOne unwraps a key and decrypts the file with it.
func (w *world) tryOne(g app.Grant, c app.Content, n int, id *age.X25519Identity, name string) (bool, error) {
	k, err := w.memo.unwrap(g.Wrapped, id, name)
	if err != nil || k == "" {
		return false, err
	}
	sealed := w.disk.read(w.file(c.Object))
	if sealed == nil {
		return false, fmt.Errorf("the file of content %d is not there", n)
	}
	text, err := w.memo.once(w.memo.files, sealed, k, func() (string, error) { return decrypt(sealed, k) })
	if err != nil {
		return false, fmt.Errorf("content %d: %w", n, err)
	}
	if text != w.contents[n].text {
		return false, fmt.Errorf("content %d holds %q, not %q", n, text, w.contents[n].text)
	}
	return true, nil
}

func (w *world) file(object string) string {
	return filepath.Join(w.p.dir, "documents", object[:2], object)
}

// number is which content of the model one in the register is. Files that had its place before must be gone.
func (w *world) number(c app.Content) (int, error) {
	for n, x := range w.contents {
		if x.document != c.Document || !x.there {
			continue
		}
		w.objects[c.Object] = n
		for object, of := range w.objects {
			if of == n && object != c.Object && w.disk.read(w.file(object)) != nil {
				return 0, fmt.Errorf("the file that content %d had before is still there", n)
			}
		}
		return n, nil
	}
	return 0, fmt.Errorf("content of %s is none of the model's", c.Document)
}

// compare holds what was decrypted against the model; got says of each key whether its last day is still to come. Keys that the act could have given already are let
// pass; from then on they are due.
func (w *world) compare(got map[key]bool) error {
	for k := range w.have {
		lasts, opens := got[k]
		switch {
		case !opens:
			return fmt.Errorf("%d can't open content %d and must", k.who, k.content)
		case !lasts && !w.unseen:
			return fmt.Errorf("%d's key of content %d is owed, and its last day is over", k.who, k.content)
		}
	}
	for k, lasts := range got {
		switch {
		case w.late[k] && lasts && w.owed(k): // another duty has taken over before anybody took it back
			delete(w.late, k)
			w.have[k] = true
		case w.have[k], w.late[k]:
		case !w.owed(k):
			return fmt.Errorf("%d opens content %d and must not", k.who, k.content)
		case w.wasLate[k], w.couldOf[k.content] && w.bound(k.who):
			w.have[k] = true
			w.open(k.who)
		default:
			return fmt.Errorf("%d opens content %d: owed, but by nobody who could give it", k.who, k.content)
		}
	}
	maps.DeleteFunc(w.late, func(k key, _ bool) bool { _, opens := got[k]; return !opens })
	w.lasts = got
	return nil
}

// closed ends a trial whose outcome says nothing.
func (w *world) closed(k key, r *app.Reading, err error) error {
	if err != nil {
		return nil
	}
	return w.offices[k.who].CloseContent(w.ctx, r, app.Seen{})
}

// tryOffice has somebody open a content by the office: it must open exactly when the model says so.
func (w *world) tryOffice(k key) error {
	x := w.contents[k.content]
	if x.document == "" || w.offices[k.who] == nil {
		return nil
	}
	r, err := w.offices[k.who].OpenContent(w.ctx, x.document)
	if w.opens(k) && !w.lasts[k] { // a duty that has taken over counts from the next sign-in on
		return w.closed(k, r, err)
	}
	if want := w.opens(k); (err == nil) != want {
		return fmt.Errorf("the office opens content %d for %d: %v, want %t", k.content, k.who, err, want)
	}
	if err != nil {
		var told *app.Error
		if !errors.As(err, &told) || told.Code != app.NotAllowed && told.Code != app.NotFound && told.Code != app.Conflict {
			return fmt.Errorf("content %d for %d: %w", k.content, k.who, err)
		}
		w.done["office refuses"]++
		return nil
	}
	w.done["office opens"]++
	var text strings.Builder
	if _, err := io.Copy(&text, io.NewSectionReader(r.File, 0, r.File.Size())); err != nil {
		return err
	}
	if err := w.offices[k.who].CloseContent(w.ctx, r, app.Seen{Pages: []int{1}, Seconds: 3}); err != nil {
		return err
	}
	if text.String() != x.text {
		return fmt.Errorf("the office shows %q of content %d, which holds %q", text.String(), k.content, x.text)
	}
	return nil
}
