package app

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
)

// work is one transaction of a signed-in person: the register as it stands, who
// acts, and the time, fixed at its start.
type work struct {
	Reader
	me       Account
	person   Person
	now      time.Time
	today    Date
	settings Settings
	standing Standing // of the actor, rule 1
}

// change is a work that may also write. Everything written goes with at least one
// audit entry in the same transaction (rule 7).
type change struct {
	work
	tx       Tx
	sign     ed25519.PrivateKey
	act      string
	object   string
	onBehalf string // set by rules when a delegate acts for a principal
	logged   bool
	contents Contents
	papers   Papers                         // nil where nothing can be sealed
	rand     io.Reader                      // for a key made in the change
	signers  map[string][]ed25519.PublicKey // see signedRight
	lost     []int64                        // contents of which the actor's own key was taken back
}

// view runs fn on the register as it stands. A refusal is logged as act on object.
func (o *Office) view(ctx context.Context, act, object string, fn func(*work) error) error {
	err := o.store.View(ctx, func(r Reader) error {
		w, err := o.begin(r)
		if err != nil {
			return err
		}
		return fn(&w)
	})
	return o.refused(ctx, act, object, err)
}

// change runs fn in one write transaction. When fn has not logged by itself, the
// act is logged on object without detail. A refusal writes nothing but its entry.
func (o *Office) change(ctx context.Context, act, object string, fn func(*change) error) error {
	var c change
	err := o.store.Update(ctx, func(tx Tx) (err error) {
		if c, err = o.beginChange(tx, act, object); err != nil {
			return err
		}
		if err := fn(&c); err != nil {
			return err
		}
		if c.logged {
			return nil
		}
		return c.log(c.object, nil)
	})
	if err == nil {
		o.held.end(c.lost)
	}
	return o.refused(ctx, act, object, err)
}

// begin loads the actor afresh, so that a disabled account stops at its next act.
func (o *Office) begin(r Reader) (work, error) {
	w := work{Reader: r, now: o.env.Clock()}
	w.today = DateOf(w.now)
	var err error
	if w.me, err = r.AccountByLogin(o.id.Login); err != nil {
		return w, err
	}
	if err := w.me.mustBeActive(); err != nil {
		return w, err
	}
	if w.person, err = r.Person(w.me.PersonID); err != nil {
		return w, err
	}
	if w.person.LeftBy(w.today) {
		return w, Errf(NotAllowed, "error.account.left")
	}
	if w.settings, err = r.Settings(); err != nil {
		return w, err
	}
	w.standing, err = standingAs(r, w.person, w.me.Roles, w.today)
	return w, err
}

func (o *Office) beginChange(tx Tx, act, object string) (change, error) {
	w, err := o.begin(tx)
	if err != nil {
		return change{}, err
	}
	if err := clockForward(tx, w.now); err != nil {
		return change{}, err
	}
	return change{work: w, tx: tx, sign: o.id.Sign, act: act, object: object, contents: o.contents, papers: o.env.Papers, rand: o.env.Rand}, nil
}

// log appends an entry for the change's act on object, with short facts.
func (c *change) log(object string, detail map[string]any) error {
	c.logged = true
	return c.append(c.act, object, Done, detail)
}

// also appends an entry for another act that this change brings with it.
func (c *change) also(act, object string, detail map[string]any) error {
	return c.append(act, object, Done, detail)
}

func (c *change) append(act, object string, outcome Outcome, detail map[string]any) error {
	facts, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	return appendEntry(c.tx, c.sign, Entry{
		At: c.now, Login: c.me.Login, Actor: c.person.Number + " " + c.person.Name,
		OnBehalf: c.onBehalf, Act: act, Object: object, Outcome: outcome, Detail: string(facts),
	})
}

// refused logs err when it is an answer to the person, and returns it unchanged.
func (o *Office) refused(ctx context.Context, act, object string, err error) error {
	var e *Error
	if err == nil || !errors.As(err, &e) || e.Key == "error.clock.back" {
		return err
	}
	// A refusal is logged even when whoever asked has stopped waiting.
	logErr := o.store.Update(context.WithoutCancel(ctx), func(tx Tx) error {
		c, err := o.beginRefusal(tx, act, object)
		if err != nil {
			return err
		}
		return c.append(act, typedObject(object), Refused, map[string]any{"key": e.Key, "field": e.Field})
	})
	if logErr != nil {
		return errors.Join(err, logErr)
	}
	return err
}

// typedObject is what a refused act was about, as far as it looks like codes, numbers
// or a login: what was typed in the wrong field may be a client's name, and "?" stands for it.
func typedObject(s string) string {
	if loginForm.MatchString(s) {
		return s
	}
	for _, word := range strings.Fields(s) {
		if len(s) > maxTyped || !strings.ContainsAny(word, "0123456789") || strings.ContainsFunc(word, notASCII) {
			return "?"
		}
	}
	return s
}

func notASCII(r rune) bool { return r < '!' || r > '~' }

// beginRefusal is beginChange for somebody who may just have lost the account.
func (o *Office) beginRefusal(tx Tx, act, object string) (change, error) {
	w := work{Reader: tx, now: o.env.Clock()}
	var err error
	if w.me, err = tx.AccountByLogin(o.id.Login); err != nil {
		return change{}, err
	}
	if w.person, err = tx.Person(w.me.PersonID); err != nil {
		return change{}, err
	}
	c := change{work: w, tx: tx, sign: o.id.Sign, act: act, object: object}
	return c, c.recordKey(o.id)
}

// recordKey records the key that a refusal is signed with, if the account never had it. One it had
// changes nothing: what is refused to a session from before a new code must not bring it back.
func (c *change) recordKey(id Identity) error {
	all, err := c.AccountKeys()
	if err != nil {
		return err
	}
	public, _ := id.Sign.Public().(ed25519.PublicKey)
	if slices.ContainsFunc(all[c.me.Login], func(k ed25519.PublicKey) bool { return k.Equal(public) }) {
		return nil
	}
	return c.enrol(id)
}

// mustHave refuses actors who hold none of the roles.
func (w *work) mustHave(roles ...Role) error {
	if w.me.Roles.HasAny(roles...) {
		return nil
	}
	return Errf(NotAllowed, "error.role")
}

// mustBeBound is rule 1 for the actor (§5.3.1).
func (w *work) mustBeBound() error {
	return w.standing.ownRefusal(w.person)
}
