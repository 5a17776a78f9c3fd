package paper

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"time"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/page"
	"custody/app/wording"
)

// padWidth and padHeight are the proportions of the signature pad; points are
// fractions of both.
const (
	padWidth  = 343
	padHeight = 122
)

// Commitment makes one commitment, signed or to be signed by hand.
func (d *Desk) Commitment(w io.Writer, print app.CommitmentPrint) error {
	c, err := commitment(print)
	if err != nil {
		return err
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Commitment(w, c) })
}

// Commitments makes a file for each commitment and hands it to each with its name.
// The fonts are shared by all; no file carries what belongs to another.
func (d *Desk) Commitments(prints []app.CommitmentPrint, each func(name string, pdf []byte) error) error {
	p, err := d.ready()
	if err != nil {
		return err
	}
	letters := make([]letter.Commitment, len(prints))
	for i, print := range prints {
		if letters[i], err = commitment(print); err != nil {
			return err
		}
	}
	return glyphs(p.Commitments(len(letters), func(i int) letter.Commitment { return letters[i] }, func(i int) (io.WriteCloser, error) {
		return &file{name: CommitmentName(prints[i]), done: each}, nil
	}))
}

// CommitmentName is the name of a commitment's file: person and document, which are
// not secret; no client is named.
func CommitmentName(print app.CommitmentPrint) string {
	return FileName(fmt.Sprintf("%s-%s-%s", print.Template.Number, print.Person.Number, print.Person.Name))
}

// CommitmentPictures draws the pages as they will be printed, for the signing screen.
func (d *Desk) CommitmentPictures(print app.CommitmentPrint, dpi float64) ([]image.Image, error) {
	p, err := d.ready()
	if err != nil {
		return nil, err
	}
	c, err := commitment(print)
	if err != nil {
		return nil, err
	}
	var out []image.Image
	for _, sheet := range p.CommitmentPages(c) {
		out = append(out, p.Picture(sheet, dpi).RGBA)
	}
	return out, nil
}

// commitment is the letter of a print.
func commitment(print app.CommitmentPrint) (letter.Commitment, error) {
	t, err := wording.Parse(print.Template.Body)
	if err != nil {
		return letter.Commitment{}, err
	}
	h := letter.Head{OrgZH: print.Organisation.Name, OrgEN: print.Organisation.NameEN}
	c := letter.Commitment{Template: t, Head: h, Person: person(print.Person)}
	c.Foot = foot(letter.Head{Number: t.Number, Version: t.Version}, print.Person.Number, print.AuditHead, print.PrintedBy, print.Now)
	if v := print.Commitment; v != nil {
		when := signedWhen(v, print.Now)
		c.Signer = &letter.Signature{
			Strokes: strokes(v.Signature.Strokes), Name: print.Person.Name, Date: when, Place: v.Signature.Place,
			OnPaper: v.Method == "paper",
		}
		if v.Witness != "" {
			c.Witness = &letter.Signature{Name: v.Witness, Date: when, Place: v.Signature.Place}
		}
		c.Counter = counter(v.Counter, print.Now)
	}
	return c, nil
}

// signedWhen is the day of a commitment, to the minute where it was signed on the pad.
func signedWhen(c *app.Commitment, now time.Time) string {
	at := c.Signature.At.In(now.Location())
	if c.Method == "paper" || app.DateOf(at) != c.SignedOn {
		return string(c.SignedOn)
	}
	return at.Format(minuteForm)
}

// counter is who signed for the organisation, with the post; nil for nobody yet.
func counter(s app.Countersignature, now time.Time) *letter.Signature {
	if s.PersonID == 0 {
		return nil
	}
	name := s.Signature.Name
	if s.Post != "" {
		name += " · " + s.Post
	}
	return &letter.Signature{Strokes: strokes(s.Signature.Strokes), Name: name, Date: s.Signature.At.In(now.Location()).Format(minuteForm), Place: s.Signature.Place}
}

// signature is one signature as it stands on a paper; nil when nobody signed.
func signature(s app.Signature) *letter.Signature {
	if s.Blank() {
		return nil
	}
	return &letter.Signature{Strokes: strokes(s.Strokes), Name: s.Name, Date: s.At.Format(minuteForm), Place: s.Place}
}

func strokes(lines [][]app.Point) letter.Strokes {
	out := letter.Strokes{Width: padWidth, Height: padHeight}
	for _, line := range lines {
		points := make([]page.Point, len(line))
		for i, p := range line {
			points[i] = page.Point{X: p.X * padWidth, Y: p.Y * padHeight}
		}
		out.Lines = append(out.Lines, points)
	}
	return out
}

// file collects one PDF and hands it on when it is closed.
type file struct {
	bytes.Buffer
	name string
	done func(name string, pdf []byte) error
}

// Close hands the finished PDF on.
func (f *file) Close() error { return f.done(f.name, f.Bytes()) }
