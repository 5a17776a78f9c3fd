package paper

import (
	"io"

	"custody/app"
	"custody/app/letter"
)

// Fingerprint makes the sheet with the fingerprint of the organisation's certificate.
func (d *Desk) Fingerprint(w io.Writer, s app.FingerprintSheet) error {
	h, c := head(s.Organisation, ""), s.Certificate
	groups := app.Groups(c.Fingerprint)
	// The QR at the foot names the sheet; the fingerprint has its own beside it.
	out := letter.Fingerprint{
		Head: h, Foot: foot(h, "fingerprint", s.AuditHead, s.PrintedBy, s.Now), Name: c.Name, Issuer: c.Issuer,
		From: string(app.DateOf(c.From.In(s.Now.Location()))), Until: string(app.DateOf(c.Until.In(s.Now.Location()))), Groups: groups,
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Fingerprint(w, out) })
}
