package app_test

import (
	"slices"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// labelCodes prints labels and returns what their codes say.
func labelCodes(t *testing.T, o *app.Office, kind app.LabelKind, codes ...string) []string {
	t.Helper()
	labels, err := o.PrintLabels(t.Context(), app.LabelOrder{Kind: kind, Codes: codes})
	ok(t, err)
	var out []string
	for _, l := range labels {
		out = append(out, l.Code)
	}
	return out
}

func sameCodes(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
}

// TestLabels: whatever is marked, each label once; electronic documents have none.
func TestLabels(t *testing.T) {
	k := apptest.New(t)
	f := k.File(k.Client("深圳市精工电子有限公司").Code, "初次认证")
	a, b := k.Document(f.Code, "质量手册", 2), k.Document(f.Code, "检验报告", 1)
	ok(t, k.Founder.MoveCopy(t.Context(), a.Code+"/1", app.Location{Cabinet: "甲/乙", Shelf: "2", Box: "7"}))
	ok(t, k.Founder.MoveCopy(t.Context(), a.Code+"/2", app.Location{Cabinet: "甲/乙", Shelf: "3"}))
	ok(t, k.Founder.MoveCopy(t.Context(), b.Code+"/1", app.Location{Cabinet: "甲/乙", Box: "5"}))
	e, err := k.Founder.SaveDocument(t.Context(), app.Document{
		FileCode: f.Code, Title: "扫描件", Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Medium: app.Electronic,
	}, 0)
	ok(t, err)

	sameCodes(t, labelCodes(t, k.Founder, app.CopyLabels, a.Code, a.Code+"/2", b.Code), a.Code+"/1", a.Code+"/2", b.Code+"/1")
	sameCodes(t, labelCodes(t, k.Founder, app.CopyLabels, f.Code), a.Code+"/1", a.Code+"/2", b.Code+"/1")
	sameCodes(t, labelCodes(t, k.Founder, app.FileLabels, a.Code, b.Code+"/1", f.Code, e.Code), f.Code)
	sameCodes(t, labelCodes(t, k.Founder, app.PlaceLabels, f.Code, e.Code), "@甲%2F乙/2/7", "@甲%2F乙/3", "@甲%2F乙//5")
	sameCodes(t, labelCodes(t, k.Founder, app.CabinetLabels, strings.ToLower(f.Code)), "@甲%2F乙")
	sameCodes(t, labelCodes(t, k.Founder, app.PlaceLabels, "@甲%2F乙//5"), "@甲%2F乙//5")
	labels, err := k.Founder.PrintLabels(t.Context(), app.LabelOrder{Kind: app.FileLabels, Codes: []string{f.Code}})
	if err != nil || labels[0].Home != (app.Location{Cabinet: "甲/乙"}) {
		t.Errorf("the binder stands at %+v, %v", labels, err)
	}
	entry := logged(t, k, apptest.FounderLogin, "label.print", app.Done)
	if entry.Object != f.Code || !strings.Contains(entry.Detail, `"labels":1`) {
		t.Errorf("logged %+v", entry)
	}

	for _, c := range []struct {
		order app.LabelOrder
		code  app.Code
		key   string
	}{
		{app.LabelOrder{Kind: app.CopyLabels, Codes: []string{a.Code, "A-9999-01", "没有"}}, app.NotFound, "error.label.unknown"},
		{app.LabelOrder{Kind: app.PlaceLabels, Codes: []string{"@乙柜"}}, app.NotFound, "error.label.unknown"},
		{app.LabelOrder{Kind: app.CopyLabels, Codes: []string{"@甲%2F乙"}}, app.NotFound, "error.label.unknown"},
		{app.LabelOrder{Kind: app.CopyLabels, Codes: []string{e.Code}}, app.Conflict, "error.label.none"},
		{app.LabelOrder{Kind: app.CopyLabels}, app.Conflict, "error.label.none"},
		{app.LabelOrder{Kind: "king", Codes: []string{a.Code}}, app.Invalid, "error.choice"},
	} {
		_, err := k.Founder.PrintLabels(t.Context(), c.order)
		refusedKey(t, err, c.code, c.key)
		logged(t, k, apptest.FounderLogin, "label.print", app.Refused)
		if c.key == "error.label.unknown" && !strings.Contains(answersOf(err)[0].Args[0].(string), c.order.Codes[len(c.order.Codes)-1]) {
			t.Errorf("unknown numbers not named: %v", answersOf(err)[0].Args)
		}
	}
}

// TestPlaceCodes: the code of a place finds what belongs there, and nothing of clients that are not one's own.
func TestPlaceCodes(t *testing.T) {
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	f := k.File(c.Code, "初次认证")
	a, b := k.Document(f.Code, "质量手册", 1), k.Document(f.Code, "检验报告", 1)
	homes := map[string]app.Location{a.Code: {Cabinet: "3", Shelf: "2", Box: "1%"}, b.Code: {Cabinet: "3", Shelf: "1"}}
	for code, at := range homes {
		ok(t, k.Founder.MoveCopy(t.Context(), code+"/1", at))
	}
	_, stranger := k.Staff("李㛃", app.Auditor)
	for text, want := range map[string][]string{
		homes[a.Code].Code(): {a.Code}, homes[b.Code].Code(): {b.Code}, " @3 ": {a.Code, b.Code}, "@3//1%25": {a.Code}, "@4": nil,
	} {
		rows, err := k.Founder.Documents(t.Context(), app.DocumentFilter{Text: text})
		ok(t, err)
		n, err := k.Founder.CountDocuments(t.Context(), app.DocumentFilter{Text: text})
		ok(t, err)
		var got []string
		for _, r := range rows {
			got = append(got, r.Code)
		}
		if !slices.Equal(got, want) || n != len(want) {
			t.Errorf("%q finds %v, counts %d, want %v", text, got, n, want)
		}
		if rows, err := stranger.Documents(t.Context(), app.DocumentFilter{Text: text}); err != nil || len(rows) > 0 {
			t.Errorf("%q shows a stranger %v, %v", text, rows, err)
		}
	}
	if (app.Location{}).Code() != "" {
		t.Error("no place has a code")
	}
}

// TestLabelsAtTheCounter: what is on a label of a copy or a case file is understood there, and of a place told apart.
func TestLabelsAtTheCounter(t *testing.T) {
	k := apptest.New(t)
	f := k.File(k.Client("深圳市精工电子有限公司").Code, "初次认证")
	a, b, c := k.Document(f.Code, "质量手册", 1), k.Document(f.Code, "检验报告", 1), k.Document(f.Code, "合同", 1)
	asker, office := k.Staff("李㛃", app.Auditor)
	_, other := k.Staff("王五", app.Auditor)
	scan := func(text string, hand bool) app.Scan {
		t.Helper()
		s, err := k.Founder.Scan(t.Context(), text, hand, "")
		ok(t, err)
		return s
	}
	binder := labelCodes(t, k.Founder, app.FileLabels, a.Code)[0]
	if s := scan(binder, true); s.Kind != app.ScanBinder || s.Why == nil || s.Why.Key != "error.counter.file_out" {
		t.Errorf("an idle binder: %+v", s)
	}
	if s := scan(labelCodes(t, k.Founder, app.CopyLabels, a.Code)[0], true); s.Kind != app.ScanCopy || len(s.Items) != 1 {
		t.Errorf("a copy: %+v", s)
	}
	first := k.Requested(office, a.Code+"/1", b.Code+"/1")
	k.Approve(first.Number, a.Code+"/1", b.Code+"/1")
	second := k.Requested(other, c.Code+"/1")
	k.Approve(second.Number, c.Code+"/1")
	s := scan(binder, true)
	if len(s.Items) != 3 || !s.Items[0].Ready || !s.Items[1].Ready || s.Items[2].Ready || s.Items[2].Why.Key != "error.counter.other" {
		t.Fatalf("the binder of two borrowers: %+v", s)
	}
	if s.Items[0].Borrower.Number != asker.Number {
		t.Errorf("borrowed by %+v", s.Items[0].Borrower)
	}
	k.HandOut(first.Number)
	if s := scan(binder, false); len(s.Items) != 2 || !s.Items[0].Ready {
		t.Errorf("coming back: %+v", s)
	}
	place := labelCodes(t, k.Founder, app.CabinetLabels, a.Code)[0]
	if s := scan(place, true); s.Kind != app.ScanUnknown || s.Why.Key != "error.counter.place" {
		t.Errorf("a place: %+v", s)
	}
}
