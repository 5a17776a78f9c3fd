package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// SideItem is a place one can go to.
type SideItem struct {
	ID    string
	Label string
	Icon  fyne.Resource
	Badge int // what waits for this person there; 0 shows none
}

// SideGroup is items under a heading, which may be empty.
type SideGroup struct {
	Label string
	Items []SideItem
}

// Sidebar is the way about the program; it is always there.
type Sidebar struct {
	fynewidget.BaseWidget
	// OnSelect is told where the person wants to go.
	OnSelect func(id string)
	// OnLock is told that the person wants the program locked.
	OnLock func()

	brand, sub string
	items      []*sideItem
	selected   string
	column     *fyne.Container
	who        *look.Text
	backup     *look.Text
	lock       *sideLink
	content    fyne.CanvasObject
}

// NewSidebar makes a sidebar under the program's name.
func NewSidebar(brand, sub string, groups []SideGroup) *Sidebar {
	s := &Sidebar{brand: brand, sub: sub, column: look.Column(look.GapTight)}
	s.who = look.Field("").Colored(look.ColorSideText)
	s.backup = look.Quiet("").Sized(look.TextTiny).Colored(look.ColorSideQuiet)
	s.lock = newSideLink(func() {
		if s.OnLock != nil {
			s.OnLock()
		}
	})
	s.content = s.build()
	s.ExtendBaseWidget(s)
	s.SetGroups(groups)
	return s
}

func (s *Sidebar) build() fyne.CanvasObject {
	brand := look.Row(
		look.Gap,
		look.Section(s.brand).Sized(look.TextTitle).Colored(look.ColorSideText).Whole(),
		look.PadEach(0, look.GapInner, 0, 0, look.Field(s.sub).Sized(look.TextQuiet).Colored(look.ColorSideQuiet).Whole()),
	)
	foot := look.Column(look.GapTight, s.who, look.Row(look.GapTight, look.Stretch(s.backup), s.lock))
	body := look.Edge(
		look.PadEach(look.GapPage, look.GapWide, look.Gap, look.Gap, brand),
		look.PadEach(look.GapCard, look.Gap, look.GapCard, look.GapCard, foot),
		nil, nil,
		look.Pad(look.Gap, look.GapNone, container.NewVScroll(s.column)),
	)
	return look.Fixed(look.WidthSidebar, 0, container.NewStack(look.NewFill(look.ColorSide, "", look.CornerNone), body))
}

// SetGroups replaces the places, such as after somebody else has logged in.
func (s *Sidebar) SetGroups(groups []SideGroup) {
	s.items = nil
	s.column.RemoveAll()
	for _, group := range groups {
		if group.Label != "" {
			label := look.Quiet(group.Label).Sized(look.TextTiny).Colored(look.ColorSideQuiet)
			s.column.Add(look.PadEach(look.GapCard, look.GapCard, 0, look.GapTight, label))
		}
		for _, item := range group.Items {
			s.addItem(item)
		}
	}
	s.Select(s.selected)
}

func (s *Sidebar) addItem(item SideItem) {
	w := newSideItem(item)
	w.onTapped = func() {
		s.Select(item.ID)
		if s.OnSelect != nil {
			s.OnSelect(item.ID)
		}
	}
	index := len(s.items)
	w.onKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp:
			s.focusItem(index - 1)
		case fyne.KeyDown:
			s.focusItem(index + 1)
		default:
			return false
		}
		return true
	}
	s.items = append(s.items, w)
	s.column.Add(w)
}

func (s *Sidebar) focusItem(index int) {
	if index >= 0 && index < len(s.items) {
		focus(s.items[index])
	}
}

// Select shows where the person is; it does not call OnSelect.
func (s *Sidebar) Select(id string) {
	s.selected = id
	for _, item := range s.items {
		item.setSelected(item.item.ID == id)
	}
}

// Selected returns where the person is.
func (s *Sidebar) Selected() string { return s.selected }

// SetBadge changes what waits at a place.
func (s *Sidebar) SetBadge(id string, count int) {
	for _, item := range s.items {
		if item.item.ID == id {
			item.badge.SetCount(count)
			item.Refresh()
		}
	}
}

// SetFoot says who is logged in, how old the last verified backup is, and the lock's key.
func (s *Sidebar) SetFoot(who, backup, lock string) {
	s.who.SetText(who)
	s.backup.SetText(backup)
	s.lock.text.SetText(lock)
	s.content.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Sidebar) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return fynewidget.NewSimpleRenderer(s.content)
}

// sideItem is one place in the sidebar.
type sideItem struct {
	press
	item     SideItem
	selected bool
	ground   *look.Fill
	ring     *look.Fill
	text     *look.Text
	badge    *Badge
	content  fyne.CanvasObject
}

func newSideItem(item SideItem) *sideItem {
	s := &sideItem{
		item: item, ground: look.NewFill("", "", look.Corner),
		ring: look.NewFill("", look.ColorSideQuiet, look.Corner).Stroked(look.Stroke),
		text: look.Plain(item.Label).Colored(look.ColorSideText), badge: NewBadge(item.Badge),
	}
	s.ring.Hide()
	icon := fynewidget.NewIcon(look.SideIcon(item.Icon))
	row := look.Row(look.GapTight, look.Fixed(look.SizeIcon, look.SizeIcon, icon), look.Stretch(s.text), s.badge)
	s.content = look.Fixed(0, look.HeightSide, look.PadEach(look.GapCard-1, 0, look.GapInner+look.GapTight, 0, row))
	s.extend(s)
	return s
}

func (s *sideItem) setSelected(selected bool) {
	if s.selected != selected {
		s.selected = selected
		s.text.Bold(selected)
		s.Refresh()
	}
}

func (s *sideItem) CreateRenderer() fyne.WidgetRenderer {
	s.extend(s)
	return &sideRenderer{pressRenderer{
		objects: []fyne.CanvasObject{s.ground, s.ring, s.content}, content: s.content, ring: s.ring, press: &s.press,
		apply: func() {
			ground := fyne.ThemeColorName("")
			if s.selected || s.hovered {
				ground = look.ColorSideSelected
			}
			s.ground.Set(ground, "")
		},
	}}
}

// sideRenderer keeps the ring inside, for the sidebar's edge is near.
type sideRenderer struct{ pressRenderer }

func (r *sideRenderer) Layout(size fyne.Size) {
	for _, o := range r.objects {
		o.Resize(size)
	}
}

func (r *sideRenderer) Refresh() {
	r.pressRenderer.Refresh()
	r.ring.Move(fyne.NewPos(0, 0))
	r.ring.Resize(r.press.self.Size())
}

// sideLink is the lock at the foot of the sidebar.
type sideLink struct {
	press
	text *look.Text
	ring *look.Fill
}

func newSideLink(onTapped func()) *sideLink {
	l := &sideLink{text: look.Quiet("").Sized(look.TextTiny).Colored(look.ColorSideQuiet).Whole(), ring: newRing()}
	l.onTapped = onTapped
	l.extend(l)
	return l
}

func (l *sideLink) CreateRenderer() fyne.WidgetRenderer {
	l.extend(l)
	return &pressRenderer{
		objects: []fyne.CanvasObject{l.ring, l.text}, content: l.text, ring: l.ring, press: &l.press,
		apply: func() {
			color := look.ColorSideQuiet
			if l.hovered || l.focused {
				color = look.ColorSideText
			}
			l.text.Set(l.text.Text(), color)
		},
	}
}
