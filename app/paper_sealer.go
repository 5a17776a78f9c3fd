package app

import (
	"crypto"
	"crypto/x509"
	"errors"
	"time"

	"custody/app/seal"
)

// sealer is the organisation's certificate, ready to sign.
type sealer struct {
	certificate  Certificate
	key          crypto.Signer
	chain        []*x509.Certificate
	organisation Organisation
}

// sealer takes the certificate that seals papers now. Where there is none yet, the program makes one.
func (c *change) sealer() (sealer, error) {
	var s sealer
	var err error
	if s.organisation, err = c.Organisation(); err != nil {
		return s, err
	}
	s.certificate, err = c.SealingCertificate()
	if err != nil && CodeOf(err) == NotFound {
		s.certificate, err = c.makeCertificate(s.organisation)
	}
	if err != nil {
		return s, err
	}
	if s.chain, err = x509.ParseCertificates(s.certificate.Chain); err != nil {
		return s, err
	}
	key, err := x509.ParsePKCS8PrivateKey(s.certificate.Key)
	if err != nil {
		return s, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return s, cannotSeal(seal.ErrKind)
	}
	s.key = signer
	return s, nil
}

// makeCertificate makes the organisation's own certificate and logs its fingerprint.
func (c *change) makeCertificate(org Organisation) (Certificate, error) {
	v, err := c.ownCertificate(org)
	if err != nil {
		return v, err
	}
	v.AddedAt, v.AddedBy = c.now, c.person.ID
	if v, err = c.tx.AddCertificate(v); err != nil {
		return v, err
	}
	row, err := c.certificateRow(v)
	if err != nil {
		return v, err
	}
	return v, c.also(actMakeCertificate, "", map[string]any{"fingerprint": v.Fingerprint, "until": DateOf(row.Until)})
}

// sign seals a PDF of a person. Returns Conflict, with errNoSeal inside, when the certificate can't sign on that day.
func (s sealer) sign(pdf []byte, of Person, title string, at time.Time) ([]byte, error) {
	out, err := seal.Sign(pdf, s.key, s.chain, seal.Options{
		At: at, Name: s.organisation.Name, For: of.Number + " " + of.Name, Reason: title,
	})
	return out, cannotSeal(err)
}

// cannotSeal is the answer to what speaks against a certificate; any other error passes unchanged.
func cannotSeal(err error) error {
	answer := ""
	switch {
	case errors.Is(err, seal.ErrExpired):
		answer = "error.seal.expired"
	case errors.Is(err, seal.ErrEarly):
		answer = "error.seal.early"
	case errors.Is(err, seal.ErrNoKey), errors.Is(err, seal.ErrWeak), errors.Is(err, seal.ErrKind), errors.Is(err, seal.ErrUse):
		answer = "error.seal.unfit"
	default:
		return err
	}
	return Errf(Conflict, answer).Because(errors.Join(errNoSeal, err))
}
