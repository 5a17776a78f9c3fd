package app_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
)

// markAll marks every line that is still open.
func markAll(t *testing.T, o *app.Office, number string, mark app.ItemMark, note string) {
	t.Helper()
	s, err := o.OpenClearance(t.Context(), number)
	ok(t, err)
	for i, it := range s.Items {
		if it.State == app.MarkOpen {
			ok(t, o.MarkClearance(t.Context(), number, i, mark, note))
		}
	}
}

// closing signs a sheet as the founder does.
func closing(number string) app.ClearanceClosing {
	return app.ClearanceClosing{Number: number, Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword}
}

// line finds a line of a sheet.
func line(t *testing.T, o *app.Office, number, key string) (int, app.ClearanceItem) {
	t.Helper()
	s, err := o.OpenClearance(t.Context(), number)
	ok(t, err)
	i := slices.IndexFunc(s.Items, func(it app.ClearanceItem) bool { return it.Key == key })
	if i < 0 {
		t.Fatalf("no line %s", key)
	}
	return i, s.Items[i]
}

// A leaver's sheet counts what is left by itself, closes once nothing is, and is a sealed paper with the duties
// that outlive the post.
func TestLeaversSheet(t *testing.T) {
	k := sealing(t)
	client, codes := k.Records("深圳市精工电子有限公司", 2)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 30)
	k.Lent(office, codes[0])
	sheet, err := k.Founder.StartClearance(t.Context(), p.Number, app.ClearLeaver, "合同到期")
	ok(t, err)
	logged(t, k, apptest.FounderLogin, "clearance.start", app.Done)
	_, err = k.Founder.StartClearance(t.Context(), p.Number, app.ClearMover, "")
	refusedKey(t, err, app.Conflict, "error.clearance.open")

	loans, it := line(t, k.Founder, sheet.Number, "loans")
	if it.Open != 1 || it.State != app.MarkOpen {
		t.Errorf("loans %+v", it)
	}
	refusedKey(t, k.Founder.MarkClearance(t.Context(), sheet.Number, loans, app.MarkDone, ""), app.Conflict, "error.clearance.fact")
	refusedAt(t, k.Founder.MarkClearance(t.Context(), sheet.Number, loans, app.MarkExcused, ""), app.Invalid, "note")
	_, err = k.Founder.CloseClearance(t.Context(), closing(sheet.Number))
	refusedKey(t, err, app.Conflict, "error.clearance.left")
	ok(t, k.Founder.AddClearanceLine(t.Context(), sheet.Number, "交回车辆钥匙"))
	refusedAt(t, k.Founder.AddClearanceLine(t.Context(), sheet.Number, "交回车辆钥匙"), app.Invalid, "text")

	k.TakeBack(codes[0])
	_, err = k.Founder.Leave(t.Context(), p.Number, k.Today(), "合同到期")
	ok(t, err)
	_, err = k.Founder.RenewVaultKey(t.Context(), nil)
	ok(t, err)
	for _, key := range []string{"loans", "assignments", "account_closed", "keys", "vault_key"} {
		if _, it := line(t, k.Founder, sheet.Number, key); it.Open != 0 || it.State != app.MarkDone {
			t.Errorf("%s after the leaving: %+v", key, it)
		}
	}
	markAll(t, k.Founder, sheet.Number, app.MarkDone, "")
	in := closing(sheet.Number)
	in.Strokes = [][]app.Point{{{X: 0.5, Y: 0.5}}}
	_, err = k.Founder.CloseClearance(t.Context(), in)
	refusedAt(t, err, app.Invalid, "signature")
	done, err := k.Founder.CloseClearance(t.Context(), closing(sheet.Number))
	ok(t, err)
	if done.State != app.ClearanceClosed || !done.EndedAt.Equal(k.Clock.Now()) || done.EndedBy.Number != apptest.FounderNumber {
		t.Errorf("closed as %+v", done)
	}
	sealedSheet(t, k, sheet.Number, p)
	refusedKey(t, k.Founder.AddClearanceLine(t.Context(), sheet.Number, "晚了"), app.Conflict, "error.clearance.ended")
	refusedKey(t, k.Founder.DropClearance(t.Context(), sheet.Number, "晚了"), app.Conflict, "error.clearance.ended")
	chainHolds(t, k)
}

// sealedSheet checks the paper of a closed sheet, and that it states the duties.
func sealedSheet(t *testing.T, k *apptest.Kit, number string, p app.Person) {
	t.Helper()
	s, err := k.Founder.OpenClearance(t.Context(), number)
	ok(t, err)
	if first := s.Items[0]; first.Key != "loans" || !first.Auto || s.Items[len(s.Items)-1].Key != app.OwnLine {
		t.Errorf("lines in another order: %+v", s.Items)
	}
	if s.Paper.ID == 0 || s.Paper.Kind != app.PaperClearance || s.Paper.Number != p.Number {
		t.Fatalf("paper %+v", s.Paper)
	}
	f, err := k.Founder.ExportPaper(t.Context(), s.Paper.ID)
	ok(t, err)
	r, err := seal.Verify(f.PDF)
	ok(t, err)
	if r.For != p.Number+" "+p.Name {
		t.Errorf("sealed for %q", r.For)
	}
	if len(f.PDF) > 120<<10 || !bytes.HasPrefix(f.PDF, []byte("%PDF-")) {
		t.Errorf("%d bytes", len(f.PDF))
	}
	if len(s.Duties) < 5 || s.Duties[0].Text == "" || s.Duties[0].Clause == 0 {
		t.Errorf("duties %+v", s.Duties)
	}
	if _, err := k.Founder.SealClearance(t.Context(), number); err == nil {
		t.Error("sealed twice")
	}
}

// Somebody who isn't there is signed for by a witness, who is neither of the two.
func TestSheetOfSomebodyAbsent(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("周敏")
	witness := k.Person("郑重")
	sheet, err := k.Founder.StartClearance(t.Context(), p.Number, app.ClearLeaver, "")
	ok(t, err)
	markAll(t, k.Founder, sheet.Number, app.MarkExcused, "由家属代办")
	in := closing(sheet.Number)
	in.Absent = true
	for _, bad := range []string{"", "ZB-404", p.Number, apptest.FounderNumber} {
		in.Witness, in.Why = bad, "住院"
		_, err = k.Founder.CloseClearance(t.Context(), in)
		refusedAt(t, err, app.Invalid, "witness")
	}
	in.Witness, in.Why = witness.Number, ""
	_, err = k.Founder.CloseClearance(t.Context(), in)
	refusedAt(t, err, app.Invalid, "why")
	in.Why, in.Password = "住院", "不是这个密码"
	_, err = k.Founder.CloseClearance(t.Context(), in)
	refusedAt(t, err, app.NotAllowed, "password")
	in.Password = apptest.FounderPassword
	done, err := k.Founder.CloseClearance(t.Context(), in)
	ok(t, err)
	if done.Witness.Number != witness.Number || done.Signature.Name != witness.Name || done.Why != "住院" {
		t.Errorf("closed as %+v", done)
	}
	s, err := k.Founder.OpenClearance(t.Context(), sheet.Number)
	ok(t, err)
	if s.Paper.ID != 0 || s.Left != 0 {
		t.Errorf("sheet %+v", s)
	}
	_, err = k.Founder.SealClearance(t.Context(), sheet.Number)
	refusedKey(t, err, app.Conflict, "error.clearance.papers")
	k.With(press, nil)
	paper, err := k.Founder.SealClearance(t.Context(), sheet.Number)
	ok(t, err)
	if paper.Ref != sheet.Number {
		t.Errorf("sealed %+v", paper)
	}
}

// A joiner's sheet waits for what the person has to sign; nobody sees to their own sheet.
func TestJoinersSheet(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("新人", apptest.Unsigned())
	sheet, err := k.Founder.StartClearance(t.Context(), p.Number, app.ClearJoiner, "")
	ok(t, err)
	if _, it := line(t, k.Founder, sheet.Number, "commitments"); it.Open != 2 {
		t.Errorf("commitments %+v", it)
	}
	k.Bind(p.Number)
	if _, it := line(t, k.Founder, sheet.Number, "commitments"); it.Open != 0 || it.State != app.MarkDone {
		t.Errorf("commitments %+v", it)
	}
	_, err = k.Founder.StartClearance(t.Context(), apptest.FounderNumber, app.ClearMover, "")
	refusedKey(t, err, app.NotAllowed, "error.clearance.self")
	rows, err := k.Founder.Clearances(t.Context(), app.ClearanceFilter{State: app.ClearanceOpen})
	ok(t, err)
	if len(rows) != 1 || rows[0].Left != 3 {
		t.Errorf("rows %+v", rows)
	}
	ok(t, k.Founder.DropClearance(t.Context(), sheet.Number, "开错了人"))
	_, err = k.Founder.StartClearance(t.Context(), p.Number, app.ClearJoiner, "")
	ok(t, err)
}

// The folder is for those who keep people's papers, and for the person.
func TestPersonFolder(t *testing.T) {
	k := apptest.New(t)
	client, codes := k.Records("广州某某公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 30)
	k.Lent(office, codes[0])
	for _, o := range []*app.Office{k.Founder, office} {
		f, err := o.PersonFolder(t.Context(), p.Number)
		ok(t, err)
		if len(f.Commitments) != 2 || len(f.Holding.Out) != 1 || !slices.Equal(f.Sees, []string{client.Code}) || len(f.Duties) == 0 {
			t.Errorf("folder %+v", f)
		}
		if f.MayStart != (o == k.Founder) || f.Holding.Login != "" {
			t.Errorf("folder %+v", f)
		}
	}
	_, other := k.Staff("赵颉", app.Approver)
	_, err := other.PersonFolder(t.Context(), p.Number)
	refusedKey(t, err, app.NotAllowed, "error.role")
	k.Clock.Advance(time.Minute)
}
