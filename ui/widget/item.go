package widget

import (
	"fyne.io/fyne/v2"

	"custody/ui/look"
)

// NewItem is one entry of a list of things to do or to hold: something before it (a chip, a
// number, a box to tick), a title with a note under it, and what can be done at the right.
// before may be nil.
func NewItem(before fyne.CanvasObject, title, note string, after ...fyne.CanvasObject) fyne.CanvasObject {
	return newItem(look.GapCard-look.Hairline, before, title, note, after)
}

// NewSmallItem is NewItem for a detail pane, where there is less room.
func NewSmallItem(before fyne.CanvasObject, title, note string, after ...fyne.CanvasObject) fyne.CanvasObject {
	return newItem(look.GapTight, before, title, note, after)
}

func newItem(pad float32, before fyne.CanvasObject, title, note string, after []fyne.CanvasObject) fyne.CanvasObject {
	lines := look.Column(look.GapTight, look.Plain(title))
	if note != "" {
		lines.Add(look.Quiet(note))
	}
	row := look.Row(look.Gap)
	if before != nil {
		row.Add(before)
	}
	row.Add(look.Stretch(lines))
	for _, o := range after {
		row.Add(o)
	}
	return look.Pad(look.GapNone, pad, row)
}

// NewItems sets items under each other with a hairline between, and one below the last.
func NewItems(items ...fyne.CanvasObject) *fyne.Container {
	column := look.Column(look.GapNone)
	for _, item := range items {
		column.Add(item)
		column.Add(look.Line())
	}
	return column
}

// NewItemCard is NewItems in a card, its lines from edge to edge.
func NewItemCard(items ...fyne.CanvasObject) fyne.CanvasObject {
	column := look.Column(look.GapNone)
	for i, item := range items {
		if i > 0 {
			column.Add(look.Line())
		}
		column.Add(look.Pad(look.GapWide, look.Hairline, item))
	}
	return look.Frame(column)
}

// NewBefore gives what stands before an item a width of its own, so that titles stand in line.
func NewBefore(width float32, content fyne.CanvasObject) fyne.CanvasObject {
	return look.Fixed(width, 0, look.Row(look.GapNone, content))
}

// NewNumber is the number of an item.
func NewNumber(text string) fyne.CanvasObject {
	return look.Fixed(look.GapPage, 0, look.Plain(text).Colored(look.ColorQuiet).Centered())
}

// NewTop keeps content at the top of whatever room there is.
func NewTop(content fyne.CanvasObject) fyne.CanvasObject {
	return look.Edge(content, nil, nil, nil, nil)
}
