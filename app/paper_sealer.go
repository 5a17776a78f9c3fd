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
		return s, seal.ErrKind
	}
	s.key = signer
	return s, nil
}

// makeCertificate makes the organisation's own certificate and logs its fingerprint.
func (c *change) makeCertificate(org Organisation) (Certificate, error) {
	key, made, err := seal.NewCertificate(c.rand, org.Name, c.now)
	if err != nil {
		return Certificate{}, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return Certificate{}, err
	}
	v, err := c.tx.AddCertificate(Certificate{
		Fingerprint: seal.Fingerprint(made), Chain: made.Raw, Key: secret, OwnMade: true, AddedAt: c.now, AddedBy: c.person.ID,
	})
	if err != nil {
		return v, err
	}
	return v, c.also("certificate.make", "", map[string]any{"fingerprint": v.Fingerprint, "until": DateOf(made.NotAfter)})
}

// sign seals a PDF of a person. Returns Conflict, with errNoSeal inside, when the certificate can't sign on that day.
func (s sealer) sign(pdf []byte, of Person, title string, at time.Time) ([]byte, error) {
	out, err := seal.Sign(pdf, s.key, s.chain, seal.Options{
		At: at, Name: s.organisation.Name, For: of.Number + " " + of.Name, Reason: title,
	})
	switch {
	case errors.Is(err, seal.ErrExpired):
		return nil, Errf(Conflict, "error.seal.expired").Because(errNoSeal)
	case errors.Is(err, seal.ErrEarly):
		return nil, Errf(Conflict, "error.seal.early").Because(errNoSeal)
	}
	return out, err
}
