// Package seal puts an organisation's digital signature on the PDFs of this program, and checks it:
// PAdES baseline B-B (EN 319 142-1) with a CAdES signature that covers the whole file. It also reads the
// certificates that sign (PKCS#12), makes one where there is none, and reads timestamps (RFC 3161).
//
// It knows PDF syntax as far as it takes to add to a file that this program wrote, nothing of letters.
package seal

import (
	"crypto"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Options are what a seal says of itself. It is signed with the rest.
type Options struct {
	At       time.Time // when, shown in its own time zone, to the second
	Name     string    // whose seal it is: the organisation
	For      string    // whom the paper is of
	Reason   string    // what was sealed and why
	Location string    // where
}

// Sign adds a seal to a PDF by an update at its end, so that the bytes given are the first bytes of
// what comes back. chain begins with the certificate of the key. It keeps PDF/A-2b: an invisible field on the first
// page, DER, the whole file signed. The seal has no room to spare: every byte of it counts. Returns
// ErrFile for what is no unsealed PDF, ErrEarly, ErrExpired, ErrWeak, ErrKind and ErrUse for the certificate.
func Sign(pdf []byte, key crypto.Signer, chain []*x509.Certificate, o Options) ([]byte, error) {
	if len(chain) == 0 {
		return nil, ErrNoKey
	}
	if err := fit(key, chain[0], o.At); err != nil {
		return nil, err
	}
	chain = ordered(chain[0], chain[1:])
	size, err := signatureSize(key.Public())
	if err != nil {
		return nil, err
	}
	blank, err := encode(make([]byte, 32), chain, make([]byte, size))
	if err != nil {
		return nil, err
	}
	sealed, from, err := update(pdf, o, 2*len(blank)+2)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	to := from + 2*len(blank) + 2
	digest := digestAround(sealed, from, to)
	sum, err := toSign(digest, chain)
	if err != nil {
		return nil, err
	}
	signature, err := sign(key, sum)
	if err != nil {
		return nil, err
	}
	cms, err := encode(digest, chain, signature)
	if err != nil {
		return nil, err
	}
	if len(cms) != len(blank) {
		return nil, fmt.Errorf("seal: a signature of %d bytes where %d were kept", len(cms), len(blank))
	}
	copy(sealed[from:], "<"+strings.ToUpper(hex.EncodeToString(cms))+">")
	return sealed, nil
}
