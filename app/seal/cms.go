package seal

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
)

// The object identifiers of a CAdES signature.
var (
	oidData        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSigned      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidCertV2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256      = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidRSA         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidECDSA       = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2} // with SHA-256
)

// The structures of RFC 5652, as far as a detached signature by one signer has them.
type (
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content signedData `asn1:"explicit,tag:0"`
	}
	signedData struct {
		Version      int
		Digests      []algorithm `asn1:"set"`
		Content      encapsulated
		Certificates []asn1.RawValue `asn1:"set,tag:0"`
		Signers      []signerInfo    `asn1:"set"`
	}
	encapsulated struct{ Type asn1.ObjectIdentifier }
	algorithm    struct {
		ID         asn1.ObjectIdentifier
		Parameters asn1.RawValue `asn1:"optional"`
	}
	signerInfo struct {
		Version    int
		ID         issuerSerial
		Digest     algorithm
		Attributes []attribute `asn1:"set,tag:0"`
		Algorithm  algorithm
		Signature  []byte
	}
	issuerSerial struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	attribute struct {
		ID     asn1.ObjectIdentifier
		Values []asn1.RawValue `asn1:"set"`
	}
	// signingCertificate is the attribute signing-certificate-v2 (RFC 5035): the certificates by their
	// SHA-256, the default that DER leaves unsaid.
	signingCertificate struct{ Certs []certID }
	certID             struct{ Hash []byte }
)

// attributes are what is signed: what kind of content, its digest, and which certificates belong to
// the signature. A time is not among them: in a PDF it stands in the signature's dictionary (EN 319 142-1).
func attributes(digest []byte, chain []*x509.Certificate) ([]attribute, error) {
	var ids signingCertificate
	for _, c := range chain {
		sum := sha256.Sum256(c.Raw)
		ids.Certs = append(ids.Certs, certID{sum[:]})
	}
	var list []attribute
	for _, a := range []struct {
		id    asn1.ObjectIdentifier
		value any
	}{{oidContentType, oidData}, {oidDigest, digest}, {oidCertV2, ids}} {
		raw, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, err
		}
		list = append(list, attribute{a.id, []asn1.RawValue{{FullBytes: raw}}})
	}
	return list, nil
}

// toSign returns the bytes that the key signs, already digested.
func toSign(digest []byte, chain []*x509.Certificate) ([]byte, error) {
	list, err := attributes(digest, chain)
	if err != nil {
		return nil, err
	}
	der, err := asn1.MarshalWithParams(list, "set")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(der)
	return sum[:], nil
}

// signatureAlgorithm names how a key signs.
func signatureAlgorithm(key crypto.PublicKey) (algorithm, error) {
	switch key.(type) {
	case *rsa.PublicKey:
		return algorithm{ID: oidRSA, Parameters: asn1.NullRawValue}, nil
	case *ecdsa.PublicKey:
		return algorithm{ID: oidECDSA}, nil
	}
	return algorithm{}, ErrKind
}

// encode makes the signature's file. It is the same for the same digest, chain and signature: Verify
// makes it anew, so that no byte of it can be changed unnoticed.
func encode(digest []byte, chain []*x509.Certificate, signature []byte) ([]byte, error) {
	list, err := attributes(digest, chain)
	if err != nil {
		return nil, err
	}
	signs, err := signatureAlgorithm(chain[0].PublicKey)
	if err != nil {
		return nil, err
	}
	data := signedData{
		Version: 1, Digests: []algorithm{{ID: oidSHA256}}, Content: encapsulated{oidData},
		Signers: []signerInfo{{
			Version: 1, ID: issuerSerial{asn1.RawValue{FullBytes: chain[0].RawIssuer}, chain[0].SerialNumber},
			Digest: algorithm{ID: oidSHA256}, Attributes: list, Algorithm: signs, Signature: signature,
		}},
	}
	for _, c := range chain {
		data.Certificates = append(data.Certificates, asn1.RawValue{FullBytes: c.Raw})
	}
	return asn1.Marshal(contentInfo{oidSigned, data})
}

// decode takes the certificates, the signer's first, and the signature out of a signature's file. It
// checks nothing else: encode with the same parts must give the same bytes.
func decode(der []byte) ([]*x509.Certificate, []byte, error) {
	var info contentInfo
	if _, err := asn1.Unmarshal(der, &info); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	data := info.Content
	if len(data.Signers) != 1 {
		return nil, nil, fmt.Errorf("%w: %d signers", ErrBroken, len(data.Signers))
	}
	signer := data.Signers[0]
	var chain []*x509.Certificate
	for _, raw := range data.Certificates {
		c, err := x509.ParseCertificate(raw.FullBytes)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		chain = append(chain, c)
	}
	at := slices.IndexFunc(chain, func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawIssuer, signer.ID.Issuer.FullBytes) && signer.ID.Serial != nil && c.SerialNumber.Cmp(signer.ID.Serial) == 0
	})
	if at < 0 {
		return nil, nil, fmt.Errorf("%w: no certificate of the signer", ErrBroken)
	}
	leaf := chain[at]
	return ordered(leaf, slices.Delete(chain, at, at+1)), signer.Signature, nil
}

// ordered puts the signer's certificate first and the others in the order of their bytes, as a set of
// DER has them.
func ordered(leaf *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	chain := []*x509.Certificate{leaf}
	for _, c := range others {
		if !c.Equal(leaf) {
			chain = append(chain, c)
		}
	}
	rest := chain[1:]
	slices.SortFunc(rest, func(a, b *x509.Certificate) int { return bytes.Compare(a.Raw, b.Raw) })
	return slices.CompactFunc(chain, (*x509.Certificate).Equal)
}
