package window

import (
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// rolesField is an input of a form: one box to tick for each role, two in a row, and under
// them what the roles mean together.
type rolesField struct {
	fynewidget.BaseWidget
	ticks   map[app.Role]*widget.Tick
	content fyne.CanvasObject
	edited  func(string)
}

func newRolesField() *rolesField {
	r := &rolesField{ticks: map[app.Role]*widget.Tick{}}
	column := look.Column(look.GapTight)
	var row []fyne.CanvasObject
	for _, role := range app.AllRoles {
		tick := widget.NewTick(RoleName(role), func(bool) {
			if r.edited != nil {
				r.edited(r.Value())
			}
		})
		r.ticks[role] = tick
		if row = append(row, tick); len(row) == 2 {
			column.Add(look.Equal(look.GapCard, row...))
			row = nil
		}
	}
	if len(row) > 0 {
		column.Add(look.Equal(look.GapCard, append(row, look.Space(0))...))
	}
	column.Add(look.Note(words.T("people.roles.note")))
	r.content = column
	r.ExtendBaseWidget(r)
	return r
}

// Roles returns the roles ticked.
func (r *rolesField) Roles() app.Roles {
	var out app.Roles
	for _, role := range app.AllRoles {
		if r.ticks[role].Checked {
			out = append(out, role)
		}
	}
	return out
}

// SetRoles ticks the roles.
func (r *rolesField) SetRoles(rs app.Roles) {
	for role, tick := range r.ticks {
		tick.SetChecked(rs.Has(role))
	}
}

// Value implements widget.Input.
func (r *rolesField) Value() string {
	var out []string
	for _, role := range r.Roles() {
		out = append(out, string(role))
	}
	return strings.Join(out, ",")
}

// SetValue implements widget.Input.
func (r *rolesField) SetValue(value string) {
	var rs app.Roles
	for s := range strings.SplitSeq(value, ",") {
		rs = append(rs, app.Role(s))
	}
	r.SetRoles(rs)
}

// FocusTarget implements widget.Input.
func (r *rolesField) FocusTarget() fyne.Focusable { return r.ticks[app.AllRoles[0]] }

// OnEdit implements widget.Input.
func (r *rolesField) OnEdit(changed func(string)) { r.edited = changed }

// CreateRenderer implements fyne.Widget.
func (r *rolesField) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return fynewidget.NewSimpleRenderer(r.content)
}
