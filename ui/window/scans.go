package window

import (
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// scanEndings are the files that a scan may be.
var scanEndings = []string{".png", ".jpg", ".jpeg", ".pdf"}

// scanStack is the sheet in which a stack of scans is told apart by the codes on the pages, looked over, and
// recorded with one password.
type scanStack struct {
	sh    *Shell
	rows  []scanRow
	list  *fyne.Container
	date  *widget.DateField
	form  *widget.Form
	sheet *Sheet
	place *fyne.Container // the progress
	work  *work
	over  bool // recorded: what is left on the list was refused
}

// scanRow is one scan: what it is, and why it can't be recorded.
type scanRow struct {
	file  app.ScanFile
	match app.ScanMatch
	why   string
	done  bool
}

// recordScans asks for a stack of scans and opens the sheet.
func (sh *Shell) recordScans() {
	sh.frame.chooseSeveral(choose{title: words.T("scans.choose"), button: words.T("scans.choose.do"), extensions: scanEndings}, sh.openScans)
}

// openScans opens the sheet and reads the scans.
func (sh *Shell) openScans(paths []string) {
	s := &scanStack{sh: sh, list: look.Column(look.Gap), place: container.NewStack()}
	s.date = widget.NewDateField(func() string { return string(sh.Day()) }, false)
	signed := widget.NewFormField("signed_on", words.T("sign.paper.day"), s.date)
	entry := widget.NewPassword("")
	password := widget.NewFormField("password", words.T("sign.password.witness", sh.me.Person.Name, RoleNames(sh.me.Roles)), entry)
	s.form = widget.NewFormOf(abreast(signed, password), signed, password)
	s.form.SetValue("signed_on", string(sh.Day()))
	s.sheet = sh.Sheet(SheetSpec{
		Title: words.T("scans.title"), Wide: true, Button: words.T("scans.do.none"), Focus: entry,
		Content: look.Column(
			look.GapCard, look.Note(words.T("scans.note")),
			look.Frame(look.Fixed(0, look.HeightPicks-look.HeightTall, container.NewVScroll(look.Pad(look.Gap, look.Gap, s.list)))),
			s.form, s.place),
		Do:   func(*Sheet) { s.record() },
		Left: s.left,
	})
	s.read(paths)
}

// read reads the files and matches them.
func (s *scanStack) read(paths []string) {
	s.sheet.SetBusy(true)
	s.working(counted(words.T("scans.reading")))
	type matched struct {
		files   []app.ScanFile
		matches []app.ScanMatch
	}
	run(s.work, func(ctx context.Context, progress func(done, total int64)) (matched, error) {
		var out matched
		for _, path := range paths {
			data, err := readScan(path)
			if err != nil {
				return out, err
			}
			out.files = append(out.files, app.ScanFile{Name: filepath.Base(path), Data: data})
		}
		var err error
		out.matches, err = s.sh.office.MatchScans(ctx, out.files, progress)
		return out, err
	}, func(m matched) {
		s.rested()
		for i, match := range m.matches {
			row := scanRow{file: m.files[i], match: match}
			if match.Problem != nil {
				row.why = ErrorText(match.Problem)
			}
			s.rows = append(s.rows, row)
		}
		s.draw()
	}, s.failed)
}

// working shows the progress of a long part.
func (s *scanStack) working(show func(bar *widget.Progress, done, total int64)) {
	s.work = s.sh.newWork(show)
	s.place.Objects = []fyne.CanvasObject{s.work.bar}
	s.place.Show()
	s.sheet.Fit()
}

// rested takes the progress away.
func (s *scanStack) rested() {
	s.work = nil
	s.place.Hide()
	s.sheet.Fit()
}

// left ends what is under way when the sheet is left, and shows what was recorded.
func (s *scanStack) left() {
	if s.work != nil {
		s.work.cancel()
	}
	if s.over {
		s.sh.Changed()
	}
}

// ready are the scans that can be recorded.
func (s *scanStack) ready() []int {
	var out []int
	for i, r := range s.rows {
		if r.why == "" && !r.done {
			out = append(out, i)
		}
	}
	return out
}

// draw lists the scans, what can't be recorded on top, and words the button.
func (s *scanStack) draw() {
	slices.SortStableFunc(s.rows, func(a, b scanRow) int {
		switch {
		case a.why != "" && b.why == "":
			return -1
		case a.why == "" && b.why != "":
			return 1
		}
		return 0
	})
	s.list.RemoveAll()
	for _, r := range s.rows {
		s.list.Add(s.row(r))
	}
	s.list.Refresh()
	n := len(s.ready())
	label := words.T("scans.do.none")
	if n > 0 {
		label = words.N("scans.do", n)
	}
	if b := s.sheet.dialog.Primary(); b != nil {
		b.SetLabel(label)
	}
	s.sheet.SetBusy(n == 0)
	s.sheet.Fit()
}

// row is one scan.
func (s *scanStack) row(r scanRow) fyne.CanvasObject {
	m := r.match
	if r.why != "" {
		what := look.Column(look.GapTight, look.Plain(m.Name), look.Say(r.why, look.Overdue).Sized(look.TextQuiet).Wrapped())
		return look.Row(look.Gap, look.Stretch(what), widget.NewChip(look.Overdue, words.T("scans.chip.not")))
	}
	quiet := words.Join(m.Name, words.T("scans.version", m.Template.Number, m.Template.Version))
	if m.Already != "" {
		quiet = words.Join(quiet, words.T("scans.already", words.Date(string(m.Already))))
	}
	what := look.Column(look.GapTight, look.Plain(words.Join(m.Person.Name, m.Person.Number, TemplateTitle(m.Template.Key, m.Title))), look.Quiet(quiet))
	chip := widget.NewChip(look.Out, words.T("scans.chip.code"))
	if r.done {
		chip = widget.NewChip(look.InPlace, words.T("scans.chip.done"))
	}
	return look.Row(look.Gap, look.Stretch(what), chip)
}

// record records what is ready, with one password.
func (s *scanStack) record() {
	at, password, day := s.ready(), s.form.Value("password"), app.Date(s.date.ISO())
	ins := make([]app.PaperInput, len(at))
	for i, row := range at {
		r := s.rows[row]
		ins[i] = app.PaperInput{
			PersonNumber: r.match.Person.Number, Key: r.match.Template.Key, SignedOn: day, ScanName: r.file.Name, Scan: r.file.Data,
		}
	}
	s.sheet.SetBusy(true)
	Do(s.sh, func(ctx context.Context) ([]error, error) { return s.sh.office.RecordPapers(ctx, ins, password) },
		func(outcomes []error) { s.recorded(at, outcomes) },
		func(err error) bool { s.failed(err); return true })
}

// recorded marks what became of each; the sheet stays as long as something was refused.
func (s *scanStack) recorded(at []int, outcomes []error) {
	s.over = true
	refused := 0
	for i, row := range at {
		if err := outcomes[i]; err != nil {
			s.rows[row].why = ErrorText(err)
			refused++
			continue
		}
		s.rows[row].done = true
	}
	s.sh.Toast(words.N("scans.done", len(at)-refused))
	if !slices.ContainsFunc(s.rows, func(r scanRow) bool { return !r.done }) {
		s.sheet.Close()
		s.sh.Changed()
		return
	}
	s.draw()
}

// failed says at its field, or in the sheet, why nothing was done.
func (s *scanStack) failed(err error) {
	s.rested()
	s.sheet.SetBusy(len(s.ready()) == 0)
	if cancelled(err) {
		return
	}
	if rest := applyErrors(s.form, err); rest != nil {
		s.sheet.Problem(ErrorText(rest))
	}
	s.sheet.Fit()
}
