package window

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// planForm is the form of the backup plan.
type planForm struct {
	form   *widget.Form
	folder *widget.Entry
}

// planNumbers are the numbers of a plan, by the names the office calls them.
var planNumbers = []struct {
	name string
	of   func(*app.BackupPlan) *int
}{
	{"every", func(p *app.BackupPlan) *int { return &p.EveryDays }},
	{"daily", func(p *app.BackupPlan) *int { return &p.Daily }},
	{"weekly", func(p *app.BackupPlan) *int { return &p.Weekly }},
	{"monthly", func(p *app.BackupPlan) *int { return &p.Monthly }},
}

func newPlanForm(sh *Shell, p app.BackupPlan) *planForm {
	f := &planForm{folder: widget.NewEntry("")}
	f.folder.SetText(p.Folder)
	pick := widget.NewButton(widget.Secondary, words.T("wizard.choose"), func() {
		sh.frame.pickFolder(func(dir string) { f.folder.SetText(dir) })
	})
	folder := widget.NewFormField("folder", words.T("settings.backup.folder"), f.folder)
	fields := []*widget.FormField{folder}
	for _, n := range planNumbers {
		e := widget.NewEntry("")
		e.SetText(strconv.Itoa(*n.of(&p)))
		fields = append(fields, widget.NewFormField(n.name, words.T("settings.backup."+n.name), e))
	}
	f.form = widget.NewFormOf(look.Column(look.GapCard, folder, look.Row(look.GapNone, pick),
		look.Equal(look.GapCard, fields[1], fields[2]), look.Equal(look.GapCard, fields[3], fields[4])), fields...)
	return f
}

// typed is the plan as the form has it. What is no number becomes one that no plan allows, so
// that the office says what is.
func (f *planForm) typed() app.BackupPlan {
	p := app.BackupPlan{Folder: strings.TrimSpace(f.folder.Text)}
	for _, n := range planNumbers {
		v, err := strconv.Atoi(strings.TrimSpace(f.form.Value(n.name)))
		if err != nil {
			v = -1
		}
		*n.of(&p) = v
	}
	return p
}

// planRule words how often and how many.
func planRule(p app.BackupPlan) string {
	return words.Join(words.N("settings.backup.rule.every", p.EveryDays), words.T("settings.backup.rule.kept", p.Daily, p.Weekly, p.Monthly))
}

// backupAge words how old the last verified backup is.
func backupAge(s app.BackupStatus, now time.Time) string {
	switch {
	case s.Last == nil:
		return words.T("settings.backup.never")
	case s.AgeDays == 0:
		return words.T("settings.backup.today", s.VerifiedAt.In(now.Location()).Format("15:04"))
	}
	return words.N("settings.backup.days", s.AgeDays, s.VerifiedAt.In(now.Location()).Format(time.DateOnly))
}

// fileSize words a file's size.
func fileSize(bytes int64) string {
	const kb, mb = 1 << 10, 1 << 20
	if bytes < mb {
		return words.T("settings.backup.kb", max(1, bytes/kb))
	}
	return words.T("settings.backup.mb", fmt.Sprintf("%.1f", float64(bytes)/mb))
}
