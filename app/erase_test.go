package app_test

import (
	"os"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestErasedContentIsGone: no key, no file, and nothing that was kept opens anything; the record stays.
func TestErasedContentIsGone(t *testing.T) {
	d := newErasureDesk(t)
	doc := d.expired(t)
	p, staff := d.Staff("赵一", app.Auditor)
	d.Assign(d.client.Code, p.Number, 30)
	c, file := d.content(t, doc), d.sealedFile(t, doc)
	g, _ := d.grant(t, doc, p.ID)
	vault := d.Contents(apptest.Login(p.Number))
	kept, err := vault.Unwrap(g.Wrapped)
	ok(t, err)
	e, err := d.Founder.Erase(t.Context(), d.order(doc))
	ok(t, err)
	// Recovery, the founder, and who is assigned.
	if e.Grants != 3 || !e.Gone || e.Object != c.Object || e.Document != doc.Code || e.Head.Seq == 0 {
		t.Errorf("proof %+v", e)
	}
	if last := logged(t, d.Kit, apptest.FounderLogin, "content.gone", app.Done); last.Seq != e.Head.Seq {
		t.Errorf("head %+v, last entry %d", e.Head, last.Seq)
	}
	if f := facts(t, entries(t, d.Kit, "content.erase")[0]); f["keys"] != 3.0 || f["approver"] != d.order(doc).Approver.Login {
		t.Errorf("the log tells %v", f)
	}
	ok(t, d.Store().View(t.Context(), func(r app.Reader) error {
		left, err := r.Grants(c.ID)
		if len(left) > 0 {
			t.Errorf("%d keys are left", len(left))
		}
		return err
	}))
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the file: %v", err)
	}
	if err := vault.Check(t.Context(), c.Sealed); app.CodeOf(err) != app.Damaged {
		t.Errorf("the file: %v", err)
	}
	_, err = vault.Open(t.Context(), c.Sealed, kept)
	refusedKey(t, err, app.Damaged, "error.content.damaged")
	_, err = staff.OpenContent(t.Context(), doc.Code)
	refusedKey(t, err, app.Conflict, "error.content.none")
	sheet, err := d.Founder.OpenDocument(t.Context(), doc.Code)
	ok(t, err)
	if sheet.Content != nil || sheet.Copies[0].State != app.Gone || sheet.Copies[0].GoneReason != "保管期满" {
		t.Errorf("the record: %+v", sheet)
	}
	n := d.announce("再来.txt", 1)
	n.Document = doc.Code
	_, err = d.Founder.AddContent(t.Context(), n, endless{}, nil)
	refusedKey(t, err, app.Conflict, "error.copy.gone")
	_, err = d.Founder.Erase(t.Context(), d.order(doc))
	refusedKey(t, err, app.Conflict, "error.content.none")
	damages(t, d.Kit, 0)
	chainHolds(t, d.Kit)
}

// TestNothingIsErasedAgainstTheRules: rule 6, and rule 3 for those who take part.
func TestNothingIsErasedAgainstTheRules(t *testing.T) {
	d := newErasureDesk(t)
	founder := app.Attest{Login: apptest.FounderLogin, Password: apptest.FounderPassword}
	_, borrower := d.Staff("孙三", app.Reviewer)
	unsigned := d.Person("未签", apptest.Account(app.Auditor), apptest.Unsigned())
	d.Office(apptest.Login(unsigned.Number))
	for name, c := range map[string]struct {
		spoil func(doc app.Document, q *app.ErasureOrder)
		code  app.Code
		key   string
	}{
		"no reason":   {func(_ app.Document, q *app.ErasureOrder) { q.Reason = " " }, app.Invalid, "error.text.empty"},
		"unknown":     {func(_ app.Document, q *app.ErasureOrder) { q.Document = "A-9999-01" }, app.Invalid, "error.document.unknown"},
		"paper alone": {func(_ app.Document, q *app.ErasureOrder) { q.Document = d.Document(d.file.Code, "合同", 1).Code }, app.Conflict, "error.content.none"},
		"on hold": {func(app.Document, *app.ErasureOrder) {
			ok(t, d.Founder.HoldFile(t.Context(), d.file.Code, true, "投诉"))
		}, app.Conflict, "error.copy.hold"},
		"on loan": {func(doc app.Document, _ *app.ErasureOrder) {
			l := d.Requested(borrower, doc.Code+"/E")
			d.Approve(l.Number, doc.Code+"/E")
		}, app.Conflict, "error.erase.lent"},
		"asked for": {func(doc app.Document, _ *app.ErasureOrder) { d.Requested(borrower, doc.Code+"/E") }, app.Conflict, "error.erase.lent"},
		"to be kept until today": {
			func(doc app.Document, _ *app.ErasureOrder) { d.retain(t, doc, d.Today()) },
			app.Conflict, "error.erase.retention",
		},
		"to be kept for ever": {func(doc app.Document, _ *app.ErasureOrder) { d.retain(t, doc, app.Forever) }, app.Conflict, "error.erase.retention"},
		"no retention":        {func(doc app.Document, _ *app.ErasureOrder) { d.retain(t, doc, "") }, app.Conflict, "error.erase.unretained"},
		"approved by oneself": {func(_ app.Document, q *app.ErasureOrder) { q.Approver = founder }, app.NotAllowed, "error.erase.self"},
		"watched by oneself":  {func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[1] = founder }, app.NotAllowed, "error.erase.self"},
		"one witness":         {func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[1] = q.Witnesses[0] }, app.NotAllowed, "error.erase.twice"},
		"watched by who approves": {
			func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[0] = q.Approver },
			app.NotAllowed, "error.erase.twice",
		},
		"approved by an auditor": {
			func(_ app.Document, q *app.ErasureOrder) { q.Approver, q.Witnesses[0] = q.Witnesses[0], q.Approver },
			app.NotAllowed, "error.erase.approver",
		},
		"a witness without commitments": {
			func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[0].Login = apptest.Login(unsigned.Number) },
			app.NotAllowed, "error.unsigned.other",
		},
		"nobody":         {func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[0] = app.Attest{} }, app.Invalid, "error.login"},
		"no such login":  {func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[0].Login = "nobody" }, app.Invalid, "error.account.none"},
		"wrong password": {func(_ app.Document, q *app.ErasureOrder) { q.Witnesses[1].Password = "错" }, app.NotAllowed, "error.password"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := d.expired(t)
			q := d.order(doc)
			c.spoil(doc, &q)
			_, err := d.Founder.Erase(t.Context(), q)
			refusedKey(t, err, c.code, c.key)
			logged(t, d.Kit, apptest.FounderLogin, "content.erase", app.Refused)
			if got := read(t, d.Founder, doc); got != contentText {
				t.Errorf("read %q", got)
			}
			_ = d.Founder.HoldFile(t.Context(), d.file.Code, false, "处理完毕")
		})
	}
}

// retain sets a document's retention.
func (d *erasureDesk) retain(t testing.TB, doc app.Document, until app.Date) {
	t.Helper()
	doc.RetainUntil = until
	_, err := d.Founder.SaveDocument(t.Context(), doc, 0)
	ok(t, err)
}
