package window

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// asNew is the choice that makes each file an electronic document of its own; any other value is
// the code of the paper document whose scan the file becomes.
const asNew = "new"

// contentTarget is where added files go.
type contentTarget struct {
	file  string // code of the case file, "" to be chosen
	paper string // code of a paper document without a scan that is at hand, "" for none
	scan  bool   // it is the scan that is wanted
}

// contentAdd is the sheet in which files are added to the vault: what they are, which can't be
// added and why, and then how far the sealing is (§5.3.4, §5.3.6).
type contentAdd struct {
	sh    *Shell
	files []pickedFile
	sheet *Sheet
	as    *widget.Choice
	file  *widget.PickField
	form  *widget.Form
	list  *fyne.Container
	place *fyne.Container // the progress
	work  *work
	sums  []sealedFile // what has become of each file
	hears func()       // tests: told of each progress
}

// addContents opens the sheet for files that were dropped or chosen.
func (sh *Shell) addContents(to contentTarget, paths []string) *contentAdd {
	if !sh.me.May.EditClients || len(paths) == 0 {
		return nil
	}
	a := &contentAdd{sh: sh, list: look.Column(look.GapTight), place: container.NewStack()}
	a.place.Hide()
	a.build(to)
	a.sheet = sh.Sheet(SheetSpec{
		Title: words.T("content.add"), Button: words.T("content.add.do.none"), Wide: true, Focus: a.as,
		Content: look.Column(look.GapCard, look.Note(words.T("content.add.note")), a.form, a.scroll(), a.place),
		Do:      func(*Sheet) { a.start() },
		Left:    a.left,
	})
	sh.adding = a
	a.take(paths)
	return a
}

// build makes the fields: where the files go, and what holds for all of them.
func (a *contentAdd) build(to contentTarget) {
	options := []widget.Option{{ID: asNew, Title: words.T("content.as.new")}}
	if to.paper != "" {
		options = append(options, widget.Option{ID: to.paper, Title: words.T("content.as.scan", to.paper)})
	}
	a.as, a.file = widget.NewChoice(options, nil), pickFile(a.sh)
	as := widget.NewFormField("as", words.T("content.as"), a.as)
	file := widget.NewFormField("file", words.T("files.field.file"), a.file)
	category := choiceField("category", "files.field.category", app.AllCategories, CategoryName)
	sensitivity := choiceField("sensitivity", "files.field.sensitivity", app.AllSensitivities, SensitivityName)
	source := choiceField("source", "files.field.source", app.AllSources, SourceName)
	kinds := look.Equal(look.GapCard, category, sensitivity, source)
	a.form = widget.NewFormOf(look.Column(look.GapCard, abreast(as, file), kinds), as, file, category, sensitivity, source)
	a.form.SetValue("as", asNew)
	if to.file != "" {
		a.file.Choose(widget.Option{ID: to.file, Title: to.file})
	}
	for field, usual := range map[string]string{"category": string(app.CategoryD), "sensitivity": string(app.Ordinary), "source": string(app.FromClient)} {
		if kept := a.sh.Pref("content." + field); kept != "" {
			usual = kept
		}
		a.form.SetValue(field, usual)
	}
	show := func() {
		file.Hidden, kinds.Hidden = a.scan() != "", a.scan() != ""
		a.draw()
	}
	a.form.OnChanged = show
	if to.scan && to.paper != "" {
		a.form.SetValue("as", to.paper)
		file.Hide()
		kinds.Hide()
	}
}

// scan is the paper document whose scan is added, "" when the files become documents.
func (a *contentAdd) scan() string {
	if as := a.as.Value(); as != asNew {
		return as
	}
	return ""
}

// scroll keeps a long list of files within the sheet.
func (a *contentAdd) scroll() fyne.CanvasObject {
	return look.Frame(look.Fixed(0, look.HeightPicks-look.HeightTall, container.NewVScroll(look.Pad(look.Gap, look.Gap, a.list))))
}

// take puts more files into the sheet: they may be dropped while it is open.
func (a *contentAdd) take(paths []string) {
	if a.work != nil {
		return
	}
	known := make([]string, len(a.files))
	for i, f := range a.files {
		known[i] = f.path
	}
	sh := a.sh
	sh.spawn(func() {
		picked := pickFiles(append(known, paths...))[len(known):]
		sh.onUI(func() {
			a.files = append(a.files, picked...)
			slices.SortStableFunc(a.files, refusedFirst)
			a.draw()
		})
	})
}

// refusedFirst puts what can't be added on top, where it is not overlooked.
func refusedFirst(x, y pickedFile) int {
	switch {
	case x.why != "" && y.why == "":
		return -1
	case x.why == "" && y.why != "":
		return 1
	}
	return 0
}

// ready lists the files that can be added.
func (a *contentAdd) ready() []pickedFile {
	return slices.DeleteFunc(slices.Clone(a.files), func(f pickedFile) bool { return f.why != "" })
}

// draw lists the files and words the button.
func (a *contentAdd) draw() {
	if a.sheet == nil {
		return
	}
	a.list.RemoveAll()
	for i := range a.files {
		a.list.Add(a.row(i))
	}
	n := len(a.ready())
	if b := a.sheet.dialog.Primary(); b != nil {
		label := words.T("content.add.do.none")
		if n > 0 {
			label = words.N("content.add.do", n)
		}
		b.SetLabel(label)
	}
	a.sheet.SetBusy(n == 0 || a.work != nil)
	a.list.Refresh()
	a.sheet.Fit()
}

// row is one file: what it will be called, what it is, and the cross that leaves it out; or why
// it can't be added.
func (a *contentAdd) row(i int) fyne.CanvasObject {
	f := &a.files[i]
	drop := removeButton(func() {
		if a.work == nil {
			a.files = slices.Delete(a.files, i, i+1)
			a.draw()
		}
	})
	if f.why != "" {
		what := look.Column(look.GapTight, look.Plain(f.name()), look.Say(f.why, look.Overdue).Sized(look.TextQuiet))
		chip := widget.NewChip(look.Overdue, words.T("content.refused.before"))
		return look.Row(look.Gap, look.Stretch(what), chip, drop)
	}
	about := look.Quiet(words.Join(strings.ToUpper(strings.TrimPrefix(filepath.Ext(f.path), ".")), fileSize(f.info.Size())))
	if a.scan() != "" {
		return look.Row(look.Gap, look.Stretch(look.Column(look.GapTight, look.Plain(f.name()), look.Quiet(fileSize(f.info.Size())))), drop)
	}
	title := widget.NewEntry(words.T("files.col.title"))
	title.SetText(f.title)
	title.OnChanged = func(text string) { f.title = text }
	return look.Row(look.Gap, look.Stretch(title), look.Fixed(look.WidthCode, 0, about), drop)
}

// problem says at its field what is missing before anything is sealed; false for nothing.
func (a *contentAdd) problem() bool {
	wrong := map[string]string{}
	switch {
	case a.scan() != "" && len(a.ready()) > 1:
		wrong["as"] = words.T("content.as.single")
	case a.scan() == "" && a.file.Value() == "":
		wrong["file"] = words.T("files.pick.file.first")
	}
	a.form.ApplyErrors(wrong)
	if len(wrong) > 0 {
		a.sheet.Fit()
	}
	return len(wrong) > 0
}

// content is a file as the office is to know it.
func (a *contentAdd) content(f pickedFile) app.NewContent {
	n := app.NewContent{Name: f.name(), Size: f.info.Size(), Document: a.scan()}
	if n.Document != "" {
		return n
	}
	n.File, n.Title, n.Received = a.file.Value(), strings.TrimSpace(f.title), a.sh.Day()
	n.Category, n.Sensitivity, n.Source = app.Category(a.form.Value("category")), app.Sensitivity(a.form.Value("sensitivity")), app.Source(a.form.Value("source"))
	return n
}

// left: leaving the sheet cancels what is under way; how that ended is told then.
func (a *contentAdd) left() {
	if a.sh.adding == a {
		a.sh.adding = nil
	}
	if a.work != nil {
		a.work.cancel()
	}
}
