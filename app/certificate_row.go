package app

import (
	"context"
	"crypto/x509"
	"strings"
	"time"
)

// CertificateRow is one of the organisation's certificates as people see it, without its key.
type CertificateRow struct {
	ID          int64
	Fingerprint string // SHA-256, lower-case hex; Groups makes it readable
	Name        string // whom it names
	Issuer      string // who vouches for it; "" when nobody but the organisation itself
	OwnMade     bool   // by this program
	From, Until time.Time
	AddedAt     time.Time
	AddedBy     string // name
	Papers      int    // sealed with it
	Current     bool   // it seals papers now, as far as its time allows
	State       CertificateFitness
}

// CertificateFitness tells whether a certificate can seal on a day.
type CertificateFitness string

// What can be said of a certificate's time.
const (
	CertificateGood  CertificateFitness = "good"
	CertificateEnds  CertificateFitness = "ends" // within Settings.ExpiringDays
	CertificateEnded CertificateFitness = "ended"
	CertificateEarly CertificateFitness = "early" // its first day is still to come
)

// Groups is a fingerprint as people compare it: in capitals, in groups of four.
func Groups(fingerprint string) string {
	var out []string
	for s := strings.ToUpper(fingerprint); s != ""; {
		n := min(4, len(s))
		out, s = append(out, s[:n]), s[n:]
	}
	return strings.Join(out, " ")
}

// Certificates lists the organisation's certificates, the one that seals papers now first; none
// before the first sealing. Everybody: a fingerprint is there to be compared.
func (o *Office) Certificates(ctx context.Context) ([]CertificateRow, error) {
	var out []CertificateRow
	err := o.view(ctx, "certificate.view", "", func(w *work) (err error) {
		out, err = w.certificateRows()
		return err
	})
	return out, err
}

func (w *work) certificateRows() ([]CertificateRow, error) {
	list, err := w.Reader.Certificates()
	if err != nil {
		return nil, err
	}
	counts, err := w.PapersByCertificate()
	if err != nil {
		return nil, err
	}
	out := make([]CertificateRow, 0, len(list))
	for i, c := range list {
		row, err := w.certificateRow(c)
		if err != nil {
			return nil, err
		}
		row.Current, row.Papers = i == 0, counts[c.ID]
		out = append(out, row)
	}
	return out, nil
}

// certificateRow reads one certificate for people.
func (w *work) certificateRow(c Certificate) (CertificateRow, error) {
	chain, err := x509.ParseCertificates(c.Chain)
	if err != nil {
		return CertificateRow{}, err
	}
	by, err := w.Reader.Person(c.AddedBy)
	if err != nil {
		return CertificateRow{}, err
	}
	own := chain[0]
	row := CertificateRow{
		ID: c.ID, Fingerprint: c.Fingerprint, Name: CertificateName(own), OwnMade: c.OwnMade,
		From: own.NotBefore, Until: own.NotAfter, AddedAt: c.AddedAt, AddedBy: by.Name, State: w.fitness(own),
	}
	if string(own.RawIssuer) != string(own.RawSubject) {
		row.Issuer = own.Issuer.CommonName
	}
	return row, nil
}

// CertificateName is the name that a certificate's owner goes by.
func CertificateName(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.Subject.String()
}

// fitness judges a certificate's time.
func (w *work) fitness(c *x509.Certificate) CertificateFitness {
	switch {
	case w.now.Before(c.NotBefore):
		return CertificateEarly
	case w.now.After(c.NotAfter):
		return CertificateEnded
	case w.now.AddDate(0, 0, w.settings.ExpiringDays).After(c.NotAfter):
		return CertificateEnds
	}
	return CertificateGood
}
