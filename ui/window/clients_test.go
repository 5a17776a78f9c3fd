package window

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// furnished is a vault with a client that has all there is to show.
func furnished(t *testing.T) (*apptest.Kit, app.Client) {
	t.Helper()
	k := apptest.New(t)
	c, err := k.Founder.SaveClient(t.Context(), app.Client{
		Name: "深圳市精工电子有限公司", Phase: app.Certified, Contact: "刘海燕", ContactPost: "质量部", Phone: "0755-2345 6789",
		Address: "深圳市龙华区民治街道梅龙路 8 号精工大厦 12 层", Standards: "GB/T 19001-2016 / ISO 9001:2015", Scope: "精密电子连接器的设计、生产",
		Certificate: "ZBT2024Q0032R1S", CertState: app.CertValid, CertFrom: "2024-03-12", CertUntil: "2027-03-11",
	})
	if err != nil {
		t.Fatal(err)
	}
	f := k.File(c.Code, "初次认证")
	k.Document(f.Code, "认证合同", 2)
	k.Document(f.Code, "初审报告及不符合项", 1)
	k.File(c.Code, "第一次监督审核")
	k.Client("东莞市镕盛机械股份有限公司")
	if _, err := k.Founder.SaveClient(t.Context(), app.Client{Name: "上海明珠食品有限公司", Phase: app.Planned}); err != nil {
		t.Fatal(err)
	}
	auditor := k.Person("李㛃", apptest.Account(app.Auditor), apptest.Department("技术部"))
	k.Assign(c.Code, auditor.Number, 30)
	return k, c
}

func screenOf[T Screen](d *rig, name Name) T {
	d.t.Helper()
	s, ok := d.shell.screens[name].screen.(T)
	if !ok {
		d.t.Fatalf("%s is not open", name)
	}
	return s
}

func (d *rig) quiet(when string) {
	d.t.Helper()
	if text := d.shell.notice.text(); text != "" {
		d.t.Errorf("%s: the window says %q", when, text)
	}
}

func TestClientsAreListedByPhase(t *testing.T) {
	k, c := furnished(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Clients)
	s := screenOf[*clients](d, Clients)
	if n := len(s.table.Rows()); n != 3 {
		t.Fatalf("%d clients are listed, want 3", n)
	}
	s.tabs.Select(string(app.Certified))
	s.showRows()
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Code != c.Code {
		t.Errorf("certified are %v", rows)
	}
	s.tabs.Select(everyClient)
	s.table.SetFilter("mzsp")
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Name != "上海明珠食品有限公司" {
		t.Errorf("pinyin initials find %v", rows)
	}
	if !s.Escape() || len(s.table.Rows()) != 3 {
		t.Error("Esc does not clear the filter")
	}
	s.table.SelectKey(c.Code)
	d.press("Enter")
	if d.shell.At() != Client {
		t.Fatalf("Enter leads to %s", d.shell.At())
	}
	one := screenOf[*client](d, Client)
	if one.sheet == nil || one.sheet.Name != c.Name || len(one.files.Rows()) != 2 || len(one.views.Rows()) != 1 {
		t.Errorf("the client shows %+v", one.sheet)
	}
	d.quiet("opening a client")
}

func TestAClientIsAddedAndRefusedAtItsField(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Clients)
	s := screenOf[*clients](d, Clients)
	d.press("Ctrl+N")
	if s.form == nil {
		t.Fatal("Ctrl+N opens no form")
	}
	s.form.form.SetValue("name", "苏州宏达包装印刷厂")
	s.form.form.SetValue("uscc", "91440300MA5DXXXX7K")
	s.form.sheet.act()
	if s.form == nil || s.form.form.Field("uscc").Problem() == "" || s.form.form.Value("name") != "苏州宏达包装印刷厂" {
		t.Fatal("a wrong credit code is not said at its field, or the name is lost")
	}
	draft := s.Leave()
	if draft == nil || draft.Fields["name"] != "苏州宏达包装印刷厂" {
		t.Fatalf("the draft is %+v", draft)
	}
	s.form.form.SetValue("uscc", "")
	s.form.sheet.act()
	if rows := s.table.Rows(); s.form != nil || len(rows) != 1 || rows[0].Name != "苏州宏达包装印刷厂" {
		t.Errorf("saved are %v", rows)
	}
	if s.Leave() != nil {
		t.Error("a saved form is still kept")
	}
	s.Restore(*draft)
	if s.form == nil || s.form.form.Value("uscc") != "91440300MA5DXXXX7K" {
		t.Error("the draft does not come back")
	}
}

func TestAnAssignmentIsGivenAndEnded(t *testing.T) {
	k, c := furnished(t)
	reviewer := k.Person("王𬱖", apptest.Account(app.Reviewer))
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Client, Arg{Code: c.Code})
	s := screenOf[*client](d, Client)
	before := len(s.sheet.Assignments)
	d.press("F4")
	s.form.sheet.act()
	if s.form.form.Field("person").Problem() == "" {
		t.Error("nobody was picked, and nothing is said")
	}
	s.form.form.SetValue("person", reviewer.Number)
	s.form.form.SetValue("until", "+5")
	s.form.sheet.act()
	if s.form != nil || len(s.sheet.Assignments) != before+1 {
		t.Fatalf("assigned are %v", s.sheet.Assignments)
	}
	d.shell.notice.hide()
	s.unassign(s.sheet.Assignments[before])
	if len(s.sheet.Assignments) != before {
		t.Errorf("still assigned are %v", s.sheet.Assignments)
	}
}

func TestStaffSeeOnlyTheirClients(t *testing.T) {
	k, c := furnished(t)
	d := seated(t, k, k.Office(apptest.Login("ZB-101")), plain)
	d.shell.Open(Clients)
	s := screenOf[*clients](d, Clients)
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Code != c.Code {
		t.Errorf("an auditor sees %v", rows)
	}
	if len(s.Head().Buttons) != 0 {
		t.Error("an auditor is offered to add clients")
	}
	d.shell.Open(Client, Arg{Code: "A-9999"})
	if want := words.T("error.client.closed", "A-9999"); d.shell.notice.text() != want {
		t.Errorf("said %q, want %q", d.shell.notice.text(), want)
	}
}

// TestClientScreensFit draws the screens of clients and their forms in every dress.
func TestClientScreensFit(t *testing.T) {
	k, c := furnished(t)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			d.shell.Open(Clients)
			d.draw("clients-" + name)
			d.checkFit("clients")
			d.press("Ctrl+N")
			d.draw("client-form-" + name)
			d.checkFit("client form")
			screenOf[*clients](d, Clients).form.sheet.dialog.Cancel()
			d.shell.Open(Client, Arg{Code: c.Code})
			s := screenOf[*client](d, Client)
			for _, tab := range []string{clientOverview, clientFiles, clientLoans, clientViews} {
				s.tabs.Select(tab)
				s.draw()
				d.draw("client-" + tab + "-" + name)
				d.checkFit("client " + tab)
			}
			for key, form := range map[string]string{"F4": "assign", "Ctrl+N": "file"} {
				d.press(key)
				d.draw("client-" + form + "-" + name)
				d.checkFit(form)
				s.form.sheet.dialog.Cancel()
			}
			d.quiet("looking around")
		})
	}
}
