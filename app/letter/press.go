// Package letter makes every paper of the office: commitments, loan slips, the loan book, recovery
// sheets. A letter's data comes in as plain values, its page goes out as PDF or as a recording that
// a window can draw. There is no clock and no store in here.
package letter

import (
	"io"
	"sync"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/raster"
	"custody/app/letter/text"
	"custody/app/letter/truetype"
)

// Translate returns the text of a key, with {0}, {1} … replaced by args.
type Translate func(key string, args ...any) string

// Press prints letters. It holds the parsed fonts and may be used by several goroutines at once.
type Press struct {
	fonts  pdf.Fonts
	say    Translate
	common *commons
}

// commons keeps the fonts that the letters of a template share.
type commons struct {
	mu   sync.Mutex
	made map[string]*pdf.Common // see commonFor
}

// NewPress makes a press from the font files of the serif and of the sans face (see assets) and the
// language of the letters' own words. It returns truetype.ErrFont if a font cannot be used.
func NewPress(serif, sans []byte, say Translate) (*Press, error) {
	p := &Press{say: say, common: &commons{made: map[string]*pdf.Common{}}}
	for i, data := range [][]byte{page.Serif: serif, page.Sans: sans} {
		font, err := truetype.Parse(data)
		if err != nil {
			return nil, err
		}
		p.fonts[i] = font
	}
	return p, nil
}

// Missing returns the characters of s that no face of paper has, each once, in their order: a letter that
// holds one is refused with pdf.MissingError.
func (p *Press) Missing(s string) string { return p.fonts.Missing(text.Clean(s)) }

// Picture draws a page as it will be printed, at so many dots per inch.
func (p *Press) Picture(sheet *page.Recording, dpi float64) *raster.Picture {
	pic := raster.New(p.fonts, sheet.Width, sheet.Height, dpi)
	sheet.Play(pic)
	return pic
}

// Head is the head block that every page carries, after the procedure's own: the organisation's names,
// the document's number, version and day of issue.
type Head struct{ OrgZH, OrgEN, Number, Version, Issued string }

// Foot is what stands at the foot of every page: the text of the QR code (document, person, version),
// the head of the audit log, and when and by whom the page was printed.
type Foot struct{ QR, AuditHead, PrintedAt, PrintedBy string }

// Person is somebody named on a letter. Fields that are empty are left out.
type Person struct{ Name, Number, Department, Role string }

// Strokes is a handwritten signature: lines of points in a pad that measures Width × Height, from its
// top left corner.
type Strokes struct {
	Width, Height float64
	Lines         [][]page.Point
}

// Signature is a signature with what is printed under it. An empty Date or Place is left as a ruled
// blank to be written on by hand, and so is the signature itself where there are no strokes.
type Signature struct {
	Strokes           Strokes
	Name, Date, Place string
	For               string // the organisation that is signed for; "" for oneself
	OnPaper           bool   // signed on a paper that was kept: says so in place of the strokes
}

// info describes a file to the program that shows it.
func (p *Press) info(title string, head Head) pdf.Info {
	return pdf.Info{Title: title, Author: head.OrgZH, Subject: head.Number + " " + head.Version, Language: p.say("letter.language")}
}

// write writes pages as a PDF.
func (p *Press) write(w io.Writer, pages []*page.Recording, common *pdf.Common, info pdf.Info) error {
	doc := pdf.New(p.fonts, common, info)
	for _, sheet := range pages {
		sheet.Play(doc.AddPage(sheet.Width, sheet.Height))
	}
	return doc.Write(w)
}
