package paper

import (
	"io"
	"strings"
	"time"

	"custody/app"
	"custody/app/letter"
)

// RecoverySheet is what stands on the sheet of one recovery half.
type RecoverySheet struct {
	Organisation app.Organisation
	Vault        string // name of the vault's folder
	Half         app.RecoveryHalf
	Made         app.Date
	By           string // name of who made the vault
	Now          time.Time
}

// Recovery makes the sheet of one half of the recovery key (design §3).
func (d *Desk) Recovery(w io.Writer, s RecoverySheet) error {
	h := head(s.Organisation, "")
	// The QR at the foot names the sheet; the code itself has its own beside it.
	out := letter.RecoverySheet{
		Head: h, Foot: foot(h, "recovery-"+s.Half.Name, "", s.By, s.Now),
		Half: s.Half.Name, Vault: s.Vault, Made: string(s.Made), Code: strings.Join(s.Half.Groups, "-"),
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.RecoverySheet(w, out) })
}

// InvitationSheet is what stands on the sheet with a one-time code.
type InvitationSheet struct {
	Organisation app.Organisation
	Person       app.Person
	Invitation   app.Invitation
	By           string
	Now          time.Time
}

// Invitation makes the sheet handed to a person with the one-time code.
func (d *Desk) Invitation(w io.Writer, s InvitationSheet) error {
	h := head(s.Organisation, "")
	out := letter.Invitation{
		Head: h, Foot: foot(h, s.Person.Number, "", s.By, s.Now), Person: person(s.Person),
		Login: s.Invitation.Login, Code: s.Invitation.Code, Expires: moment(s.Invitation.Expires, s.Now),
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Invitation(w, out) })
}
