package window

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/app/letter"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// formLeaving names the draft of a leaving that was begun and not done.
const formLeaving = "leaving"

// leavingSteps is how many sheets there are: what is still held, date and reason, the new vault
// key, the summary.
const leavingSteps = 4

// leaving is the flow in which somebody leaves, one sheet after the other.
type leaving struct {
	screen *people
	plan   app.Leaving
	form   *widget.Form // date and reason
	sheet  *Sheet
}

// leave begins the flow for the person selected.
func (p *people) leave() {
	p.with(func(s app.PersonSheet) {
		if p.mayLeave(s) {
			p.leaveWith(s.Number, nil)
		}
	})
}

// mayLeave tells whether the person at the desk sees somebody off: an administrator, not for
// oneself, nobody twice.
func (p *people) mayLeave(s app.PersonSheet) bool {
	here := s.LeftOn == "" || s.LeftOn > p.sh.Day()
	return p.sh.me.May.Invite && !p.isMe(s) && (here || s.Account == app.Active || s.Account == app.Invited)
}

// leaveWith asks what the person still has, and shows it; with what was typed before, it goes on
// where that was.
func (p *people) leaveWith(number string, typed map[string]string) {
	office := p.sh.office
	Do(p.sh, func(ctx context.Context) (app.Leaving, error) { return office.PlanLeaving(ctx, number) }, func(plan app.Leaving) {
		l := &leaving{screen: p, plan: plan}
		l.makeForm()
		p.leaving = l
		if typed != nil {
			l.form.Restore(typed)
			l.second()
			return
		}
		l.first()
	})
}

func (l *leaving) makeForm() {
	sh := l.screen.sh
	on := widget.NewDateField(func() string { return string(sh.Day()) }, false)
	on.SetValue(string(sh.Day()))
	l.form = widget.NewForm(
		widget.NewFormField("on", words.T("people.leave.on"), on),
		widget.NewFormField("reason", words.T("people.leave.reason"), widget.NewEntry("")).WithHelp(words.T("people.leave.reason.help")))
}

// title is the title of a step.
func (l *leaving) title(step int) string {
	return words.T("people.leave.title", l.plan.Person.Name, step, leavingSteps)
}

// first shows what the person still has and what becomes of it.
func (l *leaving) first() {
	spec := SheetSpec{Title: l.title(1), Wide: true, Button: words.T("wizard.next"), Left: l.over, Content: l.held()}
	spec.Do = func(s *Sheet) {
		s.Close()
		l.second()
	}
	if l.plan.Why != nil {
		spec.Button = ""
		spec.Content = look.Column(look.GapCard, widget.NewBanner(look.Overdue, ErrorText(l.plan.Why)), spec.Content)
	}
	l.sheet = l.screen.sh.Sheet(spec)
}

// held lists it, in plain words.
func (l *leaving) held() fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, line := range l.lines() {
		items = append(items, widget.NewItem(widget.NewBefore(look.WidthState, widget.NewChip(line.kind, line.what)), line.text, line.fate))
	}
	list := container.NewVScroll(look.Pad(look.GapTight, look.GapNone, widget.NewItems(items...)))
	list.SetMinSize(fyne.NewSize(0, min(look.HeightWizard/2, list.Content.MinSize().Height)))
	return look.Column(look.GapCard, look.Body(words.T("people.leave.note", l.plan.Person.Name)), list)
}

// leavingLine is one thing that the person has: what it is, which one, what becomes of it.
type leavingLine struct {
	kind             look.Kind
	what, text, fate string
}

// lines lists what the person has, the account last.
func (l *leaving) lines() []leavingLine {
	var out []leavingLine
	add := func(kind look.Kind, what, text string) {
		out = append(out, leavingLine{kind, words.T("people.leave." + what), text, words.T("people.leave." + what + ".fate")})
	}
	day := string(l.screen.sh.Day())
	for _, o := range l.plan.Out {
		lost := ""
		if o.Lost > 0 {
			lost = words.N("people.leave.lost", o.Lost)
		}
		add(look.Out, "out", words.Join(o.Number, words.N("people.copies", o.Copies), words.T("people.due", words.NearDate(string(o.Due), day)), lost))
	}
	for _, r := range l.plan.Requests {
		add(look.Waiting, "request", words.Join(r.Number, words.N("people.copies", r.Copies)))
	}
	for _, e := range l.plan.Electronic {
		add(look.Out, "electronic", words.Join(e.Number, words.N("people.copies", e.Copies)))
	}
	for _, e := range l.plan.Extracts {
		add(look.Waiting, "extract", words.Join(e.Number, words.T("extracts.kind."+string(e.Kind)), words.T("people.due", words.NearDate(string(e.Due), day))))
	}
	for _, a := range l.plan.Assignments {
		add(look.Neutral, "duty", words.Join(DutyName(a.Duty), words.DateRange(string(a.From), string(a.Until))))
	}
	for _, d := range l.plan.Delegations {
		add(look.Neutral, "delegation", words.Join(words.T("people.leave.acts", d.Delegate.Name, d.Principal.Name), words.DateRange(string(d.From), string(d.Until))))
	}
	if l.plan.Login != "" {
		_, state := accountChip(l.plan.Account)
		add(look.InPlace, "account", words.Join(l.plan.Login, state))
	}
	if len(out) == 0 {
		add(look.Neutral, "nothing", words.T("people.leave.nothing.text"))
	}
	return out
}

// second asks for the date and the reason, and does it.
func (l *leaving) second() {
	back := widget.NewButton(widget.Secondary, words.T("wizard.back"), func() {
		l.sheet.Close()
		l.first()
	})
	l.sheet = l.screen.sh.Sheet(SheetSpec{
		Title: l.title(2), Button: words.T("people.leave"), Danger: true, More: []*widget.Button{back},
		Content: look.Column(look.GapCard, look.Body(words.T("people.leave.text", l.plan.Person.Name)), l.form),
		Focus:   l.form.Field("reason").Input.FocusTarget(), Left: l.over, Do: func(*Sheet) { l.do() },
	})
}

// do sees the person off. What was typed stays when it is refused.
func (l *leaving) do() {
	sh, number := l.screen.sh, l.plan.Person.Number
	on, reason := app.Date(l.form.Value("on")), l.form.Value("reason")
	l.sheet.SetBusy(true)
	Do(sh, func(ctx context.Context) (app.Leaving, error) { return sh.office.Leave(ctx, number, on, reason) }, func(done app.Leaving) {
		l.over()
		l.sheet.Close()
		l.plan = done
		sh.Changed()
		sh.renewKey(l.title(3), l.summary)
	}, func(err error) bool {
		l.sheet.SetBusy(false)
		if rest := applyErrors(l.form, err); rest != nil {
			l.sheet.Problem(ErrorText(rest))
		}
		l.sheet.Fit()
		return true
	})
}

// over: nothing is left to be kept as a draft.
func (l *leaving) over() {
	l.screen.leaving = nil
	l.screen.sh.DropDraft(formLeaving)
}

// draft is what was typed in the second sheet.
func (l *leaving) draft() *app.Draft {
	fields := l.form.Snapshot()
	fields["of"] = l.plan.Person.Number
	return &app.Draft{Form: formLeaving, Fields: fields}
}

// summary shows what was taken back, and how it stands with the vault's key.
func (l *leaving) summary(renewed bool, lost []string) {
	sh := l.screen.sh
	on := words.Date(l.form.Value("on"))
	rows := []*widget.FieldRow{
		widget.NewFieldRow(words.T("people.name"), PersonLine(l.plan.Person)),
		widget.NewFieldRow(words.T("people.left_on"), on),
		widget.NewFieldRow(words.T("people.leave.reason"), l.form.Value("reason")),
	}
	for _, line := range l.counts() {
		rows = append(rows, widget.NewFieldRow(line.what, line.text))
	}
	column := look.Column(look.GapCard, widget.NewFields(rows...), keyBanner(renewed))
	if len(lost) > 0 {
		column.Add(lostCodes(lost))
	}
	print := widget.NewButton(widget.Secondary, words.T("people.leave.print"), func() { l.print(on, renewed) })
	number := l.plan.Person.Number
	clear := widget.NewButton(widget.Secondary, words.T("clearance.title.leaver"), func() {
		l.sheet.Close()
		sh.leaverSheet(number)
	})
	l.sheet = sh.Sheet(SheetSpec{Title: l.title(leavingSteps), Content: column, More: []*widget.Button{print, clear}})
}

// keyBanner says whether the vault has its new key.
func keyBanner(renewed bool) fyne.CanvasObject {
	if renewed {
		return widget.NewBanner(look.InPlace, words.T("people.leave.key"))
	}
	return widget.NewBanner(look.Waiting, words.T("people.leave.key.due"))
}

// counts says how much of each kind was taken back.
func (l *leaving) counts() []leavingLine {
	var out []leavingLine
	add := func(what string, n int) {
		if n > 0 {
			out = append(out, leavingLine{what: words.T("people.leave." + what), text: words.T("people.leave."+what+".done", n)})
		}
	}
	copies := 0
	for _, o := range l.plan.Out {
		copies += o.Copies
	}
	add("out", copies)
	add("request", len(l.plan.Requests))
	electronic := 0
	for _, e := range l.plan.Electronic {
		electronic += e.Copies
	}
	add("electronic", electronic)
	add("extract", len(l.plan.Extracts))
	add("duty", len(l.plan.Assignments))
	add("delegation", len(l.plan.Delegations))
	if l.plan.Login != "" {
		out = append(out, leavingLine{what: words.T("people.leave.account"), text: words.T("people.leave.account.done", l.plan.Login)})
	}
	return out
}

// print prints the summary, with every number that is still to be collected.
func (l *leaving) print(on string, renewed bool) {
	sh, lines := l.screen.sh, l.lines()
	title := words.T("people.leave.paper", l.plan.Person.Name)
	note := words.Join(l.plan.Person.Number, words.T("people.leave.paper.on", on), l.form.Value("reason"))
	var rows [][]string
	for _, line := range lines {
		rows = append(rows, []string{line.what, line.text, line.fate})
	}
	key := "people.leave.key.due"
	if renewed {
		key = "people.leave.key"
	}
	rows = append(rows, []string{words.T("settings.key"), "", words.T(key)})
	Do(sh, func(ctx context.Context) (app.ListPrint, error) { return sh.office.PrintNote(ctx, "people", len(rows)) }, func(with app.ListPrint) {
		out := paper.Listing{Title: title, Note: note, Rows: rows, Print: with, Columns: []letter.ListingColumn{
			{Title: words.T("people.leave.paper.what"), Width: 70},
			{Title: words.T("people.leave.paper.which"), Weight: 1},
			{Title: words.T("people.leave.paper.fate"), Weight: 1},
		}}
		sh.Print(words.T("people.leave.file", l.plan.Person.Number), func(w io.Writer) error { return sh.Papers().Listing(w, out) })
	})
}
