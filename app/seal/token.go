package seal

import (
	"bytes"
	"crypto"
	_ "crypto/sha512" // authorities sign with SHA-384 and SHA-512 too
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// The structures of a signature around its content, as others write them (RFC 5652).
type (
	foreignInfo struct {
		Type    asn1.ObjectIdentifier
		Content foreignData `asn1:"explicit,tag:0"`
	}
	foreignData struct {
		Version      int
		Digests      []algorithm `asn1:"set"`
		Content      foreignContent
		Certificates asn1.RawValue   `asn1:"optional,tag:0"`
		Revoked      asn1.RawValue   `asn1:"optional,tag:1"`
		Signers      []foreignSigner `asn1:"set"`
	}
	foreignContent struct {
		Type    asn1.ObjectIdentifier
		Content []byte `asn1:"explicit,tag:0"`
	}
	foreignSigner struct {
		Version    int
		ID         asn1.RawValue
		Digest     algorithm
		Attributes asn1.RawValue `asn1:"tag:0"`
		Algorithm  algorithm
		Signature  []byte
		Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
	}
)

// checkToken checks a timestamp's signature by the certificate that it carries, and returns what is signed.
func checkToken(der []byte) ([]byte, *x509.Certificate, error) {
	var info foreignInfo
	if rest, err := asn1.Unmarshal(der, &info); err != nil || len(rest) > 0 {
		return nil, nil, fmt.Errorf("no token: %w", err)
	}
	data := info.Content
	if !info.Type.Equal(oidSigned) || !data.Content.Type.Equal(oidStampInfo) || len(data.Signers) != 1 {
		return nil, nil, errors.New("no token")
	}
	signer := data.Signers[0]
	c, err := signer.certificate(data.Certificates.Bytes)
	if err != nil {
		return nil, nil, err
	}
	if !forStamps(c) {
		return nil, nil, errors.New("the certificate is not for timestamps")
	}
	if err := signer.attributesHold(data.Content.Content, c); err != nil {
		return nil, nil, err
	}
	how, err := signer.how(c)
	if err != nil {
		return nil, nil, err
	}
	signed := bytes.Clone(signer.Attributes.FullBytes)
	signed[0] = 0x31 // signed as the set they are, not under the tag they are sent with
	return data.Content.Content, c, c.CheckSignature(how, signed, signer.Signature)
}

// certificate finds the signer's among those sent along.
func (s foreignSigner) certificate(der []byte) (*x509.Certificate, error) {
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return nil, err
		}
		der = rest
		if c, err := x509.ParseCertificate(v.FullBytes); err == nil && s.is(c) {
			return c, nil
		}
	}
	return nil, errors.New("the signer's certificate is missing")
}

// is tells whether a certificate is the signer's, by issuer and number or by its key's identifier.
func (s foreignSigner) is(c *x509.Certificate) bool {
	if s.ID.Class == asn1.ClassContextSpecific && s.ID.Tag == 0 {
		return len(s.ID.Bytes) > 0 && bytes.Equal(s.ID.Bytes, c.SubjectKeyId)
	}
	var id struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	_, err := asn1.Unmarshal(s.ID.FullBytes, &id)
	return err == nil && bytes.Equal(id.Issuer.FullBytes, c.RawIssuer) && id.Serial.Cmp(c.SerialNumber) == 0
}

// attributesHold checks what is signed: the kind of content, its digest, and the signer's certificate.
func (s foreignSigner) attributesHold(content []byte, c *x509.Certificate) error {
	var list []attribute
	der := bytes.Clone(s.Attributes.FullBytes)
	der[0] = 0x31
	if _, err := asn1.UnmarshalWithParams(der, &list, "set"); err != nil {
		return err
	}
	kind, sum, named := false, false, false
	for _, a := range list {
		if len(a.Values) != 1 {
			continue
		}
		switch value := a.Values[0].FullBytes; {
		case a.ID.Equal(oidContentType):
			var id asn1.ObjectIdentifier
			_, err := asn1.Unmarshal(value, &id)
			kind = err == nil && id.Equal(oidStampInfo)
		case a.ID.Equal(oidDigest):
			var said []byte
			_, err := asn1.Unmarshal(value, &said)
			got := digestBy(s.Digest.ID, content)
			sum = err == nil && got != nil && bytes.Equal(said, got)
		case a.ID.Equal(oidCertV1), a.ID.Equal(oidCertV2):
			named = names(a, c)
		}
	}
	if !kind || !sum || !named {
		return fmt.Errorf("signed attributes: kind %v, digest %v, certificate %v", kind, sum, named)
	}
	return nil
}

// how tells by which algorithm the signer signed; the key says the kind, the signer the digest.
func (s foreignSigner) how(c *x509.Certificate) (x509.SignatureAlgorithm, error) {
	h := digests[s.Digest.ID.String()]
	if named, ok := digestOfECDSA[s.Algorithm.ID.String()]; ok {
		h = named
	}
	kinds := map[x509.PublicKeyAlgorithm]map[crypto.Hash]x509.SignatureAlgorithm{
		x509.RSA:   {crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA},
		x509.ECDSA: {crypto.SHA256: x509.ECDSAWithSHA256, crypto.SHA384: x509.ECDSAWithSHA384, crypto.SHA512: x509.ECDSAWithSHA512},
	}
	if s.Algorithm.ID.String() == "1.2.840.113549.1.1.10" { // RSASSA-PSS
		kinds[x509.RSA] = map[crypto.Hash]x509.SignatureAlgorithm{
			crypto.SHA256: x509.SHA256WithRSAPSS, crypto.SHA384: x509.SHA384WithRSAPSS, crypto.SHA512: x509.SHA512WithRSAPSS,
		}
	}
	how, ok := kinds[c.PublicKeyAlgorithm][h]
	if !ok {
		return 0, fmt.Errorf("signature algorithm %v with digest %v", s.Algorithm.ID, s.Digest.ID)
	}
	return how, nil
}

// digestOfECDSA are the algorithms that name their digest: with ECDSA it may differ from that of the content.
var digestOfECDSA = map[string]crypto.Hash{
	"1.2.840.10045.4.3.2": crypto.SHA256, "1.2.840.10045.4.3.3": crypto.SHA384, "1.2.840.10045.4.3.4": crypto.SHA512,
}
