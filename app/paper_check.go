package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"custody/app/seal"
)

// SealCheck is what the seal of a PDF says, and holds for.
type SealCheck struct {
	SHA256      string // of the whole file, hex
	Name        string // whose seal it is: the organisation
	For         string // whom the paper is of: number and name
	Reason      string // what was sealed
	At          time.Time
	Fingerprint string // SHA-256 of the certificate, hex
	Certificate string // whom the certificate names
	SelfSigned  bool   // nobody but its owner vouches for the certificate
}

// CheckSeal checks the seal of a PDF without a vault: that no byte was changed since. Whose certificate it is,
// is for people to compare (Groups of the fingerprint). Returns Invalid (error.check.unsealed) and
// Damaged (error.check.changed, error.check.time).
func CheckSeal(pdf []byte) (SealCheck, error) {
	r, err := seal.Verify(pdf)
	switch {
	case errors.Is(err, seal.ErrUnsealed):
		return SealCheck{}, Errf(Invalid, "error.check.unsealed").Because(err)
	case errors.Is(err, seal.ErrBroken):
		return SealCheck{}, Errf(Damaged, "error.check.changed").Because(err)
	case errors.Is(err, seal.ErrEarly), errors.Is(err, seal.ErrExpired):
		return SealCheck{}, Errf(Damaged, "error.check.time").Because(err)
	case err != nil:
		return SealCheck{}, err
	}
	sum := sha256.Sum256(pdf)
	return SealCheck{
		SHA256: hex.EncodeToString(sum[:]), Name: r.Name, For: r.For, Reason: r.Reason, At: r.At,
		Fingerprint: r.Fingerprint, Certificate: CertificateName(r.Certificate), SelfSigned: r.SelfSigned,
	}, nil
}

// PaperCheck is what the register adds to it.
type PaperCheck struct {
	SealCheck
	Paper  SealedPaper
	Entry  int64       // number of the log entry that carries the file's sum
	Newest SealedPaper // the newest paper of the same thing: Paper itself, or what replaced it
}

// CheckPaper tells whether a PDF is one of the organisation's sealed papers, unchanged, and of whom, and logs that
// it was asked. The signer, custodian, administrator, inspector. Returns what CheckSeal returns, NotAllowed, NotFound
// (error.check.foreign) for a paper sealed by others, and Damaged (error.check.stray, error.check.log) when the seal is the
// organisation's and the register or the log knows nothing of it.
func (o *Office) CheckPaper(ctx context.Context, pdf []byte) (PaperCheck, error) {
	var out PaperCheck
	err := o.change(ctx, "paper.check", "", func(c *change) error {
		var err error
		if out.SealCheck, err = CheckSeal(pdf); err != nil {
			return err
		}
		p, err := c.PaperBySum(out.SHA256)
		if CodeOf(err) == NotFound {
			return c.unknownPaper(out.Fingerprint)
		}
		if err != nil {
			return err
		}
		if out.Paper, err = c.mayReadPaper(p.ID); err != nil {
			return err
		}
		if out.Entry, err = c.sealedBy(p); err != nil {
			return err
		}
		if out.Newest, err = c.PaperOf(p.Kind, p.Ref); err != nil {
			return err
		}
		return c.log(p.Ref, map[string]any{"sha256": p.SHA256, "newest": out.Newest.ID == p.ID})
	})
	return out, err
}

// unknownPaper tells what a seal means that the register does not know.
func (w *work) unknownPaper(fingerprint string) error {
	if err := w.mustHave(Custodian, Administrator, Inspector); err != nil {
		return err
	}
	list, err := w.Reader.Certificates()
	if err != nil {
		return err
	}
	for _, c := range list {
		if c.Fingerprint == fingerprint {
			return Errf(Damaged, "error.check.stray")
		}
	}
	return Errf(NotFound, "error.check.foreign")
}

// sealedBy finds the log entry that carries a paper's sum.
func (w *work) sealedBy(p SealedPaper) (int64, error) {
	entries, err := w.Entries(AuditFilter{Act: actSeal, Object: p.Ref, Limit: -1})
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if e.Outcome == Done && e.sealedSum() == p.SHA256 {
			return e.Seq, nil
		}
	}
	return 0, Errf(Damaged, "error.check.log", p.Ref)
}

// StampCheck is what a timestamp over a sealed PDF says, and holds for.
type StampCheck struct {
	At          time.Time
	By          string // the authority's name in its certificate
	Fingerprint string // SHA-256 of that certificate, hex
}

// CheckStamp checks a timestamp authority's answer over a PDF, without a vault. Who the authority is, is
// for people to judge. Returns Invalid (error.stamp.bad, error.stamp.refused, error.stamp.other).
func CheckStamp(pdf, response []byte) (StampCheck, error) {
	s, err := seal.ParseTimestamp(response, sha256.Sum256(pdf))
	if err != nil {
		return StampCheck{}, badStamp(err)
	}
	return StampCheck{At: s.At, By: s.By, Fingerprint: s.Fingerprint}, nil
}

// RequestStamp makes the request for a timestamp (RFC 3161) over a sealed PDF, without a vault. Returns what
// CheckSeal returns.
func RequestStamp(pdf []byte) ([]byte, error) {
	if _, err := CheckSeal(pdf); err != nil {
		return nil, err
	}
	return seal.TimestampRequest(sha256.Sum256(pdf)), nil
}
