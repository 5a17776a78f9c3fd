package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// actSeal is the act whose entry carries a sealed paper's sum.
const actSeal = "paper.seal"

// sealPaper puts a finished PDF under the organisation's digital signature, keeps it and logs its sum. It
// goes with the act that made the paper, in its transaction. Returns Conflict when the organisation's
// certificate can't sign now.
func (c *change) sealPaper(kind PaperKind, ref string, of Person, title string, pdf []byte) (SealedPaper, error) {
	s, err := c.sealer()
	if err != nil {
		return SealedPaper{}, err
	}
	sealed, err := s.sign(pdf, of, title, c.now)
	if err != nil {
		return SealedPaper{}, err
	}
	sum := sha256.Sum256(sealed)
	p, err := c.tx.AddPaper(SealedPaper{
		Kind: kind, Ref: ref, PersonID: of.ID, Title: title, SHA256: hex.EncodeToString(sum[:]), At: c.now,
	}, s.certificate.ID, sealed)
	if err != nil {
		return p, err
	}
	return p, c.also(actSeal, ref, map[string]any{
		"kind": kind, "person": of.Number, "sha256": p.SHA256, "size": p.Size, "certificate": p.Fingerprint,
	})
}

// errNoSeal is inside what sealing returns when the organisation's certificate can't sign now.
var errNoSeal = errors.New("no certificate that can seal")

// sealSigned seals a commitment that was just signed. Where nothing can be sealed (no papers, a certificate
// that has run out, a name in characters no face has) it counts all the same, and waits for SealPending.
func (c *change) sealSigned(id int64) error {
	if c.papers == nil {
		return nil
	}
	return onlyFailure(c.sealCommitment(id))
}

// sealCommitment seals a commitment as it stands now.
func (c *change) sealCommitment(id int64) error {
	print, err := c.commitmentPrint(id)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := c.papers.Commitment(&pdf, print); err != nil {
		return err
	}
	p, err := c.sealPaper(PaperCommitment, commitmentObject(id), print.Person, print.Template.Title(), pdf.Bytes())
	if err != nil {
		return err
	}
	if print.Commitment.Counter.PersonID != 0 && print.Commitment.Counter.PaperID == 0 {
		return c.tx.ShownCountersignature(id, p.ID)
	}
	return nil
}

// onlyFailure drops an answer, which tells why something has to wait, and keeps everything else.
func onlyFailure(err error) error {
	if isAnswer(err) {
		return nil
	}
	return err
}

// commitmentPrint is a signed commitment with all that its paper shows.
func (c *change) commitmentPrint(id int64) (CommitmentPrint, error) {
	v, err := c.Commitment(id)
	if err != nil {
		return CommitmentPrint{}, err
	}
	p, err := c.Reader.Person(v.PersonID)
	if err != nil {
		return CommitmentPrint{}, err
	}
	t, err := c.Template(v.TemplateID)
	if err != nil {
		return CommitmentPrint{}, err
	}
	out := CommitmentPrint{Commitment: &v}
	out.Signing, err = c.signing(p, t)
	out.ValidUntil = v.ValidUntil
	return out, err
}
