package window

import (
	"context"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// askRemind asks before everybody who has not signed is noted as reminded.
func (c *campaign) askRemind() {
	if !c.shown.MayRun || c.shown.Waiting == 0 {
		return
	}
	s, sh := c.shown, c.sh
	var rows []app.ReminderRow
	for _, l := range s.Lines {
		if l.State == app.LineWaiting {
			rows = append(rows, app.ReminderRow{
				Person: l.Person, Key: l.Key, Title: l.Title, Version: l.Version, Campaign: l.Campaign, Day: l.Due, RemindedAt: l.RemindedAt,
			})
		}
	}
	sh.remind(words.T("campaign.remind.title", s.Number), rows, func(ctx context.Context) (app.Reminding, error) {
		return sh.Office().RemindCampaign(ctx, s.Number)
	})
}

// remindDue shows who is to be reminded now, by stage.
func (sh *Shell) remindDue() {
	Do(sh, sh.Office().Reminders, func(rows []app.ReminderRow) {
		if len(rows) == 0 {
			sh.Toast(words.T("error.reminder.none"))
			sh.Changed()
			return
		}
		sh.remind(words.T("campaign.remind.due"), rows, sh.Office().RemindDue)
	})
}

// remind shows who would be reminded of what; the button notes it and offers what to send.
func (sh *Shell) remind(title string, rows []app.ReminderRow, note func(context.Context) (app.Reminding, error)) {
	people := remindedPeople(rows)
	list := container.NewVScroll(look.Pad(look.GapCard, look.GapTight, sh.reminderItems(people)))
	said := look.Note(words.N("campaign.remind.note", len(people)))
	sh.Sheet(SheetSpec{
		Title: title, Content: look.Column(look.GapCard, said, look.Frame(look.Fixed(0, look.HeightPicks, list))), Wide: true,
		Button: words.N("campaign.remind.do", len(people)),
		Do: func(sheet *Sheet) {
			sheet.SetBusy(true)
			Do(sh, note, func(r app.Reminding) {
				sheet.Close()
				sh.Changed()
				sh.reminded(r)
			}, func(err error) bool {
				sheet.SetBusy(false)
				sheet.Problem(ErrorText(err))
				return true
			})
		},
	})
}

// reminded offers the text to send and the slips to print, after the reminder is noted.
func (sh *Shell) reminded(r app.Reminding) {
	people := remindedPeople(r.Rows)
	text := widget.NewArea("", 8)
	text.SetText(sh.reminderText(people))
	print := widget.NewButton(widget.Secondary, words.T("campaign.remind.slips"), func() { sh.printSlips(r, people) })
	sh.Sheet(SheetSpec{
		Title: words.N("campaign.reminded.title", len(people)), Wide: true, Cancel: words.T("campaign.reminded.close"),
		Content: look.Column(look.GapCard, look.Note(words.T("campaign.reminded.note")), text),
		Button:  words.T("campaign.reminded.copy"), More: []*widget.Button{print},
		Do: func(sheet *Sheet) {
			sh.Copy(text.Text)
			sheet.Close()
			sh.Toast(words.T("campaign.reminded.copied"))
		},
	})
}

// printSlips makes the slips, one a person.
func (sh *Shell) printSlips(r app.Reminding, people []personRows) {
	slips := make([]paper.ReminderSlip, len(people))
	for i, p := range people {
		slips[i] = paper.ReminderSlip{Person: p.person, Campaign: p.campaign(), Lines: sh.slipLines(p)}
	}
	sh.Print(words.T("campaign.slips.file", sh.Day()), func(w io.Writer) error { return sh.Papers().ReminderSlips(w, r.Print, slips) })
}

// personRows is all that one person is reminded of.
type personRows struct {
	person app.Person
	rows   []app.ReminderRow
}

// remindedPeople gathers rows by person, in the order of their first.
func remindedPeople(rows []app.ReminderRow) []personRows {
	var out []personRows
	for _, r := range rows {
		at := slices.IndexFunc(out, func(p personRows) bool { return p.person.ID == r.Person.ID })
		if at < 0 {
			at, out = len(out), append(out, personRows{person: r.Person})
		}
		out[at].rows = append(out[at].rows, r)
	}
	return out
}

// campaign is the number of the campaign, where it is one.
func (p personRows) campaign() string { return p.rows[0].Campaign }

// day is the first of the days.
func (p personRows) day() app.Date {
	day := p.rows[0].Day
	for _, r := range p.rows {
		day = min(day, r.Day)
	}
	return day
}

// titles names the texts.
func (p personRows) titles() string {
	var titles []string
	for _, r := range p.rows {
		titles = append(titles, TemplateTitle(r.Key, r.Title))
	}
	return List(titles)
}

// stageKinds are the colours of the stages.
var stageKinds = map[app.Stage]look.Kind{
	app.StageNone: look.Neutral, app.StageMonth: look.Neutral, app.StageWeek: look.Waiting, app.StageDay: look.Overdue, app.StageLate: look.Overdue,
}

// reminderItems lists the people with what they are reminded of.
func (sh *Shell) reminderItems(people []personRows) fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(people))
	for i, p := range people {
		r := p.rows[0]
		var before fyne.CanvasObject
		if r.Stage != app.StageNone {
			before = widget.NewBefore(look.WidthState, widget.NewChip(stageKinds[r.Stage], words.T("campaign.stage."+string(r.Stage))))
		}
		last := ""
		if !r.RemindedAt.IsZero() {
			last = words.T("campaign.remind.last", words.When(r.RemindedAt, sh.Now()))
		}
		note := words.Join(p.titles(), words.T("campaign.remind.until", dueText(p.day(), sh.Day())), last)
		items[i] = widget.NewSmallItem(before, words.Join(p.person.Number, PersonLine(p.person)), note)
	}
	return widget.NewItems(items...)
}

// reminderText is what is sent to all: a sentence, and a line for each person.
func (sh *Shell) reminderText(people []personRows) string {
	lines := []string{words.T("campaign.text.head", sh.Organisation().Short)}
	for _, p := range people {
		lines = append(lines, words.T("campaign.text.person", p.person.Name, p.person.Number, p.titles(), words.Date(string(p.day()))))
	}
	return strings.Join(append(lines, words.T("campaign.text.foot")), "\n")
}

// slipLines is what stands on one person's slip.
func (sh *Shell) slipLines(p personRows) []string {
	var lines []string
	for _, r := range p.rows {
		key := "campaign.slip.ends"
		switch {
		case r.Campaign != "":
			key = "campaign.slip.asked"
		case r.Day < sh.Day():
			key = "campaign.slip.ended"
		}
		lines = append(lines, words.T(key, TemplateTitle(r.Key, r.Title), r.Version, words.Date(string(r.Day))))
	}
	return append(lines, words.T("campaign.text.foot"))
}
