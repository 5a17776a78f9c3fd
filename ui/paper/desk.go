package paper

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/pdf"
	"custody/assets"
	"custody/ui/words"
)

// Desk makes the PDFs of what the office returns. Its fonts are parsed when the first
// letter is made and shared by all. It is safe for use from several goroutines.
type Desk struct {
	once  sync.Once
	press *letter.Press
	err   error
}

// NewDesk returns a desk; nothing is loaded yet.
func NewDesk() *Desk { return &Desk{} }

func (d *Desk) ready() (*letter.Press, error) {
	d.once.Do(func() { d.press, d.err = letter.NewPress(assets.PaperSerif(), assets.PaperSans(), words.T) })
	return d.press, d.err
}

// write makes one letter.
func (d *Desk) write(w io.Writer, print func(*letter.Press, io.Writer) error) error {
	p, err := d.ready()
	if err != nil {
		return err
	}
	return glyphs(print(p, w))
}

// Missing returns the characters of text that no face of paper has, each once, so that a name can be
// looked at before anything is printed. Without fonts it is all of the text.
func (d *Desk) Missing(text string) string {
	p, err := d.ready()
	if err != nil {
		return text
	}
	return p.Missing(text)
}

// glyphs tells a person which characters no face of paper has: Invalid (error.paper.glyphs).
func glyphs(err error) error {
	var missing *pdf.MissingError
	if !errors.As(err, &missing) {
		return err
	}
	named := make([]string, 0, len(missing.Characters))
	for _, r := range missing.Characters {
		named = append(named, fmt.Sprintf("%c (U+%04X)", r, r))
	}
	return app.Errf(app.Invalid, "error.paper.glyphs", strings.Join(named, words.T("error.paper.glyphs.join"))).Because(err)
}

// head is the head block with the organisation's names; number, version and issued
// are the paper's own, the procedure's where it has none.
func head(o app.Organisation, number string) letter.Head {
	if number == "" {
		number = o.Document
	}
	return letter.Head{OrgZH: o.Name, OrgEN: o.NameEN, Number: number, Version: o.Version, Issued: string(o.Issued)}
}

// minuteForm is how moments stand on paper.
const minuteForm = "2006-01-02 15:04"

// foot is what stands at the foot: QR with document, subject and version.
func foot(h letter.Head, subject, auditHead, by string, now time.Time) letter.Foot {
	return letter.Foot{
		QR:        fmt.Sprintf("custody:%s;%s;%s", h.Number, subject, h.Version),
		AuditHead: auditHead, PrintedBy: by, PrintedAt: now.Format(minuteForm),
	}
}

// person is somebody named on a letter.
func person(p app.Person) letter.Person {
	return letter.Person{Name: p.Name, Number: p.Number, Department: p.Department, Role: p.Post}
}
