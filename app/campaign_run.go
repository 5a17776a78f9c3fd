package app

import (
	"context"
	"slices"
)

// StartCampaign starts a campaign as PlanCampaign told: it is planned again as the register stands now,
// and whoever can't be asked is left out. Custodian or administrator. Returns what PlanCampaign returns,
// Invalid (title), Conflict (error.campaign.nobody) when nobody remains.
func (o *Office) StartCampaign(ctx context.Context, in CampaignPlan) (CampaignSheet, error) {
	var out CampaignSheet
	err := o.change(ctx, "campaign.start", "", func(c *change) error {
		if err := c.mayRunCampaigns(); err != nil {
			return err
		}
		if err := in.check(c.today, true); err != nil {
			return err
		}
		plan, err := c.planCampaign(in, o.env.Papers)
		if err != nil {
			return err
		}
		if len(plan.Takes) == 0 {
			return Errf(Conflict, "error.campaign.nobody")
		}
		started, err := c.tx.AddCampaign(Campaign{Title: in.Title, Due: in.Due, StartedAt: c.now, StarterID: c.person.ID}, c.now.Year())
		if err != nil {
			return err
		}
		for _, l := range plan.Takes {
			err := c.tx.AddCampaignLine(CampaignLine{CampaignID: started.ID, Person: l.Person, TemplateID: l.TemplateID})
			if err != nil {
				return err
			}
		}
		err = c.log(started.Number, map[string]any{
			"people": plan.People, "lines": len(plan.Takes), "left_out": len(plan.LeavesOut), "due": in.Due,
		})
		if err != nil {
			return err
		}
		out, err = c.campaignSheet(started)
		return err
	})
	return out, err
}

// fulfil notes in the lines of open campaigns what a person has just signed: the version asked for or a
// later one, for longer than what they had signed to it.
func (c *change) fulfil(v Commitment) error {
	lines, err := c.CampaignLines(0, v.PersonID)
	if err != nil || len(lines) == 0 {
		return err
	}
	signed, err := c.Template(v.TemplateID)
	if err != nil {
		return err
	}
	had, err := c.CommitmentsOf(v.PersonID)
	if err != nil {
		return err
	}
	older := slices.ContainsFunc(had, func(h Commitment) bool {
		return h.ID != v.ID && h.TemplateID == v.TemplateID && h.ValidUntil >= v.ValidUntil
	})
	if older || v.ValidUntil < c.today {
		return nil
	}
	for _, l := range lines {
		if l.CommitmentID != 0 || l.Key != v.Key {
			continue
		}
		asked, err := c.Template(l.TemplateID)
		if err != nil {
			return err
		}
		if signed.InForce < asked.InForce {
			continue
		}
		if err := c.tx.SignedLine(l.ID, v.ID); err != nil {
			return err
		}
	}
	return nil
}

// CloseCampaign ends a campaign for good; while somebody has not signed, the note says why. Custodian or
// administrator. Returns NotAllowed, NotFound, Conflict (error.campaign.closed), Invalid (note).
func (o *Office) CloseCampaign(ctx context.Context, number, why string) error {
	return o.change(ctx, "campaign.close", number, func(c *change) error {
		s, err := c.openCampaign(number)
		if err != nil {
			return err
		}
		why, wrong := note("note", why)
		if wrong == nil && why == "" && s.Waiting > 0 {
			wrong = Errf(Invalid, "error.campaign.why", s.Waiting).At("note")
		}
		if wrong != nil {
			return wrong
		}
		s.ClosedAt, s.Note = c.now, why
		if err := c.tx.SaveCampaign(s.Campaign, c.person.ID); err != nil {
			return err
		}
		return c.log(number, map[string]any{"signed": s.Signed, "waiting": s.Waiting, "gone": s.Gone})
	})
}

// openCampaign is for those who run campaigns, and only while one is open.
func (w *work) openCampaign(number string) (CampaignSheet, error) {
	if err := w.mayRunCampaigns(); err != nil {
		return CampaignSheet{}, err
	}
	k, err := w.Campaign(number)
	if err != nil {
		return CampaignSheet{}, err
	}
	if !k.Open() {
		return CampaignSheet{}, Errf(Conflict, "error.campaign.closed", number)
	}
	return w.campaignSheet(k)
}

// CampaignPrints returns the commitments of a campaign for printing, in the order of its lines: blank for
// who has not signed, and with all also what was signed. Logged as one print, and noted in the lines.
// Custodian or administrator. Returns NotAllowed, NotFound, Conflict (error.campaign.closed,
// error.campaign.done when nothing is left to print).
func (o *Office) CampaignPrints(ctx context.Context, number string, all bool) ([]CommitmentPrint, error) {
	var out []CommitmentPrint
	err := o.change(ctx, "campaign.print", number, func(c *change) error {
		s, err := c.openCampaign(number)
		if err != nil {
			return err
		}
		lines := slices.DeleteFunc(s.Lines, func(l CampaignLine) bool {
			return l.State == LineGone || l.State == LineSigned && !all
		})
		if len(lines) == 0 {
			return Errf(Conflict, "error.campaign.done", number)
		}
		if out, err = c.linePrints(lines); err != nil {
			return err
		}
		if err := c.notePrinted(lines); err != nil {
			return err
		}
		if err := c.log(number, map[string]any{"people": countPeople(lines), "pages": len(out)}); err != nil {
			return err
		}
		return (&printBatch{change: c}).stampHead(out)
	})
	return out, err
}

// linePrints are the letters of lines.
func (c *change) linePrints(lines []CampaignLine) ([]CommitmentPrint, error) {
	base, err := c.signing(c.person, Template{})
	if err != nil {
		return nil, err
	}
	now, err := c.texts()
	if err != nil {
		return nil, err
	}
	texts := make(map[int64]Template)
	read := func(id int64) (t Template, err error) {
		if t, known := texts[id]; known {
			return t, nil
		}
		texts[id], err = c.Template(id)
		return texts[id], err
	}
	out := make([]CommitmentPrint, len(lines))
	for i, l := range lines {
		page := CommitmentPrint{Signing: base}
		page.Person, page.OwnPassword = l.Person, l.Person.ID == c.person.ID
		asked, err := read(l.TemplateID)
		if err != nil {
			return nil, err
		}
		text := now.signable(asked)
		if l.State == LineSigned {
			v, err := c.Commitment(l.CommitmentID)
			if err != nil {
				return nil, err
			}
			page.Commitment, page.ValidUntil, text = &v, v.ValidUntil, v.TemplateID
		}
		if page.Template, err = read(text); err != nil {
			return nil, err
		}
		if page.Commitment == nil {
			page.ValidUntil = c.settings.validUntil(c.today, page.Template.Months)
		}
		out[i] = page
	}
	return out, nil
}

// signable is the version that a line is signed by today: the one asked for, or the one in force once that was
// superseded.
func (t textsOn) signable(asked Template) int64 {
	if v, ok := t.inForce[asked.Key]; ok && v.InForce > asked.InForce {
		return v.ID
	}
	return asked.ID
}

// notePrinted notes which of the lines still to be signed are on paper now.
func (c *change) notePrinted(lines []CampaignLine) error {
	var ids []int64
	for _, l := range lines {
		if l.State == LineWaiting {
			ids = append(ids, l.ID)
		}
	}
	return c.tx.PrintedLines(c.now, ids)
}
