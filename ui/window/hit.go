package window

import (
	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// hitKinds are the colours of what a search finds.
var hitKinds = map[app.HitKind]look.Kind{
	app.HitClient: look.Out, app.HitFile: look.Neutral, app.HitDocument: look.Neutral,
	app.HitPerson: look.InPlace, app.HitLoan: look.Waiting,
}

// newHitRow is one answer of the search: what it is, its title, what it belongs to, its number.
func newHitRow(h app.Hit, open func()) *tapRow {
	chip := widget.NewBefore(look.WidthState, widget.NewChip(hitKinds[h.Kind], words.T("shell.hit."+string(h.Kind))))
	return newTapRow(look.Edge(nil, nil, chip, look.Label(h.Code).Whole(),
		look.Equal(look.Gap, look.Plain(h.Title), look.Label(h.Detail))), open)
}
