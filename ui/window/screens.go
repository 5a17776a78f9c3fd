package window

import (
	"fyne.io/fyne/v2"

	"custody/app"
)

// Registration is how a screen makes itself known.
type Registration struct {
	Name  Name
	Icon  fyne.ThemeIconName       // of the sidebar
	Under Name                     // for a screen without an entry of its own: the entry that is lit
	May   func(app.Abilities) bool // whether the person's roles open it; nil for everybody
	Badge func(app.Today) int      // what waits for this person here; nil for nothing
	New   func(*Shell) Screen
}

// group is a part of the sidebar: the key of its quiet heading ("" for none) and its screens.
type group struct {
	title   string
	screens []Name
}

// sidebar is the order of the sidebar, also of Ctrl+1 to Ctrl+9.
var sidebar = []group{
	{"", []Name{Today, Counter, Loans}},
	{"shell.group.records", []Name{Clients, Files}},
	{"shell.group.people", []Name{Commitments, Trainings, People}},
	{"shell.group.office", []Name{Audit, Settings}},
}

var registry = map[Name]Registration{}

// register makes a screen known; it is called from init. A name registered twice is a mistake
// in the program.
func register(r Registration) {
	if _, twice := registry[r.Name]; twice {
		panic("window: screen registered twice: " + string(r.Name))
	}
	registry[r.Name] = r
}

// open tells whether the person may see the screen.
func (r Registration) open(may app.Abilities) bool {
	return r.New != nil && (r.May == nil || r.May(may))
}

// shown lists the sidebar as this person sees it: groups without a screen are left out.
func shown(may app.Abilities) []group {
	var out []group
	for _, g := range sidebar {
		kept := group{title: g.title}
		for _, name := range g.screens {
			if registry[name].open(may) {
				kept.screens = append(kept.screens, name)
			}
		}
		if len(kept.screens) > 0 {
			out = append(out, kept)
		}
	}
	return out
}
