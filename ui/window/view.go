package window

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// view is the frame around the screens: sidebar, header, the bar under it, the content, and
// over the content the answers of the search.
type view struct {
	sh      *Shell
	side    *widget.Sidebar
	search  *search
	header  *fyne.Container
	content *fyne.Container
	working *look.Fill
	body    *fyne.Container // the bar and the content under it
	root    fyne.CanvasObject
}

func newView(sh *Shell) *view {
	v := &view{sh: sh, header: container.NewStack(), content: container.NewStack()}
	v.search = newSearch(sh)
	v.side = widget.NewSidebar(words.T("shell.brand"), words.T("shell.brand.sub"), v.groups())
	v.side.OnSelect = func(id string) { sh.Open(Name(id)) }
	v.side.OnLock = func() { sh.Lock(LockByHand) }
	v.working = look.NewFill("", "", look.CornerNone).Least(look.Hairline, look.Stroke)
	head := look.Fixed(0, look.HeightHeader, container.NewStack(v.header, look.Edge(nil, v.working, nil, nil, look.Space(0))))
	v.body = look.Edge(sh.notice.bar, nil, nil, nil, v.content)
	page := look.Edge(head, nil, nil, nil, container.NewStack(v.body, v.search.layer))
	v.root = look.Ground(look.Edge(nil, nil, v.side, nil, page))
	v.foot()
	return v
}

// groups is the sidebar as this person sees it.
func (v *view) groups() []widget.SideGroup {
	var out []widget.SideGroup
	for _, g := range shown(v.sh.me.May) {
		group := widget.SideGroup{}
		if g.title != "" {
			group.Label = words.T(g.title)
		}
		for _, name := range g.screens {
			group.Items = append(group.Items, widget.SideItem{
				ID: string(name), Label: NavName(name), Icon: theme.Current().Icon(registry[name].Icon),
			})
		}
		out = append(out, group)
	}
	return out
}

// NavName is what the sidebar calls a screen.
func NavName(name Name) string { return words.T("shell.nav." + string(name)) }

// foot says who is signed in, how old the last verified backup is, and how to lock.
func (v *view) foot() {
	me := v.sh.me
	v.side.SetFoot(words.Person(me.Person.Name, mainRole(me.Roles), ""), v.sh.backups.foot(), words.T("shell.lock", "Ctrl+L"))
}

// mainRole names the first role, and that there are more.
func mainRole(rs app.Roles) string {
	for _, r := range app.AllRoles {
		if rs.Has(r) && len(rs) > 1 {
			return words.T("shell.role.more", RoleName(r))
		}
	}
	return RoleNames(rs)
}

// show brings a screen's content to the front.
func (v *view) show(o *open) {
	v.search.close()
	v.content.Objects = []fyne.CanvasObject{o.content}
	v.content.Refresh()
}

// head shows the header of a screen and lights its place in the sidebar.
func (v *view) head(name Name, h Head) {
	lit := name
	if under := registry[name].Under; under != "" {
		lit = under
	}
	v.side.Select(string(lit))
	header := widget.NewHeader(h.Title, h.Quiet, v.search.box, h.Buttons...)
	v.header.Objects = []fyne.CanvasObject{header}
	v.header.Refresh()
}

// setBadges shows what waits where.
func (v *view) setBadges(t app.Today) {
	for name, r := range registry {
		if r.Badge != nil {
			v.side.SetBadge(string(name), r.Badge(t))
		}
	}
}

// busy shows that something is under way.
func (v *view) busy(on bool) {
	if on {
		v.working.Set(look.ColorPrimary, "")
	} else {
		v.working.Set("", "")
	}
}

// windowKeys are the keys that work on every screen.
func (sh *Shell) windowKeys() []Key {
	keys := []Key{
		{"Ctrl+K", words.T("shell.key.search"), func() { sh.view.search.focus() }},
		{"Ctrl+L", words.T("shell.key.lock"), func() { sh.Lock(LockByHand) }},
		{"F1", words.T("shell.key.help"), sh.showKeys},
	}
	n := 0
	for _, g := range shown(sh.me.May) {
		for _, name := range g.screens {
			n++
			if n <= 9 {
				keys = append(keys, Key{"Ctrl+" + strconv.Itoa(n), NavName(name), func() { sh.Open(name) }})
			}
		}
	}
	return keys
}

// escape does what Esc means: close the search, hide the bar, leave the detail.
func (sh *Shell) escape() {
	switch {
	case sh.view.search.close():
	case sh.notice.hide():
	default:
		if o := sh.screens[sh.at]; o != nil {
			o.screen.Escape()
		}
	}
}
