package window

import (
	"context"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// add begins a new text of the office's own.
func (t *texts) add() { t.begin(app.NewDraft{}) }

// copy begins a new version of the text at hand.
func (t *texts) copy() { t.begin(app.NewDraft{Key: t.at.Key, From: t.at.ID}) }

// begin makes a draft and opens it.
func (t *texts) begin(in app.NewDraft) {
	Do(t.sh, func(ctx context.Context) (app.Template, error) { return t.sh.office.DraftTemplate(ctx, in) }, func(d app.Template) {
		t.sh.Changed()
		t.sh.Open(TextEdit, Arg{Code: strconv.FormatInt(d.ID, 10)})
	})
}

// edit opens the draft at hand.
func (t *texts) edit() { t.sh.Open(TextEdit, Arg{Code: strconv.FormatInt(t.at.ID, 10)}) }

// submit hands the draft at hand in for approval.
func (t *texts) submit() {
	if t.at != nil && t.at.May.Submit {
		t.sh.submitText(t.at.ID, t.at.Title, t.at.Version, func() { t.sh.Changed() })
	}
}

// submitText hands a draft in for approval and says so.
func (sh *Shell) submitText(id int64, title, version string, done func()) {
	Do(sh, Just(func(ctx context.Context) error { return sh.office.SubmitTemplate(ctx, id) }), func(struct{}) {
		sh.Toast(words.T("texts.submitted", title, version))
		done()
	})
}

// compare shows how the version at hand differs from the one before it.
func (t *texts) compare() {
	if t.at != nil {
		t.sh.Open(TextCompare, Arg{Code: strconv.FormatInt(t.at.ID, 10)})
	}
}

// proof prints a copy of the version at hand.
func (t *texts) proof() {
	if t.at != nil {
		t.sh.printProof(t.at.ID)
	}
}

// approve asks from when the draft at hand counts. Whom it makes sign is told first.
func (t *texts) approve() {
	r := *t.at
	if !r.May.Approve {
		return
	}
	Do(t.sh, func(ctx context.Context) (app.TemplateSheet, error) { return t.sh.office.OpenTemplate(ctx, r.ID) }, t.askApprove)
}

func (t *texts) askApprove(s app.TemplateSheet) {
	var sheet *Sheet
	compare := widget.NewButton(widget.Secondary, words.T("texts.compare"), func() { sheet.Close(); t.compare() })
	from := t.sh.dateField("from", "texts.from", true).WithHelp(words.T("texts.approve.from.help"))
	form := widget.NewForm(from)
	form.SetValue("from", string(t.sh.Day().AddDays(approveLead)))
	must := "texts.approve.must"
	if s.Audience.Gate {
		must = "texts.approve.must.gate"
	}
	sheet = t.sh.Sheet(SheetSpec{
		Title: words.T("texts.approve.title"), Button: words.T("texts.approve"), More: []*widget.Button{compare}, Focus: from.Input.FocusTarget(),
		Content: look.Column(look.GapCard, look.Body(words.T("texts.approve.text", s.Title, s.Version)), form, look.Note(words.N(must, s.ToSign))),
		Do:      func(sheet *Sheet) { t.doApprove(sheet, form, s) },
	})
}

// approveLead is how many days ahead a version is offered to come into force: people sign it in between.
const approveLead = 7

func (t *texts) doApprove(sheet *Sheet, form *widget.Form, s app.TemplateSheet) {
	from := app.Date(form.Value("from"))
	sheet.SetBusy(true)
	Do(t.sh, Just(func(ctx context.Context) error { return t.sh.office.ApproveTemplate(ctx, s.ID, from) }), func(struct{}) {
		sheet.Close()
		t.want = s.ID
		t.sh.Toast(words.T("texts.approved.done", s.Title, s.Version, words.Date(string(from))))
		t.sh.Changed()
	}, func(err error) bool {
		sheet.SetBusy(false)
		if rest := applyErrors(form, err); rest != nil {
			sheet.Problem(ErrorText(rest))
		}
		sheet.Fit()
		return true
	})
}

// remove deletes a draft, takes an approved version back, or ends a text of the office's own.
func (t *texts) remove() {
	if t.at == nil {
		return
	}
	r, label := *t.at, t.removeLabel(*t.at)
	if label == "" {
		return
	}
	act, text, done := t.sh.office.WithdrawTemplate, "texts.withdraw.text", "texts.withdrawn"
	switch {
	case r.May.Drop:
		act, text, done = t.sh.office.DropTemplateDraft, "texts.drop.text", "texts.dropped"
	case r.Now == app.TextInForce:
		text, done = "texts.end.text", "texts.ended"
	}
	t.sh.Confirm(Question{Title: label, Text: words.T(text, r.Title, r.Version), Button: label, Danger: true}, func() {
		Do(t.sh, Just(func(ctx context.Context) error { return act(ctx, r.ID) }), func(struct{}) {
			t.sh.Toast(words.T(done, r.Title, r.Version))
			t.sh.Changed()
		})
	})
}
