package app

import (
	"context"
	"crypto/sha256"
	"errors"

	"custody/app/seal"
)

// maxStamp is the largest answer of a timestamp authority, in bytes.
const maxStamp = 256 << 10

// TimestampRequest returns the request (RFC 3161) for a timestamp over a sealed paper: a few dozen bytes with its
// digest, to be carried to an authority by whatever way. Custodian, administrator.
func (o *Office) TimestampRequest(ctx context.Context, paperID int64) ([]byte, error) {
	var out []byte
	err := o.change(ctx, "paper.request", "", func(c *change) error {
		sum, p, err := c.toStamp(paperID)
		if err != nil {
			return err
		}
		out = seal.TimestampRequest(sum)
		return c.log(p.Ref, map[string]any{"sha256": p.SHA256})
	})
	return out, err
}

// ImportTimestamp checks what a timestamp authority answered and keeps it with the paper. Custodian,
// administrator. Returns Invalid (error.stamp.bad, error.stamp.refused, error.stamp.other, error.stamp.large) at the
// field stamp, Conflict (error.stamp.double).
func (o *Office) ImportTimestamp(ctx context.Context, paperID int64, response []byte) (SealedPaper, error) {
	var out SealedPaper
	err := o.change(ctx, "paper.stamp", "", func(c *change) error {
		sum, p, err := c.toStamp(paperID)
		if err != nil {
			return err
		}
		if len(response) > maxStamp {
			return Errf(Invalid, "error.stamp.large", maxStamp>>10).At("stamp")
		}
		stamp, err := seal.ParseTimestamp(response, sum)
		if err != nil {
			return badStamp(err)
		}
		if err := c.tx.StampPaper(p.ID, stamp.At, stamp.By, stamp.Token); err != nil {
			return err
		}
		if out, err = c.Reader.Paper(p.ID); err != nil {
			return err
		}
		return c.log(p.Ref, map[string]any{"at": stamp.At, "by": stamp.By, "authority": stamp.Fingerprint, "sha256": p.SHA256})
	})
	return out, err
}

// toStamp returns a paper without a timestamp and the digest of its file as it is in the register.
func (w *work) toStamp(id int64) (sum [32]byte, p SealedPaper, err error) {
	if err := w.mustHave(Custodian, Administrator); err != nil {
		return sum, p, err
	}
	if p, err = w.Reader.Paper(id); err != nil {
		return sum, p, err
	}
	if !p.StampedAt.IsZero() {
		return sum, p, Errf(Conflict, "error.stamp.double")
	}
	pdf, _, err := w.paperWhole(p)
	return sha256.Sum256(pdf), p, err
}

// badStamp is the answer to what is wrong with a timestamp.
func badStamp(err error) error {
	key := ""
	switch {
	case errors.Is(err, seal.ErrStampOther):
		key = "error.stamp.other"
	case errors.Is(err, seal.ErrStampRefused):
		key = "error.stamp.refused"
	case errors.Is(err, seal.ErrStamp):
		key = "error.stamp.bad"
	default:
		return err
	}
	return Errf(Invalid, key).At("stamp").Because(err)
}
