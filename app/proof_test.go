package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// onDay makes the report of a day and finds one person in it.
func onDay(t *testing.T, o *app.Office, day app.Date, number string) (app.ProofReport, app.ProofPerson) {
	t.Helper()
	r, err := o.Proof(t.Context(), day, nil)
	ok(t, err)
	i := slices.IndexFunc(r.People, func(p app.ProofPerson) bool { return p.Person.Number == number })
	if i < 0 {
		return r, app.ProofPerson{}
	}
	return r, r.People[i]
}

// The report of a past day says what was so on that day: who was bound by what, who had left, who wasn't there.
func TestProofOfADayInThePast(t *testing.T) {
	k := apptest.New(t)
	client, codes := k.Records("深圳市精工电子有限公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	start := k.Today()
	k.Assign(client.Code, p.Number, 30)
	k.Lent(office, codes[0])
	k.Clock.Advance(10 * 24 * time.Hour)
	k.TakeBack(codes[0])
	k.Clock.Advance(400 * 24 * time.Hour) // commitments ran out
	k.Bind(apptest.FounderNumber)
	late, err := k.Founder.SavePerson(t.Context(), app.Person{Number: "ZB-900", Name: "新人", Kind: app.Temporary})
	ok(t, err)

	r, one := onDay(t, k.Founder, start.AddDays(3), p.Number)
	if !one.Standing.Bound || len(one.Signed) != 2 || one.Signed[0].Version != "C/0" || one.Signed[0].SignedOn != start {
		t.Errorf("on day 3: %+v", one)
	}
	if one.Access != (app.ProofAccess{Clients: 1, Paper: 1}) || len(r.Findings) != 0 || r.Access != 1 {
		t.Errorf("on day 3: access %+v, findings %+v", one.Access, r.Findings)
	}
	if slices.ContainsFunc(r.People, func(p app.ProofPerson) bool { return p.Person.Number == late.Number }) {
		t.Error("somebody who came later is in the report")
	}
	r, one = onDay(t, k.Founder, start.AddDays(20), p.Number)
	if one.Access.Paper != 0 || len(r.Findings) != 0 {
		t.Errorf("on day 20: %+v", one.Access)
	}
	_, one = onDay(t, k.Founder, k.Today(), p.Number)
	if one.Standing.Bound || !slices.Equal(one.Standing.Missing, app.Required) || len(one.Signed) != 0 {
		t.Errorf("today: %+v", one)
	}
	r, _ = onDay(t, k.Founder, k.Today(), late.Number)
	if len(r.People) != 3 || len(r.Texts) != 3 || r.Texts[0].Bound != 1 {
		t.Errorf("today: %d people, texts %+v", len(r.People), r.Texts)
	}
	logged(t, k, apptest.FounderLogin, "proof.make", app.Done)
}

// A copy kept beyond the commitment is found; a task is told as held back by the gate.
func TestProofFindsAccessWithout(t *testing.T) {
	k := apptest.New(t)
	client, codes := k.Records("深圳市精工电子有限公司", 2)
	p, office := k.Staff("李㛃", app.Auditor)
	_, err := k.Founder.Assign(t.Context(), client.Code, p.Number, "audit", k.Today(), k.Today().AddDays(900))
	ok(t, err)
	k.Lent(office, codes[0])
	last := k.Today().AddMonths(12).AddDays(-1)
	k.Clock.Advance(400 * 24 * time.Hour)
	k.Bind(apptest.FounderNumber)
	for _, c := range []struct {
		day      app.Date
		findings int
	}{{last, 0}, {last.AddDays(1), 2}} {
		r, _ := onDay(t, k.Founder, c.day, p.Number)
		if len(r.Findings) != c.findings || c.findings > 0 && r.Breaches() != 1 {
			t.Fatalf("on %s: %+v", c.day, r.Findings)
		}
		if c.findings == 0 {
			continue
		}
		paper, task := r.Findings[0], r.Findings[1]
		if paper.Kind != app.FindPaper || !slices.Equal(paper.What, codes[:1]) || task.Kind != app.FindTask || !task.Kind.Held() || paper.Person.Number != p.Number {
			t.Errorf("findings %+v", r.Findings)
		}
	}
}

// What a program without the gate would write is found, whichever fact shows it.
func TestProofNeedsNoGate(t *testing.T) {
	d := newContentDesk(t)
	p, o := d.Staff("赵一", app.Auditor)
	d.Assign(d.client.Code, p.Number, 30)
	if got := read(t, o, d.doc); got != contentText {
		t.Fatalf("read %q", got)
	}
	day := d.Today()
	r, one := onDay(t, d.Founder, day, p.Number)
	if one.Access.Openings != 1 || len(r.Findings) != 0 {
		t.Errorf("openings %+v, findings %+v", one.Access, r.Findings)
	}
	number := p.Number
	d.Tamper(`DELETE FROM commitments WHERE person_id = (SELECT id FROM people WHERE number = '` + number + `')`)
	r, _ = onDay(t, d.Founder, day, number)
	if r.Breaches() != 1 || r.Findings[0].Kind != app.FindOpening || !slices.Equal(r.Findings[0].What, []string{d.doc.Code}) {
		t.Errorf("from readings: %+v", r.Findings)
	}
	d.Tamper(`DELETE FROM views`)
	r, _ = onDay(t, d.Founder, day, number)
	if r.Breaches() != 1 || r.Findings[0].Kind != app.FindOpening {
		t.Errorf("from the log: %+v", r.Findings)
	}
}

// On the day somebody leaves, what they did before the leaving was right; a day later nothing is.
func TestProofOfALeaver(t *testing.T) {
	k := apptest.New(t)
	_, codes := k.Records("深圳市精工电子有限公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Lent(office, codes[0])
	day := k.Today()
	_, err := k.Founder.Leave(t.Context(), p.Number, day, "另谋高就")
	ok(t, err)
	k.Clock.Advance(48 * time.Hour)
	r, one := onDay(t, k.Founder, day, p.Number)
	if !one.Standing.Bound || len(r.Findings) != 0 {
		t.Errorf("on the day: %+v", r.Findings)
	}
	r, one = onDay(t, k.Founder, day.AddDays(1), p.Number)
	if !one.Standing.Left || r.Breaches() != 1 {
		t.Errorf("the day after: %+v %+v", one, r.Findings)
	}
}

func TestProofRefusals(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.Proof(t.Context(), k.Today().AddDays(1), nil)
	refusedAt(t, err, app.Invalid, "day")
	_, err = k.Founder.Proof(t.Context(), "2026-02-30", nil)
	refusedAt(t, err, app.Invalid, "day")
	_, err = k.Founder.Proof(t.Context(), k.Today(), []string{"ZB-404"})
	refusedKey(t, err, app.NotFound, "error.person.none")
	p := k.Person("周敏")
	r, err := k.Founder.Proof(t.Context(), k.Today(), []string{p.Number})
	ok(t, err)
	if len(r.People) != 1 || !r.Partial || r.AuditHead == "" || r.Organisation.Name == "" {
		t.Errorf("report %+v", r)
	}
}
