package grants

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"filippo.io/age"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// world is the real office at work beside the model.
type world struct {
	model
	p          *prepared
	ctx        context.Context
	disk       *memory
	clock      *apptest.Clock
	box        app.Box
	store      app.Store
	offices    []*app.Office
	identities []secret // every one that any account ever had
	rescues    []*age.X25519Identity
	printed    [2]app.RecoveryHalf
	objects    map[string]int // files ever seen, and whose content they are
	memo       *memo
	codes      map[int]string // one-time codes given out
	done       map[string]int // acts that succeeded
	trace      []string
	serial     int

	// as things stood before the step
	wasLate map[key]bool
	couldOf [contentCount]bool // whoever acts could open it
	lasts   map[key]bool       // of the keys in the register: whether their last day is still to come
}

// secret is an account's age identity.
type secret struct {
	who     int
	current bool
	id      *age.X25519Identity
}

// start begins a history. What goes wrong comes back as an error, so that a history can be
// tried again with fewer steps.
func start(ctx context.Context, p *prepared, m *memo) (*world, error) {
	w := &world{
		p: p, ctx: ctx, disk: p.disk.clone(), clock: newClock(), memo: m, printed: p.halves,
		offices: make([]*app.Office, len(p.model.people)), objects: map[string]int{}, done: map[string]int{}, codes: map[int]string{},
	}
	w.model = p.model.clone()
	for who, text := range p.identity {
		id, err := age.ParseX25519Identity(text)
		if err != nil {
			return nil, err
		}
		w.identities = append(w.identities, secret{who, true, id})
	}
	rescue, err := age.ParseX25519Identity(p.rescue)
	if err != nil {
		return nil, err
	}
	w.rescues = []*age.X25519Identity{rescue}
	w.box, err = store.Gate{Options: options(w.disk, w.clock.Now)}.Open(ctx, p.dir)
	if err != nil {
		return nil, err
	}
	_, err = w.office(founder)
	return w, err
}

func options(disk *memory, now func() time.Time) vault.Options {
	return vault.Options{FS: disk, KDF: apptest.CheapKDF, Now: now}
}

func (w *world) env() app.Env {
	return app.Env{Clock: w.clock.Now, Rand: rand.Reader, ConfirmFor: 100 * 365 * 24 * time.Hour}
}

// office is a person's session, as long as they do not sign in anew.
func (w *world) office(who int) (*app.Office, error) {
	if w.offices[who] != nil {
		return w.offices[who], nil
	}
	return w.signIn(who)
}

func (w *world) signIn(who int) (*app.Office, error) {
	op, err := w.box.Unlock(w.ctx, w.people[who].login, w.people[who].password)
	if err != nil {
		return nil, err
	}
	return w.enter(who, op)
}

func (w *world) enter(who int, op app.Opened) (*app.Office, error) {
	o, err := app.NewOffice(w.ctx, op, w.env())
	if err != nil {
		return nil, err
	}
	w.store, w.offices[who] = op.Store, o
	w.drop()
	return o, nil
}

// enrol redeems a code and finds out what identity the account has now.
func (w *world) enrol(who int, code string) error {
	op, err := w.box.Enrol(w.ctx, w.people[who].login, code, w.people[who].password)
	if err != nil {
		return err
	}
	text, err := secretIn(w.ctx, w.disk, w.p.dir, w.clock.Now, w.people[who].login, w.people[who].password)
	if err != nil {
		return err
	}
	id, err := age.ParseX25519Identity(text)
	if err != nil {
		return err
	}
	for i := range w.identities {
		w.identities[i].current = w.identities[i].current && w.identities[i].who != who
	}
	w.identities = append(w.identities, secret{who, true, id})
	w.people[who].state = app.Active
	w.forget(who)
	_, err = w.enter(who, op)
	return err
}

// forget is what the model says of keys wrapped to an identity that is no more.
func (w *world) forget(who int) {
	for c := range contentCount {
		delete(w.have, key{who, c})
		delete(w.late, key{who, c})
	}
}

// sign signs the commitments anew, without the log.
func (w *world) sign(who int, until app.Date) error {
	return w.store.Update(w.ctx, func(tx app.Tx) error {
		p, err := tx.PersonByNumber(w.people[who].number)
		if err != nil {
			return err
		}
		for _, text := range app.Required {
			t, err := tx.TemplateInForce(text, w.today)
			if err != nil {
				return err
			}
			s, err := tx.AddSignature(app.Signature{Name: p.Name, Strokes: apptest.Strokes(), At: w.clock.Now(), Place: "深圳"})
			if err != nil {
				return err
			}
			_, err = tx.AddCommitment(app.Commitment{
				PersonID: p.ID, TemplateID: t.ID, SignedOn: w.today, ValidUntil: until, Method: "screen", Signature: s,
			}, "", nil)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) close() error { return w.box.Close() }

func (m model) clone() model {
	m.people = append([]person(nil), m.people...)
	m.tasks, m.items = nil, nil
	m.have, m.late = map[key]bool{}, map[key]bool{}
	return m
}

// secretIn is the age identity in an account's slot, read from a copy of the vault's folder.
func secretIn(ctx context.Context, disk *memory, dir string, now func() time.Time, login, password string) (string, error) {
	v, err := vault.Open(ctx, dir, options(disk.clone(), now))
	if err != nil {
		return "", err
	}
	keys, err := v.WitnessKeys(ctx, login, password)
	if err != nil {
		return "", fmt.Errorf("%s: %w", login, err)
	}
	return keys.Age.String(), v.Close()
}

func secretOf(t *testing.T, disk *memory, dir string, now func() time.Time, login, password string) string {
	t.Helper()
	s, err := secretIn(t.Context(), disk, dir, now, login, password)
	must(t, err)
	return s
}

// rescueIn is the age identity that the two printed halves open.
func rescueIn(ctx context.Context, disk *memory, dir string, now func() time.Time, halves [2]app.RecoveryHalf) (*age.X25519Identity, error) {
	v, err := vault.Open(ctx, dir, options(disk.clone(), now))
	if err != nil {
		return nil, err
	}
	id, err := v.RecoveryIdentity(ctx, codeOf(halves[0]), codeOf(halves[1]))
	if err != nil {
		return nil, err
	}
	return id, v.Close()
}

func rescueOf(t *testing.T, disk *memory, dir string, now func() time.Time, halves [2]app.RecoveryHalf) string {
	t.Helper()
	id, err := rescueIn(t.Context(), disk, dir, now, halves)
	must(t, err)
	return id.String()
}
