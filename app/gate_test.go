package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/wording"
)

// sign lets the founder attest what a person signs on the screen today.
func sign(t *testing.T, k *apptest.Kit, number string, key app.TemplateKey) app.Commitment {
	t.Helper()
	s, err := k.Founder.PrepareSigning(t.Context(), number, key)
	ok(t, err)
	c, err := k.Founder.Sign(t.Context(), app.SignInput{
		PersonNumber: number, Key: key, TemplateID: s.Template.ID, Strokes: apptest.Strokes(), Place: "深圳",
		Password: apptest.FounderPassword, ReadToEnd: true,
	})
	ok(t, err)
	return c
}

// bound tells what the gate says of a person, and that the list of people says the same.
func bound(t *testing.T, k *apptest.Kit, number string) app.Standing {
	t.Helper()
	s, err := k.Founder.StandingOf(t.Context(), number)
	ok(t, err)
	rows, err := k.Founder.People(t.Context(), app.PersonFilter{Number: number})
	ok(t, err)
	if r := rows[0].Bound; r.Bound != s.Bound || !slices.Equal(r.Missing, s.Missing) || !slices.Equal(r.Untrained, s.Untrained) || r.Uncontracted != s.Uncontracted || r.Until != s.Until {
		t.Errorf("the list says %+v, the person %+v", r, s)
	}
	return s
}

// Somebody whose commitment lapses at midnight has access to the last second of the day, none from the first
// of the next, and has it back by signing (§5.3.1). The day is the office's, not that of UTC.
func TestAccessEndsAtMidnightAndComesBackBySigning(t *testing.T) {
	k := apptest.New(t)
	p, o := k.Staff("到期人", app.Auditor)
	client := k.Client("客户甲")
	k.Assign(client.Code, p.Number, 500)
	last := k.Today().AddMonths(12).AddDays(-1)
	zone := apptest.Start.Location()
	at := func(day app.Date, clock string) {
		when, err := time.ParseInLocation(time.DateOnly+" "+time.TimeOnly, string(day)+" "+clock, zone)
		ok(t, err)
		k.Clock.Set(when)
	}
	opens := func() error {
		_, err := o.OpenClient(t.Context(), client.Code)
		return err
	}
	for _, clock := range []string{"00:00:00", "08:00:00", "23:59:59"} {
		at(last, clock)
		if err := opens(); err != nil {
			t.Errorf("%s %s: %v", last, clock, err)
		}
	}
	next := last.AddDays(1)
	at(next, "00:00:00")
	refusedKey(t, opens(), app.NotAllowed, "error.unsigned")
	if s := bound(t, k, p.Number); s.Bound || len(s.Missing) != 2 {
		t.Errorf("after midnight: %+v", s)
	}
	k.Bind(apptest.FounderNumber) // the custodian's own run out on the same day
	sign(t, k, p.Number, app.NDA)
	refusedKey(t, opens(), app.NotAllowed, "error.unsigned")
	sign(t, k, p.Number, app.Impartiality)
	ok(t, opens())
	if s := bound(t, k, p.Number); !s.Bound || s.Until != next.AddMonths(12).AddDays(-1) {
		t.Errorf("signed again: %+v", s)
	}
	chainHolds(t, k)
}

// A coming version signed before its day leaves nobody without on that day, and takes nothing away before it.
func TestComingVersionIsSignedAhead(t *testing.T) {
	k := apptest.New(t)
	p, late := k.Person("先签者"), k.Person("后签者")
	next := approved(t, k, app.NewDraft{Key: app.NDA, Body: harder(t, k)}, k.Today().AddDays(3))
	c := sign(t, k, p.Number, app.NDA)
	if c.TemplateID != next.ID || c.Version != "C/1" {
		t.Fatalf("signed %s, want the coming version", c.Version)
	}
	rows, err := k.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: p.Number, Key: app.NDA})
	ok(t, err)
	if len(rows) != 2 || rows[0].State != app.InForce || rows[1].State != app.Ahead || rows[1].ID != c.ID {
		t.Errorf("the list says %+v", rows)
	}
	if again := sign(t, k, p.Number, app.NDA); again.Version != "C/0" {
		t.Errorf("with the coming one signed, %s is signed", again.Version)
	}
	for day := range 5 {
		k.Clock.Set(apptest.Start.AddDate(0, 0, day))
		if !bound(t, k, p.Number).Bound {
			t.Errorf("day %d: who signed ahead is not bound", day)
		}
		if got, want := bound(t, k, late.Number).Bound, day < 3; got != want {
			t.Errorf("day %d: who did not is bound: %v", day, got)
		}
	}
	rows, err = k.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: p.Number, Key: app.NDA})
	ok(t, err)
	if len(rows) != 3 || rows[0].ID != c.ID || rows[0].State != app.InForce || rows[1].State != app.Superseded {
		t.Errorf("afterwards the list says %+v", rows)
	}
	chainHolds(t, k)
}

// Whose commitment ends before the next version begins renews it first.
func TestRenewalComesBeforeTheComingVersion(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("续签者", apptest.Unsigned())
	approved(t, k, app.NewDraft{Key: app.NDA, Body: harder(t, k)}, k.Today().AddDays(30))
	k.Signed(p.Number, app.NDA, k.Today(), k.Today().AddDays(10))
	if c := sign(t, k, p.Number, app.NDA); c.Version != "C/0" {
		t.Errorf("%s is signed, a gap of twenty days is left", c.Version)
	}
	if c := sign(t, k, p.Number, app.NDA); c.Version != "C/1" {
		t.Errorf("%s is signed, want the coming one", c.Version)
	}
}

// A text of the office's own is part of the gate for those it is for, from its day on, until it is ended.
func TestOwnTextIsPartOfTheGate(t *testing.T) {
	k := apptest.New(t)
	expert := k.Person("专家", apptest.Kind(app.ExternalExpert))
	staff := k.Person("职员")
	body := edited(t, inForce(t, k, app.NDA), func(text *wording.Text) {
		text.Title = map[string]string{"zh": "专家承诺"}
		text.For.Kinds, text.Gate = []string{string(app.ExternalExpert)}, true
	})
	own := approved(t, k, app.NewDraft{Body: body}, k.Today().AddDays(1))
	if !bound(t, k, expert.Number).Bound {
		t.Error("a text that is not in force yet closes the gate")
	}
	k.Clock.Advance(24 * time.Hour)
	s := bound(t, k, expert.Number)
	if s.Bound || !slices.Equal(s.Missing, []app.TemplateKey{own.Key}) || s.Titles[own.Key] != "专家承诺" {
		t.Errorf("the expert: %+v", s)
	}
	if !bound(t, k, staff.Number).Bound {
		t.Error("a text for experts closes the gate to others")
	}
	rows, err := k.Founder.Commitments(t.Context(), app.CommitmentFilter{State: app.Missing})
	ok(t, err)
	if len(rows) != 1 || rows[0].Person.ID != expert.ID || rows[0].Title != "专家承诺" {
		t.Errorf("missing: %+v", rows)
	}
	sign(t, k, expert.Number, own.Key)
	if !bound(t, k, expert.Number).Bound {
		t.Error("signed, and still not bound")
	}
	other := k.Person("新专家", apptest.Kind(app.ExternalExpert))
	_, boss := k.Staff("批准人", app.Approver)
	ok(t, boss.WithdrawTemplate(t.Context(), own.ID))
	if !bound(t, k, other.Number).Bound || stateOf(t, k, own.ID) != app.TextEnded {
		t.Error("a text that was ended closes the gate")
	}
	chainHolds(t, k)
}

// What the procedure asks of everybody can't be loosened by a text that says otherwise.
func TestTextsOfTheProcedureAreNotLoosened(t *testing.T) {
	k := apptest.New(t)
	body := edited(t, inForce(t, k, app.Impartiality), func(text *wording.Text) {
		text.For.Roles, text.Gate = []string{string(app.Sales)}, false
	})
	approved(t, k, app.NewDraft{Key: app.Impartiality, Body: body}, k.Today())
	p := k.Person("职员", apptest.Unsigned())
	if s := bound(t, k, p.Number); !slices.Equal(s.Missing, app.Required) {
		t.Errorf("missing are %v", s.Missing)
	}
}

// A commitment is valid as long as its text says, and no longer than the office lets any be.
func TestValidityIsTheShorterOfTextAndOffice(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("签署人", apptest.Unsigned())
	short := approved(t, k, app.NewDraft{Body: edited(t, inForce(t, k, app.NDA), func(text *wording.Text) { text.ValidMonths = 3 })}, k.Today())
	for key, months := range map[app.TemplateKey]int{short.Key: 3, app.NDA: 12} {
		if c := sign(t, k, p.Number, key); c.ValidUntil != k.Today().AddMonths(months).AddDays(-1) {
			t.Errorf("%s is valid until %s", key, c.ValidUntil)
		}
	}
	s := app.DefaultSettings()
	s.CommitmentMonths = 6
	ok(t, k.Founder.SaveSettings(t.Context(), s))
	if c := sign(t, k, p.Number, app.NDA); c.ValidUntil != k.Today().AddMonths(6).AddDays(-1) {
		t.Errorf("the office's six months: %s", c.ValidUntil)
	}
	s.CommitmentMonths = 60
	ok(t, k.Founder.SaveSettings(t.Context(), s))
	if c := sign(t, k, p.Number, app.NDA); c.ValidUntil != k.Today().AddMonths(12).AddDays(-1) {
		t.Errorf("longer than its text says: %s", c.ValidUntil)
	}
}
