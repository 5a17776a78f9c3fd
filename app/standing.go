package app

// LeftBy reports whether the person no longer works here on a day: LeftOn is the
// first day without access.
func (p Person) LeftBy(on Date) bool { return p.LeftOn != "" && p.LeftOn <= on }

// standingOf is rule 1 for a person on a day, from the register.
func standingOf(r CommitmentReader, p Person, on Date) (Standing, error) {
	signed, err := r.CommitmentsOf(p.ID)
	if err != nil {
		return Standing{}, err
	}
	texts, err := r.VersionsInForce(on)
	if err != nil {
		return Standing{}, err
	}
	return standing(signed, texts, p, on), nil
}

// standing is rule 1 (§5.3.1): all Required signed, to the text in force, not
// expired, and the person still here. Kind makes no difference: a subcontractor's
// staff, an expert or a committee member signs the same (§4.2, §4.3).
func standing(signed []Commitment, texts map[TemplateKey]int64, p Person, on Date) Standing {
	s := Standing{Left: p.LeftBy(on)}
	for _, key := range Required {
		c, ok := newest(signed, key, on)
		if !ok || !c.bindsOn(texts, on) {
			s.Missing = append(s.Missing, key)
			continue
		}
		if s.Until == "" || c.ValidUntil < s.Until {
			s.Until = c.ValidUntil
		}
	}
	s.Bound = len(s.Missing) == 0 && !s.Left
	if !s.Bound {
		s.Until = ""
	}
	return s
}

// newest returns the latest commitment of key signed by a day; signed may be in any order.
func newest(signed []Commitment, key TemplateKey, on Date) (found Commitment, ok bool) {
	for _, c := range signed {
		if c.Key != key || c.SignedOn > on {
			continue
		}
		if !ok || c.SignedOn > found.SignedOn || c.SignedOn == found.SignedOn && c.ID > found.ID {
			found, ok = c, true
		}
	}
	return found, ok
}

// bindsOn reports whether c holds on a day: within its time, and to the text that
// is in force; a new version of a text has to be signed anew.
func (c Commitment) bindsOn(texts map[TemplateKey]int64, on Date) bool {
	return c.SignedOn <= on && on <= c.ValidUntil && texts[c.Key] == c.TemplateID
}

// stateOn is what the newest commitment of its key is worth on a day.
func (c Commitment) stateOn(texts map[TemplateKey]int64, on Date, s Settings) CommitmentState {
	switch {
	case !c.bindsOn(texts, on):
		return Expired
	case on.DaysUntil(c.ValidUntil) <= s.ExpiringDays:
		return Expiring
	}
	return InForce
}

// validUntil is the last day of a commitment signed on a day.
func (s Settings) validUntil(signedOn Date) Date {
	return signedOn.AddMonths(s.CommitmentMonths).AddDays(-1)
}

// refusal returns nil for a bound person, else why another person may not borrow or
// be assigned: error.unsigned.other with FixSign, or error.person.left.
func (s Standing) refusal(p Person) error {
	switch {
	case s.Bound:
		return nil
	case s.Left:
		return Errf(NotAllowed, "error.person.left", p.Name).With(FixPerson, p.Number)
	}
	return Errf(NotAllowed, "error.unsigned.other", p.Name, s.Missing).With(FixSign, p.Number)
}
