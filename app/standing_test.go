package app_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"custody/app"
	"custody/app/apptest"
)

// For random days of signing and leaving and for random lengths, what the office says
// of a person is what a plain reading of §5.3.1 says: signed by then, not run out, still here.
func TestStandingFollowsASimpleModel(t *testing.T) {
	k := apptest.New(t)
	rapid.Check(t, func(rt *rapid.T) {
		p := k.Person("某人", apptest.Unsigned())
		type signature struct{ on, until app.Date }
		signed := map[app.TemplateKey][]signature{}
		for range rapid.IntRange(0, 6).Draw(rt, "signatures") {
			key := rapid.SampledFrom(app.AllTemplates).Draw(rt, "key")
			on := k.Today().AddDays(-rapid.IntRange(0, 60).Draw(rt, "ago"))
			until := on.AddDays(rapid.IntRange(0, 70).Draw(rt, "length"))
			k.Signed(p.Number, key, on, until)
			signed[key] = append(signed[key], signature{on, until})
		}
		if rapid.Bool().Draw(rt, "leaves") {
			p.LeftOn = k.Today().AddDays(rapid.IntRange(-3, 3).Draw(rt, "left"))
			_, err := k.Founder.SavePerson(t.Context(), p)
			ok(t, err)
		}
		today := k.Today()
		var missing []app.TemplateKey
		for _, key := range app.Required {
			if !slices.ContainsFunc(signed[key], func(s signature) bool { return s.until >= today }) {
				missing = append(missing, key)
			}
		}
		left := p.LeftOn != "" && p.LeftOn <= today
		got, err := k.Founder.StandingOf(t.Context(), p.Number)
		ok(t, err)
		if got.Bound != (len(missing) == 0 && !left) || got.Left != left || !slices.Equal(got.Missing, missing) {
			rt.Errorf("signed %v, left %q: standing %+v, want missing %v", signed, p.LeftOn, got, missing)
		}
		rows, err := k.Founder.People(t.Context(), app.PersonFilter{Number: p.Number, IncludeLeft: true})
		ok(t, err)
		if rows[0].Bound.Bound != got.Bound {
			rt.Errorf("the list says %v, the person %v", rows[0].Bound, got)
		}
	})
}

// A new version of a text takes force away from what was signed to the old one.
func TestNewVersionOfATextIsSignedAnew(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("守约者")
	tomorrow := k.Today().AddDays(1)
	ok(t, k.Store().Update(t.Context(), func(tx app.Tx) error {
		_, err := tx.AddTemplate(app.Template{
			Key: app.NDA, Number: "ZBT-TP-046-R1", Version: "C/1", Body: []byte(`{}`), SHA256: "00", InForce: tomorrow,
		})
		return err
	}))
	for day, bound := range map[int]bool{0: true, 1: false} {
		k.Clock.Set(apptest.Start.AddDate(0, 0, day))
		s, err := k.Founder.StandingOf(t.Context(), p.Number)
		ok(t, err)
		if s.Bound != bound {
			t.Errorf("day %d: %+v", day, s)
		}
	}
}
