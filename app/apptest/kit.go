// Package apptest makes a real vault for tests: sealed files in a temporary folder,
// cheap key derivation, a clock that the test moves, and people who can sign in
// without waiting for a password.
package apptest

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"custody/app"
	"custody/store"
	"custody/store/vault"
)

// The founder's ways in.
const (
	FounderLogin    = "guanli"
	FounderNumber   = "ZB-001"
	FounderName     = "黄云"
	FounderPassword = "松柏常青-四季有风-山高水长"
)

// Kit is a vault and what a test needs of it.
type Kit struct {
	T       testing.TB
	Dir     string
	Clock   *Clock
	Gate    app.Gate
	Vaults  app.Vaults
	Locked  *app.LockedVault
	Halves  [2]app.RecoveryHalf
	Founder *app.Office // administrator and custodian, commitments signed
	// ConfirmFor is how long passwords stay fresh in offices made from now on; 0 means for
	// as long as tests move the clock.
	ConfirmFor time.Duration
	// Papers and Scans are those of offices made from now on; nil seals and reads nothing. See With.
	Papers app.Papers
	Scans  app.Scans

	opened   app.Opened
	contents app.Contents // as the founder has them
	made     map[string]app.Identity
	secrets  map[string]*age.X25519Identity // of accounts that have no slot in the vault
	serial   int
}

// Clock is a clock that stands still until it is moved.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set puts it to t.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Advance moves it on, or back for a negative d.
func (c *Clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

// Start is the moment at which every kit begins: a Friday morning in Shenzhen.
var Start = time.Date(2026, 11, 27, 9, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// CheapKDF derives keys in a millisecond; only test binaries may use it.
var CheapKDF = vault.KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}

// recorder gives out what Create and Unlock opened, so that a kit can sign other
// people in over the same store.
type recorder struct {
	app.Gate
	opened *app.Opened
}

// Create passes through and remembers.
func (r recorder) Create(ctx context.Context, dir, login, password string) (app.Box, app.Opened, [2]app.RecoveryHalf, error) {
	box, op, halves, err := r.Gate.Create(ctx, dir, login, password)
	*r.opened = op
	return recordedBox{box, r.opened}, op, halves, err
}

// Open passes through.
func (r recorder) Open(ctx context.Context, dir string) (app.Box, error) {
	box, err := r.Gate.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	return recordedBox{box, r.opened}, nil
}

type recordedBox struct {
	app.Box
	opened *app.Opened
}

// Unlock passes through and remembers.
func (b recordedBox) Unlock(ctx context.Context, login, password string) (app.Opened, error) {
	op, err := b.Box.Unlock(ctx, login, password)
	if err == nil {
		*b.opened = op
	}
	return op, err
}

// Enrol passes through and remembers.
func (b recordedBox) Enrol(ctx context.Context, login, code, password string) (app.Opened, error) {
	op, err := b.Box.Enrol(ctx, login, code, password)
	if err == nil {
		*b.opened = op
	}
	return op, err
}

// Founding is what a kit's vault is founded with; a test may change it and found another.
func Founding(dir string) app.Founding {
	return app.Founding{
		Dir: dir,
		Organisation: app.Organisation{
			Name: "中标通国际认证（深圳）有限公司", NameEN: "Zhongbiaotong International Certification (Shenzhen) Co.,Ltd.",
			Short: "中标通", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27",
		},
		Name: FounderName, Number: FounderNumber, Department: "行政部", Post: "档案管理员",
		Login: FounderLogin, Password: FounderPassword, Roles: app.Roles{app.Custodian},
	}
}

// New founds a vault; it is closed when the test ends.
func New(t testing.TB) *Kit {
	t.Helper()
	k := &Kit{
		T: t, Dir: filepath.Join(t.TempDir(), "vault"), Clock: &Clock{now: Start},
		made: make(map[string]app.Identity), secrets: make(map[string]*age.X25519Identity),
	}
	k.Gate = recorder{store.Gate{Options: k.options()}, &k.opened}
	k.Vaults = app.Vaults{Gate: k.Gate, Env: k.Env()}
	var err error
	k.Locked, k.Founder, k.Halves, err = k.Vaults.Found(t.Context(), Founding(k.Dir))
	k.must(err)
	t.Cleanup(func() {
		if err := k.Locked.Close(); err != nil {
			t.Errorf("closing the vault: %v", err)
		}
	})
	k.made[FounderLogin], k.contents = k.opened.Identity, k.opened.Contents
	k.Bind(FounderNumber)
	return k
}

// Env is the kit's clock and the system's random source.
func (k *Kit) Env() app.Env {
	return app.Env{
		Clock: k.Clock.Now, Rand: rand.Reader, ConfirmFor: cmp.Or(k.ConfirmFor, 100*365*24*time.Hour),
		Papers: k.Papers, Scans: k.Scans,
	}
}

// With lets the founder, and offices made from now on, seal papers and read scans: the vault is opened anew.
func (k *Kit) With(papers app.Papers, scans app.Scans) {
	k.T.Helper()
	k.Papers, k.Scans = papers, scans
	k.Vaults.Env = k.Env()
	k.Reopen()
}

// Today is the day the clock shows.
func (k *Kit) Today() app.Date { return app.DateOf(k.Clock.Now()) }

// Store is the register, for builders and for checks that no use case offers.
func (k *Kit) Store() app.Store { return k.opened.Store }

// Identity is what the slot opened last holds.
func (k *Kit) Identity() app.Identity { return k.opened.Identity }

// Ctx is the test's context.
func (k *Kit) Ctx() context.Context { return k.T.Context() }

// Reopen seals the vault, opens it again and signs the founder in; offices made before
// are of no more use.
func (k *Kit) Reopen() {
	k.T.Helper()
	k.must(k.Locked.Close())
	k.open()
}

func (k *Kit) open() {
	k.T.Helper()
	var err error
	k.Locked, err = k.Vaults.Open(k.Ctx(), k.Dir)
	k.must(err)
	k.Founder, err = k.Locked.Unlock(k.Ctx(), FounderLogin, FounderPassword)
	k.must(err)
	k.made[FounderLogin], k.contents = k.opened.Identity, k.opened.Contents
}

// Tamper changes the register behind the office's back, as somebody with a way into
// the vault and another program could, and signs the founder in again.
func (k *Kit) Tamper(statements ...string) {
	k.T.Helper()
	k.Beneath(func(v *vault.Vault) {
		db, err := v.DB()
		k.must(err)
		for _, s := range statements {
			_, err := db.ExecContext(k.Ctx(), s)
			k.must(err)
		}
	})
}

// Beneath does something with the unlocked vault under the office, and signs the founder
// in again.
func (k *Kit) Beneath(do func(*vault.Vault)) {
	k.T.Helper()
	k.must(k.Locked.Close())
	v, err := vault.Open(k.Ctx(), k.Dir, k.options())
	k.must(err)
	_, err = v.Unlock(k.Ctx(), FounderLogin, FounderPassword)
	k.must(err)
	do(v)
	k.must(v.Close())
	k.open()
}

func (k *Kit) options() vault.Options { return vault.Options{KDF: CheapKDF, Now: k.Clock.Now} }

// Office signs an account in over the same store, without a password.
func (k *Kit) Office(login string) *app.Office { return k.OfficeOver(k.opened.Store, login) }

// OfficeOver signs an account in over another store that knows it.
func (k *Kit) OfficeOver(s app.Store, login string) *app.Office {
	k.T.Helper()
	id, ok := k.made[login]
	if !ok {
		k.T.Fatalf("apptest: no account %q", login)
	}
	o, err := app.NewOffice(k.Ctx(), app.Opened{
		Store: s, Keyring: k.opened.Keyring, Archive: k.opened.Archive, Contents: k.Contents(login), Identity: id,
	}, k.Env())
	k.must(err)
	return o
}

// Contents is the store of sealed contents as an account has it: with its own keys.
func (k *Kit) Contents(login string) app.Contents {
	k.T.Helper()
	if secret, made := k.secrets[login]; made {
		return k.opened.Contents.(*store.Contents).For(secret)
	}
	if login == k.opened.Identity.Login {
		return k.opened.Contents
	}
	return k.contents
}

// identity makes the keys of an account that has no slot in the vault.
func (k *Kit) identity(login string) app.Identity {
	k.T.Helper()
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	k.must(err)
	secret, err := age.GenerateX25519Identity()
	k.must(err)
	k.secrets[login] = secret
	return app.Identity{Login: login, Recipient: secret.Recipient().String(), Sign: sign}
}

func (k *Kit) update(fn func(app.Tx) error) {
	k.T.Helper()
	k.must(k.opened.Store.Update(k.Ctx(), fn))
}

func (k *Kit) must(err error) {
	k.T.Helper()
	if err != nil {
		k.T.Fatal(err)
	}
}
