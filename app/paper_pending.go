package app

import (
	"context"
	"errors"
)

// SealPending seals the commitments that wait: those of a vault from before papers were sealed, and those
// signed where nothing could be sealed. Each is a transaction of its own, so that other work goes on
// between them. It returns how many it sealed; what still can't be sealed keeps waiting. Custodian or
// administrator. progress, which may be nil, is told how many are looked at.
func (o *Office) SealPending(ctx context.Context, progress func(done, of int)) (int, error) {
	var waiting []int64
	err := o.view(ctx, actPending, "", func(w *work) (err error) {
		if err := w.mustHave(Custodian, Administrator); err != nil {
			return err
		}
		waiting, err = w.UnsealedCommitments(-1)
		return err
	})
	if err != nil || o.env.Papers == nil {
		return 0, err
	}
	sealed := 0
	for i, id := range waiting {
		switch err := o.sealWaiting(ctx, id); {
		case err == nil:
			sealed++
		case errors.Is(err, errNoSeal):
			return sealed, nil // nor will it for the others
		case onlyFailure(err) != nil:
			return sealed, err
		}
		if progress != nil {
			progress(i+1, len(waiting))
		}
	}
	return sealed, nil
}

const actPending = "paper.pending"

// sealWaiting seals one commitment that waits. Why it can't be sealed comes back and isn't logged: nobody
// was refused anything.
func (o *Office) sealWaiting(ctx context.Context, id int64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var why error
	err := o.change(ctx, actPending, commitmentObject(id), func(c *change) error {
		if err := c.mustHave(Custodian, Administrator); err != nil {
			return err
		}
		if why = c.sealCommitment(id); why != nil {
			return errStillWaits
		}
		return nil
	})
	if errors.Is(err, errStillWaits) {
		return why
	}
	return err
}

var errStillWaits = errors.New("a commitment still waits to be sealed")
