package window

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// textShare is how much of the width the editor's left half takes.
const textShare = 0.48

// textParts is the left half of the editor: a line for each part, the open one as a form.
type textParts struct {
	e      *textEdit
	tools  fyne.CanvasObject
	column *fyne.Container
	scroll *container.Scroll
	folds  map[string]*widget.Fold
	fields map[string]*widget.FormField // of the open part, by path
	first  fyne.Focusable               // what takes the focus in the open part
	filled bool
}

func newTextParts(e *textEdit) *textParts {
	p := &textParts{e: e, column: look.Column(look.GapHair)}
	p.scroll = container.NewVScroll(look.PadEach(look.GapPage, look.GapTight, look.GapWide, look.Gap, p.column))
	add := widget.NewButton(widget.Secondary, words.T("texts.clause.add"), e.addClause).WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon())
	undo := widget.NewButton(widget.Secondary, words.T("texts.undo"), e.undo).WithKey("F9")
	redo := widget.NewButton(widget.Secondary, words.T("texts.redo"), e.redo).WithKey("F10")
	compare := widget.NewButton(widget.Secondary, words.T("texts.compare"), e.compare) // Ctrl+D; no room to say so
	p.tools = look.PadEach(look.GapPage, look.GapCard, look.GapWide, look.GapTight, look.Row(look.GapTight, add, undo, redo, compare))
	return p
}

// build lists the parts anew.
func (p *textParts) build() {
	e := p.e
	if !slices.Contains(partsOf(e.text), e.at) {
		e.at = standIn(e.text, e.at)
	}
	e.last, p.first, p.filled = nil, nil, true
	p.folds, p.fields = map[string]*widget.Fold{}, map[string]*widget.FormField{}
	p.column.RemoveAll()
	for _, part := range partsOf(e.text) {
		fold := widget.NewFold(partLabel(part), func() { p.tapped(part) })
		p.folds[part] = fold
		p.column.Add(fold)
		if part == e.at {
			fold.SetOpen(true)
			p.column.Add(look.PadEach(look.GapPage+look.GapInner, look.GapTight, look.GapTight, look.GapCard, p.form(part)))
		}
	}
	p.say()
	p.column.Refresh()
	p.scroll.Refresh()
}

// standIn is what is opened for a part that is not there: the last clause for one too many, the preamble where
// there is none.
func standIn(t wording.Text, part string) string {
	switch n := len(t.Clauses); {
	case partOf(part) != part || part == "":
		return partHead
	case n > 0 && part == partClauses:
		return clausePart(0)
	case n > 0:
		return clausePart(n - 1)
	}
	return partPreamble
}

// tapped opens a part, or closes the open one.
func (p *textParts) tapped(part string) {
	if p.e.at == part && p.folds[part].Open() {
		p.e.at = part
		p.folds[part].SetOpen(false)
		p.column.Remove(p.column.Objects[slices.Index(p.column.Objects, fyne.CanvasObject(p.folds[part]))+1])
		p.scroll.Refresh()
		return
	}
	p.e.open(part)
}

// focus puts the cursor into the open part and brings it into sight.
func (p *textParts) focus() {
	fold := p.folds[p.e.at]
	if fold == nil {
		return
	}
	p.see(fold)
	if p.first != nil {
		p.e.sh.Focus(p.first)
	}
}

// see scrolls so that a part's line, and as much of its form as there is room for, is seen.
func (p *textParts) see(fold *widget.Fold) {
	p.column.Resize(fyne.NewSize(max(p.column.Size().Width, 1), p.column.MinSize().Height))
	top := fold.Position().Y
	high := p.scroll.Size().Height
	form := fold.Size().Height
	if i := slices.Index(p.column.Objects, fyne.CanvasObject(fold)); i >= 0 && i+1 < len(p.column.Objects) && fold.Open() {
		form += p.column.Objects[i+1].MinSize().Height
	}
	if top < p.scroll.Offset.Y || top+form > p.scroll.Offset.Y+high {
		most := max(0, p.scroll.Content.MinSize().Height-high)
		p.scroll.Offset.Y = min(max(0, top-look.Gap), most)
		p.scroll.Refresh()
	}
}

// say shows in each line what is in its part, and where something is the matter.
func (p *textParts) say() {
	counts := p.e.problems.counts()
	for part, fold := range p.folds {
		fold.SetShort(partShort(p.e.text, part))
		if n := counts[part]; n > 0 {
			fold.SetChip(look.Waiting, words.N("texts.problems.chip", n))
		} else {
			fold.SetChip(look.Neutral, "")
		}
	}
}

// partLabel is what a part is called.
func partLabel(part string) string {
	if i, ok := clauseOf(part); ok {
		return words.T("texts.part.clause", i+1)
	}
	return words.T("texts.part." + part)
}

// partShort is what is in a part, in short.
func partShort(t wording.Text, part string) string {
	if i, ok := clauseOf(part); ok {
		if i >= len(t.Clauses) {
			return ""
		}
		c := t.Clauses[i]
		return first(nonEmpty(c.Heading, c.Text, words.T("texts.part.empty")))
	}
	switch part {
	case partHead:
		return t.Title[words.Chinese]
	case partPreamble:
		return t.Preamble
	case partClosing:
		return t.Closing
	case partParties:
		var labels []string
		for _, p := range t.Parties {
			labels = append(labels, p.Label)
		}
		return List(labels)
	case partSignatures:
		var labels []string
		for _, s := range t.Signatures {
			labels = append(labels, s.Label)
		}
		return List(labels)
	}
	return ""
}

// nonEmpty leaves out what says nothing.
func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return strings.TrimSpace(s) == "" })
}
