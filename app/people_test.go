package app_test

import (
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

func TestSavePersonChecksEveryField(t *testing.T) {
	k := apptest.New(t)
	good := app.Person{Number: "ZB-500", Name: "陈静", Kind: app.PartTime}
	cases := map[string]struct {
		change func(*app.Person)
		field  string
	}{
		"empty name":      {func(p *app.Person) { p.Name = "" }, "name"},
		"201 characters":  {func(p *app.Person) { p.Name = strings.Repeat("长", 201) }, "name"},
		"control":         {func(p *app.Person) { p.Name = "陈\x00静" }, "name"},
		"number":          {func(p *app.Person) { p.Number = "a/b" }, "number"},
		"number missing":  {func(p *app.Person) { p.Number = "" }, "number"},
		"kind":            {func(p *app.Person) { p.Kind = "" }, "kind"},
		"left":            {func(p *app.Person) { p.LeftOn = "2026-02-30" }, "left_on"},
		"department":      {func(p *app.Person) { p.DepartmentID = 99 }, "department"},
		"control in post": {func(p *app.Person) { p.Post = "a\tb" }, "post"},
	}
	for name, c := range cases {
		p := good
		c.change(&p)
		_, err := k.Founder.SavePerson(t.Context(), p)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		code := app.Invalid
		if name == "department" {
			code = app.NotFound
		}
		refusedAt(t, err, code, c.field)
	}
	for _, name := range []string{"王", strings.Repeat("长", 200), "王𬱖", "O'Brien 阿依古丽·买买提"} {
		p := good
		p.Name, p.Number = name, p.Number+"x"
		good.Number = p.Number
		saved, err := k.Founder.SavePerson(t.Context(), p)
		ok(t, err)
		if saved.Name != name {
			t.Errorf("saved %q as %q", name, saved.Name)
		}
	}
}

func TestNumberIsUniqueAndSameNameIsOffered(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("张伟")
	_, err := k.Founder.SavePerson(t.Context(), app.Person{Number: p.Number, Name: "张伟", Kind: app.FullTime})
	refusedKey(t, err, app.Conflict, "error.person.double")
	same, err := k.Founder.SimilarPeople(t.Context(), " 张伟 ")
	ok(t, err)
	if len(same) != 1 || same[0].Number != p.Number {
		t.Errorf("similar = %v", same)
	}
	p.Post = "组长"
	_, err = k.Founder.SavePerson(t.Context(), p)
	ok(t, err)
	e := logged(t, k, apptest.FounderLogin, "person.save", app.Done)
	if strings.Contains(e.Detail, "组长") || !strings.Contains(e.Detail, "post") {
		t.Errorf("detail %s names the value or not the field", e.Detail)
	}
}

func TestPeopleAreFoundAndPaged(t *testing.T) {
	k := apptest.New(t)
	for _, name := range []string{"王小明", "王晓梅", "欧阳峰"} {
		k.Person(name)
	}
	find := func(f app.PersonFilter) string {
		rows, err := k.Founder.People(t.Context(), f)
		ok(t, err)
		var names []string
		for _, r := range rows {
			names = append(names, r.Name)
		}
		return strings.Join(names, " ")
	}
	for text, want := range map[string]string{
		"王": "王小明 王晓梅", "wxm": "王小明 王晓梅", "WXM": "王小明 王晓梅", "oyf": "欧阳峰", "ZB-001": apptest.FounderName, "%": "",
	} {
		if got := find(app.PersonFilter{Text: text}); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
	first, err := k.Founder.People(t.Context(), app.PersonFilter{Limit: 2})
	ok(t, err)
	if rest := find(app.PersonFilter{After: first[1].Key}); rest != "王晓梅 欧阳峰" {
		t.Errorf("the second page is %q", rest)
	}
}

func TestLoginsAndRolesAreForAdministratorAndInspector(t *testing.T) {
	k := apptest.New(t)
	seen, _ := k.Staff("被看者", app.Sales)
	for role, sees := range map[app.Role]bool{
		app.Auditor: false, app.Approver: false, app.Custodian: false, app.Inspector: true, app.Administrator: true,
	} {
		_, o := k.Staff("看者", role)
		rows, err := o.People(t.Context(), app.PersonFilter{Number: seen.Number})
		ok(t, err)
		sheet, err := o.Person(t.Context(), seen.Number)
		ok(t, err)
		if (rows[0].Login != "") != sees || (sheet.Login != "") != sees || (len(sheet.Roles) > 0) != sees {
			t.Errorf("%s: row %+v", role, rows[0])
		}
		if !rows[0].Bound.Bound {
			t.Errorf("%s: standing is not shown", role)
		}
		me, err := o.Me(t.Context())
		ok(t, err)
		if me.May.SeeAccounts != sees || me.May.EditRules != (role == app.Administrator) || me.May.ExportAudit != (role == app.Inspector) {
			t.Errorf("%s: abilities %+v", role, me.May)
		}
		if sheet.MayAccount != (role == app.Administrator) {
			t.Errorf("%s: may account %v", role, sheet.MayAccount)
		}
	}
}

func TestDraftsAndPreferencesAreOnesOwn(t *testing.T) {
	k := apptest.New(t)
	_, a := k.Staff("甲", app.Auditor)
	_, b := k.Staff("乙", app.Auditor)
	ok(t, a.KeepDraft(t.Context(), app.Draft{Form: "client", Fields: map[string]string{"name": "未完成"}}))
	ok(t, a.KeepDraft(t.Context(), app.Draft{Form: "client", Fields: map[string]string{"name": "未完成的"}}))
	mine, err := a.Drafts(t.Context())
	ok(t, err)
	if len(mine) != 1 || mine[0].Fields["name"] != "未完成的" || !mine[0].At.Equal(k.Clock.Now()) {
		t.Errorf("drafts = %+v", mine)
	}
	theirs, err := b.Drafts(t.Context())
	ok(t, err)
	if len(theirs) != 0 {
		t.Errorf("b sees %v", theirs)
	}
	ok(t, a.KeepDraft(t.Context(), app.Draft{Form: "client"}))
	mine, err = a.Drafts(t.Context())
	ok(t, err)
	if len(mine) != 0 {
		t.Errorf("an empty draft stays: %v", mine)
	}
	ok(t, a.KeepDraft(t.Context(), app.Draft{Form: "loan.request", Fields: map[string]string{"purpose": "监督审核"}}))
	ok(t, b.DropDraft(t.Context(), "loan.request"))
	ok(t, a.DropDraft(t.Context(), "client"))
	mine, err = a.Drafts(t.Context())
	ok(t, err)
	if len(mine) != 1 {
		t.Errorf("another's drop or that of another form took the draft: %v", mine)
	}
	ok(t, a.DropDraft(t.Context(), "loan.request"))
	big := map[string]string{"note": strings.Repeat("长", 1<<19)}
	refusedKey(t, a.KeepDraft(t.Context(), app.Draft{Form: "x", Fields: big}), app.Invalid, "error.draft.large")
	ok(t, a.SavePreferences(t.Context(), "pc-1", map[string]string{"width": "1280"}))
	p, err := a.Preferences(t.Context(), "pc-1")
	ok(t, err)
	other, err := a.Preferences(t.Context(), "pc-2")
	ok(t, err)
	if p["width"] != "1280" || len(other) != 0 {
		t.Errorf("preferences %v, %v", p, other)
	}
}
