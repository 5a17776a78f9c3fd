package window

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/app/trials/canary"
	"custody/app/wording"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// sourceDir is this folder, wherever a test has gone to.
var sourceDir = func() string { dir, _ := os.Getwd(); return dir }()

// The canary is typed into every field of every form, and every button is pressed on
// it: no file holds it afterwards, and the computer's preferences do not.
func TestCanaryTypedIntoTheWindowIsInNoFile(t *testing.T) {
	root := canary.Sandbox(t)
	sent := deskPrograms(t)
	chosen := filepath.Join(root, "chosen") // what a person saves on purpose goes here
	if err := os.Mkdir(chosen, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(chosen)
	w := newWorld(t)
	unsigned := w.Person("未签", apptest.Unsigned())
	lent := w.lentToTheFounder()
	w.Body("外部机构")
	_, err := w.Founder.SaveTopic(w.ctx(), app.Topic{Name: "保密意识", Months: 12})
	w.must(err)
	fields := map[string]bool{}
	typed, spoken := 0, &canary.Words{}
	same := spoken.Next() // what refers to something needs the same word twice
	for _, word := range []func() string{func() string { return same }, spoken.Next, spoken.Code} {
		m := &monkey{rig: seated(t, w.Kit, w.Founder, plain), word: word, fields: fields}
		m.deps.Printer = paper.NewSystem()
		for _, p := range places(w, unsigned) {
			m.play(func() {
				if m.shell == nil { // a button locked the window
					m.again()
				}
				m.shell.Open(p.name, p.arg)
			})
		}
		m.play(func() {
			if m.shell == nil {
				m.again()
			}
			m.shell.Open(Files)
			m.shell.addContents(contentTarget{file: "A-0001-2026"}, []string{canaryFile(t, chosen, word())})
		})
		m.prepared()
		m.takeOut(lent)
		m.faces()
		w.must(m.deps.Printer.Clean()) // as a lock does: what a viewer shows is on the disk until then
		typed += m.typed
		for key, value := range m.prefs.fresh {
			if strings.Contains(strings.ToUpper(value), canary.Plain) {
				t.Errorf("the computer remembers %s = %q", key, value)
			}
		}
	}
	w.keptInTheRegister()
	if spoken.Given() < 1000 {
		t.Errorf("%d canaries: too few", spoken.Given())
	}
	everyFieldSeen(t, fields)
	if n := sent(); n == 0 {
		t.Error("nothing was printed and nothing shown")
	}
	if err := os.RemoveAll(chosen); err != nil {
		t.Fatal(err)
	}
	canary.Absent(t, root, "while the vault is open")
	if err := w.Locked.Close(); err != nil {
		t.Fatal(err)
	}
	canary.Absent(t, root, "after closing")
	canary.Only(t, root, "after closing", "keys", "register", "register.log", "lock", "attempts", strings.Repeat("[0-9a-f]", 32),
		"font_index_*.cache", "lp", "xdg-open", "handed-*")
	t.Logf("%d canaries, typed %d times with passwords, into %d kinds of fields", spoken.Given(), typed, len(fields))
}

// deskPrograms are the system's ways to print and to show, which are handed what a person sends out on purpose. sent
// tells how often.
func deskPrograms(t *testing.T) (sent func() int) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return func() int { return 1 } // it has its own
	}
	dir := t.TempDir()
	for _, name := range []string{"lp", "xdg-open"} {
		script := "#!/bin/sh\necho x >> \"$(dirname \"$0\")/handed-" + name + "\"\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return func() (n int) {
		for _, name := range []string{"lp", "xdg-open"} {
			told, err := os.ReadFile(filepath.Join(dir, "handed-"+name))
			if err == nil {
				n += strings.Count(string(told), "\n")
			}
		}
		t.Logf("printed and shown %d times", n)
		return n
	}
}

// signedInAgain opens the founder's slot; the canary may have become its password.
func signedInAgain(k *apptest.Kit) *app.Office {
	k.T.Helper()
	var err error
	for _, password := range []string{apptest.FounderPassword, canaryPassword} {
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
		{CampaignPlan, Arg{}},
		{Sign, Arg{Code: unsigned.Number}},
		{People, Arg{}},
		{People, Arg{Code: w.li.Number}},
		{Bodies, Arg{}},
		{Bodies, Arg{Act: ActNew}},
		{Trainings, Arg{Act: ActNew}},
		{TrainingTopics, Arg{Act: ActNew}},
		{Audit, Arg{}},
		{Settings, Arg{}},
	}
}

// lentToTheFounder brings an electronic document with the canary in and lends it, with all that can
// be allowed; it returns its number.
func (w *world) lentToTheFounder() string {
	w.t.Helper()
	text := strings.Repeat(canary.Chinese+canary.Plain+"\n", 30)
	d, err := w.Founder.AddContent(w.ctx(), app.NewContent{
		File: "A-0001-2026", Name: canary.Plain + ".txt", Size: int64(len(text)), Category: app.CategoryD,
		Sensitivity: app.Ordinary, Source: app.FromClient, Received: w.Today(),
	}, strings.NewReader(text), nil)
	w.must(err)
	all := app.Permits{Print: true, Export: true, Excerpt: true}
	l, err := w.Founder.RequestLoan(w.ctx(), app.LoanRequest{
		Copies: []string{d.Code + "/E"}, Purpose: "内部审核", Place: app.AtOffice, Due: w.Today().AddDays(9), Permits: all,
	})
	w.must(err)
	_, other := w.Staff("吴桂芳", app.Custodian)
	_, err = other.Decide(w.ctx(), l.Number, []app.Decision{{Copy: d.Code + "/E", Approve: true, Permits: all}})
	w.must(err)
	return d.Code
}

// takeOut reads an electronic document and types into each form in which a part of it leaves the
// window, once for each form that it can have.
func (m *monkey) takeOut(code string) {
	m.t.Helper()
	for _, o := range outs {
		for _, way := range []string{formMarked, formSealed} {
			m.leave()
			if m.shell == nil {
				m.again()
			}
			m.shell.Open(Viewer, Arg{Code: code})
			screenOf[*viewer](m.rig, Viewer).outForm(o)
			each(m.top(), func(c fyne.CanvasObject) {
				if f, is := c.(*widget.FormField); is && f.Name == "way" {
					f.Input.SetValue(way)
				}
			})
			m.fill()
			m.topSheet().Submit()
			if m.mend() {
				m.topSheet().Submit()
			}
			m.fill()
		}
	}
	m.leave()
}

// canaryFile is a file full of a word and named by it, where a person keeps such things.
func canaryFile(t *testing.T, dir, word string) string {
	t.Helper()
	path := filepath.Join(dir, strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, word)+".txt")
	if err := os.WriteFile(path, []byte(strings.Repeat(word+"\n", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
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

// prepared plays the sheets that open only over something done before: a sheet of duties that is closed for somebody
// who is not there, a text that was read from a file.
func (m *monkey) prepared() {
	for _, open := range []func(){
		func() {
			m.shell.Open(Clearances)
			m.shell.screens[Clearances].screen.(*clearances).close()
			each(m.top(), func(o fyne.CanvasObject) {
				if t, is := o.(*widget.Tick); is {
					t.SetChecked(true)
				}
			})
		},
		func() {
			m.shell.Open(Texts)
			m.shell.screens[Texts].screen.(*texts).askImport(wording.Text{Title: map[string]string{words.Chinese: "承诺"}})
		},
	} {
		m.play(func() {
			if m.shell == nil {
				m.again()
			}
			open()
		})
	}
}

// everyFieldSeen compares with the names that the source gives to fields.
func everyFieldSeen(t *testing.T, seen map[string]bool) {
	t.Helper()
	literal := regexp.MustCompile(`NewFormField\(\s*"([a-z_]+)"(?:, [^,\n]*, (?:widget\.NewTick|newTicksField)\()?`)
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
			if strings.HasSuffix(found[0], "(") { // ticks take no text
				continue
			}
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
