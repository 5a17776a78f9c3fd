package paper

import (
	"io"
	"strings"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/page"
	"custody/ui/words"
)

// Where words a place: 3号柜 2层 1盒.
func Where(l app.Location) string {
	var parts []string
	for _, p := range []struct{ key, value string }{
		{"loans.where.cabinet", l.Cabinet}, {"loans.where.shelf", l.Shelf}, {"loans.where.box", l.Box},
	} {
		if p.value != "" {
			parts = append(parts, words.T(p.key, p.value))
		}
	}
	return strings.Join(parts, " ")
}

// Stock is the label material of that name; the first one for an unknown name.
func Stock(name string) letter.LabelStock {
	for _, s := range letter.LabelStocks {
		if s.Name == name {
			return s
		}
	}
	return letter.LabelStocks[0]
}

// Labels makes labels on a stock; skip is how many places of the first sheet are used already. A place is in large
// type as people call it, everything else by its number.
func (d *Desk) Labels(w io.Writer, labels []app.Label, stock string, skip int) error {
	out := make([]letter.Label, len(labels))
	for i, l := range labels {
		out[i] = label(l)
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Labels(w, out, Stock(stock), skip) })
}

func label(l app.Label) letter.Label {
	out := letter.Label{Code: l.Code, Title: l.Code}
	at := Where(l.Home)
	switch l.Kind {
	case app.PlaceLabels, app.CabinetLabels:
		out.Title, at = at, l.Code
	case app.CopyLabels:
		out.Lines = append(out.Lines, words.T("labels.of.file", l.File))
	case app.FileLabels:
		out.Lines = append(out.Lines, words.T("labels.file"))
	}
	if at != "" {
		out.Lines = append(out.Lines, at)
	}
	return out
}

// Stocks lists the label materials in the order forms show them.
func Stocks() []letter.LabelStock { return letter.LabelStocks }

// Millimetre is in points, the measure of a stock.
const Millimetre = page.MM
