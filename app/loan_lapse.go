package app

import "context"

// lapseLoans ends every request, approval, electronic copy and place in a queue whose time
// has passed (rule 8), and lets the next in line ask. It runs first in every change of a
// loan, at sign-in and before Today; each loan concerned gets its entry loan.lapse or
// loan.expire. Keys whose last day is over go with them (grant_rules.go).
func (c *change) lapseLoans() error {
	past, err := c.ItemsPast(c.today)
	if err != nil {
		return err
	}
	for len(past) > 0 {
		n := 1
		for n < len(past) && past[n].LoanID == past[0].LoanID {
			n++
		}
		if err := c.lapse(past[:n]); err != nil {
			return err
		}
		if err := c.turn(past[:n]); err != nil {
			return err
		}
		past = past[n:]
	}
	return c.dropPast()
}

// lapse ends items of one loan.
func (c *change) lapse(items []LoanItem) error {
	var lapsed, expired []LoanItem
	for i := range items {
		it := &items[i]
		ev := EventLapse
		if it.State == OutItem {
			ev, it.BackAt = EventExpire, c.now
			expired = append(expired, *it)
		} else {
			lapsed = append(lapsed, *it)
		}
		if err := it.happen(ev); err != nil {
			return err
		}
		if err := c.tx.SaveItem(*it); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		act   string
		items []LoanItem
	}{{"loan.lapse", lapsed}, {"loan.expire", expired}} {
		if len(part.items) == 0 {
			continue
		}
		if err := c.also(part.act, items[0].Loan, map[string]any{"copies": codesOf(part.items)}); err != nil {
			return err
		}
	}
	return c.settleBorrowers(items)
}

// turn lets the first in the queue of each item's copy ask, where the copy is free.
func (c *change) turn(items []LoanItem) error {
	for _, it := range items {
		if it.Electronic {
			continue // nobody queues for it
		}
		if err := c.turnOne(it.CopyID); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) turnOne(copyID int64) error {
	open, err := c.OpenItems(copyID)
	if err != nil {
		return err
	}
	var next *LoanItem
	for i, it := range open {
		if it.State.Active() {
			return nil
		}
		if next == nil && !it.pastTime(c.today) {
			next = &open[i]
		}
	}
	if next == nil {
		return nil
	}
	if err := next.happen(EventTurn); err != nil {
		return err
	}
	next.ExpiresOn = c.today.AddDays(c.settings.RequestDays)
	if err := c.tx.SaveItem(*next); err != nil {
		return err
	}
	return c.also("loan.turn", next.Loan, map[string]any{"copy": next.Code})
}

// lapseNow applies lapseLoans when there is anything to lapse: most days this is one
// small read and no write.
func (o *Office) lapseNow(ctx context.Context) error {
	var due bool
	err := o.store.View(ctx, func(r Reader) error {
		today := DateOf(o.env.Clock())
		past, err := r.ItemsPast(today)
		if err != nil {
			return err
		}
		keys, err := r.GrantsPast(today)
		due = len(past)+len(keys) > 0
		return err
	})
	if err != nil || !due {
		return err
	}
	return o.change(ctx, "loan.lapse", "", func(c *change) error {
		c.logged = true // every loan that lapses gets its own entry
		return c.lapseLoans()
	})
}
