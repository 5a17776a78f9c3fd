package app

import (
	"context"
	"errors"
)

// Sealing is what became of the commitments that waited to be sealed.
type Sealing struct {
	Sealed, Waiting int
	Why             error // why the first of those still waiting can't be sealed; an *Error, or nil
}

// SealPending seals the commitments that wait: those of a vault from before papers were sealed, and those
// signed where nothing could be sealed. Each is a transaction of its own, so that other work goes on
// between them. What can't be sealed keeps waiting. Custodian or administrator. progress, which may be nil, is
// told how many were looked at.
func (o *Office) SealPending(ctx context.Context, progress Progress) (Sealing, error) {
	var waiting []int64
	err := o.view(ctx, actPending, "", func(w *work) (err error) {
		if err := w.mustHave(Custodian, Administrator); err != nil {
			return err
		}
		waiting, err = w.UnsealedCommitments(-1)
		return err
	})
	out := Sealing{Waiting: len(waiting)}
	if err != nil || o.env.Papers == nil {
		return out, err
	}
	for i, id := range waiting {
		err := o.sealWaiting(ctx, id)
		if err != nil && !isAnswer(err) {
			return out, err
		}
		if err == nil {
			out.Sealed, out.Waiting = out.Sealed+1, out.Waiting-1
		} else if out.Why == nil {
			out.Why = err
		}
		if errors.Is(err, errNoSeal) {
			return out, nil // nor will it for the others
		}
		if progress != nil {
			progress(int64(i+1), int64(len(waiting)))
		}
	}
	return out, nil
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
