package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// picksShown is how many options a list offers at once.
const picksShown = 7

// Option is something to pick.
type Option struct {
	ID    string
	Title string
	Note  string // what tells two of the same title apart
}

// PickField picks a person, a client, a document: by characters, pinyin initials or numbers,
// with a list as one types. What it means by those is its source's business.
type PickField struct {
	fynewidget.BaseWidget
	// OnChanged is told what is picked; ok is false while nothing is.
	OnChanged func(option Option, ok bool)
	// Run runs a search; a goroutine of its own unless it is set.
	Run func(search func())

	source   func(query string) []Option
	entry    *Entry
	list     *fyne.Container
	box      fyne.CanvasObject
	options  []Option
	rows     []*pickRow
	at       int // the option that Enter picks
	chosen   Option
	has      bool
	turn     int // counts searches, so that a slow older one never shows
	choosing bool
	edited   func(string)
}

// NewPickField makes a field over a source of options. source is called off the UI goroutine,
// with "" for what was used last.
func NewPickField(placeholder string, source func(query string) []Option) *PickField {
	if placeholder == "" {
		placeholder = words.T("widget.pick.hint")
	}
	p := &PickField{source: source, entry: NewEntry(placeholder), list: look.Column(look.GapNone)}
	p.Run = func(search func()) { go search() }
	p.box = look.Frame(look.Pad(look.GapTight, look.GapTight, p.list))
	p.box.Hide()
	p.entry.OnChanged = p.typed
	p.entry.OnKey = p.key
	p.entry.OnFocus = p.focusChanged
	p.ExtendBaseWidget(p)
	return p
}

func (p *PickField) typed(text string) {
	if p.choosing {
		return
	}
	if p.has && text != p.chosen.Title {
		p.chosen, p.has = Option{}, false
		p.tell()
	}
	p.search(text)
	if p.edited != nil {
		p.edited(text)
	}
}

// search asks the source; an answer that is overtaken by another question is dropped.
func (p *PickField) search(query string) {
	p.turn++
	turn := p.turn
	p.Run(func() {
		options := p.source(strings.TrimSpace(query))
		fyne.Do(func() {
			if turn == p.turn {
				p.offer(options, query)
			}
		})
	})
}

// offer shows the options found.
func (p *PickField) offer(options []Option, query string) {
	p.options, p.at = options[:min(len(options), picksShown)], 0
	p.rows = nil
	p.list.RemoveAll()
	for _, o := range p.options {
		row := newPickRow(o, func() { p.Choose(o) })
		p.rows = append(p.rows, row)
		p.list.Add(row)
	}
	switch {
	case len(p.options) > 0:
		p.highlight(0)
	case strings.TrimSpace(query) != "":
		p.list.Add(look.Quiet(words.T("widget.pick.none", query)))
	default:
		p.Close()
		return
	}
	p.box.Show()
	p.Refresh()
}

// Close hides the list.
func (p *PickField) Close() {
	p.turn++
	p.options = nil
	if p.box.Visible() {
		p.box.Hide()
		p.Refresh()
	}
}

func (p *PickField) highlight(at int) {
	p.at = min(max(at, 0), len(p.rows)-1)
	for i, row := range p.rows {
		row.setActive(i == p.at)
	}
}

// key moves through the list, picks with Enter and closes with Esc.
func (p *PickField) key(ev *fyne.KeyEvent) bool {
	open := p.box.Visible()
	switch {
	case ev.Name == fyne.KeyDown && !open:
		p.search(p.entry.Text)
	case ev.Name == fyne.KeyDown:
		p.highlight(p.at + 1)
	case ev.Name == fyne.KeyUp && open:
		p.highlight(p.at - 1)
	case isEnter(ev) && open && len(p.options) > 0:
		p.Choose(p.options[p.at])
	case ev.Name == fyne.KeyEscape && open:
		p.Close()
	default:
		return false
	}
	return true
}

// focusChanged offers what was used last, and takes what was typed in full when the focus goes.
func (p *PickField) focusChanged(gained bool) {
	switch {
	case gained && p.entry.Text == "":
		p.search("")
	case !gained && !p.has:
		p.takeExact()
	}
}

// takeExact picks the option whose number or title was typed in full. The list stays for a
// click on it, which takes the focus first.
func (p *PickField) takeExact() {
	text := strings.TrimSpace(p.entry.Text)
	for _, o := range p.options {
		if text != "" && (strings.EqualFold(o.ID, text) || o.Title == text) {
			p.Choose(o)
			return
		}
	}
}

// Choose picks an option.
func (p *PickField) Choose(o Option) {
	p.chosen, p.has = o, true
	p.choosing = true
	p.entry.SetText(o.Title)
	p.choosing = false
	p.Close()
	p.tell()
	if p.edited != nil {
		p.edited(o.Title)
	}
}

func (p *PickField) tell() {
	if p.OnChanged != nil {
		p.OnChanged(p.chosen, p.has)
	}
}

// Chosen returns what is picked.
func (p *PickField) Chosen() (Option, bool) { return p.chosen, p.has }

// Text returns what stands in the field, picked or not.
func (p *PickField) Text() string { return p.entry.Text }

// Value returns the picked option's ID, "" while nothing is picked.
func (p *PickField) Value() string { return p.chosen.ID }

// SetValue clears the field for ""; any other ID is picked with itself as the title, for whoever
// knows no better. Choose is the way to pick an option.
func (p *PickField) SetValue(id string) {
	if id == "" {
		p.chosen, p.has = Option{}, false
		p.choosing = true
		p.entry.SetText("")
		p.choosing = false
		p.Close()
		return
	}
	p.Choose(Option{ID: id, Title: id})
}

// Draft returns what a draft keeps of the field, SetDraft brings it back.
func (p *PickField) Draft() string {
	if !p.has {
		return "\t" + p.entry.Text
	}
	return p.chosen.ID + "\t" + p.chosen.Title
}

// SetDraft brings back what Draft returned.
func (p *PickField) SetDraft(draft string) {
	id, title, _ := strings.Cut(draft, "\t")
	if id != "" {
		p.Choose(Option{ID: id, Title: title})
		return
	}
	p.choosing = true
	p.entry.SetText(title)
	p.choosing = false
}

// FocusTarget is what takes the focus.
func (p *PickField) FocusTarget() fyne.Focusable { return p.entry }

// OnEdit sets what is told about each change.
func (p *PickField) OnEdit(changed func(string)) { p.edited = changed }

// CreateRenderer implements fyne.Widget.
func (p *PickField) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return fynewidget.NewSimpleRenderer(look.Column(look.GapTight, p.entry, p.box))
}

// pickRow is one option in the list.
type pickRow struct {
	fynewidget.BaseWidget
	ground  *look.Fill
	content fyne.CanvasObject
	onTap   func()
}

func newPickRow(o Option, onTap func()) *pickRow {
	r := &pickRow{ground: look.NewFill("", "", look.Corner), onTap: onTap}
	row := look.Row(look.Gap, look.Stretch(look.Plain(o.Title)), look.Quiet(o.Note).Whole())
	r.content = look.Pad(look.Gap, look.GapTight, row)
	r.ExtendBaseWidget(r)
	return r
}

func (r *pickRow) setActive(active bool) {
	ground := fyne.ThemeColorName("")
	if active {
		ground = look.ColorRowSelected
	}
	r.ground.Set(ground, "")
}

// Tapped implements fyne.Tappable.
func (r *pickRow) Tapped(*fyne.PointEvent) { r.onTap() }

// CreateRenderer implements fyne.Widget.
func (r *pickRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return fynewidget.NewSimpleRenderer(stack(r.ground, r.content))
}
