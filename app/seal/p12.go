package seal

import (
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Bounds of a PKCS#12 file: its bytes, and how often it may have the password digested. Programs write
// some thousands to some hundred thousand rounds; more would hold the window up for minutes.
const (
	longestP12  = 1 << 20
	mostRounds  = 2_000_000
	deepestASN1 = 12
)

// FromP12 reads the organisation's key and certificates out of a PKCS#12 file (.p12, .pfx). The
// certificate of the key comes first, those that vouch for it after it. Returns ErrP12, ErrPassword, ErrNoKey, and what speaks against
// sealing with it at the given time: ErrEarly, ErrExpired, ErrWeak, ErrKind, ErrUse.
func FromP12(data []byte, password string, at time.Time) (crypto.Signer, []*x509.Certificate, error) {
	var outer asn1.RawValue
	if rest, err := asn1.Unmarshal(data, &outer); len(data) > longestP12 || err != nil || len(rest) > 0 || costly(data, 0) {
		return nil, nil, ErrP12
	}
	found, leaf, others, err := pkcs12.DecodeChain(data, password)
	if err != nil {
		return nil, nil, p12Error(err)
	}
	key, ok := found.(crypto.Signer)
	if !ok {
		return nil, nil, ErrKind
	}
	certificates := append([]*x509.Certificate{leaf}, others...)
	for _, c := range certificates {
		if public, ok := c.PublicKey.(interface{ Equal(crypto.PublicKey) bool }); ok && public.Equal(key.Public()) {
			return key, ordered(c, issuers(c, certificates)), fit(key, c, at)
		}
	}
	return nil, nil, ErrNoKey
}

// p12Error tells in our terms why a file could not be read.
func p12Error(err error) error {
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return ErrPassword
	case strings.Contains(err.Error(), "private key missing"): // it has no name of its own
		return ErrNoKey
	case strings.Contains(err.Error(), "elliptic curve"): // SM2 among them
		return ErrKind
	}
	return fmt.Errorf("%w: %w", ErrP12, err)
}

// issuers are the certificates that vouch for one, step by step. Others in the file do not belong to the seal.
func issuers(leaf *x509.Certificate, all []*x509.Certificate) []*x509.Certificate {
	var chain []*x509.Certificate
	for c := leaf; len(chain) < len(all); {
		next := issuer(c, all)
		if next == nil || next.Equal(c) {
			break
		}
		chain = append(chain, next)
		c = next
	}
	return chain
}

func issuer(c *x509.Certificate, all []*x509.Certificate) *x509.Certificate {
	for _, other := range all {
		if c.CheckSignatureFrom(other) == nil {
			return other
		}
	}
	return nil
}

// costly tells whether a file asks for more rounds of its password's digest than anybody needs. In
// PKCS#12 the number always follows the salt.
func costly(der []byte, depth int) bool {
	salted := false
	for len(der) > 0 && depth < deepestASN1 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return false
		}
		der = rest
		if salted && v.Class == asn1.ClassUniversal && v.Tag == asn1.TagInteger {
			var rounds int
			if _, err := asn1.Unmarshal(v.FullBytes, &rounds); err != nil || rounds > mostRounds {
				return true
			}
		}
		salted = v.Class == asn1.ClassUniversal && v.Tag == asn1.TagOctetString
		if (v.IsCompound || salted) && costly(v.Bytes, depth+1) {
			return true
		}
	}
	return false
}
