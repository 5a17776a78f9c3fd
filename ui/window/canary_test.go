package window

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/app/trials/canary"
	"custody/ui/widget"
)

// monkey types a word into everything that takes text and presses every button.
type monkey struct {
	*rig
	word   string
	typed  int
	fields map[string]bool // names of the form fields it typed into or saw
}

// sourceDir is this folder, wherever a test has gone to.
var sourceDir = func() string { dir, _ := os.Getwd(); return dir }()

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
		e.SetText(m.word)
		m.typed++
	}
}

// mend puts something right into the fields that were refused, so that the rest of a
// form goes through with the word in it.
func (m *monkey) mend() (mended bool) {
	right := map[string]string{
		"due": "+5", "from": "+0", "until": "+5", "received": "+0", "opened_on": "+0", "signed_on": "+0", "login": "kanarie7319",
		"password": apptest.FounderPassword, "person": "ZB-101", "to": "ZB-101", "pages": "10", "copies_count": "1",
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
// opens is filled, its own buttons are pressed, and it is left.
func (m *monkey) play(begin func()) {
	for i := 0; ; i++ {
		m.leave()
		begin()
		m.fill()
		all := m.buttons()
		if i >= len(all) {
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

// The canary is typed into every field of every form, and every button is pressed on
// it: no file holds it afterwards, and the computer's preferences do not.
func TestCanaryTypedIntoTheWindowIsInNoFile(t *testing.T) {
	root := canary.Sandbox(t)
	chosen := filepath.Join(root, "chosen") // what a person saves on purpose goes here
	if err := os.Mkdir(chosen, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(chosen)
	w := newWorld(t)
	unsigned := w.Person("未签", apptest.Unsigned())
	fields := map[string]bool{}
	typed := 0
	for _, word := range canary.Words {
		m := &monkey{rig: seated(t, w.Kit, w.Founder, plain), word: word, fields: fields}
		for _, p := range places(w, unsigned) {
			m.play(func() {
				if m.shell == nil { // a button locked the window
					m.again()
				}
				m.shell.Open(p.name, p.arg)
			})
		}
		m.faces()
		typed += m.typed
		for key, value := range m.prefs.fresh {
			if strings.Contains(strings.ToUpper(value), canary.Plain) {
				t.Errorf("the computer remembers %s = %q", key, value)
			}
		}
	}
	w.keptInTheRegister()
	if typed < 300 {
		t.Errorf("typed %d times: too few to mean anything", typed)
	}
	everyFieldSeen(t, fields)
	if err := os.RemoveAll(chosen); err != nil {
		t.Fatal(err)
	}
	canary.Absent(t, root, "while the vault is open")
	if err := w.Locked.Close(); err != nil {
		t.Fatal(err)
	}
	canary.Absent(t, root, "after closing")
	t.Logf("typed %d times into %d kinds of fields", typed, len(fields))
}

// signedInAgain opens the founder's slot; the canary may have become its password.
func signedInAgain(k *apptest.Kit) *app.Office {
	k.T.Helper()
	var err error
	for _, password := range []string{apptest.FounderPassword, canary.Words[0]} {
		var office *app.Office
		if office, err = k.Locked.Unlock(k.T.Context(), apptest.FounderLogin, password); err == nil {
			return office
		}
	}
	k.T.Fatal(err)
	return nil
}

// again signs the founder in after a lock.
func (m *monkey) again() {
	m.t.Helper()
	w, err := greet(m.t.Context(), signedInAgain(m.kit))
	if err != nil {
		m.t.Fatal(err)
	}
	m.signedIn(w)
}

// place is a screen and what it is asked to show.
type place struct {
	name Name
	arg  Arg
}

func places(w *world, unsigned app.Person) []place {
	return []place{
		{Today, Arg{}},
		{Counter, Arg{}},
		{Counter, Arg{Code: w.ready}},
		{Counter, Arg{Code: w.overdue, Act: ActBack}},
		{Loans, Arg{}},
		{Loans, Arg{Code: w.pending, Act: ActApprove}},
		{Loans, Arg{Code: w.overdue, Act: ActRemind}},
		{Loans, Arg{Code: w.out}},
		{Request, Arg{}},
		{Request, Arg{Code: w.codes[8]}},
		{Clients, Arg{}},
		{Client, Arg{Code: "A-0001"}},
		{Files, Arg{}},
		{Files, Arg{Code: w.codes[8]}},
		{Import, Arg{Act: "clients"}},
		{Import, Arg{Act: "documents"}},
		{Commitments, Arg{}},
		{Sign, Arg{Code: unsigned.Number}},
		{People, Arg{}},
		{People, Arg{Code: w.li.Number}},
		{Audit, Arg{}},
		{Settings, Arg{}},
	}
}

// faces are the wizard and the ways to unlock.
func (m *monkey) faces() {
	wizard := newWizard(m.Frame)
	for i := range wizard.steps {
		m.leave()
		m.put(wizard)
		wizard.show(i)
		m.fill()
	}
	m.vault = m.kit.Locked
	m.play(func() { m.shell = nil; m.showUnlock(m.kit.Locked) })
}

// everyFieldSeen compares with the names that the source gives to fields.
func everyFieldSeen(t *testing.T, seen map[string]bool) {
	t.Helper()
	literal := regexp.MustCompile(`NewFormField\(\s*"([a-z_]+)"`)
	files, err := filepath.Glob(filepath.Join(sourceDir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range literal.FindAllStringSubmatch(string(text), -1) {
			named++
			if !seen[found[1]] {
				t.Errorf("nothing was typed into %s of %s", found[1], filepath.Base(name))
			}
		}
	}
	if named < 30 {
		t.Errorf("found %d names of fields in the source only", named)
	}
}

// keptInTheRegister checks that forms went through: the word stands in records and in the log.
func (w *world) keptInTheRegister() {
	w.t.Helper()
	office := signedInAgain(w.Kit)
	hits, err := office.Search(w.ctx(), canary.Plain, 50)
	w.must(err)
	kinds := map[app.HitKind]int{}
	for _, h := range hits {
		kinds[h.Kind]++
	}
	w.t.Logf("the search finds it in %v", kinds)
	if len(kinds) < 3 {
		w.t.Errorf("no form went through but for %v", kinds)
	}
}
