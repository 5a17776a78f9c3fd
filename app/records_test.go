package app_test

import (
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestClientLife: codes given by the program, changes, duplicates refused, duplicates offered.
func TestClientLife(t *testing.T) {
	k := apptest.New(t)
	first := k.Client("深圳市精工电子有限公司")
	if first.Code != "A-0001" {
		t.Errorf("first code %s", first.Code)
	}
	first.USCC = " 91440300ma5d00037" + app.CompleteUSCC("91440300MA5D00037")[17:]
	first.CertState, first.CertFrom, first.CertUntil = app.CertValid, "2024-03-12", "2027-03-11"
	saved, err := k.Founder.SaveClient(t.Context(), first)
	if err != nil || saved.USCC != app.CompleteUSCC("91440300MA5D00037") || saved.Code != "A-0001" {
		t.Fatalf("saved %+v, %v", saved, err)
	}
	sheet, err := k.Founder.OpenClient(t.Context(), "ａ－0001 ")
	if err != nil || sheet.Client != saved {
		t.Fatalf("opened %+v, %v", sheet.Client, err)
	}
	if next := k.Client("东莞镕盛机械厂"); next.Code != "A-0002" {
		t.Errorf("second code %s", next.Code)
	}
	_, err = k.Founder.SaveClient(t.Context(), app.Client{Name: "别的公司", USCC: saved.USCC})
	refusedKey(t, err, app.Conflict, "error.client.uscc")
	_, err = k.Founder.SaveClient(t.Context(), app.Client{Name: "别的公司", Code: "a-0002"})
	refusedKey(t, err, app.Conflict, "error.client.code")
	for _, like := range []string{"精工电子", "广东省深圳市精工电子股份有限公司"} {
		found, err := k.Founder.SimilarClients(t.Context(), like, "")
		if err != nil || len(found) != 1 || found[0].Code != "A-0001" {
			t.Errorf("similar to %s: %v, %v", like, found, err)
		}
	}
	if found, _ := k.Founder.SimilarClients(t.Context(), "", saved.USCC); len(found) != 1 {
		t.Errorf("same credit code: %v", found)
	}
}

// TestClientRefusals: every field that can't be kept is named at once.
func TestClientRefusals(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.SaveClient(t.Context(), app.Client{
		Name: "", USCC: "91440300MA5D000370", Phase: "x", CertState: "y", CertFrom: "2026-02-30", Contact: "a\x00b",
	})
	fields := []string{}
	for _, e := range answersOf(err) {
		fields = append(fields, e.Field)
	}
	for _, f := range []string{"name", "uscc", "phase", "contact", "cert_state", "cert_from"} {
		if !slices.Contains(fields, f) {
			t.Errorf("no answer at %s: %v", f, err)
		}
	}
}

// TestAssignmentOpensAndCloses: need to know with dates, and its end at once.
func TestAssignmentOpensAndCloses(t *testing.T) {
	k := apptest.New(t)
	c, _ := k.Records("深圳市精工电子有限公司", 2)
	k.Records("佛山明珠陶瓷有限公司", 1)
	li, office := k.Staff("李㛃", app.Auditor)
	_, err := office.OpenClient(t.Context(), c.Code)
	refusedKey(t, err, app.NotAllowed, "error.client.closed")
	a := k.Assign(c.Code, li.Number, 10)
	sheet, err := office.OpenClient(t.Context(), c.Code)
	if err != nil || len(sheet.Files) != 1 || sheet.Files[0].Documents != 2 || sheet.MayEdit {
		t.Fatalf("assigned: %+v, %v", sheet, err)
	}
	if !watches(sheet, li.Number, "assignment") || !watches(sheet, apptest.FounderNumber, "custodian") || len(sheet.Watchers) != 2 {
		t.Errorf("watchers %+v", sheet.Watchers)
	}
	rows, err := office.Documents(t.Context(), app.DocumentFilter{})
	if n, _ := office.CountDocuments(t.Context(), app.DocumentFilter{}); err != nil || len(rows) != 2 || n != 2 {
		t.Errorf("documents %d, counted %d, %v", len(rows), n, err)
	}
	if err := k.Founder.EndAssignment(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	_, err = office.OpenClient(t.Context(), c.Code)
	refusedKey(t, err, app.NotAllowed, "error.client.closed")
	refusedKey(t, k.Founder.EndAssignment(t.Context(), a.ID), app.Conflict, "error.assign.ended")
	k.Assign(c.Code, li.Number, 3)
	k.Clock.Advance(4 * 24 * 60 * 60 * 1e9)
	_, err = office.OpenClient(t.Context(), c.Code)
	refusedKey(t, err, app.NotAllowed, "error.client.closed")
}

func watches(s app.ClientSheet, number, reason string) bool {
	return slices.ContainsFunc(s.Watchers, func(w app.Watcher) bool {
		return w.Person.Number == number && w.Reason == reason
	})
}

// TestDocumentsAndCopies: codes, copies, moving, holds.
func TestDocumentsAndCopies(t *testing.T) {
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	f, f2 := k.File(c.Code, "初次认证"), k.File(c.Code, "监督审核")
	if f.Code != "A-0001-2026" || f2.Code != "A-0001-2026-2" {
		t.Errorf("case files %s %s", f.Code, f2.Code)
	}
	d := k.Document(f.Code, "生产工艺流程图", 3)
	if d2 := k.Document(f.Code, "供应商清单", 1); d.Code != "A-0001-01" || d2.Code != "A-0001-02" {
		t.Errorf("documents %s %s", d.Code, d2.Code)
	}
	d.Home = app.Location{Cabinet: "5"}
	if _, err := k.Founder.SaveDocument(t.Context(), d, 0); err != nil {
		t.Fatal(err)
	}
	sheet, err := k.Founder.OpenDocument(t.Context(), d.Code)
	if err != nil || len(sheet.Copies) != 3 || sheet.Copies[2].Present != d.Home || sheet.Copies[2].Code != "A-0001-01/3" {
		t.Fatalf("%+v, %v", sheet, err)
	}
	if err := k.Founder.MoveCopy(t.Context(), "A-0001-01/3", app.Location{Cabinet: "6"}); err != nil {
		t.Fatal(err)
	}
	if added, err := k.Founder.AddCopy(t.Context(), d.Code, app.Location{}, 10); err != nil || added.Code != "A-0001-01/4" || added.Home != d.Home {
		t.Errorf("added %+v, %v", added, err)
	}
	refusedKey(t, k.Founder.HoldFile(t.Context(), f.Code, true, " "), app.Invalid, "error.text.empty")
	if err := k.Founder.HoldFile(t.Context(), f.Code, true, "投诉处理中"); err != nil {
		t.Fatal(err)
	}
	if sheet, _ = k.Founder.OpenDocument(t.Context(), d.Code); !sheet.OnHold {
		t.Error("a document of a held case file is not on hold")
	}
	refusedKey(t, k.Founder.HoldFile(t.Context(), f.Code, true, "again"), app.Conflict, "error.file.hold.same")
	got, err := k.Founder.Glance(t.Context(), []string{"a-0001-02", "A-0001-01/2", "A-0001-01", "none"})
	if err != nil || got[0].Code != "A-0001-02/1" || !got[1].OnHold || got[2].State != "" || got[3].State != "" {
		t.Errorf("glance %+v, %v", got, err)
	}
}

// TestListsPageByKey: pages follow one another without gap or repeat, in counting order.
func TestListsPageByKey(t *testing.T) {
	k := apptest.New(t)
	c, _ := k.Records("深圳市精工电子有限公司", 12)
	var codes []string
	for after := ""; ; {
		rows, err := k.Founder.Documents(t.Context(), app.DocumentFilter{Client: c.Code, After: after, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			codes, after = append(codes, r.Code), r.Key
		}
		if len(rows) < 5 {
			break
		}
	}
	if len(codes) != 12 || !slices.IsSorted(codes) {
		t.Errorf("pages held %v", codes)
	}
	for _, f := range []app.DocumentFilter{
		{State: app.InPlace, Category: app.CategoryD}, {Text: "文件1"}, {Text: "jgdz"}, {Text: "A-0001-0"}, {File: c.Code + "-2026"},
	} {
		rows, err := k.Founder.Documents(t.Context(), f)
		n, _ := k.Founder.CountDocuments(t.Context(), f)
		if err != nil || len(rows) == 0 || len(rows) != n {
			t.Errorf("%+v: %d rows, counted %d, %v", f, len(rows), n, err)
		}
	}
	if rows, _ := k.Founder.Documents(t.Context(), app.DocumentFilter{State: app.OutCopy}); len(rows) != 0 {
		t.Errorf("out: %v", rows)
	}
}

// TestSensitiveTitlesHidden: where the office hides them, lists leave them out and
// opening shows them.
func TestSensitiveTitlesHidden(t *testing.T) {
	k := apptest.New(t)
	c, _ := k.Records("深圳市精工电子有限公司", 2)
	d, err := k.Founder.OpenDocument(t.Context(), c.Code+"-02")
	ok(t, err)
	d.Sensitivity = app.Secret
	_, err = k.Founder.SaveDocument(t.Context(), d.Document, 0)
	ok(t, err)
	s, err := k.Founder.Settings(t.Context())
	ok(t, err)
	s.HideSensitive = true
	ok(t, k.Founder.SaveSettings(t.Context(), s))
	rows, err := k.Founder.Documents(t.Context(), app.DocumentFilter{})
	if err != nil || rows[0].Title == "" || rows[0].Hidden || rows[1].Title != "" || !rows[1].Hidden {
		t.Errorf("rows %+v, %v", rows, err)
	}
	if opened, err := k.Founder.OpenDocument(t.Context(), d.Code); err != nil || opened.Title != d.Title {
		t.Errorf("opened %+v, %v", opened, err)
	}
}
