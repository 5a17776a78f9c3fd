package seal

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Report is what a seal that holds says.
type Report struct {
	Name, For, Reason, Location string    // as in Options
	At                          time.Time // as the sealer's clock said; a timestamp proves it
	Certificate                 *x509.Certificate
	Fingerprint                 string // SHA-256 of the certificate, lower-case hex
	SelfSigned                  bool   // nobody but its owner vouches for it: the fingerprint must be compared
}

// Verify checks the seal of a PDF that Sign made: that every byte of the file, its own included, is as it
// was, and that nothing was added. It does not say whose certificate may be trusted: the fingerprint is to be
// compared. Returns ErrUnsealed for a file without a seal, ErrBroken for one whose seal does not hold, and
// ErrEarly or ErrExpired when its time is not within the certificate's.
func Verify(pdf []byte) (Report, error) {
	d, from, to, err := signatureOf(pdf)
	if err != nil {
		if bytes.Contains(pdf, []byte(sigSubFilter)) || bytes.Contains(pdf, []byte("/ByteRange")) {
			return Report{}, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		return Report{}, fmt.Errorf("%w: %w", ErrUnsealed, err)
	}
	leaf, err := check(pdf, from, to)
	if err != nil {
		return Report{}, err
	}
	r, err := d.report()
	if err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	r.Certificate, r.Fingerprint = leaf, Fingerprint(leaf)
	r.SelfSigned = bytes.Equal(leaf.RawIssuer, leaf.RawSubject) && leaf.CheckSignature(leaf.SignatureAlgorithm, leaf.RawTBSCertificate, leaf.Signature) == nil
	return r, within(leaf, r.At)
}

// signatureOf finds the signature's dictionary by way of the form, and where its digits stand. Its
// byte range must leave nothing else out.
func signatureOf(pdf []byte) (d dict, from, to int, err error) {
	f, err := open(pdf)
	if err != nil {
		return nil, 0, 0, err
	}
	number, err := f.signature()
	if err != nil {
		return nil, 0, 0, err
	}
	p := f.places[number]
	if p.stream != 0 {
		return nil, 0, 0, fmt.Errorf("%w: packed signature", errSyntax)
	}
	l, err := f.begin(number, p.at)
	if err != nil {
		return nil, 0, 0, err
	}
	start := l.at
	if d, err = l.dict(); err != nil {
		return nil, 0, 0, err
	}
	contents := d.get("Contents")
	if d.get("Filter") != sigFilter || d.get("SubFilter") != sigSubFilter || !strings.HasPrefix(contents, "<") {
		return nil, 0, 0, fmt.Errorf("%w: another kind of signature", errSyntax)
	}
	from = start + bytes.Index(pdf[start:l.at], []byte("/Contents"+contents)) + len("/Contents")
	to = from + len(contents)
	ranges, err := numbers(d.get("ByteRange"))
	if err != nil || len(ranges) != 4 || ranges[0] != 0 || ranges[1] != from || ranges[2] != to || ranges[2]+ranges[3] != len(pdf) {
		return nil, 0, 0, fmt.Errorf("%w: the seal is not over the whole file", errSyntax)
	}
	return d, from, to, nil
}

// signature returns the number of the signature's dictionary: the value of the form's only field.
func (f *file) signature() (int, error) {
	catalogue, _, err := f.dict(f.trailer.get("Root"))
	if err != nil {
		return 0, err
	}
	form, err := f.value(catalogue.get("AcroForm"))
	if err != nil {
		return 0, err
	}
	d, err := parseDict(form)
	if err != nil {
		return 0, err
	}
	fields, err := parseArray(d.get("Fields"))
	if err != nil || len(fields) != 1 {
		return 0, fmt.Errorf("%w: %d fields", errSyntax, len(fields))
	}
	field, _, err := f.dict(fields[0])
	if err != nil {
		return 0, err
	}
	n := reference(field.get("V"))
	if n < 0 || field.get("FT") != "/Sig" {
		return 0, fmt.Errorf("%w: no signature", errSyntax)
	}
	return n, nil
}

// check checks the signature that stands from one byte to another: its digits, its form, the certificate,
// and all that it signs.
func check(pdf []byte, from, to int) (*x509.Certificate, error) {
	digits := string(pdf[from+1 : to-1])
	cms, err := hex.DecodeString(digits)
	if err != nil || strings.ToUpper(digits) != digits {
		return nil, fmt.Errorf("%w: digits", ErrBroken)
	}
	chain, signature, err := decode(cms)
	if err != nil {
		return nil, err
	}
	digest := digestAround(pdf, from, to)
	again, err := encode(digest, chain, signature)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if !bytes.Equal(again, cms) {
		return nil, fmt.Errorf("%w: digest or form", ErrBroken)
	}
	sum, err := toSign(digest, chain)
	if err != nil {
		return nil, err
	}
	if !holds(chain[0].PublicKey, sum, signature) {
		return nil, fmt.Errorf("%w: signature", ErrBroken)
	}
	return chain[0], nil
}

// report reads what the seal says.
func (d dict) report() (Report, error) {
	var r Report
	for _, e := range []struct {
		key string
		to  *string
	}{{"Name", &r.Name}, {"Reason", &r.Reason}, {"Location", &r.Location}, {sigFor, &r.For}} {
		s, err := untext(d.get(e.key))
		if err != nil {
			return Report{}, err
		}
		*e.to = s
	}
	at, err := unpdfDate(d.get("M"))
	if err != nil {
		return Report{}, fmt.Errorf("%w: time", errSyntax)
	}
	r.At = at
	return r, nil
}
