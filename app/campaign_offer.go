package app

import (
	"cmp"
	"context"
	"slices"
)

// CampaignOffers lists the texts whose newest version, in force or to come, has to be signed by people who
// have signed an older one, and whom no open campaign asks for it. Custodian or administrator.
func (o *Office) CampaignOffers(ctx context.Context) ([]CampaignOffer, error) {
	var out []CampaignOffer
	err := o.view(ctx, "campaign.offers", "", func(w *work) error {
		if err := w.mayRunCampaigns(); err != nil {
			return err
		}
		var err error
		out, err = w.campaignOffers()
		return err
	})
	return out, err
}

func (w *work) campaignOffers() ([]CampaignOffer, error) {
	versions, err := w.TextVersions()
	texts := textsFrom(versions, w.today)
	if err != nil || !revised(versions) {
		return nil, err
	}
	people, err := w.People(PersonFilter{On: w.today, Limit: -1})
	if err != nil {
		return nil, err
	}
	latest, err := w.LatestCommitments()
	if err != nil {
		return nil, err
	}
	open, err := w.openLines(0)
	if err != nil {
		return nil, err
	}
	signed := byPerson(latest)
	var out []CampaignOffer
	for _, key := range texts.keys {
		t, coming := texts.coming[key]
		if !coming {
			t = texts.inForce[key]
		}
		offer := CampaignOffer{Key: t.Key, Title: t.Title, Version: t.Version, InForce: t.InForce}
		for _, p := range people {
			if t.takes(p.Person, p.Roles) && signedOlder(signed[p.ID], t, w.today) && !askedFor(open[p.ID], t.ID) {
				offer.Numbers = append(offer.Numbers, p.Number)
			}
		}
		if len(offer.Numbers) > 0 {
			out = append(out, offer)
		}
	}
	slices.SortStableFunc(out, func(a, b CampaignOffer) int { return cmp.Compare(a.InForce, b.InForce) })
	return out, nil
}

// revised reports whether any text has more than one version: an office of the first ones has nothing to read.
func revised(versions []TextVersion) bool {
	seen := make(map[TemplateKey]bool, len(versions))
	for _, v := range versions {
		if seen[v.Key] {
			return true
		}
		seen[v.Key] = true
	}
	return false
}

// signedOlder reports a commitment that has not run out, to another version than t and none to t.
func signedOlder(signed []Commitment, t TextVersion, today Date) bool {
	older := false
	for _, c := range signed {
		if c.Key != t.Key || c.ValidUntil < today {
			continue
		}
		if c.TemplateID == t.ID {
			return false
		}
		older = true
	}
	return older
}

// askedFor reports whether open lines ask for a version.
func askedFor(lines []CampaignLine, templateID int64) bool {
	return slices.ContainsFunc(lines, func(l CampaignLine) bool { return l.TemplateID == templateID })
}
