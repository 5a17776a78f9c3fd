package window

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

func peopleOf(d *rig) *people {
	d.shell.Open(People)
	return d.shell.screens[People].screen.(*people)
}

// TestPeopleTabs: each person stands where they belong, and the search opens them there.
func TestPeopleTabs(t *testing.T) {
	k := apptest.New(t)
	bound := k.Person("李㛃")
	unsigned := k.Person("王𬱖", apptest.Unsigned())
	d := seated(t, k, k.Founder, plain)
	p := peopleOf(d)
	if n := len(p.table.Rows()); n != 3 {
		t.Fatalf("%d people", n)
	}
	p.tabs.OnSelect(peopleUnsigned)
	p.tabs.Select(peopleUnsigned)
	p.showRows()
	if rows := p.table.Rows(); len(rows) != 1 || rows[0].Number != unsigned.Number {
		t.Fatalf("unsigned: %v", rows)
	}
	d.shell.Open(People, Arg{Code: bound.Number})
	if p.sheet == nil || p.sheet.Number != bound.Number {
		t.Fatal("the person wanted is not shown")
	}
}

// TestPersonForm: what is wrong is said at its field and stays; what is right is saved and shown.
func TestPersonForm(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	p := peopleOf(d)
	d.press("Ctrl+N")
	d.checkFit("new person")
	p.form.name.SetText("欧阳修远")
	p.form.form.SetValue("number", "no number!")
	p.form.save()
	if p.form == nil || p.form.form.Field("number").Problem() == "" || p.form.name.Text != "欧阳修远" {
		t.Fatal("a bad number passes, or the form was lost")
	}
	p.form.form.SetValue("number", "0150")
	p.form.save()
	if p.form != nil || p.sheet == nil || p.sheet.Name != "欧阳修远" {
		t.Fatal("the person is not saved or not shown")
	}
	d.press("Ctrl+N")
	p.form.name.SetText("欧阳修远")
	p.form.lookForSame()
	if !p.form.same.Visible() {
		t.Error("somebody of the same name is not offered")
	}
}

// TestInvite: the code is shown once and can be printed; the account then waits for its login.
func TestInvite(t *testing.T) {
	k := apptest.New(t)
	someone := k.Person("李㛃")
	d := seated(t, k, k.Founder, plain)
	p := peopleOf(d)
	d.shell.Open(People, Arg{Code: someone.Number})
	inv, err := k.Founder.Invite(t.Context(), someone.Number, "lijie", app.Roles{app.Auditor})
	if err != nil {
		t.Fatal(err)
	}
	p.showCode(someone, inv)
	d.checkFit("code")
	d.shell.Changed()
	if p.sheet == nil || p.sheet.Account != app.Invited || !p.sheet.MayAccount {
		t.Fatalf("after the invitation: %+v", p.sheet)
	}
}

// TestPeopleOfOthers: who may not edit has no button to, and no key either.
func TestPeopleOfOthers(t *testing.T) {
	k := apptest.New(t)
	_, office := k.Staff("周敏", app.Approver)
	d := seated(t, k, office, plain)
	p := peopleOf(d)
	for _, b := range p.Head().Buttons {
		if b.Label() == words.T("people.add") || b.Label() == NavName(Clearances) {
			t.Errorf("an approver is offered %q", b.Label())
		}
	}
	d.press("Ctrl+N")
	d.press("F2")
	if d.dialogOpen() {
		t.Error("a key opens a form that is not theirs")
	}
}
