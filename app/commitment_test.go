package app_test

import (
	"bytes"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// signer makes a person with a real slot in the vault, unsigned, and signs them in.
func signer(t *testing.T, k *apptest.Kit, name, login string, roles ...app.Role) (app.Person, *app.Office) {
	t.Helper()
	p := k.Person(name, apptest.Unsigned())
	inv, err := k.Founder.Invite(t.Context(), p.Number, login, roles)
	ok(t, err)
	ok(t, k.Locked.Lock())
	o, err := k.Locked.Enrol(t.Context(), login, inv.Code, newPassword)
	ok(t, err)
	return p, o
}

func TestSigningForOneself(t *testing.T) {
	k := apptest.New(t)
	p, o := signer(t, k, "王𬱖", "wangwei", app.Auditor)
	for i, key := range app.Required {
		s, err := o.StandingOf(t.Context(), p.Number)
		ok(t, err)
		if s.Bound || len(s.Missing) != len(app.Required)-i {
			t.Errorf("before %s: %+v", key, s)
		}
		page, err := o.PrepareSigning(t.Context(), p.Number, key)
		ok(t, err)
		if !page.OwnPassword || page.ValidUntil != "2027-11-26" || page.Template.Title() == "" || page.AuditHead == "" {
			t.Errorf("page = %+v", page)
		}
		c, err := o.Sign(t.Context(), app.SignInput{
			PersonNumber: p.Number, Key: key, Strokes: apptest.Strokes(), Place: "深圳", Password: newPassword, ReadToEnd: true,
		})
		ok(t, err)
		if c.SignedOn != "2026-11-27" || c.ValidUntil != "2027-11-26" || c.Witness != "" || c.Signature.Name != "王𬱖" || c.Signature.Place != "深圳" {
			t.Errorf("signed %+v", c)
		}
		if e := logged(t, k, "wangwei", "commitment.sign", app.Done); e.Object != p.Number {
			t.Errorf("the entry is about %q", e.Object)
		}
	}
	s, err := o.StandingOf(t.Context(), p.Number)
	ok(t, err)
	if !s.Bound || s.Until != "2027-11-26" {
		t.Errorf("standing %+v", s)
	}
	chainHolds(t, k)
}

func TestSigningRefusals(t *testing.T) {
	k := apptest.New(t)
	p, o := signer(t, k, "李㛃", "lijie", app.Auditor)
	other := k.Person("他人")
	good := app.SignInput{PersonNumber: p.Number, Key: app.NDA, Strokes: apptest.Strokes(), Password: newPassword, ReadToEnd: true}
	cases := map[string]struct {
		change func(*app.SignInput)
		code   app.Code
		field  string
	}{
		"blank":          {func(in *app.SignInput) { in.Strokes = nil }, app.Invalid, "signature"},
		"a dot":          {func(in *app.SignInput) { in.Strokes = [][]app.Point{{{X: .5, Y: .5}}} }, app.Invalid, "signature"},
		"off the pad":    {func(in *app.SignInput) { in.Strokes[0][0].X = 9 }, app.Invalid, "signature"},
		"unread":         {func(in *app.SignInput) { in.ReadToEnd = false }, app.Invalid, "read"},
		"wrong password": {func(in *app.SignInput) { in.Password = "不对的密码不对的密码" }, app.NotAllowed, "password"},
		"another person": {func(in *app.SignInput) { in.PersonNumber = other.Number }, app.NotAllowed, ""},
		"no such person": {func(in *app.SignInput) { in.PersonNumber = "ZB-404" }, app.NotFound, ""},
		"no such text":   {func(in *app.SignInput) { in.Key = "poem" }, app.Invalid, "key"},
	}
	for name, c := range cases {
		in := good
		in.Strokes = apptest.Strokes()
		c.change(&in)
		_, err := o.Sign(t.Context(), in)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		refusedAt(t, err, c.code, c.field)
		logged(t, k, "lijie", "commitment.sign", app.Refused)
	}
	s, err := o.StandingOf(t.Context(), p.Number)
	ok(t, err)
	if len(s.Missing) != 2 {
		t.Errorf("a refused signature counts: %+v", s)
	}
	k.Reopen()
	es, err := k.Founder.Audit(t.Context(), app.AuditFilter{Act: "login.failed"})
	ok(t, err)
	if len(es) != 0 {
		t.Errorf("the wrong password was logged twice: %v", es)
	}
	chainHolds(t, k)
}

func TestCustodianAttestsOthersButNeverOneself(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("外来专家", apptest.Unsigned(), apptest.Kind(app.ExternalExpert))
	c, err := k.Founder.Sign(t.Context(), app.SignInput{
		PersonNumber: p.Number, Key: app.NDA, Strokes: apptest.Strokes(), Password: apptest.FounderPassword, ReadToEnd: true,
	})
	ok(t, err)
	if c.Witness != apptest.FounderName || c.Signature.Name != p.Name {
		t.Errorf("signed %+v", c)
	}
	paper := app.PaperInput{
		PersonNumber: p.Number, Key: app.Impartiality, SignedOn: "2026-11-20",
		ScanName: "承诺书.pdf", Scan: []byte("%PDF-1.7 …"), ByEye: true, Password: apptest.FounderPassword,
	}
	c, err = k.Founder.RecordPaper(t.Context(), paper)
	ok(t, err)
	if c.Witness != apptest.FounderName || !c.HasScan || c.ValidUntil != "2027-11-19" || c.Method != "paper" {
		t.Errorf("recorded %+v", c)
	}
	name, data, err := k.Founder.CommitmentScan(t.Context(), c.ID)
	ok(t, err)
	if name != "承诺书.pdf" || !bytes.Equal(data, paper.Scan) {
		t.Errorf("scan %q %q", name, data)
	}
	logged(t, k, apptest.FounderLogin, "commitment.scan", app.Done)
	s, err := k.Founder.StandingOf(t.Context(), p.Number)
	ok(t, err)
	if !s.Bound || s.Until != "2027-11-19" {
		t.Errorf("standing %+v", s)
	}
	paper.PersonNumber = apptest.FounderNumber
	_, err = k.Founder.RecordPaper(t.Context(), paper)
	refusedKey(t, err, app.NotAllowed, "error.sign.self")
	logged(t, k, apptest.FounderLogin, "commitment.paper", app.Refused)
	chainHolds(t, k)
}

func TestPaperRefusals(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("签纸者", apptest.Unsigned())
	cases := map[string]struct {
		change func(*app.PaperInput)
		code   app.Code
		field  string
	}{
		"tomorrow":        {func(in *app.PaperInput) { in.SignedOn = "2026-11-28" }, app.Invalid, "signed_on"},
		"no day":          {func(in *app.PaperInput) { in.SignedOn = "" }, app.Invalid, "signed_on"},
		"before the text": {func(in *app.PaperInput) { in.SignedOn = "2019-01-01" }, app.Invalid, "signed_on"},
		"no picture":      {func(in *app.PaperInput) { in.ScanName, in.Scan = "a.exe", []byte("MZ…") }, app.Invalid, "scan"},
		"empty":           {func(in *app.PaperInput) { in.ScanName = "a.pdf" }, app.Invalid, "scan"},
		"no name":         {func(in *app.PaperInput) { in.Scan = []byte("%PDF-1.7") }, app.Invalid, "scan"},
		"too large": {func(in *app.PaperInput) {
			in.ScanName, in.Scan = "a.pdf", append([]byte("%PDF-"), make([]byte, 20<<20)...)
		}, app.Invalid, "scan"},
		"password": {func(in *app.PaperInput) { in.Password = "x" }, app.NotAllowed, "password"},
	}
	for name, c := range cases {
		in := app.PaperInput{PersonNumber: p.Number, Key: app.NDA, SignedOn: k.Today(), Password: apptest.FounderPassword}
		c.change(&in)
		_, err := k.Founder.RecordPaper(t.Context(), in)
		if err == nil {
			t.Errorf("%s: accepted", name)
			continue
		}
		refusedAt(t, err, c.code, c.field)
	}
}

func TestCommitmentsListsWhatIsMissingFirst(t *testing.T) {
	k := apptest.New(t)
	seller, _ := k.Staff("卖者", app.Sales)
	none := k.Person("未签", apptest.Unsigned())
	soon := k.Person("将满", apptest.Unsigned())
	k.Signed(soon.Number, app.NDA, "2025-12-01", "2026-11-30")
	k.Signed(soon.Number, app.Impartiality, "2025-11-01", "2026-10-31")
	rows, err := k.Founder.Commitments(t.Context(), app.CommitmentFilter{})
	ok(t, err)
	type key struct {
		number string
		key    app.TemplateKey
	}
	got := map[key]app.CommitmentState{}
	rank, last := map[app.CommitmentState]int{app.Missing: 0, app.Expired: 0, app.Expiring: 1, app.InForce: 2}, 0
	for _, r := range rows {
		got[key{r.Person.Number, r.Key}] = r.State
		if rank[r.State] < last || r.Title == "" {
			t.Errorf("out of order or untitled: %+v", r)
		}
		last = rank[r.State]
	}
	want := map[key]app.CommitmentState{
		{apptest.FounderNumber, app.NDA}: app.InForce, {apptest.FounderNumber, app.Impartiality}: app.InForce,
		{seller.Number, app.NDA}: app.InForce, {seller.Number, app.Impartiality}: app.InForce, {seller.Number, app.Conduct}: app.Missing,
		{none.Number, app.NDA}: app.Missing, {none.Number, app.Impartiality}: app.Missing,
		{soon.Number, app.NDA}: app.Expiring, {soon.Number, app.Impartiality}: app.Expired,
	}
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for k, state := range want {
		if got[k] != state {
			t.Errorf("%v is %s, want %s", k, got[k], state)
		}
	}
	k.Signed(soon.Number, app.NDA, k.Today(), "2027-11-26")
	history, err := k.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: soon.Number, State: app.Superseded})
	ok(t, err)
	if len(history) != 1 || history[0].SignedOn != "2025-12-01" {
		t.Errorf("superseded = %+v", history)
	}
}

func TestPrintingManyCommitments(t *testing.T) {
	k := apptest.New(t)
	a := k.Person("已签者")
	b := k.Person("未签者", apptest.Unsigned())
	pages, err := k.Founder.PrintCommitments(t.Context(), []string{a.Number, b.Number}, nil)
	ok(t, err)
	if len(pages) != 4 {
		t.Fatalf("%d pages, want 4", len(pages))
	}
	for i, p := range pages {
		signed := i < 2
		if (p.Commitment != nil) != signed || p.AuditHead == "" || p.Organisation.Name == "" {
			t.Errorf("page %d: %+v", i, p)
		}
		if signed && len(p.Commitment.Signature.Strokes) != len(apptest.Strokes()) {
			t.Errorf("page %d has no strokes", i)
		}
	}
	logged(t, k, apptest.FounderLogin, "commitment.print", app.Done)
	all, err := k.Founder.PrintCommitments(t.Context(), nil, []app.TemplateKey{app.Conduct})
	ok(t, err)
	if len(all) != 3 {
		t.Errorf("%d pages of conduct, want 3", len(all))
	}
	one, err := k.Founder.PrintCommitment(t.Context(), pages[0].Commitment.ID)
	ok(t, err)
	if one.Commitment == nil || one.Person.Number != a.Number || len(one.Commitment.Signature.Strokes) == 0 {
		t.Errorf("one page: %+v", one)
	}
}
