package app

import "time"

// Certificate is what the organisation seals its papers with: a certificate, those that vouch for it, and
// the private key. The key stays in the register, under the vault's seal.
type Certificate struct {
	ID          int64
	Fingerprint string // SHA-256 of the organisation's own certificate, hex
	Chain       []byte // DER one after the other, the organisation's own first
	Key         []byte // PKCS #8
	OwnMade     bool   // by this program; nobody vouches for it but its printed fingerprint
	AddedAt     time.Time
	AddedBy     int64 // person
}

// CertificateReader reads certificates.
type CertificateReader interface {
	// SealingCertificate returns the one added last, with which papers are sealed now; NotFound.
	SealingCertificate() (Certificate, error)
	// Certificates lists all, the newest first, without their keys.
	Certificates() ([]Certificate, error)
	// PapersByCertificate counts the papers sealed with each, by the certificate's id.
	PapersByCertificate() (map[int64]int, error)
}

// CertificateWriter adds them; none is ever changed.
type CertificateWriter interface {
	AddCertificate(Certificate) (Certificate, error)
}
