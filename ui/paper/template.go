package paper

import (
	"context"
	"image"
	"io"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/page"
	"custody/app/wording"
	"custody/ui/words"
)

// Sheets are laid out pages that a view shows as they will be printed. They are safe for use from
// several goroutines.
type Sheets struct {
	press  *letter.Press
	pages  []*page.Recording
	places []letter.Place
}

// Pages is how many there are.
func (s *Sheets) Pages() int { return len(s.pages) }

// Size is a page's size in points.
func (s *Sheets) Size(page int) (width, height float64) {
	return s.pages[page].Width, s.pages[page].Height
}

// Render draws a page at that many pixels for each point. Papers are read upright: turn is not heeded.
func (s *Sheets) Render(ctx context.Context, page int, scale float64, _ int) (*image.RGBA, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.press.Picture(s.pages[page], scale*72).RGBA, nil
}

// PartAt names the part of the text that stands at a height of a page, "" for none (see letter.Place).
func (s *Sheets) PartAt(page int, y float64) string {
	for _, p := range s.places {
		if p.Page == page && y >= p.Top && y < p.Bottom {
			return p.Part
		}
	}
	return ""
}

// PlaceOf is where a part of the text begins; false when it is not there.
func (s *Sheets) PlaceOf(part string) (letter.Place, bool) {
	for _, p := range s.places {
		if p.Part == part {
			return p, true
		}
	}
	return letter.Place{}, false
}

// TextPages lays out a text that is being written, with blanks for whom it is to be signed by. It is what is
// printed but for the QR code at the foot, which only a paper to be signed carries.
func (d *Desk) TextPages(t wording.Text, o app.Organisation) (*Sheets, error) {
	p, err := d.ready()
	if err != nil {
		return nil, err
	}
	s := &Sheets{press: p}
	s.pages, s.places = p.CommitmentPlaces(sample(t, o, ""))
	return s, nil
}

// TextProof prints a version of a text to be read and discussed: every page says that it is not to be signed, and
// none has a QR code.
func (d *Desk) TextProof(w io.Writer, print app.TemplatePrint) error {
	t, err := wording.Read(print.Template.Body)
	if err != nil {
		return err
	}
	c := sample(t, print.Organisation, words.T("paper.text.mark."+string(print.Now)))
	c.Foot = letter.Foot{AuditHead: print.AuditHead, PrintedBy: print.PrintedBy, PrintedAt: print.At.Format(minuteForm)}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Commitment(w, c) })
}

// TextProofName is the name of a proof's file.
func TextProofName(print app.TemplatePrint) string {
	return FileName(words.T("paper.text.file", print.Template.Number, print.Template.Version))
}

// sample is the letter of a text that nobody has signed, with a blank in place of the name.
func sample(t wording.Text, o app.Organisation, mark string) letter.Commitment {
	return letter.Commitment{
		Template: t, Head: letter.Head{OrgZH: o.Name, OrgEN: o.NameEN}, Proof: mark,
		Person: letter.Person{Name: words.T("paper.text.sample")},
	}
}
