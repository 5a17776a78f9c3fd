package app

import "slices"

// recordedBy are the commitments that the register knew on a day.
func recordedBy(signed []Commitment, on Date) []Commitment {
	var out []Commitment
	for _, c := range signed {
		if c.RecordedOn <= on {
			out = append(out, c)
		}
	}
	return out
}

// topicsOf are the topics that were part of the gate all day long: what was opened before one came, or after it went,
// on the same day is no finding.
func (p *proof) topicsOf(day Date) ([]Topic, error) {
	before, err := p.TopicsBefore(day)
	if err != nil {
		return nil, err
	}
	after, err := p.TopicsBefore(day.AddDays(1))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(before, func(t Topic) bool {
		stays := func(a Topic) bool { return a.ID == t.ID && a.shuts() }
		return !t.shuts() || !slices.ContainsFunc(after, stays)
	}), nil
}
