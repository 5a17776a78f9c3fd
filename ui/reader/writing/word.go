package writing

import (
	"context"
	"encoding/xml"
	"errors"

	"custody/app/letter/page"
	"custody/app/parts"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
	"custody/ui/words"
)

// Limits of a Word document; what is beyond is left out, and the last page says so.
const (
	maxWord   = 128 << 20 // bytes of its main part
	maxBlocks = 200_000   // paragraphs and cells
	maxPiece  = 4000      // bytes of a paragraph set at a time
)

// openWord opens the document that hangs on a part.
func openWord(ctx context.Context, f *parts.File, main string) (book.Book, error) {
	if f.Size(main) > maxWord {
		return nil, safe.Bomb(maxWord)
	}
	w := &word{ctx: ctx, into: []*container{{}}}
	if err := w.readBeside(f, main); err != nil {
		return nil, partsError(err)
	}
	err := f.Each(main, "body", func(_ xml.StartElement, d *xml.Decoder) error {
		return parts.Walk(d, w.begin, w.text, w.end)
	})
	if err == nil {
		err = w.readNotes(f, main)
	}
	cut := errors.Is(err, errEnough)
	if err != nil && !cut {
		return nil, partsError(err)
	}
	all := w.finish()
	if len(all) == 0 {
		return nil, safe.Empty()
	}
	fl := &flow{sections: []section{{
		width: page.A4Width, height: page.A4Height, top: margin,
		n: len(all), block: func(i int) block { return all[i] },
	}}}
	if cut {
		fl.end(words.T("reader.cut.words"))
	}
	if err := fl.paginate(ctx); err != nil {
		return nil, err
	}
	return &pages{layout: fl}, nil
}

// textWidth is the width of the text on an upright page.
const textWidth = page.A4Width - 2*margin
