package window

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// formRules names the draft of rules that were typed and not saved.
const formRules = "settings"

// rulesForm is the card of the office's rules of time.
type rulesForm struct {
	screen *settings
	form   *widget.Form
	saved  app.Settings // as the office has them
	kept   map[string]string
	hide   *widget.Tick
	button *widget.Button
	card   fyne.CanvasObject
}

// ruleFields are the numbers among the rules.
var ruleFields = []struct {
	name, label string
	of          func(*app.Settings) *int
}{
	{"idle_minutes", "settings.idle", func(s *app.Settings) *int { return &s.IdleMinutes }},
	{"request_days", "settings.request", func(s *app.Settings) *int { return &s.RequestDays }},
	{"pickup_days", "settings.pickup", func(s *app.Settings) *int { return &s.PickupDays }},
	{"max_loan_days", "settings.loan", func(s *app.Settings) *int { return &s.MaxLoanDays }},
	{"max_renewals", "settings.renewals", func(s *app.Settings) *int { return &s.MaxRenewals }},
	{"commitment_months", "settings.months", func(s *app.Settings) *int { return &s.CommitmentMonths }},
	{"expiring_days", "settings.expiring", func(s *app.Settings) *int { return &s.ExpiringDays }},
}

func newRulesForm(s *settings) *rulesForm {
	r := &rulesForm{screen: s}
	var fields []*widget.FormField
	column := look.Column(look.GapCard)
	var row []fyne.CanvasObject
	for _, rule := range ruleFields {
		f := widget.NewFormField(rule.name, words.T(rule.label), widget.NewEntry(""))
		fields = append(fields, f)
		if row = append(row, f); len(row) == 2 {
			column.Add(look.Equal(look.GapCard, row...))
			row = nil
		}
	}
	r.hide = widget.NewTick(words.T("settings.hide"), nil)
	hide := widget.NewFormField("hide_sensitive", "", r.hide)
	fields = append(fields, hide)
	column.Add(look.Equal(look.GapCard, append(row, look.Space(0))...))
	column.Add(hide)
	r.form = widget.NewFormOf(column, fields...)
	r.button = widget.NewButton(widget.Primary, words.T("settings.rules.save"), r.save).WithKey("Ctrl+S")
	r.button.Disable()
	r.form.OnChanged = func() { r.button.SetEnabled(r.changed()) }
	r.card = r.build()
	return r
}

// build shows the rules as a form to the administrator, as text to everybody else.
func (r *rulesForm) build() fyne.CanvasObject {
	if r.screen.admin() {
		return widget.NewCard(words.T("settings.rules"), r.form, cardFoot(look.Stretch(nil), r.button))
	}
	rows := make([]*widget.FieldRow, len(ruleFields))
	for i, rule := range ruleFields {
		rules := r.screen.sh.rules
		rows[i] = widget.NewFieldRow(words.T(rule.label), strconv.Itoa(*rule.of(&rules)))
	}
	return widget.NewCard(words.T("settings.rules"), widget.NewFields(rows...), look.Note(words.T("settings.rules.note")))
}

// fill shows the rules as the office has them, unless others are typed.
func (r *rulesForm) fill(rules app.Settings) {
	typed := r.kept
	if typed == nil && r.saved != (app.Settings{}) && r.changed() {
		typed = r.form.Snapshot()
	}
	r.saved, r.kept = rules, nil
	for _, rule := range ruleFields {
		r.form.SetValue(rule.name, strconv.Itoa(*rule.of(&rules)))
	}
	r.hide.SetChecked(rules.HideSensitive)
	if typed != nil {
		r.form.Restore(typed)
	}
	r.button.SetEnabled(r.changed())
}

// typed is the rules as the form has them. What is no number becomes one that no rule allows,
// so that the office says what is.
func (r *rulesForm) typed() app.Settings {
	rules := r.saved
	for _, rule := range ruleFields {
		n, err := strconv.Atoi(strings.TrimSpace(r.form.Value(rule.name)))
		if err != nil {
			n = -1
		}
		*rule.of(&rules) = n
	}
	rules.HideSensitive = r.hide.Checked
	return rules
}

func (r *rulesForm) changed() bool { return r.typed() != r.saved }

// save changes the rules. What was typed stays when it is refused.
func (r *rulesForm) save() {
	if !r.screen.admin() || !r.changed() {
		return
	}
	rules, sh := r.typed(), r.screen.sh
	Do(sh, Just(func(ctx context.Context) error { return sh.office.SaveSettings(ctx, rules) }), func(struct{}) {
		r.saved = rules
		r.form.ApplyErrors(nil)
		sh.DropDraft(formRules)
		sh.Toast(words.T("settings.saved"))
		sh.Changed()
	}, func(err error) bool {
		if rest := applyErrors(r.form, err); rest != nil {
			sh.ShowError(rest)
		}
		r.screen.right.Refresh()
		return true
	})
}

// draft is what was typed and not saved.
func (r *rulesForm) draft() *app.Draft {
	if r.saved == (app.Settings{}) || !r.screen.admin() || !r.changed() {
		return nil
	}
	return &app.Draft{Form: formRules, Fields: r.form.Snapshot()}
}

func (r *rulesForm) restore(fields map[string]string) {
	r.kept = fields
	if r.saved != (app.Settings{}) {
		r.fill(r.saved)
	}
}
