package seal

import (
	"bytes"
	"crypto"
	"crypto/sha1" // RFC 3161's first way to name a certificate; see names
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"math/big"
	"time"
)

// Stamp is a timestamp (RFC 3161): an authority's word that a file existed at a time.
type Stamp struct {
	At          time.Time
	By          string // the authority's name in its certificate
	Fingerprint string // SHA-256 of that certificate, lower-case hex
	Token       []byte // the signed token, to be kept
}

// The object identifiers of timestamps.
var (
	oidStampInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidCertV1    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidKeyUsages = asn1.ObjectIdentifier{2, 5, 29, 37}
)

// longestStamp bounds a response: real ones have some 5 kB.
const longestStamp = 1 << 20

// The structures of RFC 3161.
type (
	imprint struct {
		Algorithm algorithm
		Sum       []byte
	}
	stampRequest struct {
		Version int
		Imprint imprint
		Cert    bool
	}
	stampResponse struct {
		Status stampStatus
		Token  asn1.RawValue `asn1:"optional"`
	}
	stampStatus struct {
		Status int
		Text   []asn1.RawValue `asn1:"optional"`
		Fail   asn1.BitString  `asn1:"optional"`
	}
	stampInfo struct {
		Version  int
		Policy   asn1.ObjectIdentifier
		Imprint  imprint
		Serial   *big.Int
		At       time.Time     `asn1:"generalized"`
		Accuracy asn1.RawValue `asn1:"optional"`
		Ordering bool          `asn1:"optional"`
		Nonce    *big.Int      `asn1:"optional"`
		Name     asn1.RawValue `asn1:"optional,tag:0"`
		More     asn1.RawValue `asn1:"optional,tag:1"`
	}
)

// TimestampRequest makes the request for a timestamp over a file with the given SHA-256, to be sent to
// an authority by whatever way. It carries nothing but the digest. It has no nonce, since the response may come
// weeks later and is tied to the file by the digest.
func TimestampRequest(sum [32]byte) []byte {
	der, err := asn1.Marshal(stampRequest{1, imprint{algorithm{ID: oidSHA256, Parameters: asn1.NullRawValue}, sum[:]}, true})
	if err != nil { // a fixed structure: there is none
		panic(err)
	}
	return der
}

// ParseTimestamp checks a timestamp authority's response, or the bare token, over a file with the given
// SHA-256: the digest, the signature by the certificate in it, and that the certificate is for
// timestamps. Who the authority is stays for people to judge: nothing is asked of the network. Returns
// ErrStamp, ErrStampRefused, ErrStampOther.
func ParseTimestamp(response []byte, sum [32]byte) (Stamp, error) {
	if len(response) > longestStamp {
		return Stamp{}, ErrStamp
	}
	token, err := token(response)
	if err != nil {
		return Stamp{}, err
	}
	content, signer, err := checkToken(token)
	if err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	var info stampInfo
	if rest, err := asn1.Unmarshal(content, &info); err != nil || len(rest) > 0 {
		return Stamp{}, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	if !info.Imprint.Algorithm.ID.Equal(oidSHA256) || !bytes.Equal(info.Imprint.Sum, sum[:]) {
		return Stamp{}, ErrStampOther
	}
	if err := within(signer, info.At); err != nil {
		return Stamp{}, fmt.Errorf("%w: %w", ErrStamp, err)
	}
	return Stamp{At: info.At, By: nameOf(signer), Fingerprint: Fingerprint(signer), Token: token}, nil
}

// token takes the token out of a response; a bare token is given back as it is.
func token(response []byte) ([]byte, error) {
	var r stampResponse
	if rest, err := asn1.Unmarshal(response, &r); err != nil || len(rest) > 0 {
		return response, nil // no response: checkToken finds what it is
	}
	if r.Status.Status > 1 { // 0 granted, 1 granted with changes
		return nil, fmt.Errorf("%w: status %d", ErrStampRefused, r.Status.Status)
	}
	return r.Token.FullBytes, nil
}

// nameOf is the name that a certificate goes by.
func nameOf(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.Subject.String()
}

// forStamps tells whether a certificate is for timestamps and nothing else, and says so with weight (RFC 3161 §2.3).
func forStamps(c *x509.Certificate) bool {
	if len(c.ExtKeyUsage) != 1 || c.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(c.UnknownExtKeyUsage) > 0 {
		return false
	}
	for _, e := range c.Extensions {
		if e.Id.Equal(oidKeyUsages) {
			return e.Critical
		}
	}
	return false
}

// names tells whether a signing-certificate attribute names the certificate. The first version of the attribute
// has SHA-1: that is no weakness here, since the certificate must verify the signature besides.
func names(a attribute, c *x509.Certificate) bool {
	var ids struct {
		Certs []asn1.RawValue
		More  asn1.RawValue `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(a.Values[0].FullBytes, &ids); err != nil || len(ids.Certs) == 0 {
		return false
	}
	if a.ID.Equal(oidCertV1) {
		var id struct {
			Hash []byte
			More asn1.RawValue `asn1:"optional"`
		}
		sum := sha1.Sum(c.Raw)
		_, err := asn1.Unmarshal(ids.Certs[0].FullBytes, &id)
		return err == nil && bytes.Equal(id.Hash, sum[:])
	}
	return namesV2(ids.Certs[0].FullBytes, c)
}

// namesV2 reads the second version, which may name its digest.
func namesV2(der []byte, c *x509.Certificate) bool {
	var plain struct {
		Hash []byte
		More asn1.RawValue `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(der, &plain); err == nil {
		sum := sha256.Sum256(c.Raw)
		return bytes.Equal(plain.Hash, sum[:])
	}
	var named struct {
		Algorithm algorithm
		Hash      []byte
		More      asn1.RawValue `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(der, &named); err != nil {
		return false
	}
	return bytes.Equal(named.Hash, digestBy(named.Algorithm.ID, c.Raw))
}

// digests are those that still protect, by their object identifiers.
var digests = map[string]crypto.Hash{
	oidSHA256.String():       crypto.SHA256,
	"2.16.840.1.101.3.4.2.2": crypto.SHA384,
	"2.16.840.1.101.3.4.2.3": crypto.SHA512,
}

// digestBy digests data; nil for a digest that is unknown or too weak.
func digestBy(id asn1.ObjectIdentifier, data []byte) []byte {
	h, ok := digests[id.String()]
	if !ok {
		return nil
	}
	d := h.New()
	d.Write(data)
	return d.Sum(nil)
}
