package window

import (
	"strconv"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// backLine is the check of one copy that comes back: its condition and the pages counted. Its
// widgets live as long as the line, so that nothing typed is lost when the basket grows.
type backLine struct {
	checked   bool
	condition *widget.Choice
	pages     *widget.Entry
	note      *widget.Entry
	noteRow   *fyne.Container // shown where something has to be said
	onChecked func()
	chip      *widget.Chip
	expected  int
	filling   bool // the program fills the fields, nobody has checked anything
}

func newBackLine(c *counterScreen, it app.CounterItem) *backLine {
	b := &backLine{expected: it.Pages, pages: widget.NewEntry(""), note: widget.NewEntry(words.T("counter.note")), chip: widget.NewChip(look.Waiting, words.T("counter.unchecked"))}
	options := make([]widget.Option, len(app.AllConditions))
	for i, cond := range app.AllConditions {
		options[i] = widget.Option{ID: string(cond), Title: ConditionName(cond)}
	}
	b.condition = widget.NewChoice(options, func(string) {
		b.edited()
		if !b.filling {
			c.focusSoon()
		}
	})
	b.fill(func() {
		b.condition.SetValue(string(app.ConditionGood))
		b.pages.SetText(strconv.Itoa(it.Pages))
	})
	b.pages.OnChanged = func(string) { b.counted() }
	b.pages.OnSubmitted = func(string) {
		b.accept()
		c.focus()
	}
	b.note.OnSubmitted = func(string) { c.focus() }
	b.noteRow = look.PadEach(look.GapPage+look.Gap, 0, look.GapPage+look.Gap, look.GapCard, b.note)
	b.noteRow.Hide()
	b.onChecked = func() { c.counted() }
	return b
}

// fill sets fields without that counting as a check.
func (b *backLine) fill(set func()) {
	b.filling = true
	set()
	b.filling = false
}

// counted follows the number of pages: fewer than there should be are missing pages.
func (b *backLine) counted() {
	if b.filling {
		return
	}
	if n, ok := b.count(); ok && n < b.expected && b.condition.Value() == string(app.ConditionGood) {
		b.fill(func() { b.condition.SetValue(string(app.ConditionPages)) })
	}
	b.edited()
}

// edited is told that somebody has looked at the copy.
func (b *backLine) edited() {
	if b.filling {
		return
	}
	b.accept()
}

// accept takes the line as it stands for checked.
func (b *backLine) accept() {
	b.checked = true
	cond := app.Condition(b.condition.Value())
	kind := look.Overdue
	switch cond {
	case app.ConditionGood:
		kind = look.InPlace
	case app.ConditionWorn:
		kind = look.Waiting
	}
	b.chip.Set(kind, ConditionName(cond))
	if n, ok := b.count(); cond == app.ConditionGood && ok && n == b.expected {
		b.noteRow.Hide()
	} else {
		b.noteRow.Show()
	}
	b.onChecked()
}

// restore brings back what a draft says was noted of a copy.
func (b *backLine) restore(code string, fields map[string]string) {
	condition, ok := fields["condition "+code]
	if !ok {
		return
	}
	b.fill(func() {
		b.condition.SetValue(condition)
		b.pages.SetText(fields["pages "+code])
		b.note.SetText(fields["note "+code])
	})
	b.accept()
}

// count is the number of pages counted.
func (b *backLine) count() (int, bool) {
	n, err := strconv.Atoi(tidy(b.pages.Text))
	return n, err == nil && n >= 0
}

// draw shows the line with its check; what is wrong is written under it.
func (b *backLine) draw(before fyne.CanvasObject, it app.CounterItem, remove *widget.Button) fyne.CanvasObject {
	note := words.Join(codeUnder(it.Title, it.Code), Where(it.Home), it.Client)
	head := widget.NewItem(
		before, titleOr(it.Title, it.Code), note,
		look.Fixed(look.WidthCode, 0, b.condition), look.Fixed(look.WidthDay, 0, b.pages),
		look.Fixed(look.WidthName, 0, look.Quiet(words.N("counter.pages.of", b.expected))), look.Fixed(look.WidthState, 0, b.chip), remove,
	)
	return look.Column(look.GapNone, head, b.noteRow)
}

// takeback is what the office is told.
func (b *backLine) takeback(code string) app.Takeback {
	n, ok := b.count()
	if !ok {
		n = -1
	}
	note := ""
	if b.noteRow.Visible() {
		note = tidy(b.note.Text)
	}
	return app.Takeback{Copy: code, Condition: app.Condition(b.condition.Value()), Pages: n, Note: note}
}
