package app

import (
	"context"
	"errors"
	"strconv"
	"sync"
)

const actRekey = "vault.rekey"

// RenewVaultKey gives the vault a new key, so that a password removed before opens nothing
// that is written from now on (design §3, §5.3.1). It takes seconds to minutes; changes wait meanwhile.
// progress, which may be nil, is told the pages done of all. A context that ends leaves the old
// key in force. The log says when it began and how it ended; a swap that only the next opening
// finished is logged at the next sign-in. lost are the logins whose one-time code had run out
// and is gone. Administrator only; needs a fresh password. Returns NotAllowed, Unconfirmed,
// Damaged (a page that does not open, or error.rekey.disk: the old key stays), and context.Canceled.
func (o *Office) RenewVaultKey(ctx context.Context, progress func(done, total int64)) (lost []string, err error) {
	epoch := o.keyring.Epoch() + 1
	object := strconv.FormatUint(epoch, 10)
	err = o.change(ctx, actRekey, object, func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		return c.log(object, map[string]any{"step": "begun"})
	})
	if err != nil {
		return nil, err
	}
	if err = o.dropSlots(ctx); err == nil {
		work, done := o.rekey.start(ctx)
		lost, err = o.keyring.Rekey(work, progress)
		done()
	}
	// How it ended is logged even when whoever asked has stopped waiting.
	after := context.WithoutCancel(ctx)
	if err != nil {
		return nil, errors.Join(err, o.logFailedRekey(after, object, errors.Is(err, context.Canceled)))
	}
	return lost, o.change(after, actRekey, object, func(c *change) error {
		if err := c.renewed(epoch); err != nil {
			return err
		}
		return c.log(object, map[string]any{"step": "done", "lost": lost})
	})
}

// rekeying lets a lock end the new vault key that this session is making.
type rekeying struct {
	mu     sync.Mutex
	cancel context.CancelFunc
}

func (r *rekeying) start(ctx context.Context) (work context.Context, done func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	work, r.cancel = context.WithCancel(ctx)
	return work, r.stop
}

func (r *rekeying) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
}

// logFailedRekey logs that the old key is still in force. Where the vault does not go on, the
// next sign-in finds out which key is.
func (o *Office) logFailedRekey(ctx context.Context, object string, cancelled bool) error {
	step := "failed"
	if cancelled {
		step = "cancelled"
	}
	return o.store.Update(ctx, func(tx Tx) error {
		c, err := o.beginRefusal(tx, actRekey, object)
		if err != nil {
			return err
		}
		return c.append(actRekey, object, Refused, map[string]any{"step": step})
	})
}

// finishedRekey logs a new vault key that came into force without its entry, because the
// program ended in between.
func (c *change) finishedRekey(epoch uint64) error {
	r, err := c.KeyRecord()
	if err != nil || epoch <= r.Epoch {
		return err
	}
	if err := c.renewed(epoch); err != nil {
		return err
	}
	return c.also(actRekey, strconv.FormatUint(epoch, 10), map[string]any{"step": "finished"})
}
