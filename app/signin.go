package app

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// NewOffice signs the identity in: checks its account, records keys that are new,
// moves failed logins into the log, appends the login. Returns NotAllowed
// (error.account.disabled, error.account.left, error.account.unknown), Conflict
// (error.clock.back) when the clock stands before the last entry.
func NewOffice(ctx context.Context, op Opened, env Env) (*Office, error) {
	o := &Office{store: op.Store, keyring: op.Keyring, archive: op.Archive, contents: op.Contents, id: op.Identity, env: env}
	o.fresh.set(env.Clock())
	failures := op.Keyring.Failures()
	err := o.store.Update(ctx, func(tx Tx) error { return o.signIn(tx, failures) })
	if err != nil {
		return nil, o.refused(ctx, "login", op.Identity.Login, err)
	}
	if len(failures) > 0 {
		if err := op.Keyring.FailuresLogged(); err != nil {
			return nil, err
		}
	}
	if err := o.lapseNow(ctx); err != nil {
		return nil, err
	}
	_ = o.dropSlots(ctx)    // whose slot it is has been refused already; the next sign-in tries again
	_ = o.tidyContents(ctx) // a folder that can't be tidied keeps nobody out; verify names what lies there
	return o, nil
}

func (o *Office) signIn(tx Tx, failures []Failure) error {
	now := o.env.Clock()
	if err := clockForward(tx, now); err != nil {
		return err
	}
	a, err := tx.AccountByLogin(o.id.Login)
	if CodeOf(err) == NotFound && err != nil {
		return Errf(NotAllowed, "error.account.unknown")
	}
	if err != nil {
		return err
	}
	if a.State == Disabled {
		return Errf(NotAllowed, "error.account.disabled")
	}
	person, err := tx.Person(a.PersonID)
	if err != nil {
		return err
	}
	c := change{
		work: work{Reader: tx, me: a, person: person, now: now, today: DateOf(now)},
		tx:   tx, sign: o.id.Sign, act: "login", contents: o.contents,
	}
	if err := c.enrol(o.id); err != nil {
		return err
	}
	for _, f := range failures {
		if err := c.logFailure(f); err != nil {
			return err
		}
	}
	if person.LeftBy(DateOf(now)) {
		return Errf(NotAllowed, "error.account.left")
	}
	if err := c.finishedRekey(o.keyring.Epoch()); err != nil {
		return err
	}
	if err := c.dropPast(); err != nil {
		return err
	}
	return c.log(a.Login, nil)
}

// enrol records the public keys of an account at its first login, and at the first
// after its slot was made anew (a new code, the recovery halves). A disabled account
// stays disabled; its key is recorded so that its refusal can be verified.
func (c *change) enrol(id Identity) error {
	public, ok := id.Sign.Public().(ed25519.PublicKey)
	if !ok {
		return Errf(Damaged, "error.account.key")
	}
	if c.me.State != Invited && public.Equal(c.me.SignKey) && c.me.Recipient == id.Recipient {
		return nil
	}
	renewed := c.me.State != Invited
	if c.me.State == Invited {
		c.me.State = Active
	}
	c.me.SignKey, c.me.Recipient, c.me.CodeExpires = public, id.Recipient, time.Time{}
	if _, err := c.tx.SaveAccount(c.me); err != nil {
		return err
	}
	if err := c.also(actEnrol, c.me.Login, map[string]any{"key": hex.EncodeToString(public), "recovered": renewed}); err != nil {
		return err
	}
	// What was wrapped to the keys before opens no more.
	return c.settlePerson(c.me.PersonID)
}

// tidyContents finishes or removes what an interrupted adding or erasing of an electronic document left.
func (o *Office) tidyContents(ctx context.Context) error {
	return o.store.View(ctx, func(r Reader) error {
		return o.contents.Tidy(func(object string) (ContentState, error) {
			c, err := r.ContentByObject(object)
			return c.State, err
		})
	})
}

// enrolledKey is the signing key that an enrolment's entry names.
func enrolledKey(e Entry) (ed25519.PublicKey, bool) {
	var facts struct {
		Key string `json:"key"`
	}
	if json.Unmarshal([]byte(e.Detail), &facts) != nil {
		return nil, false
	}
	key, err := hex.DecodeString(facts.Key)
	return key, err == nil && len(key) == ed25519.PublicKeySize
}

// logFailure moves wrong passwords typed while the vault was sealed into the log; the
// person who unlocks it signs for them.
func (c *change) logFailure(f Failure) error {
	object := f.Login
	if object == "" {
		object = "?"
	}
	return c.append("login.failed", object, Refused,
		map[string]any{"count": f.Count, "throttled": f.Throttled, "at": f.At.UTC().Format(time.RFC3339)})
}

// mustBeActive refuses accounts that may not act.
func (a Account) mustBeActive() error {
	if a.State != Active {
		return Errf(NotAllowed, "error.account.disabled")
	}
	return nil
}

// rejectRoles returns Invalid unless roles is a set of known roles with at least one.
func rejectRoles(roles Roles) *Error {
	if len(roles) == 0 {
		return Errf(Invalid, "error.roles.none").At("roles")
	}
	for _, r := range roles {
		if !slices.Contains(AllRoles, r) {
			return Errf(Invalid, "error.choice").At("roles")
		}
	}
	return nil
}

// ordered returns the set in the order of AllRoles, each role once.
func (rs Roles) ordered() Roles {
	var out Roles
	for _, r := range AllRoles {
		if rs.Has(r) {
			out = append(out, r)
		}
	}
	return out
}
