package app

// LeftBy reports whether the person no longer works here on a day: LeftOn is the
// first day without access.
func (p Person) LeftBy(on Date) bool { return p.LeftOn != "" && p.LeftOn <= on }

// standingReader is what rule 1 asks of the register.
type standingReader interface {
	CommitmentReader
	TemplateReader
	GateReader
	AccountReader
}

// standingOf is rule 1 for a person on a day, from the register.
func standingOf(r standingReader, p Person, on Date) (Standing, error) {
	a, err := r.AccountByPerson(p.ID)
	if err != nil && CodeOf(err) != NotFound {
		return Standing{}, err
	}
	return standingAs(r, p, a.Roles, on)
}

// standingAs is standingOf for a person whose roles are known.
func standingAs(r standingReader, p Person, roles Roles, on Date) (Standing, error) {
	g, err := gateBut(r, on)
	if err != nil {
		return Standing{}, err
	}
	if p.mustBeContracted() {
		if g.contracts, err = r.ContractsOn(on); err != nil {
			return Standing{}, err
		}
	}
	signed, err := r.SignedTo(p.ID)
	if err != nil {
		return Standing{}, err
	}
	var passes []Pass
	if len(g.topics) > 0 {
		if passes, err = r.Passes(p.ID); err != nil {
			return Standing{}, err
		}
	}
	return g.standing(p, roles, signed, passes), nil
}

// gate is what rule 1 asks on a day, loaded once for all people of a list.
type gate struct {
	textsOn
	topics    []Topic // those that are part of the gate
	contracts map[int64]bool
}

func gateOn(r standingReader, on Date) (gate, error) {
	g, err := gateBut(r, on)
	if err == nil {
		g.contracts, err = r.ContractsOn(on)
	}
	return g, err
}

// gateBut is the gate without the contracts, which few people need: every act asks for its actor's standing.
func gateBut(r standingReader, on Date) (gate, error) {
	versions, err := r.TextVersions()
	if err != nil {
		return gate{}, err
	}
	g := gate{textsOn: textsFrom(versions, on)}
	topics, err := r.Topics()
	if err != nil {
		return g, err
	}
	for _, t := range topics {
		if t.Gate && !t.Ended {
			g.topics = append(g.topics, t)
		}
	}
	return g, nil
}

// standing is rule 1 (§5.3.1): every text of the gate that is for the person signed, to the version in force
// and not expired; trained where training is part of the gate (§5.3.2); acting for an external body only
// under its contract (§4.3); and still here. Kind makes no other difference: a subcontractor's staff, an
// expert or a committee member signs the same (§4.2).
func (g gate) standing(p Person, roles Roles, signed []Commitment, passes []Pass) Standing {
	s := Standing{Left: p.LeftBy(g.on)}
	for _, key := range g.gating(p, roles) {
		c, ok := g.binding(signed, key)
		if !ok {
			s.lacks(key, g.title(key))
			continue
		}
		s.endsBy(c.ValidUntil)
	}
	for _, t := range g.topics {
		if !t.takes(p, roles) {
			continue
		}
		last, ok := t.passed(p.ID, passes, g.on)
		if !ok {
			s.Untrained = append(s.Untrained, t.Name)
			continue
		}
		s.endsBy(last)
	}
	s.Uncontracted = p.mustBeContracted() && !g.contracts[p.BodyID]
	s.Bound = len(s.Missing) == 0 && len(s.Untrained) == 0 && !s.Uncontracted && !s.Left
	if !s.Bound {
		s.Until = ""
	}
	return s
}

// mustBeContracted reports who acts for an external body: a subcontractor's staff always, others where the
// register says so.
func (p Person) mustBeContracted() bool { return p.Kind == Subcontractor || p.BodyID != 0 }

// gating lists the texts without which nothing opens for a person. Those of the procedure are always among
// them: a register without them lets nobody in.
func (g gate) gating(p Person, roles Roles) []TemplateKey {
	out := append([]TemplateKey{}, Required...)
	for _, key := range g.keys {
		v, ok := g.inForce[key]
		if ok && v.Gate && v.takes(p, roles) && key != NDA && key != Impartiality {
			out = append(out, key)
		}
	}
	return out
}

func (s *Standing) lacks(key TemplateKey, title string) {
	s.Missing = append(s.Missing, key)
	if !key.Own() {
		return
	}
	if s.Titles == nil {
		s.Titles = make(map[TemplateKey]string)
	}
	s.Titles[key] = title
}

// endsBy notes a last day; "" is no end.
func (s *Standing) endsBy(last Date) {
	if last != "" && (s.Until == "" || last < s.Until) {
		s.Until = last
	}
}

func (t Topic) takes(p Person, roles Roles) bool {
	return Audience{Kinds: t.Kinds, Roles: t.Roles}.takes(p, roles)
}

// passed returns the last day of a person's pass that holds on a day, "" for one that is for good.
func (t Topic) passed(personID int64, passes []Pass, on Date) (last Date, ok bool) {
	for _, p := range passes {
		if p.PersonID != personID || p.TopicID != t.ID || p.On > on {
			continue
		}
		if t.Months == 0 {
			return "", true
		}
		if until := p.On.AddMonths(t.Months).AddDays(-1); until >= on && until > last {
			last, ok = until, true
		}
	}
	return last, ok
}

// validUntil is the last day of a commitment signed on a day to a text that is valid for so many months: never
// longer than the text says, and never longer than the office lets any be.
func (s Settings) validUntil(signedOn Date, months int) Date {
	if months <= 0 || months > s.CommitmentMonths {
		months = s.CommitmentMonths
	}
	return signedOn.AddMonths(months).AddDays(-1)
}

// TextName names a text in an error: by its key, or by its title where it is the office's own.
type TextName struct {
	Key   TemplateKey
	Title string // "" for those of the procedure
}

// missing names what is not signed.
func (s Standing) missing() []TextName {
	out := make([]TextName, len(s.Missing))
	for i, key := range s.Missing {
		out[i] = TextName{Key: key, Title: s.Titles[key]}
	}
	return out
}

// refusal returns nil for a bound person, else why another person may not borrow or be assigned, the first
// reason first: error.person.left, error.unsigned.other with FixSign, error.untrained.other,
// error.uncontracted.other.
func (s Standing) refusal(p Person) error {
	switch {
	case s.Bound:
		return nil
	case s.Left:
		return Errf(NotAllowed, "error.person.left", p.Name).With(FixPerson, p.Number)
	case len(s.Missing) > 0:
		return Errf(NotAllowed, "error.unsigned.other", p.Name, s.missing()).With(FixSign, p.Number)
	case len(s.Untrained) > 0:
		return Errf(NotAllowed, "error.untrained.other", p.Name, s.Untrained).With(FixPerson, p.Number)
	}
	return Errf(NotAllowed, "error.uncontracted.other", p.Name, p.Employer).With(FixPerson, p.Number)
}

// ownRefusal is refusal for the actor: error.account.left, error.unsigned with FixSign, error.untrained,
// error.uncontracted.
func (s Standing) ownRefusal(p Person) error {
	switch {
	case s.Bound:
		return nil
	case s.Left:
		return Errf(NotAllowed, "error.account.left")
	case len(s.Missing) > 0:
		return Errf(NotAllowed, "error.unsigned", s.missing()).With(FixSign, p.Number)
	case len(s.Untrained) > 0:
		return Errf(NotAllowed, "error.untrained", s.Untrained).With(FixPerson, p.Number)
	}
	return Errf(NotAllowed, "error.uncontracted", p.Employer).With(FixPerson, p.Number)
}
