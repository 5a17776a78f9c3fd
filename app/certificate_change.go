package app

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"time"

	"custody/app/seal"
)

// ImportCertificate takes a certificate with its key out of a PKCS#12 file (.p12, .pfx); papers are sealed
// with it from now on. Those sealed before keep their seals. Administrator; needs a fresh password. Returns NotAllowed,
// Unconfirmed, Invalid at p12 or p12_password (error.p12.…), Conflict (error.certificate.same).
func (o *Office) ImportCertificate(ctx context.Context, p12 []byte, password string) (CertificateRow, error) {
	return o.addCertificate(ctx, "certificate.import", func(c *change) (Certificate, error) {
		key, chain, err := seal.FromP12(p12, password, c.now)
		if err != nil {
			return Certificate{}, p12Error(err)
		}
		v, err := keptCertificate(key, chain)
		if err != nil {
			return v, err
		}
		now, err := c.SealingCertificate()
		if err == nil && now.Fingerprint == v.Fingerprint {
			return v, Errf(Conflict, "error.certificate.same").At("p12")
		}
		if err != nil && CodeOf(err) != NotFound {
			return v, err
		}
		return v, nil
	})
}

// MakeCertificate makes a new certificate that the organisation itself vouches for: the fingerprint is to
// be printed anew. Administrator; needs a fresh password. Returns NotAllowed, Unconfirmed.
func (o *Office) MakeCertificate(ctx context.Context) (CertificateRow, error) {
	return o.addCertificate(ctx, actMakeCertificate, func(c *change) (Certificate, error) {
		org, err := c.Organisation()
		if err != nil {
			return Certificate{}, err
		}
		return c.ownCertificate(org)
	})
}

// addCertificate adds what fn gives and logs it, without anything of the file or the key.
func (o *Office) addCertificate(ctx context.Context, act string, fn func(*change) (Certificate, error)) (CertificateRow, error) {
	var row CertificateRow
	err := o.change(ctx, act, "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		v, err := fn(c)
		if err != nil {
			return err
		}
		v.AddedAt, v.AddedBy = c.now, c.person.ID
		if v, err = c.tx.AddCertificate(v); err != nil {
			return err
		}
		row, err = c.certificateRow(v)
		row.Current = true
		if err != nil {
			return err
		}
		return c.log("", map[string]any{"fingerprint": row.Fingerprint, "until": DateOf(row.Until)})
	})
	return row, err
}

// actMakeCertificate is logged also when the first sealing finds that there is no certificate yet.
const actMakeCertificate = "certificate.make"

// ownCertificate makes a certificate for the organisation; it is not added yet.
func (c *change) ownCertificate(org Organisation) (Certificate, error) {
	key, made, err := seal.NewCertificate(c.rand, org.Name, c.now)
	if err != nil {
		return Certificate{}, err
	}
	v, err := keptCertificate(key, []*x509.Certificate{made})
	v.OwnMade = true
	return v, err
}

// keptCertificate is a certificate as the register keeps it.
func keptCertificate(key crypto.Signer, chain []*x509.Certificate) (Certificate, error) {
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	v := Certificate{Fingerprint: seal.Fingerprint(chain[0]), Key: secret}
	for _, c := range chain {
		v.Chain = append(v.Chain, c.Raw...)
	}
	return v, err
}

// p12Errors are what can be wrong with a PKCS#12 file, in words.
var p12Errors = []struct {
	err        error
	field, key string
}{
	{seal.ErrP12, "p12", "error.p12.kind"},
	{seal.ErrPassword, "p12_password", "error.p12.password"},
	{seal.ErrNoKey, "p12", "error.p12.key"},
	{seal.ErrExpired, "p12", "error.p12.expired"},
	{seal.ErrEarly, "p12", "error.p12.early"},
	{seal.ErrWeak, "p12", "error.p12.weak"},
	{seal.ErrKind, "p12", "error.p12.algorithm"},
	{seal.ErrUse, "p12", "error.p12.use"},
}

func p12Error(err error) error {
	for _, e := range p12Errors {
		if errors.Is(err, e.err) {
			return Errf(Invalid, e.key).At(e.field)
		}
	}
	return err
}

// FingerprintSheet is all that the printed fingerprint of a certificate needs.
type FingerprintSheet struct {
	Organisation Organisation
	Certificate  CertificateRow
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// PrintFingerprint returns one of the organisation's certificates for the sheet that others compare
// sealed papers with, and logs the print. Custodian, administrator, inspector. Returns NotAllowed, NotFound.
func (o *Office) PrintFingerprint(ctx context.Context, id int64) (FingerprintSheet, error) {
	var out FingerprintSheet
	err := o.change(ctx, "certificate.print", "", func(c *change) error {
		if err := c.mustHave(Custodian, Administrator, Inspector); err != nil {
			return err
		}
		rows, err := c.certificateRows()
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.ID == id {
				out.Certificate = r
			}
		}
		if out.Certificate.ID == 0 {
			return Errf(NotFound, "error.certificate.none")
		}
		if err := c.log("", map[string]any{"fingerprint": out.Certificate.Fingerprint}); err != nil {
			return err
		}
		out.PrintedBy, out.Now = c.person.Name, c.now
		if out.Organisation, err = c.Organisation(); err != nil {
			return err
		}
		out.AuditHead, err = printedHead(c)
		return err
	})
	return out, err
}
