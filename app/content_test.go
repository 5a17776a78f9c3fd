package app_test

import (
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
