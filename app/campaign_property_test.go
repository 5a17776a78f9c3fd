package app_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// campaignWalk is an office in which campaigns go on, and what a plain book of it says.
type campaignWalk struct {
	*apptest.Kit
	t      *testing.T
	r      *rand.Rand
	people []app.Person
	signed map[int64]map[int64]bool // campaign, line: signed since it began
	serial int
}

// Random starts, signatures, leavings, days and new versions: the counts add up, nobody who has signed is
// still asked, who is asked once is not asked again for the same text, and a closed campaign stands still.
func TestCampaignsAddUp(t *testing.T) {
	steps := 1500
	if testing.Short() {
		steps = 120
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	w := &campaignWalk{Kit: apptest.New(t), t: t, r: rand.New(rand.NewPCG(seed, 7)), signed: map[int64]map[int64]bool{}}
	for range 8 {
		w.people = append(w.people, w.Person("人", apptest.Unsigned()))
	}
	for range steps {
		w.step()
		w.check()
	}
	chainHolds(t, w.Kit)
}

func (w *campaignWalk) person() app.Person { return w.people[w.r.IntN(len(w.people))] }

func (w *campaignWalk) key() app.TemplateKey { return app.Required[w.r.IntN(len(app.Required))] }

func (w *campaignWalk) step() {
	switch n := w.r.IntN(20); {
	case n < 3:
		w.start()
	case n < 12:
		w.sign()
	case n < 14:
		w.Clock.Advance(time.Duration(1+w.r.IntN(60)) * 24 * time.Hour)
	case n < 15:
		w.leave()
	case n < 16:
		w.people = append(w.people, w.Person("新人", apptest.Unsigned()))
	case n < 17:
		w.serial++
		newVersion(w.t, w.Kit, w.key(), "X/"+string(rune('A'+w.serial/26))+string(rune('A'+w.serial%26)), w.Today().AddDays(w.r.IntN(40)))
	case n < 19:
		w.each(func(c app.CampaignRow) {
			_, err := w.Founder.RemindCampaign(w.t.Context(), c.Number)
			w.refusedOnly(err, "error.campaign.done")
		})
	default:
		w.each(func(c app.CampaignRow) { ok(w.t, w.Founder.CloseCampaign(w.t.Context(), c.Number, "够了")) })
	}
}

// refusedOnly fails for any error but one answer.
func (w *campaignWalk) refusedOnly(err error, key string) {
	w.t.Helper()
	if err != nil {
		refusedKey(w.t, err, app.Conflict, key)
	}
}

// each calls do with one open campaign, if there is any.
func (w *campaignWalk) each(do func(app.CampaignRow)) {
	all, err := w.Founder.Campaigns(w.t.Context())
	ok(w.t, err)
	w.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, c := range all {
		if c.Open() {
			do(c)
			return
		}
	}
}

// start starts what was planned: the same lines, none of them asked for in an open campaign before.
func (w *campaignWalk) start() {
	in := app.CampaignPlan{Title: "签署", Due: w.Today().AddDays(w.r.IntN(50))}
	if w.r.IntN(2) == 0 {
		in.Keys = []app.TemplateKey{w.key()}
	}
	in.Who.State = []app.CommitmentState{"", app.Missing, app.Expired, app.Expiring}[w.r.IntN(4)]
	before := w.asked()
	plan, err := w.Founder.PlanCampaign(w.t.Context(), in)
	ok(w.t, err)
	for _, l := range plan.Takes {
		if before[[2]int64{l.Person.ID, l.TemplateID}] {
			w.t.Errorf("%s is asked twice for %s %s", l.Person.Number, l.Key, l.Version)
		}
	}
	s, err := w.Founder.StartCampaign(w.t.Context(), in)
	w.refusedOnly(err, "error.campaign.nobody")
	if (err == nil) != (len(plan.Takes) > 0) || err == nil && s.Total != len(plan.Takes) {
		w.t.Errorf("planned %d lines, started %d: %v", len(plan.Takes), s.Total, err)
	}
	if err == nil {
		w.signed[s.ID] = map[int64]bool{}
	}
}

// asked are the people and versions that open campaigns wait for.
func (w *campaignWalk) asked() map[[2]int64]bool {
	out := map[[2]int64]bool{}
	ok(w.t, w.Store().View(w.t.Context(), func(r app.Reader) error {
		lines, err := r.CampaignLines(0, 0)
		for _, l := range lines {
			if l.CommitmentID == 0 {
				out[[2]int64{l.Person.ID, l.TemplateID}] = true
			}
		}
		return err
	}))
	return out
}

func (w *campaignWalk) sign() {
	p, key := w.person(), w.key()
	in := paperFor(p.Number, apptest.FounderPassword)
	in.Key, in.SignedOn, in.ByEye = key, w.Today(), true
	signed, err := w.Founder.RecordPaper(w.t.Context(), in)
	if err != nil {
		return // left
	}
	text := w.text(signed.TemplateID)
	w.sheets(func(s app.CampaignSheet) {
		for _, l := range s.Lines {
			if l.Person.ID == p.ID && l.Key == key && text.InForce >= w.text(l.TemplateID).InForce {
				if !w.signed[s.ID][l.ID] && l.CommitmentID != signed.ID {
					w.same(p, signed)
				}
				w.signed[s.ID][l.ID] = w.signed[s.ID][l.ID] || l.CommitmentID != 0
			}
		}
	})
}

// same fails unless the person had signed the same version for as long already.
func (w *campaignWalk) same(p app.Person, signed app.Commitment) {
	w.t.Helper()
	ok(w.t, w.Store().View(w.t.Context(), func(r app.Reader) error {
		all, err := r.CommitmentsOf(p.ID)
		for _, c := range all {
			if c.ID != signed.ID && c.TemplateID == signed.TemplateID && c.ValidUntil >= signed.ValidUntil {
				return err
			}
		}
		w.t.Errorf("%s signed %s, and the campaign does not know", p.Number, signed.Key)
		return err
	}))
}

func (w *campaignWalk) text(id int64) (out app.Template) {
	ok(w.t, w.Store().View(w.t.Context(), func(r app.Reader) (err error) {
		out, err = r.Template(id)
		return err
	}))
	return out
}

// sheets calls do with every open campaign's sheet.
func (w *campaignWalk) sheets(do func(app.CampaignSheet)) {
	all, err := w.Founder.Campaigns(w.t.Context())
	ok(w.t, err)
	for _, c := range all {
		if !c.Open() {
			continue
		}
		s, err := w.Founder.OpenCampaign(w.t.Context(), c.Number)
		ok(w.t, err)
		do(s)
	}
}

func (w *campaignWalk) leave() {
	p := w.person()
	if p.LeftOn == "" && len(w.people) > 4 {
		p.LeftOn = w.Today()
		_, err := w.Founder.SavePerson(w.t.Context(), p)
		ok(w.t, err)
	}
}

// check looks at every campaign.
func (w *campaignWalk) check() {
	all, err := w.Founder.Campaigns(w.t.Context())
	ok(w.t, err)
	for _, c := range all {
		s, err := w.Founder.OpenCampaign(w.t.Context(), c.Number)
		ok(w.t, err)
		if s.CampaignCounts != c.CampaignCounts || s.Total != len(s.Lines) || s.Signed+s.Waiting+s.Gone != s.Total ||
			s.People > s.Total || s.Printed > s.Waiting || s.Reminded > s.Waiting {
			w.t.Fatalf("%s: %+v for %d lines, listed as %+v", c.Number, s.CampaignCounts, len(s.Lines), c.CampaignCounts)
		}
		for _, l := range s.Lines {
			if w.signed[s.ID][l.ID] && l.State != app.LineSigned {
				w.t.Fatalf("%s: %s has signed and is %s", c.Number, l.Person.Number, l.State)
			}
		}
	}
}
