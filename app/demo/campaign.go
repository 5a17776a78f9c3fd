package demo

import (
	"slices"

	"custody/app"
)

const approver = "zhoum"

// laterCountersigned are those whose agreements the approver has left on the desk.
var laterCountersigned = []string{"0174", "W021"}

// countersign signs for the organisation what was signed so far, but for a few. An office without a maker of papers
// has nothing to countersign yet.
func (s *script) countersign() {
	s.do(func() error {
		rows, err := s.office.ToCountersign(s.ctx)
		if err != nil {
			return err
		}
		var ids []int64
		for _, r := range rows {
			if r.MayCounter && !slices.Contains(laterCountersigned, r.Person.Number) {
				ids = append(ids, r.ID)
			}
		}
		if len(ids) == 0 {
			return nil
		}
		return s.office.Countersign(s.ctx, app.CounterInput{
			IDs: ids, Strokes: strokes("0105"), Place: "深圳", Password: Password(approver),
		})
	})
}

// campaign asks those whose commitments end or are missing to sign; one of them has, the others were reminded.
func (s *script) campaign() {
	s.daysAgo(7)
	s.as(founder)
	var number string
	s.do(func() error {
		c, err := s.office.StartCampaign(s.ctx, app.CampaignPlan{
			Title: "年度续签", Who: app.CampaignWho{Within: 40}, Due: s.daysBack(-9),
		})
		number = c.Number
		return err
	})
	s.daysAgo(6)
	s.as(approver)
	s.signOwn(approver, "0105", app.NDA, app.Impartiality)
	s.as(founder)
	s.do(func() error {
		_, err := s.office.RemindCampaign(s.ctx, number)
		return err
	})
}
