package app_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/wording"
)

// inForce returns the version of a text in force today.
func inForce(t *testing.T, k *apptest.Kit, key app.TemplateKey) app.Template {
	t.Helper()
	var out app.Template
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		out, err = r.TemplateInForce(key, k.Today())
		return err
	}))
	return out
}

// edited is the body of a version after a change.
func edited(t *testing.T, of app.Template, change func(*wording.Text)) []byte {
	t.Helper()
	text, err := wording.Read(of.Body)
	ok(t, err)
	change(&text)
	body, err := text.Bytes()
	ok(t, err)
	return body
}

// harder is the agreement with one more clause.
func harder(t *testing.T, k *apptest.Kit) []byte {
	t.Helper()
	return edited(t, inForce(t, k, app.NDA), func(text *wording.Text) {
		text.Clauses = append(text.Clauses, wording.Clause{Text: "不在公共场合谈论客户。", Refs: []string{"5.3.5"}})
	})
}

// approved drafts a version as the founder and lets an approver approve it from a day on.
func approved(t *testing.T, k *apptest.Kit, in app.NewDraft, from app.Date) app.Template {
	t.Helper()
	draft, err := k.Founder.DraftTemplate(t.Context(), in)
	ok(t, err)
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	_, chief := k.Staff("批准人", app.Approver)
	ok(t, chief.ApproveTemplate(t.Context(), draft.ID, from))
	return draft
}

// stateOf is what a version is worth today, in the list.
func stateOf(t *testing.T, k *apptest.Kit, id int64) app.TemplateState {
	t.Helper()
	return rowOf(t, k.Founder, id).Now
}

func rowOf(t *testing.T, o *app.Office, id int64) app.TemplateRow {
	t.Helper()
	rows, err := o.Templates(t.Context())
	ok(t, err)
	i := slices.IndexFunc(rows, func(r app.TemplateRow) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("version %d is not in the list", id)
	}
	return rows[i]
}

// A text goes from draft over approved and in force to superseded, by the calendar.
func TestTextLivesThroughItsStates(t *testing.T) {
	k := apptest.New(t)
	old := inForce(t, k, app.NDA)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{From: old.ID, Body: harder(t, k), Note: "增加一条"})
	ok(t, err)
	if draft.Key != app.NDA || draft.Version != "C/1" || draft.Number != old.Number || stateOf(t, k, draft.ID) != app.TextDraft {
		t.Errorf("the draft is %+v", draft)
	}
	chief, boss := k.Staff("批准人", app.Approver)
	from := k.Today().AddDays(2)
	refusedKey(t, boss.ApproveTemplate(t.Context(), draft.ID, from), app.Conflict, "error.template.unready")
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	ok(t, boss.ApproveTemplate(t.Context(), draft.ID, from))
	sheet, err := boss.OpenTemplate(t.Context(), draft.ID)
	ok(t, err)
	if sheet.Text.Issued != string(from) || sheet.Approver != chief.Name || sheet.Before != old.ID || !sheet.Coming || sheet.ToSign != 2 {
		t.Errorf("the sheet is %+v, issued %s", sheet.TemplateRow, sheet.Text.Issued)
	}
	for day, want := range [][2]app.TemplateState{
		{app.TextInForce, app.TextApproved}, {app.TextInForce, app.TextApproved}, {app.TextSuperseded, app.TextInForce},
	} {
		k.Clock.Set(apptest.Start.AddDate(0, 0, day))
		if got := [2]app.TemplateState{stateOf(t, k, old.ID), stateOf(t, k, draft.ID)}; got != want {
			t.Errorf("day %d: %v, want %v", day, got, want)
		}
	}
	changes, err := k.Founder.CompareTemplates(t.Context(), old.ID, draft.ID)
	ok(t, err)
	if len(changes) != 2 || changes[0].Path != "version" || changes[1].Kind != wording.Added {
		t.Errorf("the changes are %+v", changes)
	}
	chainHolds(t, k)
}

// Nobody approves what they wrote in, be it only a word, or a copy of it (rule 3).
func TestNobodyApprovesOwnText(t *testing.T) {
	k := apptest.New(t)
	_, second := k.Staff("二管", app.Administrator)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
	ok(t, err)
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	refusedKey(t, k.Founder.ApproveTemplate(t.Context(), draft.ID, k.Today()), app.NotAllowed, "error.template.own")
	if rowOf(t, k.Founder, draft.ID).May.Approve || !rowOf(t, second, draft.ID).May.Approve {
		t.Error("the list offers approval to the wrong one")
	}
	copied, err := second.DraftTemplate(t.Context(), app.NewDraft{From: draft.ID})
	ok(t, err)
	for _, o := range []*app.Office{k.Founder, second} {
		refusedKey(t, o.ApproveTemplate(t.Context(), copied.ID, k.Today()), app.NotAllowed, "error.template.own")
	}
	ok(t, second.SaveTemplateDraft(t.Context(), draft.ID, draft.Body, "C/9", ""))
	refusedKey(t, second.ApproveTemplate(t.Context(), draft.ID, k.Today()), app.NotAllowed, "error.template.own")
	chainHolds(t, k)
}

// What is wrong with a text, its version or its day is said; a decided one stays as it is.
func TestTextIsRefused(t *testing.T) {
	k := apptest.New(t)
	old := inForce(t, k, app.NDA)
	_, boss := k.Staff("批准人", app.Approver)
	_, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Version: "C/0"})
	refusedAt(t, err, app.Invalid, "version")
	_, err = k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: "others"})
	refusedAt(t, err, app.Invalid, "key")
	_, err = k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: []byte("{")})
	refusedKey(t, err, app.Invalid, "error.template.damaged")
	_, err = k.Founder.DraftTemplate(t.Context(), app.NewDraft{Body: edited(t, old, func(text *wording.Text) { text.For.Roles = []string{"boss"} })})
	refusedAt(t, err, app.Invalid, "for")
	own, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: "own-7", Body: old.Body})
	ok(t, err)
	if own.Number == old.Number {
		t.Errorf("two texts have the number %s", own.Number)
	}
	refusedAt(t, k.Founder.SaveTemplateDraft(t.Context(), own.ID, old.Body, "A/0", ""), app.Invalid, "number")
	refusedKey(t, k.Founder.SaveTemplateDraft(t.Context(), old.ID, old.Body, "C/0", ""), app.Conflict, "error.template.decided")
	refusedKey(t, k.Founder.DropTemplateDraft(t.Context(), old.ID), app.Conflict, "error.template.decided")
	refusedKey(t, boss.WithdrawTemplate(t.Context(), old.ID), app.Conflict, "error.template.fixed")

	bad, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: edited(t, old, func(text *wording.Text) {
		text.Parties, text.Closing = nil, "{firma}"
	})})
	ok(t, err)
	refusedKey(t, k.Founder.SubmitTemplate(t.Context(), bad.ID), app.Invalid, "error.template.problems")
	ok(t, k.Founder.DropTemplateDraft(t.Context(), bad.ID))
	_, err = boss.OpenTemplate(t.Context(), bad.ID)
	refusedKey(t, err, app.NotFound, "error.notfound")

	good, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
	ok(t, err)
	ok(t, k.Founder.SubmitTemplate(t.Context(), good.ID))
	refusedKey(t, k.Founder.SubmitTemplate(t.Context(), good.ID), app.Conflict, "error.template.submitted")
	for _, day := range []app.Date{"", "2026-02-30", k.Today().AddDays(-1), k.Today().AddDays(400)} {
		refusedAt(t, boss.ApproveTemplate(t.Context(), good.ID, day), app.Invalid, "from")
	}
	ok(t, boss.ApproveTemplate(t.Context(), good.ID, k.Today().AddDays(5)))
	next, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{From: good.ID})
	ok(t, err)
	ok(t, k.Founder.SubmitTemplate(t.Context(), next.ID))
	refusedKey(t, boss.ApproveTemplate(t.Context(), next.ID, k.Today().AddDays(5)), app.Invalid, "error.template.order")
	ok(t, boss.WithdrawTemplate(t.Context(), good.ID))
	if got := stateOf(t, k, good.ID); got != app.TextWithdrawn {
		t.Errorf("withdrawn is %s", got)
	}
	chainHolds(t, k)
}

func TestApprovalAsksForThePassword(t *testing.T) {
	k := apptest.New(t)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
	ok(t, err)
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	k.ConfirmFor = time.Minute
	_, boss := k.Staff("批准人", app.Approver)
	k.Clock.Advance(2 * time.Minute)
	refusedKey(t, boss.ApproveTemplate(t.Context(), draft.ID, k.Today()), app.Unconfirmed, "error.confirm")
}

// A draft is neither signed nor printed as a commitment, and whoever has no part in it does not see it.
func TestDraftIsNoText(t *testing.T) {
	k := apptest.New(t)
	old := inForce(t, k, app.NDA)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
	ok(t, err)
	own, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Body: harder(t, k)})
	ok(t, err)
	p, _ := k.Staff("签署人", app.Auditor)
	founder := k.Founder
	_, err = founder.PrepareSigning(t.Context(), p.Number, own.Key)
	refusedAt(t, err, app.Invalid, "key")
	_, err = founder.PrintBlank(t.Context(), p.Number, own.Key)
	refusedAt(t, err, app.Invalid, "key")
	blank, err := founder.PrintBlank(t.Context(), p.Number, app.NDA)
	ok(t, err)
	if blank.Template.ID != old.ID {
		t.Error("a draft was printed to be signed")
	}
	_, err = founder.Sign(t.Context(), app.SignInput{
		PersonNumber: apptest.FounderNumber, Key: app.NDA, TemplateID: draft.ID, Strokes: apptest.Strokes(), Password: apptest.FounderPassword, ReadToEnd: true,
	})
	refusedKey(t, err, app.Conflict, "error.sign.version")
	proof, err := founder.PrintTemplate(t.Context(), draft.ID)
	ok(t, err)
	if proof.Now != app.TextDraft {
		t.Errorf("the proof says that it is %s", proof.Now)
	}
	_, reader := k.Staff("审核员", app.Auditor)
	_, err = reader.OpenTemplate(t.Context(), draft.ID)
	refusedKey(t, err, app.NotAllowed, "error.role")
	rows, err := reader.Templates(t.Context())
	ok(t, err)
	if len(rows) != len(app.AllTemplates) {
		t.Errorf("an auditor sees %d texts", len(rows))
	}
	chainHolds(t, k)
}

// A file becomes the body of a draft; what is no text is refused.
func TestTextIsReadFromAFile(t *testing.T) {
	k := apptest.New(t)
	body, err := k.Founder.ImportTemplate(t.Context(), "承诺.txt", []byte("保密承诺\n本人承诺：\n第一条 守秘。\n"))
	ok(t, err)
	problems, err := k.Founder.CheckTemplate(t.Context(), body)
	ok(t, err)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Body: body})
	ok(t, err)
	if draft.Key != "own-1" || draft.Version != "A/0" || draft.Number != "ZBT-TP-046-R4" || draft.Title() != "保密承诺" {
		t.Errorf("the draft is %+v", draft)
	}
	if len(problems) != 2 { // number and version come with the draft
		t.Errorf("problems of the file: %+v", problems)
	}
	sheet, err := k.Founder.OpenTemplate(t.Context(), draft.ID)
	ok(t, err)
	if len(sheet.Problems) > 0 || !sheet.Own || !sheet.May.Edit {
		t.Errorf("the draft has problems: %+v", sheet)
	}
	for name, data := range map[string][]byte{"a.docx": []byte("x"), "b.txt": append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{0, 7, 1, 200}, 99)...)} {
		_, err := k.Founder.ImportTemplate(t.Context(), name, data)
		refusedKey(t, err, app.Invalid, "error.template.file")
	}
	_, err = k.Founder.ImportTemplate(t.Context(), "c.txt", []byte("\n"))
	refusedKey(t, err, app.Invalid, "error.template.nothing")
}
