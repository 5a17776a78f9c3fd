package window

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app/wording"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// form is the open part as fields. What is typed goes into the text at once.
func (p *textParts) form(part string) fyne.CanvasObject {
	if i, ok := clauseOf(part); ok {
		return p.clauseForm(i)
	}
	t := &p.e.text
	switch part {
	case partParties:
		return p.partiesForm()
	case partPreamble:
		return look.Column(look.GapTight, p.long(partPreamble, "texts.preamble", &t.Preamble), p.placeholders())
	case partClosing:
		return look.Column(look.GapTight, p.long(partClosing, "texts.closing", &t.Closing), p.placeholders())
	case partSignatures:
		return p.signaturesForm()
	}
	return p.headForm()
}

// entry is a field of one line bound to a piece of the text.
func (p *textParts) entry(path, label string, to *string) *widget.FormField {
	e := widget.NewEntry("")
	return p.bind(path, label, e, *to, func(s string) { *to = s })
}

// long is a field of several lines bound to a paragraph.
func (p *textParts) long(path, label string, to *string) *widget.FormField {
	return p.bind(path, label, paragraphEntry(*to, 30, 3, 8), *to, func(s string) { *to = s })
}

// paragraphEntry is a field with room for a paragraph of about so many characters a row. Its lines end anywhere, as
// Chinese ones do.
func paragraphEntry(text string, perRow, least, most int) *widget.Entry {
	rows := (utf8.RuneCountInString(text) + perRow - 1) / perRow
	e := widget.NewLong("", min(max(least, rows), most))
	e.Wrapping = fyne.TextWrapBreak
	return e
}

// bind makes a field that shows a value and gives what is typed on.
func (p *textParts) bind(path, label string, entry *widget.Entry, value string, set func(string)) *widget.FormField {
	if label != "" {
		label = words.T(label)
	}
	entry.SetText(value)
	entry.Validator = nil
	field := widget.NewFormField(path, label, entry)
	entry.OnChanged = func(s string) {
		p.e.before(path)
		set(s)
		if field.Problem() != "" {
			field.SetProblem("")
		}
		p.e.edited()
	}
	entry.OnFocus = func(gained bool) {
		if gained {
			if entry.MultiLine || partOf(path) == partParties {
				p.e.last = entry
			}
			p.e.preview.reveal(p.e.at)
		}
	}
	if p.first == nil {
		p.first = entry
	}
	p.fields[path] = field
	return field
}

// placeholders are links that put what the signing fills in where the cursor is.
func (p *textParts) placeholders() fyne.CanvasObject {
	row := look.Row(look.GapCard, look.Quiet(words.T("texts.insert")).Whole())
	for _, name := range wording.Placeholders {
		row.Add(widget.NewButton(widget.Link, words.T("texts.insert."+name), func() { p.insert("{" + name + "}") }))
	}
	return row
}

// insert types a text where the cursor was last.
func (p *textParts) insert(text string) {
	e := p.e.last
	if e == nil {
		return
	}
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: oneText(text)})
	p.e.sh.Focus(e)
}

// oneText is a clipboard that holds one text, so that a field takes it at its cursor.
type oneText string

// Content implements fyne.Clipboard.
func (t oneText) Content() string { return string(t) }

// SetContent implements fyne.Clipboard.
func (oneText) SetContent(string) {}

// lineActs are the buttons at the end of a line of a list: up, down, away.
func (p *textParts) lineActs(n, i int, swap func(by int), drop func()) fyne.CanvasObject {
	icon := func(res fyne.Resource, on bool, act func()) *widget.Button {
		b := widget.NewButton(widget.Link, "", func() {
			p.e.before("")
			act()
			p.e.changed(p.e.at)
		}).WithIcon(res)
		b.SetEnabled(on)
		return b
	}
	return look.Row(look.GapInner,
		icon(theme.MoveUpIcon(), i > 0, func() { swap(-1) }),
		icon(theme.MoveDownIcon(), i < n-1, func() { swap(1) }),
		icon(theme.ContentClearIcon(), true, drop))
}

// more is a link that adds to a list of the open part.
func (p *textParts) more(label string, act func()) *widget.Button {
	return widget.NewButton(widget.Link, words.T(label), func() {
		p.e.before("")
		act()
		p.e.changed(p.e.at)
	}).WithIcon(theme.ContentAddIcon())
}

// headForm is what stands in the head: titles, number, version, how long it holds, whom it is for.
func (p *textParts) headForm() fyne.CanvasObject {
	t := &p.e.text
	zh, en := t.Title[words.Chinese], t.Title[words.English]
	title := p.bind("title", "texts.title.zh", widget.NewEntry(""), zh, func(s string) { t.Title[words.Chinese] = s })
	english := p.bind("title.en", "texts.title.en", widget.NewEntry(""), en, func(s string) { t.Title[words.English] = s })
	months := ""
	if t.ValidMonths != 0 {
		months = strconv.Itoa(t.ValidMonths)
	}
	valid := p.bind("months", "texts.months", widget.NewEntry(""), months, func(s string) {
		t.ValidMonths, _ = strconv.Atoi(strings.TrimSpace(s)) // what is no number is zero, and a problem
	})
	note := p.bind("note", "texts.note", paragraphEntry(p.e.note, 30, 2, 4), p.e.note, func(s string) { p.e.note = s }).WithHelp(words.T("texts.note.help"))
	column := look.Column(
		look.GapCard, title, english,
		look.Equal(look.GapCard, p.entry("number", "texts.number", &t.Number), p.entry("version", "texts.version", &t.Version), valid),
		note,
	)
	return p.addAudience(column)
}
