package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Settings, Icon: theme.IconNameSettings,
		May: func(a app.Abilities) bool { return a.Settings },
		New: func(sh *Shell) Screen { return newSettings(sh) },
	})
}

// settings is 设置与备份: at the left the vault itself, its backups and its keys, and this person;
// at the right this computer and the office's rules, which the administrator changes.
type settings struct {
	Base
	sh          *Shell
	load        *Loader
	rules       *rulesForm
	org         *fyne.Container
	departments *fyne.Container
	verify      *verifyCard
	backup      *backupCard
	keys        *keysCard // nil for who is no administrator
	certificate *certificateCard
	left, right *fyne.Container
}

// officeRules is what the cards show.
type officeRules struct {
	org          app.Organisation
	rules        app.Settings
	departments  []app.Department
	backup       app.BackupStatus
	keys         app.KeyRecord // for the administrator
	certificates []app.CertificateRow
}

func newSettings(sh *Shell) *settings { return &settings{sh: sh, load: sh.Loader()} }

// Head implements Screen.
func (s *settings) Head() Head { return Head{Title: NavName(Settings)} }

// admin: only the administrator changes the office's rules.
func (s *settings) admin() bool { return s.sh.me.May.EditRules }

// Build implements Screen.
func (s *settings) Build() fyne.CanvasObject {
	s.rules = newRulesForm(s)
	s.org, s.departments = container.NewStack(), container.NewStack()
	s.verify, s.backup = newVerifyCard(s.sh), newBackupCard(s.sh, s.refresh)
	s.left = look.Column(look.GapCard, s.backup.card)
	if s.admin() {
		s.keys = newKeysCard(s.sh, s.refresh)
		s.left.Add(s.keys.card)
	}
	if card := s.recoveryCard(); card != nil {
		s.left.Add(card)
	}
	s.certificate = newCertificateCard(s.sh)
	s.left.Add(s.certificate.card)
	s.left.Add(s.verify.card)
	s.left.Add(s.password())
	s.right = look.Column(look.GapCard, s.display(), s.rules.card, s.org, s.departments)
	page := look.Page(look.Equal(look.GapCard, top(s.left), top(s.right)))
	return container.NewVScroll(page)
}

// cardFoot sets the button of a card a little apart from what it is about.
func cardFoot(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return look.PadEach(0, look.Gap, 0, 0, look.Row(look.GapNone, parts...))
}

// top keeps a column at its own height.
func top(content fyne.CanvasObject) fyne.CanvasObject {
	return look.Edge(content, nil, nil, nil, look.Space(0))
}

// Open implements Screen: the recovery of electronic documents' keys, when that is asked for.
func (s *settings) Open(arg Arg) {
	if arg.Act == ActRecover && s.sh.me.May.EditClients {
		s.sh.recoverContents()
	}
}

// Refresh implements Screen.
func (s *settings) Refresh(context.Context) {
	office, admin := s.sh.office, s.admin()
	Load(s.load, func(ctx context.Context) (o officeRules, err error) {
		if o.org, err = office.Organisation(ctx); err != nil {
			return o, err
		}
		if o.rules, err = office.Settings(ctx); err != nil {
			return o, err
		}
		if o.departments, err = office.Departments(ctx); err != nil {
			return o, err
		}
		if o.certificates, err = office.Certificates(ctx); err != nil {
			return o, err
		}
		if o.backup, err = office.BackupStatus(ctx); err != nil || !admin {
			return o, err
		}
		o.keys, err = office.VaultKey(ctx)
		return o, err
	}, s.show)
}

// show fills the cards and what the window itself goes by.
func (s *settings) show(o officeRules) {
	s.sh.org, s.sh.rules = o.org, o.rules
	s.rules.fill(o.rules)
	s.org.Objects = []fyne.CanvasObject{s.organisation(o.org)}
	s.departments.Objects = []fyne.CanvasObject{s.departmentCard(o.departments)}
	s.backup.show(o.backup)
	s.certificate.show(o.certificates)
	if s.keys != nil {
		s.keys.show(o.keys)
	}
	s.refresh()
}

// refresh lays both columns out anew: cards grow and shrink with what they say.
func (s *settings) refresh() {
	s.left.Refresh()
	s.right.Refresh()
	if at := s.sh.screens[Settings]; at != nil && at.content != nil {
		at.content.Refresh()
	}
}

// display is the card of what this computer shows.
func (s *settings) display() fyne.CanvasObject {
	f := s.sh.frame
	language := widget.NewChoice([]widget.Option{
		{ID: words.Chinese, Title: words.T("settings.language.zh")}, {ID: words.English, Title: words.T("settings.language.en")},
	}, nil)
	language.SetValue(words.Language())
	language.OnEdit(f.setLanguage)
	face := widget.NewChoice([]widget.Option{
		{ID: themeSystem, Title: words.T("settings.theme.system")},
		{ID: themeLight, Title: words.T("settings.theme.light")},
		{ID: themeDark, Title: words.T("settings.theme.dark")},
	}, nil)
	face.SetValue(f.themeChoice())
	face.OnEdit(f.setTheme)
	scale := widget.NewChoice(scaleOptions(), nil)
	scale.SetValue(f.prefs.get(prefScale))
	scale.OnEdit(func(value string) {
		f.prefs.set(prefScale, value)
		s.sh.Toast(words.T("settings.scale.later"))
	})
	return widget.NewCard(words.T("settings.display"), look.Equal(look.GapCard,
		widget.NewFormField("language", words.T("settings.language"), language),
		widget.NewFormField("theme", words.T("settings.theme"), face),
		widget.NewFormField("scale", words.T("settings.scale"), scale)))
}

// scaleOptions are how large everything can be drawn.
func scaleOptions() []widget.Option {
	out := []widget.Option{{ID: "", Title: words.T("settings.scale.system")}}
	for _, o := range [][2]string{{"1", "100"}, {"1.25", "125"}, {"1.5", "150"}, {"2", "200"}} {
		out = append(out, widget.Option{ID: o[0], Title: words.T("settings.scale.percent", o[1])})
	}
	return out
}

// setLanguage speaks another language at once; nothing typed is lost.
func (f *Frame) setLanguage(language string) {
	if language == words.Language() || !words.SetLanguage(language) {
		return
	}
	f.prefs.set(prefLanguage, language)
	f.deps.Language = ""
	speakToolkit()
	f.win.SetTitle(words.T("shell.window"))
	f.rebuild()
}

// setTheme puts on another face at once.
func (f *Frame) setTheme(choice string) {
	f.prefs.set(prefTheme, choice)
	f.deps.Theme = ""
	f.applyTheme()
}

// rebuild makes the screens of the session anew, in another language.
func (f *Frame) rebuild() {
	old := f.shell
	w := welcome{office: old.office, me: old.me, org: old.org, rules: old.rules, drafts: old.allUnfinished(), prefs: old.prefs}
	at := old.at
	old.over = true
	old.cancel()
	f.shell = newShell(f, w)
	f.fill(f.shell.view.root)
	f.shell.refreshBadges()
	f.shell.Open(at)
}

// Keys implements Screen.
func (s *settings) Keys() []Key {
	keys := []Key{
		{Stroke: "F2", Label: words.T("settings.password.change"), Do: s.changePassword},
		{Stroke: "F5", Label: words.T("settings.verify"), Do: s.verify.start},
		{Stroke: "F6", Label: words.T("settings.backup.now"), Do: s.backup.start},
	}
	if s.sh.me.May.Backup {
		keys = append(keys, Key{Stroke: "F7", Label: words.T("settings.backup.drill"), Do: s.backup.drill})
	}
	if s.admin() {
		keys = append(keys, Key{Stroke: "F8", Label: words.T("settings.halves.drill"), Do: s.keys.drill},
			Key{Stroke: "Ctrl+S", Label: words.T("settings.rules.save"), Do: s.rules.save})
	}
	return keys
}

// Leave implements Screen: rules typed and not saved are kept.
func (s *settings) Leave() *app.Draft { return s.rules.draft() }

// Forms implements Screen.
func (s *settings) Forms() []string { return []string{formRules, formHalves} }

// Restore implements Screen.
func (s *settings) Restore(d app.Draft) {
	switch {
	case d.Form == formRules:
		s.rules.restore(d.Fields)
	case s.keys != nil:
		s.keys.lost()
	}
}
