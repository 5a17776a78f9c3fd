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
		p, err = planSettling(w, o.contents)
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
