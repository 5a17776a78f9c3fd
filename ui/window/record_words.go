package window

import (
	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// PhaseName words where a client stands towards certification.
func PhaseName(p app.ClientPhase) string { return words.T("clients.phase." + string(p)) }

// CertName words the state of a certificate; "" is a word for none.
func CertName(s app.CertificateState) string {
	if s == app.CertNone {
		return words.T("clients.cert.none")
	}
	return words.T("clients.cert." + string(s))
}

// certKinds are the colours of the states of a certificate.
var certKinds = map[app.CertificateState]look.Kind{
	app.CertValid: look.InPlace, app.CertSuspended: look.Waiting, app.CertWithdrawn: look.Overdue, app.CertExpired: look.Overdue,
}

// ClientChip says how a client stands: by its certificate, or where it has none by its phase.
func ClientChip(c app.Client) (look.Kind, string) {
	if c.CertState == app.CertNone {
		return phaseKinds[c.Phase], PhaseName(c.Phase)
	}
	return certKinds[c.CertState], words.T("clients.chip." + string(c.CertState))
}

// phaseKinds are the colours of the phases.
var phaseKinds = map[app.ClientPhase]look.Kind{
	app.Planned: look.Neutral, app.InCertification: look.Out, app.Certified: look.InPlace, app.Former: look.Neutral,
}

// DutyName words for what a person is assigned to a client.
func DutyName(duty string) string { return words.T("clients.duty." + duty) }

// CategoryName words a category of §5.2.3.1 with its letter.
func CategoryName(c app.Category) string { return words.T("files.category." + string(c)) }

// SensitivityName words how closely a document is kept.
func SensitivityName(s app.Sensitivity) string { return words.T("files.sensitivity." + string(s)) }

// SourceName words where a document came from.
func SourceName(s app.Source) string { return words.T("files.source." + string(s)) }

// MediumName words what a document is on.
func MediumName(m app.Medium) string { return words.T("files.medium." + string(m)) }

// Retention words until when a document is kept.
func Retention(until app.Date) string {
	if until == app.Forever {
		return words.T("files.forever")
	}
	return words.Date(string(until))
}

// fileChip says how a case file stands: on hold, so many copies out, all in place; nothing
// for one without documents.
func fileChip(f app.FileRow) (look.Kind, string) {
	switch {
	case f.OnHold:
		return look.Neutral, words.T("clients.hold")
	case f.Out > 0:
		return look.Out, words.T("clients.out", f.Out)
	case f.Documents == 0:
		return look.Neutral, ""
	}
	return look.InPlace, words.T("clients.in")
}
