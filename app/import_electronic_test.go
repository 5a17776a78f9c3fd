package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// A list of documents brings in electronic ones with their electronic copy alone, and refuses a
// row that would change what a document is on.
func TestImportOfElectronicDocuments(t *testing.T) {
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	f := k.File(c.Code, "初次认证")
	row := func(medium string) []app.ImportRow {
		return []app.ImportRow{{Line: 2, Fields: map[string]string{
			"client_code": c.Code, "file_code": f.Code, "title": "工艺参数", "medium": medium, "copies": "3",
		}}}
	}
	plan, err := k.Founder.RunImport(t.Context(), app.ImportDocuments, row("electronic"))
	ok(t, err)
	code := plan.Rows[0].Code
	sheet, err := k.Founder.OpenDocument(t.Context(), code)
	ok(t, err)
	if len(sheet.Copies) != 1 || sheet.Copies[0].Code != code+"/E" || sheet.Copies[0].State != app.InPlace || !sheet.Copies[0].Home.Empty() {
		t.Errorf("got %+v", sheet.Copies)
	}
	again, err := k.Founder.PlanImport(t.Context(), app.ImportDocuments, row("electronic"))
	ok(t, err)
	if again.Rows[0].Fate != app.FateSame {
		t.Errorf("got %+v", again.Rows[0])
	}
	plan, err = k.Founder.PlanImport(t.Context(), app.ImportDocuments, row("paper"))
	ok(t, err)
	if got := plan.Rows[0]; got.Fate != app.FateRefuse || len(got.Problems) != 1 || got.Problems[0].Key != "error.document.medium" {
		t.Errorf("got %+v", got)
	}
}
