package window

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// How a drill opens the backup.
const (
	byPassword = "password"
	byHalves   = "halves"
)

// backupDrill is the sheet of the restore drill: a backup is unpacked into a scratch folder,
// opened for real with a password or both halves, checked to the last byte, and thrown away.
type backupDrill struct {
	sh       *Shell
	sheet    *Sheet
	file     *widget.Entry
	how      *widget.Choice
	login    *field
	password *field
	a, b     *field
	form     *widget.Form
	place    *fyne.Container
	work     *work
}

// drill opens the sheet, with the last backup in it.
func (b *backupCard) drill() {
	sh := b.sh
	if !sh.me.May.Backup {
		return
	}
	d := newBackupDrill(sh)
	if last := b.status.Last; last != nil && b.status.Plan.Folder != "" {
		d.file.SetText(filepath.Join(b.status.Plan.Folder, filepath.Base(last.File)))
	}
	d.open()
}

func newBackupDrill(sh *Shell) *backupDrill {
	d := &backupDrill{
		sh: sh, file: widget.NewEntry(""), place: container.NewStack(),
		login:    newField("login", words.T("unlock.account"), widget.NewEntry("")),
		password: newField("password", words.T("unlock.password"), widget.NewPassword("")),
		a:        newField("half_a", words.T("unlock.half", "A"), widget.NewLong("", 2)),
		b:        newField("half_b", words.T("unlock.half", "B"), widget.NewLong("", 2)),
	}
	d.place.Hide()
	d.login.entry.SetText(sh.me.Login)
	d.how = widget.NewChoice([]widget.Option{
		{ID: byPassword, Title: words.T("settings.drill.password")}, {ID: byHalves, Title: words.T("settings.drill.halves")},
	}, nil)
	d.how.SetValue(byPassword)
	file := widget.NewFormField("file", words.T("settings.drill.file"), d.file)
	how := widget.NewFormField("how", words.T("settings.drill.how"), d.how)
	pick := widget.NewButton(widget.Secondary, words.T("settings.drill.pick"), func() {
		sh.frame.pickBackup(d.file.Text, d.file.SetText)
	})
	keys := look.Equal(look.GapCard, d.login.FormField, d.password.FormField)
	halves := look.Equal(look.GapCard, d.a.FormField, d.b.FormField)
	halves.Hide()
	d.form = widget.NewFormOf(look.Column(look.GapCard, file, look.Row(look.GapNone, pick), how, keys, halves),
		file, how, d.login.FormField, d.password.FormField, d.a.FormField, d.b.FormField)
	d.form.OnChanged = func() {
		if byHand := d.how.Value() == byHalves; byHand == keys.Visible() {
			keys.Hidden, halves.Hidden = byHand, !byHand
			d.sheet.Fit()
		}
	}
	return d
}

func (d *backupDrill) open() {
	d.sheet = d.sh.Sheet(SheetSpec{
		Title: words.T("settings.backup.drill"), Button: words.T("settings.drill.do"), Focus: d.password.entry, Wide: true,
		Content: look.Column(look.GapCard, look.Note(words.T("settings.drill.note")), d.form, d.place),
		Do:      func(*Sheet) { d.start() },
		Left: func() {
			if d.work != nil {
				d.work.cancel()
			}
		},
	})
}

// request is what was typed; of the two ways in only the one chosen.
func (d *backupDrill) request() app.DrillRequest {
	r := app.DrillRequest{File: d.file.Text}
	if d.how.Value() == byHalves {
		r.HalfA, r.HalfB = d.a.entry.Text, d.b.entry.Text
	} else {
		r.Login, r.Password = d.login.entry.Text, d.password.entry.Text
	}
	return r
}

// start opens the backup away from the UI goroutine.
func (d *backupDrill) start() {
	office, request := d.sh.office, d.request()
	d.form.ApplyErrors(nil)
	d.work = d.sh.newWork(percent(words.T("settings.drill.running")))
	d.sheet.SetBusy(true)
	d.say(d.work.bar)
	run(d.work, func(ctx context.Context, progress func(done, total int64)) (app.DrillReport, error) {
		return office.DrillBackup(ctx, request, progress)
	}, d.report, d.failed)
}

func (d *backupDrill) say(o fyne.CanvasObject) {
	d.place.Objects = []fyne.CanvasObject{o}
	d.place.Show()
	d.sheet.Fit()
}

// report shows what the drill found.
func (d *backupDrill) report(r app.DrillReport) {
	d.work = nil
	d.sheet.SetBusy(false)
	d.sh.Changed()
	if !d.sheet.Open() {
		return
	}
	if r.Sound() {
		d.say(widget.NewBanner(look.InPlace, words.T("settings.drill.good", d.sh.dateTime(r.Info.At), r.Entries, r.Info.Documents)))
		return
	}
	lines := []string{words.N("settings.drill.damaged", len(r.Damage))}
	for _, damage := range r.Damage[:min(len(r.Damage), 8)] {
		lines = append(lines, words.Join(damage.File, damage.Place, words.T(damage.Reason)))
	}
	d.say(widget.NewBanner(look.Overdue, lines...))
}

// failed puts what is wrong at its field.
func (d *backupDrill) failed(err error) {
	d.work = nil
	d.sheet.SetBusy(false)
	d.place.Hide()
	if cancelled(err) {
		d.sheet.Fit()
		return
	}
	logError(err)
	if rest := applyErrors(d.form, err); rest != nil {
		d.sheet.Problem(ErrorText(rest))
	}
	d.sheet.Fit()
}
