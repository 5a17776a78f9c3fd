package seal

import "errors"

// What can be wrong with a file that should be under a seal.
var (
	// ErrUnsealed means that the file carries no digital signature.
	ErrUnsealed = errors.New("seal: no digital signature")
	// ErrBroken means that the file is not as it was sealed, or was never sealed in this way.
	ErrBroken = errors.New("seal: changed since it was sealed")
	// ErrFile means that Sign was given something else than an unsealed PDF it understands.
	ErrFile = errors.New("seal: not a PDF that can be sealed")
)

// What can be wrong with a certificate and its key.
var (
	// ErrPassword means that the password does not open the PKCS#12 file.
	ErrPassword = errors.New("seal: wrong password")
	// ErrP12 means that the file is no PKCS#12, or damaged.
	ErrP12 = errors.New("seal: not a PKCS#12 file")
	// ErrNoKey means that the PKCS#12 file has no private key, or none for its certificate.
	ErrNoKey = errors.New("seal: no private key for the certificate")
	// ErrExpired means that the certificate has ended.
	ErrExpired = errors.New("seal: the certificate has expired")
	// ErrEarly means that the certificate is not valid yet.
	ErrEarly = errors.New("seal: the certificate is not valid yet")
	// ErrWeak means a key or a digest that no longer protects: RSA under 2048 bits, SHA-1, MD5.
	ErrWeak = errors.New("seal: the key or digest is too weak")
	// ErrKind means a kind of key that readers of sealed PDFs do not know: neither RSA nor ECDSA
	// on a NIST curve.
	ErrKind = errors.New("seal: kind of key not supported")
	// ErrUse means that the certificate was issued for something else than signing.
	ErrUse = errors.New("seal: the certificate is not for signing")
)

// What can be wrong with a timestamp.
var (
	// ErrStamp means that the response is no timestamp, or its signature does not hold.
	ErrStamp = errors.New("seal: not a valid timestamp")
	// ErrStampRefused means that the authority answered with a refusal.
	ErrStampRefused = errors.New("seal: the timestamp authority refused")
	// ErrStampOther means that the timestamp is for another file.
	ErrStampOther = errors.New("seal: the timestamp is for another file")
)
