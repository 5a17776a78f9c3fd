package window

import (
	"fyne.io/fyne/v2"

	"custody/app/apptest"
	"custody/app/trials/canary"
	"custody/ui/widget"
)

// monkey types words into everything that takes text and presses every button.
type monkey struct {
	*rig
	word   func() string // the next word
	typed  int
	fields map[string]bool // names of the form fields it typed into or saw
}

// canaryPassword is what it types into every field for a password, so that repeating it is right.
const canaryPassword = canary.Chinese + canary.Plain

// typeable is a place to type.
type typeable interface {
	fyne.Focusable
	SetText(string)
	Disabled() bool
}

// top is what takes the input now: the sheet on top, or the window.
func (m *monkey) top() fyne.CanvasObject {
	c := m.win.Canvas()
	if top := c.Overlays().Top(); top != nil {
		return top
	}
	return c.Content()
}

// each visits what can be seen.
func each(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	see(o)
	for _, child := range childrenOf(o) {
		each(child, see)
	}
}

// fill types into all that takes text.
func (m *monkey) fill() {
	var all []typeable
	each(m.top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is {
			m.fields[f.Name] = true
		}
		if e, is := o.(typeable); is && !e.Disabled() {
			all = append(all, e)
		}
	})
	for _, e := range all {
		if p, is := e.(*widget.Entry); is && p.Password {
			e.SetText(canaryPassword)
		} else {
			e.SetText(m.word())
		}
		m.typed++
	}
}

// mend puts something right into the fields that were refused, so that the rest of a
// form goes through with the word in it.
func (m *monkey) mend() (mended bool) {
	right := map[string]string{
		"due": "+5", "from": "+0", "until": "+5", "received": "+0", "opened_on": "+0", "signed_on": "+0", "login": "kanarie7319",
		"password": apptest.FounderPassword, "person": "ZB-101", "to": "ZB-101", "pages": "10", "copies_count": "1", "copies": "1",
	}
	each(m.top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Problem() != "" {
			f.Input.SetValue(right[f.Name])
			mended = true
		}
	})
	return mended
}

func (m *monkey) buttons() (all []*widget.Button) {
	each(m.top(), func(o fyne.CanvasObject) {
		if b, is := o.(*widget.Button); is && !b.Disabled() {
			all = append(all, b)
		}
	})
	return all
}

// play goes through a place's buttons, one at a time from the same beginning; what
// opens is filled, its own buttons are pressed, and it is left. Buttons that its own doing adds, such as another
// department's, are not for it.
func (m *monkey) play(begin func()) {
	most := 0
	for i := 0; ; i++ {
		m.leave()
		begin()
		m.fill()
		all := m.buttons()
		if i == 0 {
			most = len(all)
		}
		if i >= min(most, len(all)) {
			return
		}
		if m.shell == nil && i > 0 {
			return
		}
		all[i].Tapped(nil)
		for j := 0; m.win.Canvas().Overlays().Top() != nil && j < 8; j++ {
			m.fill()
			inner := m.buttons()
			if j >= len(inner) {
				break
			}
			act := inner[len(inner)-1-j]
			act.Tapped(nil)
			if m.mend() {
				act.Tapped(nil)
			}
		}
		m.fill()
	}
}

// leave closes what lies over the window.
func (m *monkey) leave() {
	for range 5 {
		if m.win.Canvas().Overlays().Top() == nil {
			return
		}
		m.press("Escape")
	}
	for _, o := range m.win.Canvas().Overlays().List() {
		m.win.Canvas().Overlays().Remove(o)
	}
}
