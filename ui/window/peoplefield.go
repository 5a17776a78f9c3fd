package window

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// peopleField is an input of a form: people to tick, any number of them, found by characters, initials or
// numbers. Its value is the numbers of those ticked, with commas.
type peopleField struct {
	fynewidget.BaseWidget
	all     []app.PersonRow
	shown   []int // indices into all
	on      map[string]bool
	find    *widget.Entry
	list    *fynewidget.List
	count   *look.Text
	content fyne.CanvasObject
	edited  func(string)
}

// peopleRows is how many people are in sight at once: a form of them fits the smallest window also with messages.
const peopleRows = 4

// newPeopleField makes the field; some are those that a button ticks at once.
func newPeopleField(all []app.PersonRow, label string, some func() []string) *peopleField {
	f := &peopleField{all: all, on: map[string]bool{}, find: widget.NewEntry(words.T("widget.pick.hint")), count: look.Quiet("")}
	f.find.OnChanged = func(string) { f.narrow() }
	f.list = fynewidget.NewList(func() int { return len(f.shown) }, func() fyne.CanvasObject { return widget.NewTick("", nil) }, f.bind)
	f.list.HideSeparators = true
	acts := look.Row(look.Gap)
	if some != nil {
		acts.Add(widget.NewButton(widget.Link, label, func() { f.tick(some()) }))
	}
	acts.Add(widget.NewButton(widget.Link, words.T("trainings.people.shown"), f.tickShown))
	acts.Add(widget.NewButton(widget.Link, words.T("trainings.people.clear"), func() { f.SetValue("") }))
	acts.Add(look.Stretch(f.count.Trailing()))
	f.content = look.Column(look.GapTight, f.find, look.Frame(look.Fixed(0, peopleRows*look.HeightRow, look.Pad(look.GapTight, look.GapTight, f.list))), acts)
	f.narrow()
	f.ExtendBaseWidget(f)
	return f
}

// bind shows one person in a box to tick.
func (f *peopleField) bind(at fynewidget.ListItemID, o fyne.CanvasObject) {
	p := f.all[f.shown[at]]
	tick := o.(*widget.Tick)
	tick.OnChanged = nil
	tick.SetText(look.Shorten(words.Join(p.Name, p.Number, cmp.Or(p.Department, p.Employer)), look.WidthWide-3*look.GapWide-look.HeightRow, tickWidth))
	tick.SetChecked(f.on[p.Number])
	tick.OnChanged = func(on bool) {
		f.on[p.Number] = on
		f.told()
	}
}

// tickWidth is how wide a text is in a box to tick.
func tickWidth(text string) float32 {
	return fyne.MeasureText(text, theme.TextSize(), fyne.TextStyle{}).Width
}

// narrow shows those whom what is typed finds.
func (f *peopleField) narrow() {
	text := strings.TrimSpace(f.find.Text)
	f.shown = f.shown[:0]
	for i, p := range f.all {
		if p.FoundBy(text) {
			f.shown = append(f.shown, i)
		}
	}
	f.list.Refresh()
	f.list.ScrollToTop()
	f.say()
}

func (f *peopleField) say() {
	n := 0
	for _, on := range f.on {
		if on {
			n++
		}
	}
	f.count.SetText(words.N("trainings.people.count", n))
}

func (f *peopleField) told() {
	f.say()
	if f.edited != nil {
		f.edited(f.Value())
	}
}

// tick adds people to those ticked.
func (f *peopleField) tick(numbers []string) {
	for _, n := range numbers {
		f.on[n] = true
	}
	f.list.Refresh()
	f.told()
}

func (f *peopleField) tickShown() {
	var numbers []string
	for _, i := range f.shown {
		numbers = append(numbers, f.all[i].Number)
	}
	f.tick(numbers)
}

// Ticked lists the numbers of those ticked, in the order of the list.
func (f *peopleField) Ticked() []string {
	var out []string
	for _, p := range f.all {
		if f.on[p.Number] {
			out = append(out, p.Number)
		}
	}
	return out
}

// Value implements widget.Input.
func (f *peopleField) Value() string { return strings.Join(f.Ticked(), ",") }

// SetValue implements widget.Input.
func (f *peopleField) SetValue(value string) {
	clear(f.on)
	for _, n := range strings.Split(value, ",") {
		if slices.ContainsFunc(f.all, func(p app.PersonRow) bool { return p.Number == n }) {
			f.on[n] = true
		}
	}
	f.list.Refresh()
	f.told()
}

// FocusTarget implements widget.Input.
func (f *peopleField) FocusTarget() fyne.Focusable { return f.find }

// OnEdit implements widget.Input.
func (f *peopleField) OnEdit(changed func(string)) { f.edited = changed }

// CreateRenderer implements fyne.Widget.
func (f *peopleField) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return fynewidget.NewSimpleRenderer(f.content)
}
