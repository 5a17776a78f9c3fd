package app_test

import (
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestAddedFileOpens: what was added is sealed, known, and opens as it was; custodian and recovery
// hold its key, nobody else.
func TestAddedFileOpens(t *testing.T) {
	d := newContentDesk(t)
	if d.doc.Title != "工艺参数" || d.doc.Medium != app.Electronic {
		t.Errorf("document %+v", d.doc)
	}
	c := d.content(t, d.doc)
	if c.Kind != app.KindText || c.Size != int64(len(contentText)) || c.Name != "工艺参数.txt" || c.State != app.ContentSealed {
		t.Errorf("content %+v", c)
	}
	if got := read(t, d.Founder, d.doc); got != contentText {
		t.Errorf("read %q", got)
	}
	e := logged(t, d.Kit, apptest.FounderLogin, "content.close", app.Done)
	if f := facts(t, e); f["pages"] != "1" || f["seconds"] != 7.0 {
		t.Errorf("facts %v", f)
	}
	if _, has := d.grant(t, d.doc, 0); !has {
		t.Error("recovery holds no key")
	}
	p, o := d.Staff("赵一", app.Auditor)
	d.wantKey(t, d.doc, p, "none")
	notOpened(t, o, d.doc, "error.document.closed")
	chainHolds(t, d.Kit)
}

// TestPaperLoanOpensNoScan: who has a paper copy sees the document, and opens its scan only with a loan of
// its own.
func TestPaperLoanOpensNoScan(t *testing.T) {
	d := newContentDesk(t)
	paper := d.Document(d.file.Code, "合同", 1)
	n := d.announce("扫描.txt", len(contentText))
	n.Document = paper.Code
	_, err := d.Founder.AddContent(t.Context(), n, strings.NewReader(contentText), nil)
	ok(t, err)
	p, o := d.Staff("孙三", app.Reviewer)
	d.Lent(o, paper.Code+"/1")
	d.wantKey(t, paper, p, "none")
	_, err = o.OpenContent(t.Context(), paper.Code)
	refusedKey(t, err, app.NotAllowed, "error.content.unlent")
	if e := answersOf(err)[0]; e.Fix != app.FixRequest || e.Target != paper.Code+"/E" {
		t.Errorf("offers %s of %s", e.Fix, e.Target)
	}
	sheet, err := o.OpenDocument(t.Context(), paper.Code)
	ok(t, err)
	if may := sheet.Content.May; may.Open || may.Why == nil || may.Why.Key != "error.content.unlent" {
		t.Errorf("may %+v", may)
	}
	if c := sheet.Content; c.Name != "" || c.Object != "" || c.Sum != [32]byte{} {
		t.Errorf("tells of the file: %+v", c.Content)
	}
	l := d.Requested(o, paper.Code+"/E")
	d.Approve(l.Number, paper.Code+"/E")
	if got := read(t, o, paper); got != contentText {
		t.Errorf("read %q", got)
	}
}
