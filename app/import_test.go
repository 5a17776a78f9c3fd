package app_test

import (
	"path/filepath"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/app/sheet"
	"custody/app/sheet/sheettest"
)

// rowsOf reads a spreadsheet as the faces do.
func rowsOf(t *testing.T, path string, kind sheet.Kind) []app.ImportRow {
	t.Helper()
	result, err := sheet.ReadFile(path, kind)
	ok(t, err)
	var rows []app.ImportRow
	for _, r := range result.Rows {
		row := app.ImportRow{Line: r.Line, Fields: map[string]string{}}
		for f, v := range r.Fields {
			row.Fields[string(f)] = v
		}
		for _, p := range r.Problems {
			if p.Blocks {
				row.Problems = append(row.Problems, app.Errf(app.Invalid, p.Key, p.Args...).At(string(p.Field)))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func fields(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func rows(all ...map[string]string) []app.ImportRow {
	out := make([]app.ImportRow, len(all))
	for i, f := range all {
		out[i] = app.ImportRow{Line: i + 2, Fields: f}
	}
	return out
}

// TestImportMessyLists: 60 clients and their documents come in from messy lists; the
// same lists again change nothing.
func TestImportMessyLists(t *testing.T) {
	k := apptest.New(t)
	path := filepath.Join(t.TempDir(), "客户.xlsx")
	ok(t, sheettest.MessyClients(path, 60))
	list := rowsOf(t, path, sheet.Clients)
	plan, err := k.Founder.PlanImport(t.Context(), app.ImportClients, list)
	if err != nil || plan.New != 60 || plan.Refused != 0 {
		t.Fatalf("plan %d new, %d refused, %v: %v", plan.New, plan.Refused, err, firstProblem(plan))
	}
	if n, _ := k.Founder.CountClients(t.Context(), app.ClientFilter{}); n != 0 {
		t.Fatalf("a plan wrote %d clients", n)
	}
	_, err = k.Founder.RunImport(t.Context(), app.ImportClients, list)
	ok(t, err)
	codes := make([]string, 60)
	for i := range codes {
		codes[i] = sheettest.ClientCode(i)
		c, err := k.Founder.OpenClient(t.Context(), codes[i])
		ok(t, err)
		if c.Name != sheettest.ClientName(i) || c.USCC != sheettest.USCC(i+1) {
			t.Errorf("client %d is %s %s", i, c.Name, c.USCC)
		}
	}
	again, err := k.Founder.RunImport(t.Context(), app.ImportClients, list)
	if err != nil || again.Same != 60 {
		t.Errorf("again: %d same, %v", again.Same, err)
	}
	docs := filepath.Join(t.TempDir(), "文件.xlsx")
	ok(t, sheettest.MessyDocuments(docs, codes, 120))
	list = rowsOf(t, docs, sheet.Documents)
	plan, err = k.Founder.RunImport(t.Context(), app.ImportDocuments, list)
	if err != nil || plan.New != 120 {
		t.Fatalf("documents: %d new, %v: %v", plan.New, err, firstProblem(plan))
	}
	d, err := k.Founder.OpenDocument(t.Context(), plan.Rows[0].Code)
	if err != nil || d.Title != sheettest.DocumentTitle(0) || d.FileCode != sheettest.FileCode(codes[0]) || len(d.Copies) == 0 {
		t.Errorf("document %+v, %v", d, err)
	}
	again, err = k.Founder.RunImport(t.Context(), app.ImportDocuments, list)
	if err != nil || again.Same != 120 {
		t.Errorf("documents again: %d same, %d changed, %v", again.Same, again.Change, err)
	}
	chainHolds(t, k)
}

func firstProblem(p app.ImportPlan) any {
	for _, r := range p.Rows {
		if len(r.Problems) > 0 {
			return *r.Problems[0]
		}
	}
	return nil
}

// TestImportClientFates: what is new, changed, the same or refused, and why.
func TestImportClientFates(t *testing.T) {
	k := apptest.New(t)
	a, b := k.Client("深圳市精工电子有限公司"), k.Client("佛山明珠陶瓷有限公司")
	b.USCC = app.CompleteUSCC("91440300MA5D00037")
	_, err := k.Founder.SaveClient(t.Context(), b)
	ok(t, err)
	for name, c := range map[string]struct {
		row  map[string]string
		fate app.Fate
		key  string
	}{
		"new":                {fields("client_name", "成都天工照明", "phase", "已获证", "cert_state", "有效", "cert_until", "２０２７年１月５日"), app.FateNew, ""},
		"same by code":       {fields("client_code", "ａ-0001"), app.FateSame, ""},
		"changed by name":    {fields("client_name", "深圳市 精工电子有限公司　", "phone", "０７５５－123"), app.FateChange, ""},
		"changed by uscc":    {fields("client_name", "佛山市明珠陶瓷有限公司", "uscc", b.USCC), app.FateChange, ""},
		"uscc of another":    {fields("client_code", a.Code, "uscc", b.USCC), app.FateRefuse, "error.client.uscc"},
		"new code, old uscc": {fields("client_code", "B-1", "client_name", "甲乙", "uscc", b.USCC), app.FateRefuse, "error.client.uscc"},
		"new code, old name": {fields("client_code", "B-1", "client_name", a.Name), app.FateRefuse, "error.import.name"},
		"no name":            {fields("phone", "1"), app.FateRefuse, "error.text.empty"},
		"mistyped uscc":      {fields("client_name", "甲乙", "uscc", "91350100M000100Y44"), app.FateRefuse, "error.uscc.check"},
		"impossible day":     {fields("client_name", "甲乙", "cert_until", "2027-02-30"), app.FateRefuse, "error.date"},
		"unknown phase":      {fields("client_name", "甲乙", "phase", "不知道"), app.FateRefuse, "error.choice.what"},
		"ends before begin":  {fields("client_name", "甲乙", "cert_from", "2027/1/1", "cert_until", "2026.1.1"), app.FateRefuse, "error.cert.until"},
		"bad code":           {fields("client_name", "甲乙", "client_code", "A*1"), app.FateRefuse, "error.code.form"},
	} {
		plan, err := k.Founder.PlanImport(t.Context(), app.ImportClients, rows(c.row))
		ok(t, err)
		got := plan.Rows[0]
		if got.Fate != c.fate || c.key != "" && (len(got.Problems) == 0 || got.Problems[0].Key != c.key) {
			t.Errorf("%s: %s %v", name, got.Fate, got.Problems)
		}
	}
}

// TestImportIsAllOrNothing: one refused row keeps all others out, and says so in the log.
func TestImportIsAllOrNothing(t *testing.T) {
	k := apptest.New(t)
	list := rows(fields("client_name", "成都天工照明"), fields("client_name", "杭州绿源食品"), fields("client_name", "成都天工 照明"))
	plan, err := k.Founder.RunImport(t.Context(), app.ImportClients, list)
	refusedKey(t, err, app.Conflict, "error.import.refused")
	if plan.New != 2 || plan.Refused != 1 || plan.Rows[2].Problems[0].Key != "error.import.twice" || plan.Rows[2].Problems[0].Args[0] != 2 {
		t.Errorf("plan %+v", plan)
	}
	logged(t, k, apptest.FounderLogin, "import.clients", app.Refused)
	if n, _ := k.Founder.CountClients(t.Context(), app.ClientFilter{}); n != 0 {
		t.Errorf("%d clients were written", n)
	}
	list[2].Fields["client_name"] = "苏州启航软件"
	list[1].Fields["client_code"] = "A-0001" // the code that the program would give first
	plan, err = k.Founder.RunImport(t.Context(), app.ImportClients, list)
	ok(t, err)
	if plan.Rows[0].Code != "A-0002" || plan.Rows[1].Code != "A-0001" || plan.Rows[2].Code != "A-0003" {
		t.Errorf("codes %s %s %s", plan.Rows[0].Code, plan.Rows[1].Code, plan.Rows[2].Code)
	}
	logged(t, k, apptest.FounderLogin, "import.clients", app.Done)
	_, err = k.Founder.PlanImport(t.Context(), app.ImportClients, nil)
	refusedKey(t, err, app.Invalid, "error.import.empty")
	list[0].Problems = []*app.Error{app.Errf(app.Invalid, "sheet.problem.formula")}
	_, err = k.Founder.RunImport(t.Context(), app.ImportClients, list)
	refusedKey(t, err, app.Conflict, "error.import.refused")
}

// TestImportDocumentFates: whose a document is, which case file it goes into, and what
// is refused.
func TestImportDocumentFates(t *testing.T) {
	k := apptest.New(t)
	a, b := k.Client("深圳市精工电子有限公司"), k.Client("佛山明珠陶瓷有限公司")
	two := k.Client("成都天工照明")
	k.File(two.Code, "初次认证")
	k.File(two.Code, "监督审核")
	fb := k.File(b.Code, "初次认证")
	k.Document(fb.Code, "质量手册", 1)
	for name, c := range map[string]struct {
		row  map[string]string
		fate app.Fate
		key  string
	}{
		"first of a client":    {fields("client_code", a.Code, "title", "质量手册"), app.FateNew, ""},
		"client by name":       {fields("client_name", "佛山 明珠陶瓷有限公司", "title", "程序文件"), app.FateNew, ""},
		"client by file":       {fields("file_code", fb.Code, "title", "程序文件"), app.FateNew, ""},
		"new file":             {fields("client_code", a.Code, "file_code", "A-0001-TS", "title", "投诉信"), app.FateNew, ""},
		"same title":           {fields("client_code", b.Code, "title", "质量手册"), app.FateSame, ""},
		"changed by title":     {fields("client_code", b.Code, "title", "质量手册", "pages", "12 页"), app.FateChange, ""},
		"changed by code":      {fields("document_code", "a-0002-01", "title", "质量手册（第二版）"), app.FateChange, ""},
		"kept for good":        {fields("client_code", b.Code, "title", "章程", "retain_until", "9999-12-31"), app.FateNew, ""},
		"nobody's":             {fields("title", "质量手册"), app.FateRefuse, "error.import.client.missing"},
		"unknown client":       {fields("client_name", "没有这家", "title", "质量手册"), app.FateRefuse, "error.import.client.unknown"},
		"unknown code":         {fields("client_code", "Z-9", "title", "质量手册"), app.FateRefuse, "error.client.unknown"},
		"which file":           {fields("client_code", two.Code, "title", "质量手册"), app.FateRefuse, "error.import.file.which"},
		"another's file":       {fields("client_code", a.Code, "file_code", fb.Code, "title", "质量手册"), app.FateRefuse, "error.import.file.other"},
		"another's document":   {fields("client_code", a.Code, "document_code", "A-0002-01"), app.FateRefuse, "error.document.client"},
		"no title":             {fields("client_code", a.Code), app.FateRefuse, "error.text.empty"},
		"unknown keeper":       {fields("client_code", a.Code, "title", "甲", "custodian", "无此人"), app.FateRefuse, "error.import.keeper"},
		"not yet received":     {fields("client_code", a.Code, "title", "甲", "received", "2099-01-01"), app.FateRefuse, "error.date.ahead"},
		"too many copies":      {fields("client_code", a.Code, "title", "甲", "copies", "1000"), app.FateRefuse, "error.number"},
		"kept too short":       {fields("client_code", a.Code, "title", "甲", "received", "2026-01-01", "retain_until", "2025-01-01"), app.FateRefuse, "error.retain.order"},
		"pages no number":      {fields("client_code", a.Code, "title", "甲", "pages", "许多"), app.FateRefuse, "error.number.what"},
		"keeper by their name": {fields("client_code", a.Code, "title", "甲", "custodian", apptest.FounderName), app.FateNew, ""},
	} {
		plan, err := k.Founder.PlanImport(t.Context(), app.ImportDocuments, rows(c.row))
		ok(t, err)
		got := plan.Rows[0]
		if got.Fate != c.fate || c.key != "" && (len(got.Problems) == 0 || got.Problems[0].Key != c.key) {
			t.Errorf("%s: %s %v %v", name, got.Fate, got.Problems, got.Changes)
		}
	}
	plan, err := k.Founder.RunImport(t.Context(), app.ImportDocuments, rows(
		fields("client_code", a.Code, "title", "甲", "retain_until", "永久"), fields("client_code", a.Code, "title", "乙"),
		fields("client_code", a.Code, "file_code", "A-0001-TS", "title", "丙", "document_code", "A-0001-07")))
	if err != nil || plan.New != 3 || plan.Rows[0].Code != "A-0001-08" {
		t.Fatalf("%+v, %v", plan, err)
	}
	d, err := k.Founder.OpenDocument(t.Context(), "A-0001-08")
	if err != nil || d.RetainUntil != app.Forever || d.FileCode != "A-0001-2026" {
		t.Errorf("%+v, %v", d, err)
	}
}
