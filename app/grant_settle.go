package app

import (
	"runtime"
	"slices"
	"sync"
)

// actKeys tells which keys were given and taken, and for whom.
const actKeys = "content.keys"

// Limits of settling.
const (
	keysInAct    = 2000 // given along with another act; the rest follow with SettleKeys
	keysInBatch  = 200  // given in one transaction of SettleKeys
	codesInEntry = 20   // documents that an entry names
)

// Settled counts keys: those given and taken, and those that wait for a session of somebody who
// holds them.
type Settled struct{ Given, Taken, Waiting int }

// settlePerson makes the grants of a person what they are to be (grant_rules.go): it takes back
// those beyond, moves last days, and gives those missing of which the actor has the key in hand.
// To be called after every act that may alter what somebody is to hold. Taking back needs no key;
// what can't be given waits for SettleKeys in a session of somebody who can.
func (c *change) settlePerson(personID int64) error {
	t, err := keyTakerOf(c.Reader, personID, c.today)
	if err != nil {
		return err
	}
	var s settling
	if s.taken, err = c.takeBeyond(t); err != nil {
		return err
	}
	if s.moved, err = c.moveLastDays(t); err != nil {
		return err
	}
	if c.canGive(t) {
		lacking, err := c.ContentsWithout(personID, t.recipient, t.scope, keysInAct)
		if err != nil {
			return err
		}
		if s.given, err = c.give(t, lacking); err != nil {
			return err
		}
	}
	return c.settled(t, s)
}

// settling is what settling one person did, by the codes of documents.
type settling struct{ given, taken, moved []string }

// settled logs it, and opens what is approved to the person and has its key now.
func (c *change) settled(t keyTaker, s settling) error {
	if len(s.given)+len(s.taken)+len(s.moved) > 0 {
		facts := map[string]any{"given": len(s.given), "taken": len(s.taken)}
		if len(s.moved) > 0 {
			facts["moved"] = len(s.moved)
		}
		codes := slices.Concat(s.given, s.taken, s.moved)
		facts["documents"] = codes[:min(len(codes), codesInEntry)]
		if err := c.also(actKeys, t.person.Number, facts); err != nil {
			return err
		}
	}
	for _, l := range t.scope.Lent {
		if !l.Open {
			return c.opensLent(t.person)
		}
	}
	return nil
}

// canGive reports whether the actor can give keys to somebody: both bound (rule 1).
func (c *change) canGive(t keyTaker) bool {
	return c.standing.Bound && t.bound && !t.scope.empty() && t.person.ID != c.person.ID
}

// takeBeyond removes what a person is not to hold, and what is wrapped to keys they have no more.
func (c *change) takeBeyond(t keyTaker) ([]string, error) {
	beyond, err := c.GrantsBeyond(t.person.ID, t.recipient, t.scope)
	if err != nil || len(beyond) == 0 {
		return nil, err
	}
	return c.take(beyond)
}

// resettle settles somebody whose particulars were changed. A grant is signed over its reader's number,
// so a new number has each signed anew that was right.
func (c *change) resettle(before, now Person) error {
	if before.ID == 0 || before.Number == now.Number && before.LeftOn == now.LeftOn &&
		before.Kind == now.Kind && before.BodyID == now.BodyID {
		return nil
	}
	if before.Number != now.Number {
		grants, err := c.GrantsOf(now.ID)
		if err != nil {
			return err
		}
		for _, g := range grants {
			if err := c.renumber(g, before, now); err != nil {
				return err
			}
		}
	}
	return c.settlePerson(now.ID)
}

func (c *change) renumber(g Grant, before, now Person) error {
	content, err := c.Content(g.ContentID)
	if err != nil {
		return err
	}
	right, err := c.signedRight(g, content, before.Number)
	if err != nil || !right {
		return err
	}
	return c.tx.SaveGrant(c.signed(g, content, now.Number))
}

// take removes grants and returns the codes of their documents.
func (c *change) take(grants []Grant) ([]string, error) {
	ids, codes := make([]int64, len(grants)), make([]string, len(grants))
	for i, g := range grants {
		ids[i] = g.ID
		if g.PersonID == c.person.ID {
			c.lost = append(c.lost, g.ContentID)
		}
		if i < codesInEntry {
			content, err := c.Content(g.ContentID)
			if err != nil {
				return nil, err
			}
			codes[i] = content.Document
		}
	}
	for part := range slices.Chunk(ids, 1000) {
		if err := c.tx.RemoveGrants(part...); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// moveLastDays signs grants anew whose last day is no longer the right one. One that was changed
// behind the office's back is removed instead, and given anew if that can be.
func (c *change) moveLastDays(t keyTaker) ([]string, error) {
	if t.recipient == "" || t.scope.empty() {
		return nil, nil
	}
	grants, err := c.GrantsOf(t.person.ID)
	if err != nil {
		return nil, err
	}
	var moved []string
	for _, g := range grants {
		if t.scope.All && g.Until == "" {
			continue
		}
		content, err := c.Content(g.ContentID)
		if err != nil {
			return nil, err
		}
		last, _ := t.scope.until(content)
		if last == g.Until {
			continue
		}
		if err := c.moveLastDay(t, g, content, last); err != nil {
			return nil, err
		}
		moved = append(moved, content.Document)
	}
	return moved, nil
}

func (c *change) moveLastDay(t keyTaker, g Grant, content Content, last Date) error {
	right, err := c.signedRight(g, content, t.person.Number)
	if err != nil {
		return err
	}
	if !right {
		return c.tx.RemoveGrants(g.ID)
	}
	g.Until = last
	return c.tx.SaveGrant(c.signed(g, content, t.person.Number))
}

// give wraps the keys of contents to somebody, as far as the actor holds them, and returns the
// codes of the documents.
func (c *change) give(t keyTaker, lacking []Content) ([]string, error) {
	mine := make([]Grant, 0, len(lacking))
	of := make([]Content, 0, len(lacking))
	for _, content := range lacking {
		g, ok, err := c.inHand(content)
		if err != nil {
			return nil, err
		}
		if ok {
			mine, of = append(mine, g), append(of, content)
		}
	}
	wrapped, err := c.rewrap(mine, t.recipient)
	if err != nil {
		return nil, err
	}
	var codes []string
	for i, w := range wrapped {
		if w == nil {
			continue // the actor's own grant does not open; the opening of it tells
		}
		last, _ := t.scope.until(of[i])
		g := Grant{PersonID: t.person.ID, Recipient: t.recipient, Until: last, Wrapped: w}
		if err := c.tx.SaveGrant(c.signed(g, of[i], t.person.Number)); err != nil {
			return nil, err
		}
		codes = append(codes, of[i].Document)
	}
	return codes, nil
}

// inHand returns the actor's own grant of a content, if it is one that can be passed on.
func (c *change) inHand(content Content) (Grant, bool, error) {
	g, err := c.Grant(content.ID, c.person.ID)
	if err != nil && CodeOf(err) == NotFound {
		return g, false, nil
	}
	if err != nil || g.Recipient != c.me.Recipient || g.past(c.today) {
		return g, false, err
	}
	right, err := c.signedRight(g, content, c.person.Number)
	return g, right, err
}

// past reports whether the grant's last day is over.
func (g Grant) past(on Date) bool { return g.Until != "" && g.Until < on }

// rewrap opens grants of the actor's and wraps their keys to a recipient, on every core: a key
// takes a third of a millisecond. What does not open stays nil.
func (c *change) rewrap(mine []Grant, recipient string) ([][]byte, error) {
	out, errs := make([][]byte, len(mine)), make([]error, len(mine))
	var group sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(mine))
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(mine); i += workers {
				out[i], errs[i] = c.rewrapOne(mine[i].Wrapped, recipient)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil && CodeOf(err) != NotAllowed {
			return nil, err
		}
	}
	return out, nil
}

func (c *change) rewrapOne(wrapped []byte, recipient string) ([]byte, error) {
	key, err := c.contents.Unwrap(wrapped)
	if err != nil {
		return nil, err
	}
	defer key.Wipe()
	return c.contents.Wrap(key, recipient)
}

// dropPast removes the grants whose last day is over, everybody's.
func (c *change) dropPast() error {
	_, err := c.takePast()
	return err
}

func (c *change) takePast() (all settling, err error) {
	past, err := c.GrantsPast(c.today)
	if err != nil {
		return all, err
	}
	slices.SortStableFunc(past, func(a, b Grant) int { return int(a.PersonID - b.PersonID) })
	for len(past) > 0 {
		n := 1
		for n < len(past) && past[n].PersonID == past[0].PersonID {
			n++
		}
		// Settled, not just taken: another duty may have come into force meanwhile that lasts longer.
		t, err := keyTakerOf(c.Reader, past[0].PersonID, c.today)
		if err != nil {
			return all, err
		}
		s, err := c.settleTaken(t)
		if err != nil {
			return all, err
		}
		all.taken = append(all.taken, s.taken...)
		past = past[n:]
	}
	return all, nil
}
