package widget

import (
	"fmt"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// NoCount is the count of a tab that shows none.
const NoCount = -1

// Tab is one state of a list.
type Tab struct {
	ID    string
	Label string
	Count int    // NoCount shows none
	Key   string // the key that goes there, shown on it
}

// Tabs are the states of a list, with counts, the chosen one underlined.
type Tabs struct {
	fynewidget.BaseWidget
	// OnSelect is told which state the person chose.
	OnSelect func(id string)

	items    []*tabItem
	selected string
	row      *fyne.Container
	content  fyne.CanvasObject
}

// NewTabs makes tabs; the first is chosen.
func NewTabs(tabs ...Tab) *Tabs {
	t := &Tabs{row: look.Row(look.GapTight)}
	t.content = look.Edge(nil, look.Line(), nil, nil, look.PadEach(look.GapWide, 0, look.GapWide, look.GapTight, t.row))
	t.ExtendBaseWidget(t)
	t.SetTabs(tabs...)
	return t
}

// SetTabs replaces the tabs; what was chosen stays chosen if it is still there.
func (t *Tabs) SetTabs(tabs ...Tab) {
	t.items = nil
	t.row.RemoveAll()
	there := false
	for i, tab := range tabs {
		item := newTabItem(tab, func() { t.choose(tab.ID) })
		item.onKey = func(ev *fyne.KeyEvent) bool { return t.move(i, ev.Name) }
		t.items = append(t.items, item)
		t.row.Add(item)
		there = there || tab.ID == t.selected
	}
	if !there && len(tabs) > 0 {
		t.selected = tabs[0].ID
	}
	t.Select(t.selected)
}

// move goes to the neighbour with the arrow keys.
func (t *Tabs) move(from int, key fyne.KeyName) bool {
	to := from
	switch key {
	case fyne.KeyLeft:
		to--
	case fyne.KeyRight:
		to++
	default:
		return false
	}
	if to >= 0 && to < len(t.items) {
		focus(t.items[to])
		t.choose(t.items[to].tab.ID)
	}
	return true
}

func (t *Tabs) choose(id string) {
	t.Select(id)
	if t.OnSelect != nil {
		t.OnSelect(id)
	}
}

// Select shows which tab is chosen; it does not call OnSelect.
func (t *Tabs) Select(id string) {
	t.selected = id
	for _, item := range t.items {
		item.selected = item.tab.ID == id
		item.Refresh()
	}
	t.row.Refresh() // the chosen one is semi-bold, and so wider
}

// Selected returns the chosen tab.
func (t *Tabs) Selected() string { return t.selected }

// SelectedLabel returns what the chosen tab is called.
func (t *Tabs) SelectedLabel() string {
	for _, item := range t.items {
		if item.tab.ID == t.selected {
			return item.tab.Label
		}
	}
	return ""
}

// SetCount changes the count of a tab.
func (t *Tabs) SetCount(id string, count int) {
	for _, item := range t.items {
		if item.tab.ID == id {
			item.tab.Count = count
			item.Refresh()
		}
	}
	t.row.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return fynewidget.NewSimpleRenderer(t.content)
}

// tabItem is one tab.
type tabItem struct {
	press
	tab      Tab
	selected bool
	text     *look.Text
	under    *look.Fill
	ring     *look.Fill
	content  fyne.CanvasObject
}

func newTabItem(tab Tab, onTapped func()) *tabItem {
	t := &tabItem{
		tab: tab, text: look.Plain("").Whole(), ring: newRing(),
		under: look.NewFill("", "", look.CornerNone).Least(0, look.Stroke),
	}
	t.content = look.Edge(nil, t.under, nil, nil, look.PadEach(look.GapCard-look.GapHair, look.GapCard, look.GapCard-look.GapHair, look.Gap, t.text))
	t.onTapped = onTapped
	t.extend(t)
	t.apply()
	return t
}

func (t *tabItem) caption() string {
	caption := t.tab.Label
	if t.tab.Count != NoCount {
		caption = fmt.Sprintf("%s %d", caption, t.tab.Count)
	}
	if t.tab.Key != "" {
		caption += "  " + t.tab.Key
	}
	return caption
}

func (t *tabItem) apply() {
	t.text.Bold(t.selected)
	switch {
	case t.selected:
		t.text.Set(t.caption(), look.ColorLink)
		t.under.Set(look.ColorLink, "")
	case t.hovered:
		t.text.Set(t.caption(), look.ColorText)
		t.under.Set(look.ColorLine, "")
	default:
		t.text.Set(t.caption(), look.ColorQuiet)
		t.under.Set("", "")
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tabItem) CreateRenderer() fyne.WidgetRenderer {
	t.extend(t)
	return &pressRenderer{
		objects: []fyne.CanvasObject{t.ring, t.content}, content: t.content, ring: t.ring, press: &t.press, apply: t.apply,
	}
}
