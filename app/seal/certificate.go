package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// Years is how long a certificate that the program makes is valid.
const Years = 10

// longestName is how long a name in a certificate may be, in characters (X.520).
const longestName = 64

// NewCertificate makes a certificate that the organisation vouches for itself: whoever checks a
// seal compares its fingerprint with the printed one. The key is ECDSA on P-256: small, quick to make,
// and read by what reads sealed PDFs.
func NewCertificate(random io.Reader, organisation string, at time.Time) (crypto.Signer, *x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), random)
	if err != nil {
		return nil, nil, fmt.Errorf("seal: make a key: %w", err)
	}
	name := []rune(organisation)
	name = name[:min(len(name), longestName)]
	subject := pkix.Name{CommonName: string(name)} // once: a seal has it three times, in hex
	template := &x509.Certificate{
		Subject: subject, NotBefore: at.UTC().Truncate(time.Second), NotAfter: at.UTC().Truncate(time.Second).AddDate(Years, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		BasicConstraintsValid: true, SignatureAlgorithm: x509.ECDSAWithSHA256,
	}
	der, err := x509.CreateCertificate(random, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, fmt.Errorf("seal: make a certificate: %w", err)
	}
	c, err := x509.ParseCertificate(der)
	return key, c, err
}

// Fingerprint is the SHA-256 of a certificate in lower-case hex.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}

// fit tells what speaks against sealing with a certificate and its key at a time.
func fit(key crypto.Signer, c *x509.Certificate, at time.Time) error {
	if err := strong(c); err != nil {
		return err
	}
	public, ok := c.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(key.Public()) {
		return ErrNoKey
	}
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return ErrUse
	}
	return within(c, at)
}

// within tells whether a time, to the second, is within a certificate's.
func within(c *x509.Certificate, at time.Time) error {
	at = at.Truncate(time.Second)
	if at.Before(c.NotBefore) {
		return ErrEarly
	}
	if at.After(c.NotAfter) {
		return ErrExpired
	}
	return nil
}

// strong tells whether a certificate's key and its own signature still protect.
func strong(c *x509.Certificate) error {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() < 2048 || k.N.BitLen() > 8192 || k.E < 3 {
			return ErrWeak
		}
	case *ecdsa.PublicKey:
		if k.Curve.Params().BitSize < 256 {
			return ErrWeak
		}
	default:
		return ErrKind
	}
	switch c.SignatureAlgorithm {
	case x509.MD2WithRSA, x509.MD5WithRSA, x509.SHA1WithRSA, x509.DSAWithSHA1, x509.ECDSAWithSHA1:
		return ErrWeak
	}
	return nil
}
