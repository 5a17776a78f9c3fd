package window

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The pages of the wizard, in order.
const (
	pageFolder = iota
	pageOrganisation
	pagePerson
	pageAccount
)

// formPages says on which pages the forms of refused stand.
func (w *wizard) formPages() []int { return []int{pageOrganisation, pagePerson, pageAccount} }

// makeForms makes the fields once: they keep what was typed while pages come and go.
func (w *wizard) makeForms() {
	w.dir = newField("dir", words.T("wizard.folder"), widget.NewEntry(""))
	w.dir.entry.SetText(defaultDir())
	entry := func(name, label, value string) *widget.FormField {
		e := widget.NewEntry("")
		e.SetText(value)
		return widget.NewFormField(name, words.T(label), e)
	}
	w.departments = widget.NewArea("", 3)
	w.departments.SetText(strings.Join([]string{words.T("wizard.dep.1"), words.T("wizard.dep.2"), words.T("wizard.dep.3")}, "\n"))
	name, en, short := entry("name", "wizard.org.name", ""), entry("name_en", "wizard.org.en", ""), entry("short", "wizard.org.short", "")
	doc, version, issued := entry("document", "wizard.org.document", "ZBT-TP-046"), entry("version", "wizard.org.version", "C/0"), entry("issued", "wizard.org.issued", "2020-10-27")
	departments := widget.NewFormField("departments", words.T("wizard.departments"), w.departments)
	w.org = widget.NewFormOf(look.Column(look.GapCard, name, en, look.Equal(look.GapCard, short, doc), look.Equal(look.GapCard, version, issued), departments),
		name, en, short, doc, version, issued, departments)
	pName, number := entry("name", "wizard.person.name", ""), entry("number", "wizard.person.number", "")
	w.department = widget.NewChoice(nil, nil)
	dep, post := widget.NewFormField("department", words.T("wizard.person.department"), w.department), entry("post", "wizard.person.post", "")
	w.person = widget.NewFormOf(look.Column(look.GapCard, look.Note(words.T("wizard.person.note")),
		look.Equal(look.GapCard, pName, number), look.Equal(look.GapCard, dep, post)), pName, number, dep, post)
	w.pass = newPasswords(words.T("wizard.password"), words.T("unlock.password.again"), words.T("unlock.password.rules"))
	login := entry("login", "unlock.account", "").WithHelp(words.T("wizard.login.help"))
	w.custodian = widget.NewTick(words.T("wizard.custodian"), nil)
	w.custodian.SetChecked(true)
	roles := widget.NewFormField("roles", words.T("wizard.roles"), w.custodian).WithHelp(words.T("wizard.roles.help"))
	w.account = widget.NewFormOf(look.Column(look.GapCard, login, w.pass.first.FormField, w.pass.second.FormField, roles),
		login, w.pass.first.FormField, w.pass.second.FormField, roles)
}

// offerDepartments lets the founder choose among the departments as typed.
func (w *wizard) offerDepartments() {
	var options []widget.Option
	for _, name := range lines(w.departments.Text) {
		options = append(options, widget.Option{ID: name, Title: name})
	}
	chosen := w.department.Value()
	w.department.SetChoices(options)
	w.department.SetValue(chosen)
	if w.department.Value() == "" && len(options) > 0 {
		w.department.SetValue(options[0].ID)
	}
}

// pages lists the pages between the choice and the making.
func (w *wizard) pages() []wizardStep {
	pick := widget.NewButton(widget.Secondary, words.T("wizard.choose"), func() {
		w.frame.pickFolder(func(dir string) { w.dir.entry.SetText(dir) })
	})
	folder := look.Column(look.GapCard, w.dir.FormField, look.Row(look.GapNone, pick), look.Note(words.T("wizard.folder.note")))
	first := func(form *widget.Form, name string) func() fyne.Focusable {
		return func() fyne.Focusable { return form.Field(name).Input.FocusTarget() }
	}
	filled := func(form *widget.Form, names ...string) func() bool {
		return func() bool { return w.filled(form, names) }
	}
	return []wizardStep{
		{"wizard.folder.title", folder, func() fyne.Focusable { return w.dir.entry }, w.folderFilled},
		{"wizard.org.title", w.org, first(w.org, "name"), filled(w.org, "name")},
		{"wizard.person.title", w.person, first(w.person, "name"), filled(w.person, "name", "number")},
		{"wizard.account.title", w.account, first(w.account, "login"), filled(w.account, "login", "password")},
	}
}

// filled asks for the fields that can't be empty; every other rule is the office's.
func (w *wizard) filled(form *widget.Form, names []string) bool {
	missing := map[string]string{}
	for _, name := range names {
		if strings.TrimSpace(form.Value(name)) == "" {
			missing[name] = words.T("wizard.missing")
		}
	}
	form.ApplyErrors(missing)
	return len(missing) == 0
}

func (w *wizard) folderFilled() bool {
	if strings.TrimSpace(w.dir.entry.Text) == "" {
		w.dir.SetProblem(words.T("wizard.missing"))
		return false
	}
	w.dir.SetProblem("")
	return true
}

// founding is what was typed, as the office wants it.
func (w *wizard) founding(password string) app.Founding {
	roles := app.Roles{app.Administrator}
	if w.custodian.Checked {
		roles = append(roles, app.Custodian)
	}
	return app.Founding{
		Dir: strings.TrimSpace(w.dir.entry.Text),
		Organisation: app.Organisation{
			Name: w.org.Value("name"), NameEN: w.org.Value("name_en"), Short: w.org.Value("short"),
			Document: w.org.Value("document"), Version: w.org.Value("version"), Issued: app.Date(w.org.Value("issued")),
		},
		Departments: lines(w.departments.Text),
		Name:        w.person.Value("name"), Number: w.person.Value("number"),
		Department: w.person.Value("department"), Post: w.person.Value("post"),
		Login: w.account.Value("login"), Password: password, Roles: roles,
	}
}

// lines takes a text apart by lines, leaving out the empty ones.
func lines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// defaultDir offers a folder in the person's documents.
func defaultDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, words.T("wizard.folder.name"))
}

// choice is the first page: make a vault, open one, get one back from a backup, or look at the
// demonstration.
func (w *wizard) choice() fyne.CanvasObject {
	way := func(kind widget.ButtonKind, title, note, label string, act func()) fyne.CanvasObject {
		button := widget.NewButton(kind, words.T(label), act)
		return widget.NewItem(nil, words.T(title), words.T(note), button)
	}
	items := []fyne.CanvasObject{
		way(widget.Primary, "wizard.way.new", "wizard.way.new.note", "wizard.way.new.do", func() { w.show(pageFolder) }),
		way(widget.Secondary, "wizard.way.open", "wizard.way.open.note", "wizard.way.open.do", func() { w.frame.pickFolder(w.frame.openDir) }),
		way(widget.Secondary, "wizard.way.restore", "wizard.way.restore.note", "wizard.way.restore.do", w.frame.restore),
		way(widget.Secondary, "wizard.way.demo", "wizard.way.demo.note", "wizard.way.demo.do", w.demo),
	}
	return look.Column(look.GapWide, look.Body(words.T("wizard.hello")), widget.NewItemCard(items...))
}
