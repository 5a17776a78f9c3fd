package window

import (
	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the detail.
func (t *texts) showNone() {
	t.at = nil
	t.detail.SetContent(look.Label(words.T("texts.none")).Wrapped())
	t.detail.SetActions()
}

// show shows one version: how it came about, from when it counts, and for whom.
func (t *texts) show(r app.TemplateRow) {
	t.at = &r
	kind, word := textChip(r)
	var rows []*widget.FieldRow
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(label), value))
		}
	}
	add("texts.number", r.Number)
	add("texts.version", r.Version)
	add("texts.from", words.Date(string(r.InForce)))
	add("texts.until", words.Date(string(r.Until)))
	add("texts.author", wroteIt(r))
	if !r.ChangedAt.IsZero() {
		add("texts.changed", words.When(r.ChangedAt, t.sh.Now()))
	}
	if !r.SubmittedAt.IsZero() && r.Now == app.TextDraft {
		add("texts.submitted.on", words.When(r.SubmittedAt, t.sh.Now()))
	}
	add("texts.approver", r.Approver)
	add("texts.approved", words.Date(string(r.ApprovedOn)))
	add("texts.for", audienceWords(r))
	if r.Now == app.TextInForce || r.Now == app.TextApproved {
		add("texts.signed.by", words.N("texts.people", r.Signed))
	}
	add("texts.note", r.Note)
	column := look.Column(look.GapCard, widget.NewDetailHead(textTitle(r), kind, word), widget.NewFields(rows...))
	if banner := t.banner(r); banner != nil {
		column.Add(banner)
	}
	if label := t.removeLabel(r); label != "" {
		column.Add(look.Row(look.GapNone, widget.NewButton(widget.Link, label, t.remove).WithKey("Del")))
	}
	t.detail.SetContent(column)
	t.detail.SetActions(t.actions(r)...)
}

// wroteIt is who began a version; those of the procedure came with the program.
func wroteIt(r app.TemplateRow) string {
	if r.Author == "" {
		return words.T("texts.author.program")
	}
	return r.Author
}

// audienceWords says whom a text is for, and whether nothing opens without it.
func audienceWords(r app.TemplateRow) string {
	if !r.Own {
		return words.T("texts.for.fixed." + string(r.Key))
	}
	a := r.Audience
	var kinds, roles []string
	for _, k := range a.Kinds {
		kinds = append(kinds, KindName(k))
	}
	for _, role := range a.Roles {
		roles = append(roles, RoleName(role))
	}
	who := words.T("texts.for.all")
	switch {
	case len(kinds) > 0 && len(roles) > 0:
		who = words.T("texts.for.both", List(kinds), List(roles))
	case len(kinds)+len(roles) > 0:
		who = List(append(kinds, roles...))
	}
	if a.Gate {
		return words.T("texts.for.gate", who)
	}
	return who
}

// banner says what a version waits for.
func (t *texts) banner(r app.TemplateRow) fyne.CanvasObject {
	switch {
	case r.Now == app.TextDraft && r.SubmittedAt.IsZero():
		return widget.NewBanner(look.Waiting, words.T("texts.why.draft"))
	case r.Now == app.TextDraft && r.May.Wrote:
		return widget.NewBanner(look.Waiting, words.T("texts.why.wrote"))
	case r.Now == app.TextDraft && r.May.Approve:
		return widget.NewBanner(look.Waiting, words.T("texts.why.approve"))
	case r.Now == app.TextDraft:
		return widget.NewBanner(look.Waiting, words.T("texts.why.submitted"))
	case r.Now == app.TextApproved:
		return widget.NewBanner(look.Out, words.T("texts.why.approved", words.Date(string(r.InForce))), words.N("texts.must", r.ToSign))
	case r.Now == app.TextInForce && r.ToSign > 0:
		return widget.NewBanner(look.Waiting, words.N("texts.must", r.ToSign))
	}
	return nil
}

// actions are comparing, the proof, and what is next; the last is the primary one.
func (t *texts) actions(r app.TemplateRow) []*widget.Button {
	out := []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("texts.compare"), t.compare).WithKey("Ctrl+D"),
		widget.NewButton(widget.Secondary, words.T("texts.proof"), t.proof).WithKey("Ctrl+P"),
	}
	if r.May.Edit && r.May.Approve {
		out = append(out, widget.NewButton(widget.Secondary, words.T("texts.edit"), t.edit))
	}
	if r.May.Submit {
		out = append(out, widget.NewButton(widget.Secondary, words.T("texts.submit"), t.submit).WithKey("Ctrl+Enter"))
	}
	if label := t.primaryLabel(r); label != "" {
		out = append(out, widget.NewButton(widget.Primary, label, t.primary).WithKey("Enter"))
	}
	return out
}

// primaryLabel is what Enter does: approve, go on writing, or begin a new version.
func (t *texts) primaryLabel(r app.TemplateRow) string {
	switch {
	case r.May.Approve:
		return words.T("texts.approve")
	case r.May.Edit:
		return words.T("texts.edit")
	case r.May.Copy:
		return words.T("texts.version.new")
	}
	return ""
}

// primary does it.
func (t *texts) primary() {
	switch {
	case t.at == nil:
	case t.at.May.Approve:
		t.approve()
	case t.at.May.Edit:
		t.edit()
	case t.at.May.Copy:
		t.copy()
	}
}

// removeLabel is how a version is taken away: a draft is deleted, an approved one taken back, one of the
// office's own taken out of use.
func (t *texts) removeLabel(r app.TemplateRow) string {
	switch {
	case r.May.Drop:
		return words.T("texts.drop")
	case r.May.Withdraw && r.Now == app.TextInForce:
		return words.T("texts.end")
	case r.May.Withdraw:
		return words.T("texts.withdraw")
	}
	return ""
}
