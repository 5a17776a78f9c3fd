package app_test

import (
	"bytes"
	"os"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestHalvesOpenWhatNobodyHolds: when no account holds a key any more, the two halves give custodians theirs,
// and SettleKeys the others.
func TestHalvesOpenWhatNobodyHolds(t *testing.T) {
	w := newKeysWorld(t)
	w.assign(30)
	second := w.add(t, "第二份.txt", contentText)
	w.Tamper(`DELETE FROM grants WHERE person_id IS NOT NULL`)
	a, b := joined(w.Halves[0]), joined(w.Halves[1])
	notOpened(t, w.Founder, w.doc, "error.content.waiting")
	if s := settle(t, w.Founder); s != (app.Settled{Waiting: 4}) {
		t.Errorf("settled %+v", s)
	}
	_, err := w.Founder.RecoverContents(t.Context(), b, a, nil)
	refusedAt(t, err, app.Invalid, "half_a")
	logged(t, w.Kit, apptest.FounderLogin, "content.recover", app.Refused)
	n, err := w.Founder.RecoverContents(t.Context(), a, b, nil)
	ok(t, err)
	if n != 2 {
		t.Errorf("recovered %d", n)
	}
	if s := settle(t, w.Founder); s != (app.Settled{Given: 2}) {
		t.Errorf("settled %+v", s)
	}
	for _, doc := range []app.Document{w.doc, second} {
		w.wantKey(t, doc, w.staff, w.day(30))
		if got := read(t, w.Founder, doc); got != contentText {
			t.Errorf("read %q", got)
		}
	}
	n, err = w.Founder.RecoverContents(t.Context(), a, b, nil)
	if n != 0 || err != nil {
		t.Errorf("recovered %d again, %v", n, err)
	}
	chainHolds(t, w.Kit)
}

// TestNewHalvesTakeTheOldOnesPlace: after new halves a custodian's session wraps every key to them; the old
// ones open nothing.
func TestNewHalvesTakeTheOldOnesPlace(t *testing.T) {
	d := newContentDesk(t)
	halves, err := d.Founder.NewRecoveryHalves(t.Context())
	ok(t, err)
	stale, _ := d.grant(t, d.doc, 0)
	if s := settle(t, d.Founder); s != (app.Settled{Given: 1}) {
		t.Errorf("settled %+v", s)
	}
	if now, _ := d.grant(t, d.doc, 0); now.Recipient == stale.Recipient {
		t.Error("still wrapped to the old halves")
	}
	damages(t, d.Kit, 0)
	d.Tamper(`DELETE FROM grants WHERE person_id IS NOT NULL`)
	_, err = d.Founder.RecoverContents(t.Context(), joined(d.Halves[0]), joined(d.Halves[1]), nil)
	refusedKey(t, err, app.NotAllowed, "error.halves")
	n, err := d.Founder.RecoverContents(t.Context(), joined(halves[0]), joined(halves[1]), nil)
	if n != 1 || err != nil {
		t.Errorf("recovered %d, %v", n, err)
	}
	if s := settle(t, d.Founder); s != (app.Settled{}) {
		t.Errorf("settled %+v when all was done", s)
	}
}

// TestChangedRecoveryGrantIsLeftAlone: a key that is not as it was signed is given to nobody.
func TestChangedRecoveryGrantIsLeftAlone(t *testing.T) {
	d := newContentDesk(t)
	d.Tamper(`DELETE FROM grants WHERE person_id IS NOT NULL`, `UPDATE grants SET sig = zeroblob(64)`)
	n, err := d.Founder.RecoverContents(t.Context(), joined(d.Halves[0]), joined(d.Halves[1]), nil)
	if n != 0 || err != nil {
		t.Errorf("recovered %d, %v", n, err)
	}
	if f := facts(t, entries(t, d.Kit, "content.recover")[0]); f["unopened"].([]any)[0] != d.doc.Code {
		t.Errorf("the log tells %v", f)
	}
}

// TestResealedContentLeavesOldKeysNothing: file and key are new, everybody who is to hold the key opens it, and
// a key kept from before opens nothing in the vault.
func TestResealedContentLeavesOldKeysNothing(t *testing.T) {
	w := newKeysWorld(t)
	w.assign(30)
	w.borrow()
	old, file := w.content(t, w.doc), w.sealedFile(t, w.doc)
	g, _ := w.grant(t, w.doc, w.reader.ID)
	vault := w.Contents(apptest.Login(w.reader.Number))
	kept, err := vault.Unwrap(g.Wrapped)
	ok(t, err)
	ok(t, w.Founder.Reseal(t.Context(), w.doc.Code, nil))
	now := w.content(t, w.doc)
	if now.Object == old.Object || now.Sum != old.Sum || now.Name != old.Name || now.Kind != old.Kind {
		t.Errorf("sealed anew: %+v", now)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the old file: %v", err)
	}
	_, err = vault.Open(t.Context(), now.Sealed, kept)
	refusedKey(t, err, app.NotAllowed, "error.content.key")
	w.wantKey(t, w.doc, w.staff, w.day(30))
	w.wantKey(t, w.doc, w.reader, w.day(7))
	if got := read(t, w.borrower, w.doc); got != contentText {
		t.Errorf("read %q", got)
	}
	if s := settle(t, w.Founder); s != (app.Settled{}) {
		t.Errorf("settling found %+v to do", s)
	}
	damages(t, w.Kit, 0)
	refusedKey(t, w.Founder.Reseal(t.Context(), w.Document(w.file.Code, "合同", 1).Code, nil), app.Conflict, "error.content.none")
}

// TestReadingIsWipedWhateverFails: closing closes the file even when nothing can be logged any more, and nobody
// closes another's reading.
func TestReadingIsWipedWhateverFails(t *testing.T) {
	w := newKeysWorld(t)
	w.assign(30)
	staff := w.Office(apptest.Login(w.staff.Number))
	r, err := staff.OpenContent(t.Context(), w.doc.Code)
	ok(t, err)
	if r.Duty != "audit" || r.Loan != "" || r.Due != w.Today().AddDays(30) || r.Allowed != (app.Permits{}) {
		t.Errorf("reading %+v", r)
	}
	if len(r.Mark) != 3 || r.Mark[0] != "钱二 "+w.staff.Number || r.Mark[1] != "2026-11-27 09:00" || r.Mark[2] != "审核任务" {
		t.Errorf("mark %q", r.Mark)
	}
	ok(t, w.Founder.Disable(t.Context(), apptest.Login(w.staff.Number)))
	file := r.File
	if err := staff.CloseContent(t.Context(), r, app.Seen{}); app.CodeOf(err) != app.NotAllowed {
		t.Errorf("closed by a disabled account: %v", err)
	}
	if _, err := file.ReadAt(make([]byte, 1), 0); err == nil {
		t.Error("the file can still be read")
	}
	w.borrow()
	r, err = w.borrower.OpenContent(t.Context(), w.doc.Code)
	ok(t, err)
	if r.Duty != "" || r.Loan != w.loan.Number || r.Mark[2] != w.loan.Number {
		t.Errorf("reading %+v", r)
	}
	refusedKey(t, w.Founder.CloseContent(t.Context(), r, app.Seen{}), app.NotAllowed, "error.role")
}

// TestKindsOfContent: first bytes count before the name, and the name where bytes do not tell.
func TestKindsOfContent(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       app.ContentKind
	}{
		{"a.pdf", "%PDF-1.4\n", app.KindPDF},
		{"a.txt", "junk before\n%PDF-1.4\n", app.KindPDF},
		{"a.pdf", "no such thing", app.KindOther},
		{"a.bin", "\x89PNG\r\n\x1a\n", app.KindPicture},
		{"a.jpg", "\xff\xd8\xff\xe0", app.KindPicture},
		{"a.tif", "II*\x00", app.KindPicture},
		{"a.tif", "MM\x00*", app.KindPicture},
		{"a.webp", "RIFF\x00\x00\x00\x00WEBP", app.KindPicture},
		{"a.avi", "RIFF\x00\x00\x00\x00AVI ", app.KindOther},
		{"a.XLSX", "PK\x03\x04", app.KindSheet},
		{"a.docx", "PK\x03\x04", app.KindWord},
		{"a.zip", "PK\x03\x04", app.KindOther},
		{"a.csv", "编号,名称\n", app.KindText},
		{"a.txt", "\xb1\xe0\xba\xc5\n", app.KindText},
		{"a.txt", "\xff\xfea\x00", app.KindText},
		{"a.txt", "a\x00b", app.KindOther},
		{"a.txt", "", app.KindText},
		{"a.exe", "MZ", app.KindOther},
	} {
		if got := app.KindOf(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s with %q is %s, want %s", c.name, c.head, got, c.want)
		}
	}
	far := append(bytes.Repeat([]byte{'x'}, app.KindHead), "%PDF-"...)
	if got := app.KindOf("a.bin", far); got != app.KindOther {
		t.Errorf("a mark beyond the head makes it %s", got)
	}
}
