package app

import (
	"cmp"
	"context"
	"slices"
)

// Campaigns lists all campaigns with their counts, newest first. Custodian, administrator, inspector.
func (o *Office) Campaigns(ctx context.Context) ([]CampaignRow, error) {
	var out []CampaignRow
	err := o.view(ctx, "campaign.list", "", func(w *work) error {
		if err := w.mayViewCampaigns(); err != nil {
			return err
		}
		all, err := w.Reader.Campaigns()
		if err != nil {
			return err
		}
		for _, k := range all {
			s, err := w.campaignSheet(k)
			if err != nil {
				return err
			}
			out = append(out, s.CampaignRow)
		}
		return nil
	})
	return out, err
}

func (w *work) mayViewCampaigns() error { return w.mustHave(Custodian, Administrator, Inspector) }

// OpenCampaign returns a campaign with its lines. Custodian, administrator, inspector. Returns NotFound.
func (o *Office) OpenCampaign(ctx context.Context, number string) (CampaignSheet, error) {
	var out CampaignSheet
	err := o.view(ctx, "campaign.view", number, func(w *work) error {
		if err := w.mayViewCampaigns(); err != nil {
			return err
		}
		k, err := w.Campaign(number)
		if err != nil {
			return err
		}
		out, err = w.campaignSheet(k)
		return err
	})
	return out, err
}

// campaignSheet reads the lines, says where each stands and counts them.
func (w *work) campaignSheet(k Campaign) (CampaignSheet, error) {
	s := CampaignSheet{CampaignRow: CampaignRow{Campaign: k}, MayRun: k.Open() && w.mayRunCampaigns() == nil}
	var err error
	if s.Lines, err = w.CampaignLines(k.ID, 0); err != nil {
		return s, err
	}
	on := w.today
	if !k.Open() { // who left later has not left the campaign
		on = DateOf(k.ClosedAt.In(w.now.Location()))
	}
	titles, err := w.textTitles()
	if err != nil {
		return s, err
	}
	slices.SortStableFunc(s.Lines, byPersonAndText)
	for i := range s.Lines {
		s.Lines[i].State, s.Lines[i].Title = s.Lines[i].stateOn(on), titles[s.Lines[i].TemplateID]
		s.count(s.Lines[i])
	}
	s.People = countPeople(s.Lines)
	return s, nil
}

// textTitles are the titles of all approved versions.
func (w *work) textTitles() (map[int64]string, error) {
	versions, err := w.TextVersions()
	out := make(map[int64]string, len(versions))
	for _, v := range versions {
		out[v.ID] = v.Title
	}
	return out, err
}

// stateOn is where a line stands on a day.
func (l CampaignLine) stateOn(on Date) LineState {
	switch {
	case l.CommitmentID != 0:
		return LineSigned
	case l.Person.LeftBy(on):
		return LineGone
	}
	return LineWaiting
}

// count adds a line to the counts.
func (n *CampaignCounts) count(l CampaignLine) {
	n.Total++
	switch l.State {
	case LineSigned:
		n.Signed++
	case LineGone:
		n.Gone++
	case LineWaiting:
		n.Waiting++
		if !l.PrintedAt.IsZero() {
			n.Printed++
		}
		if l.Reminded > 0 {
			n.Reminded++
		}
	}
}

// countPeople counts the different people of lines.
func countPeople(lines []CampaignLine) int {
	seen := make(map[int64]bool, len(lines))
	for _, l := range lines {
		seen[l.Person.ID] = true
	}
	return len(seen)
}

// byPersonAndText orders lines by number, and a person's in the order of signing.
func byPersonAndText(a, b CampaignLine) int {
	return cmp.Or(cmp.Compare(a.Person.Number, b.Person.Number), byKey(a.Key, b.Key))
}
