package app

import (
	"context"
	"crypto/ed25519"
	"io"
	"time"
)

// Store is the register of one opened vault. The store package implements it.
type Store interface {
	// View runs fn in a read transaction. The error of fn comes back unchanged.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn in a write transaction that is durable when Update returns nil
	// and leaves nothing behind when fn returns an error, which comes back unchanged.
	Update(ctx context.Context, fn func(Tx) error) error
}

// Reader is everything rules may ask of the register in one transaction.
type Reader interface {
	AuditReader
	OrganisationReader
	PersonReader
	AccountReader
	CommitmentReader
	TemplateReader
	ClientReader
	AssignmentReader
	FileReader
	DocumentReader
	SearchReader
	LoanReader
	DraftReader
	BackupReader
	KeyReader
	ContentReader
	GrantReader
	ViewReader
	ExtractReader
	CertificateReader
	PaperReader
	CampaignReader
	ClearanceReader
	ProofReader
	GateReader
	BodyReader
	TrainingReader
}

// Tx is a Reader that can also change the register.
type Tx interface {
	Reader
	AuditWriter
	OrganisationWriter
	PersonWriter
	AccountWriter
	CommitmentWriter
	TemplateWriter
	ClientWriter
	AssignmentWriter
	FileWriter
	DocumentWriter
	LoanWriter
	DraftWriter
	BackupWriter
	KeyWriter
	ContentWriter
	GrantWriter
	ViewWriter
	ExtractWriter
	CertificateWriter
	PaperWriter
	CampaignWriter
	ClearanceWriter
	BodyWriter
	TrainingWriter
}

// Identity is what an unlocked key slot holds for its account.
type Identity struct {
	Login     string
	Recipient string             // age public key, text form (age1…)
	Sign      ed25519.PrivateKey // signs the audit entries of this account
}

// Failure is a wrong password typed while the vault was sealed; it is moved into
// the audit log at the next unlock.
type Failure struct {
	At    time.Time
	Login string // as far as the vault can tell which account was meant, else ""
	Count int
	// Throttled: not looked at, because too many had come before.
	Throttled bool
}

// Keyring is what the rules need of the vault's key slots. The store package
// implements it over store/vault.
type Keyring interface {
	// Invite makes a slot for login that opens with a one-time code until expires.
	Invite(ctx context.Context, login string) (code string, expires time.Time, err error)
	// CheckPassword returns nil when password opens the slot of login, an *Error
	// NotAllowed (error.password) or Throttled (error.throttled, until) otherwise.
	CheckPassword(ctx context.Context, login, password string) error
	// ChangePassword re-seals the slot. Returns what CheckPassword returns, or
	// Invalid (error.password.short, error.password.common) for the new one.
	ChangePassword(ctx context.Context, login, old, new string) error
	// Remove deletes the slot of login. Removing an absent slot is no error.
	Remove(ctx context.Context, login string) error
	// Rekey gives the vault a new key: every page is sealed anew, read back and put in the
	// place of the old. A context that ends before that leaves the old key. lost are the
	// logins whose one-time code did not come over. progress, which may be nil, is told
	// the pages done of all.
	Rekey(ctx context.Context, progress func(done, total int64)) (lost []string, err error)
	// Epoch is how many times the vault key was renewed.
	Epoch() uint64
	// NewHalves makes new recovery halves; the old ones open nothing any more.
	NewHalves(ctx context.Context) ([2]RecoveryHalf, error)
	// CheckHalves proves that both halves open this vault, and uses nothing up. Returns
	// Invalid (error.recovery.half, which) for a mistyped half, NotAllowed for wrong ones.
	CheckHalves(ctx context.Context, halfA, halfB string) error
	// Failures returns wrong passwords not yet in the audit log.
	Failures() []Failure
	// FailuresLogged forgets the failures returned before.
	FailuresLogged() error
}

// Opened is a vault after a key slot was opened.
type Opened struct {
	Store    Store
	Keyring  Keyring
	Archive  Archive
	Contents Contents
	Identity Identity
}

// RecoveryHalf is one printed half of the recovery key (design §3).
type RecoveryHalf struct {
	Name   string   // "A" or "B"
	Groups []string // groups of five characters, the last of each a check character
}

// Gate makes and opens vault folders. The store package implements it.
type Gate interface {
	Restorer
	// Create makes a vault in dir with a first slot and returns it opened, and the
	// two recovery halves. Returns Conflict (error.vault.exists) when dir holds
	// anything, Invalid for a bad password, NotAllowed (error.vault.readonly).
	Create(ctx context.Context, dir, login, password string) (Box, Opened, [2]RecoveryHalf, error)
	// Open takes the lock and checks the key slots; nothing is decrypted. Returns
	// NotFound (error.vault.missing), InUse (error.vault.inuse), Damaged
	// (error.vault.damaged, file, place), Conflict (error.vault.newer).
	Open(ctx context.Context, dir string) (Box, error)
	Mender
}

// Box is one vault folder that this process holds.
type Box interface {
	Dir() string
	Name() string       // name of the folder
	Warnings() []string // message keys, e.g. warn.vault.network
	// Unlock opens the slot of login. Returns NotAllowed (error.password) and
	// Throttled (error.throttled, minutes); same answer and time for no such login.
	Unlock(ctx context.Context, login, password string) (Opened, error)
	// Enrol redeems a one-time code: sets the password, makes the account's keys.
	// Returns what Unlock returns, Conflict (error.code.expired), Invalid passwords.
	Enrol(ctx context.Context, login, code, password string) (Opened, error)
	// Recover opens the recovery slot with both halves and issues a one-time code
	// for login. Returns Invalid (error.recovery.half, which) for a mistyped half.
	Recover(ctx context.Context, halfA, halfB, login string) (code string, err error)
	// Verify reads every seal and reports each damage; the vault must be unlocked.
	Verify(ctx context.Context, progress func(done, total int64)) ([]Damage, error)
	// Seal closes the register and drops every key; Unlock may follow.
	Seal() error
	// Close seals and gives the folder's lock back.
	Close() error
	// Discard closes the vault and removes what Create made, for a founding that
	// failed half-way. It must not be called on an opened vault.
	Discard() error
}

// Clock tells the time in the office's time zone.
type Clock func() time.Time

// Env is what use cases need of the outside: time and randomness, injected.
type Env struct {
	Clock Clock
	Rand  io.Reader
	// Papers makes what the office seals; nil for an office that can't.
	Papers Papers
	// Scans reads the codes of what comes back from the scanner; nil where nothing can.
	Scans Scans
	// ConfirmFor is how long a password counts as typed a moment ago; 0 means two minutes.
	ConfirmFor time.Duration
}
