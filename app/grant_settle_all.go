package app

import (
	"context"
	"slices"
)

// SettleKeys makes everybody's grants what they are to be on this day, as far as the actor can:
// it takes back what is beyond, gives what waits for a key the actor holds, and, for a custodian,
// wraps to new recovery halves. Faces call it in the background after unlocking and at a change of
// day; when there is nothing to do it reads a little and writes nothing. progress, which may be nil,
// is told keys done of all. Everybody; somebody who is not bound gives none (rule 1).
func (o *Office) SettleKeys(ctx context.Context, progress Progress) (Settled, error) {
	var p settlePlan
	err := o.view(ctx, actKeys, "", func(w *work) (err error) {
		p, err = w.planSettling(o.contents)
		return err
	})
	if err != nil {
		return Settled{}, err
	}
	run := settleRun{office: o, progress: progress, total: int64(p.size())}
	if p.past {
		err = run.batch(ctx, (*change).takePast)
	}
	for _, one := range p.people {
		if err == nil {
			err = run.person(ctx, one)
		}
	}
	for part := range slices.Chunk(p.recovery, keysInBatch) {
		if err == nil {
			err = run.batch(ctx, func(c *change) (settling, error) { return c.settleRecovery(part) })
		}
	}
	run.done.Waiting += p.waiting
	return run.done, err
}

// settlePlan is what is to be done, as it was found.
type settlePlan struct {
	people   []settleOne
	recovery []Content // to be wrapped to the present halves
	past     bool
	waiting  int // keys that somebody else has to give
}

type settleOne struct {
	personID int64
	amiss    bool      // something is to be taken, or opened
	lacking  []Content // the actor can give these
}

func (p settlePlan) size() int {
	n := len(p.recovery)
	for _, one := range p.people {
		n += len(one.lacking)
	}
	return n
}

// planSettling looks through all accounts.
func (w *work) planSettling(contents Contents) (settlePlan, error) {
	var p settlePlan
	past, err := w.GrantsPast(w.today)
	if err != nil {
		return p, err
	}
	p.past = len(past) > 0
	me, err := w.ownKeys()
	if err != nil {
		return p, err
	}
	accounts, err := w.Accounts()
	if err != nil {
		return p, err
	}
	for _, a := range accounts {
		one, waiting, err := w.planPerson(a.PersonID, me)
		if err != nil {
			return p, err
		}
		p.waiting += waiting
		if one.amiss || len(one.lacking) > 0 {
			p.people = append(p.people, one)
		}
	}
	if !me.scope.All {
		return p, nil
	}
	recipient, err := contents.Recovery()
	if err != nil {
		return p, err
	}
	lacking, err := w.ContentsWithout(0, recipient, KeyScope{All: true}, 0)
	p.recovery = me.canGive(lacking)
	p.waiting += len(lacking) - len(p.recovery)
	return p, err
}

// ownKeys is what the actor holds and can pass on.
type ownKeys struct {
	scope   KeyScope
	lacking map[int64]bool // in scope, but not given yet
}

func (w *work) ownKeys() (ownKeys, error) {
	t, err := keyTakerOf(w.Reader, w.person.ID, w.today)
	if err != nil || !t.bound {
		return ownKeys{}, err
	}
	k := ownKeys{scope: t.scope, lacking: map[int64]bool{}}
	lacking, err := w.ContentsWithout(t.person.ID, t.recipient, t.scope, 0)
	for _, c := range lacking {
		k.lacking[c.ID] = true
	}
	return k, err
}

// canGive returns those of the contents whose keys the actor holds.
func (k ownKeys) canGive(list []Content) []Content {
	var out []Content
	for _, c := range list {
		if _, has := k.scope.until(c); has && !k.lacking[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

func (w *work) planPerson(personID int64, me ownKeys) (settleOne, int, error) {
	one := settleOne{personID: personID}
	t, err := keyTakerOf(w.Reader, personID, w.today)
	if err != nil {
		return one, 0, err
	}
	if one.amiss, err = w.amiss(t); err != nil {
		return one, 0, err
	}
	if !t.bound || t.scope.empty() {
		return one, 0, nil
	}
	lacking, err := w.ContentsWithout(personID, t.recipient, t.scope, 0)
	if err != nil {
		return one, 0, err
	}
	if personID != w.person.ID {
		one.lacking = me.canGive(lacking)
	}
	return one, len(lacking) - len(one.lacking), nil
}

// amiss reports whether a person holds a key that is not theirs, or one with another last day.
func (w *work) amiss(t keyTaker) (bool, error) {
	beyond, err := w.GrantsBeyond(t.person.ID, t.recipient, t.scope)
	if err != nil || len(beyond) > 0 || t.scope.All || t.scope.empty() {
		return len(beyond) > 0, err
	}
	grants, err := w.GrantsOf(t.person.ID)
	if err != nil {
		return false, err
	}
	for _, g := range grants {
		c, err := w.Content(g.ContentID)
		if err != nil {
			return false, err
		}
		if last, _ := t.scope.until(c); last != g.Until {
			return true, nil
		}
	}
	return w.opensNow(t, grants), nil
}

// opensNow reports whether something approved has its key and is still to be opened.
func (w *work) opensNow(t keyTaker, grants []Grant) bool {
	return slices.ContainsFunc(t.scope.Lent, func(l LentContent) bool {
		return !l.Open && slices.ContainsFunc(grants, func(g Grant) bool { return g.ContentID == l.ContentID })
	})
}

// settleRun carries a plan out, some keys in a transaction.
type settleRun struct {
	office   *Office
	progress Progress
	done     Settled
	total    int64
	tried    int64
}

// person settles one person: first what is beyond, then batch after batch what is lacking.
func (r *settleRun) person(ctx context.Context, one settleOne) error {
	if one.amiss {
		err := r.batch(ctx, func(c *change) (settling, error) {
			t, err := keyTakerOf(c.Reader, one.personID, c.today)
			if err != nil {
				return settling{}, err
			}
			return c.settleTaken(t)
		})
		if err != nil {
			return err
		}
	}
	for part := range slices.Chunk(one.lacking, keysInBatch) {
		err := r.batch(ctx, func(c *change) (settling, error) { return c.settleLacking(one.personID, part) })
		if err != nil {
			return err
		}
		r.tell(len(part))
	}
	return nil
}

func (r *settleRun) tell(n int) {
	r.tried += int64(n)
	if r.progress != nil {
		r.progress(r.tried, r.total)
	}
}

// batch runs one transaction; it has entries only for what it does.
func (r *settleRun) batch(ctx context.Context, fn func(*change) (settling, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var s settling
	err := r.office.change(ctx, actKeys, "", func(c *change) (err error) {
		c.logged = true
		s, err = fn(c)
		return err
	})
	if err == nil {
		r.done.Given += len(s.given)
		r.done.Taken += len(s.taken)
	}
	return err
}

// settleTaken takes back, moves last days and opens what can be opened.
func (c *change) settleTaken(t keyTaker) (s settling, err error) {
	if s.taken, err = c.takeBeyond(t); err != nil {
		return s, err
	}
	if s.moved, err = c.moveLastDays(t); err != nil {
		return s, err
	}
	return s, c.settled(t, s)
}

// settleLacking gives a person those of the contents that they still lack.
func (c *change) settleLacking(personID int64, part []Content) (s settling, err error) {
	t, err := keyTakerOf(c.Reader, personID, c.today)
	if err != nil || !c.canGive(t) {
		return s, err
	}
	var lacking []Content
	for _, content := range part {
		still, err := c.lacks(t, content)
		if err != nil {
			return s, err
		}
		if still {
			lacking = append(lacking, content)
		}
	}
	if s.given, err = c.give(t, lacking); err != nil {
		return s, err
	}
	return s, c.settled(t, s)
}

// lacks reports whether a content is still sealed, somebody's to hold, and not given.
func (c *change) lacks(t keyTaker, content Content) (bool, error) {
	now, err := c.Content(content.ID)
	if err != nil || now.State != ContentSealed {
		return false, err
	}
	if _, to := t.scope.until(now); !to {
		return false, nil
	}
	g, err := c.Grant(content.ID, t.person.ID)
	if err != nil && CodeOf(err) == NotFound {
		return true, nil
	}
	return g.Recipient != t.recipient, err
}

// settleRecovery wraps keys to the present recovery halves.
func (c *change) settleRecovery(part []Content) (s settling, err error) {
	if err := c.keeper(); err != nil {
		return s, err
	}
	for _, content := range part {
		g, ok, err := c.inHand(content)
		if err != nil {
			return s, err
		}
		if !ok {
			continue
		}
		key, err := c.contents.Unwrap(g.Wrapped)
		if err != nil {
			return s, err
		}
		err = c.giveRecovery(content, key)
		key.Wipe()
		if err != nil {
			return s, err
		}
		s.given = append(s.given, content.Document)
	}
	if len(s.given) == 0 {
		return s, nil
	}
	return s, c.also(actKeys, recoveryReader, map[string]any{
		"given": len(s.given), "taken": 0, "documents": s.given[:min(len(s.given), codesInEntry)],
	})
}
