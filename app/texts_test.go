package app

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Whatever versions come when: whoever signs each day what is asked for is never without, not even in the first
// moment of a day, save on the day of a version that came without notice; and a commitment counts on exactly the
// days within its time on which its version is in force.
func TestWhoSignsWhatIsAskedIsNeverWithout(t *testing.T) {
	first := Date("2026-01-01")
	rapid.Check(t, func(rt *rapid.T) {
		settings := Settings{CommitmentMonths: rapid.IntRange(1, 6).Draw(rt, "months"), ExpiringDays: rapid.IntRange(1, 20).Draw(rt, "days")}
		versions := []TextVersion{{ID: 1, Key: NDA, InForce: "2020-01-01"}}
		for day := rapid.IntRange(1, 120).Draw(rt, "first"); day < 300 && len(versions) < 6; {
			lead := rapid.SampledFrom([]int{0, 1, 2, 30, 200}).Draw(rt, "lead")
			versions = append(versions, TextVersion{
				ID: int64(len(versions) + 1), Key: NDA, ApprovedOn: first.AddDays(max(day-lead, 0)), InForce: first.AddDays(day),
			})
			day += rapid.IntRange(1, 90).Draw(rt, "gap")
		}
		var signed []Commitment
		for day := range 330 {
			on := first.AddDays(day)
			l := commitmentList{textsOn: textsFrom(versions, on), settings: settings}
			held, ok := l.binding(signed, NDA)
			if want := counts(signed, versions, on); ok != want {
				rt.Fatalf("%s: bound %v, want %v; %v", on, ok, want, signed)
			}
			surprise := l.inForce[NDA].ApprovedOn == on
			if day > 0 && !ok && !surprise {
				rt.Fatalf("%s: without; signed %v of %v", on, signed, versions)
			}
			if ok && held.TemplateID != l.inForce[NDA].ID {
				rt.Fatalf("%s: held by another version", on)
			}
			for range 2 { // a renewal, and the next version
				if v, asked := l.asked(signed); asked {
					signed = append(signed, Commitment{
						ID: int64(len(signed) + 1), Key: NDA, TemplateID: v.ID, SignedOn: on, ValidUntil: settings.validUntil(on, 0),
					})
				}
			}
		}
	})
}

// counts is the plain rule: the version in force on the day was signed by then, and the commitment has not run out.
func counts(signed []Commitment, versions []TextVersion, on Date) bool {
	now := TextVersion{}
	for _, v := range versions {
		if v.InForce <= on && v.InForce > now.InForce {
			now = v
		}
	}
	for _, c := range signed {
		if c.TemplateID == now.ID && c.SignedOn <= on && on <= c.ValidUntil {
			return true
		}
	}
	return false
}

// asked is what a person would sign today: the list says that something is missing or ends soon, or a version
// comes that was not signed ahead.
func (l commitmentList) asked(signed []Commitment) (TextVersion, bool) {
	v, ok := l.toSign(signed, NDA, l.settings)
	if v.ID == l.coming[NDA].ID {
		return v, ok
	}
	for _, r := range l.rows(PersonRow{}, signed) {
		if r.State == Missing || r.State == Expired || r.State == Expiring {
			return v, ok
		}
	}
	return v, false
}

// The versions of a text count on by their last figure, whatever stands before it.
func TestNextVersion(t *testing.T) {
	for _, c := range []struct {
		have []string
		want string
	}{
		{nil, "A/0"},
		{[]string{"C/0"}, "C/1"},
		{[]string{"C/9", "C/10", "C/2"}, "C/11"},
		{[]string{"V1.3"}, "V1.4"},
		{[]string{"first"}, "A/0"},
		{[]string{"2026年版"}, "A/0"},
		{[]string{"A/999999"}, "A/1000000"},
	} {
		var all []Template
		for _, v := range c.have {
			all = append(all, Template{Key: NDA, Version: v})
		}
		all = append(all, Template{Key: Conduct, Version: "Z/99"})
		if got := nextVersion(NDA, all); got != c.want {
			t.Errorf("after %v comes %s, want %s", c.have, got, c.want)
		}
	}
	if got := fmt.Sprint(freeKey([]Template{{Key: NDA}, {Key: "own-2"}, {Key: "own-x"}})); got != "own-3" {
		t.Errorf("the next own text is %s", got)
	}
}
