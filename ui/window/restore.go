package window

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// backupEnding is how the names of backup files end.
const backupEnding = ".custody-backup"

// pickBackup asks for a backup file; start is the path to begin at, "" for the person's documents.
func (f *Frame) pickBackup(start string, picked func(path string)) {
	f.choose(choose{
		title: words.T("unlock.restore.pick"), button: words.T("shell.open.do"), start: start, extensions: []string{backupEnding},
	}, picked)
}

// restoring is the way from a backup file to an opened vault: the file is checked to its last
// byte and says whose it is and how old; then it is unpacked into a new folder, never over a vault.
type restoring struct {
	frame *Frame
	file  string
	info  app.BackupInfo
	dir   *field
	form  *widget.Form
	sheet *Sheet
	place *fyne.Container // the progress
	work  *work           // under way, nil for none
}

// restore begins it: first the file.
func (f *Frame) restore() {
	f.pickBackup("", func(path string) {
		r := &restoring{frame: f, file: path, place: container.NewStack()}
		r.check()
	})
}

// check reads the whole file away from the UI goroutine and shows what it says of itself.
func (r *restoring) check() {
	vaults := r.frame.deps.Vaults
	r.begin(words.T("unlock.restore.checking"))
	r.sheet = r.frame.sheet(SheetSpec{
		Title: words.T("unlock.restore"), Left: r.left,
		Content: look.Column(look.GapCard, look.Note(filepath.Base(r.file)), r.place),
	})
	run(r.work, func(ctx context.Context, progress func(done, total int64)) (app.BackupInfo, error) {
		return vaults.InspectBackup(ctx, r.file, progress)
	}, func(info app.BackupInfo) {
		r.work, r.info = nil, info
		if r.sheet.Open() {
			r.sheet.Close()
			r.ask()
		}
	}, r.failed)
}

// begin puts a new progress into its place.
func (r *restoring) begin(what string) {
	r.work = r.frame.newWork(context.Background(), percent(what))
	r.place.Objects = []fyne.CanvasObject{r.work.bar}
	r.place.Show()
}

// left gives up what is under way.
func (r *restoring) left() {
	if r.work != nil {
		r.work.cancel()
	}
}

// ask shows whose backup it is and how old, and asks for the folder.
func (r *restoring) ask() {
	r.dir = newField("dir", words.T("unlock.restore.dir"), widget.NewEntry(""))
	r.dir.entry.SetText(freeDir(r.info.Name))
	r.form = widget.NewForm(r.dir.FormField)
	r.place = container.NewStack()
	r.place.Hide()
	pick := widget.NewButton(widget.Secondary, words.T("wizard.choose"), func() { r.frame.pickFolder(r.dir.entry.SetText) })
	now := r.frame.deps.Vaults.Env.Clock()
	rows := []*widget.FieldRow{
		widget.NewFieldRow(words.T("unlock.restore.of"), r.info.Name),
		widget.NewFieldRow(words.T("unlock.restore.at"), r.age(now)),
		widget.NewFieldRow(words.T("unlock.restore.holds"), words.Join(fileSize(r.info.Bytes), words.N("settings.backup.documents", r.info.Documents))),
	}
	if r.info.Base != "" {
		rows = append(rows, widget.NewFieldRow(words.T("unlock.restore.base"), r.info.Base))
	}
	r.sheet = r.frame.sheet(SheetSpec{
		Title: words.T("unlock.restore"), Button: words.T("unlock.restore.do"), Focus: r.dir.entry, Left: r.left,
		Content: look.Column(look.GapCard, widget.NewFields(rows...), look.Note(words.T("unlock.restore.note")), r.form, look.Row(look.GapNone, pick), r.place),
		Do:      func(*Sheet) { r.unpack() },
	})
}

// age words when the backup was made and how long ago that is.
func (r *restoring) age(now time.Time) string {
	at := r.info.At.In(now.Location())
	ago := words.T("unlock.restore.today")
	if days := app.DateOf(at).DaysUntil(app.DateOf(now)); days > 0 {
		ago = words.N("unlock.restore.days", days)
	}
	return words.Join(at.Format("2006-01-02 15:04"), ago)
}

// unpack writes the vault into the folder, and opens it.
func (r *restoring) unpack() {
	vaults, dir := r.frame.deps.Vaults, strings.TrimSpace(r.dir.entry.Text)
	r.form.ApplyErrors(nil)
	r.begin(words.T("unlock.restore.running"))
	r.sheet.SetBusy(true)
	r.sheet.Fit()
	run(r.work, func(ctx context.Context, progress func(done, total int64)) (app.BackupInfo, error) {
		return vaults.Restore(ctx, r.file, dir, progress)
	}, func(app.BackupInfo) {
		r.work = nil
		r.sheet.Close()
		r.frame.openDir(dir)
	}, r.failed)
}

// failed says what is wrong where it belongs. Nothing is left in the folder.
func (r *restoring) failed(err error) {
	r.work = nil
	r.sheet.SetBusy(false)
	r.place.Hide()
	if cancelled(err) || !r.sheet.Open() {
		r.sheet.Fit()
		return
	}
	logError(err)
	if r.form != nil {
		err = applyErrors(r.form, err)
	}
	if err != nil {
		r.sheet.Problem(ErrorText(err))
	}
	r.sheet.Fit()
}

// freeDir offers a folder in the person's home that is not there yet.
func freeDir(name string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return unused(filepath.Join(home, words.T("unlock.restore.folder", name)))
}
