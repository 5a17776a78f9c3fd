package app

import "slices"

// settlePlan is what SettleKeys is to do, as it was found.
type settlePlan struct {
	people   []settleOne
	recovery []Content // to be wrapped to the present halves
	past     bool
	waiting  int // keys that somebody else has to give
}

type settleOne struct {
	personID int64
	amiss    bool      // something is to be taken, or opened
	lacking  []Content // the actor can give these
}

func (p settlePlan) size() int {
	n := len(p.recovery)
	for _, one := range p.people {
		n += len(one.lacking)
	}
	return n
}

// settlePlanner makes the plan. What the actor can give is worked out first, so that a session of somebody
// without keys reads little.
type settlePlanner struct {
	*work
	settlePlan
	own      KeyScope        // of the actor, empty when not bound
	ownLacks map[int64]bool  // contents in it of which no key was given yet
	clientOf map[int64]int64 // of sealed contents; read when it is first needed
}

// planSettling looks through all accounts.
func planSettling(w *work, contents Contents) (settlePlan, error) {
	p := settlePlanner{work: w}
	past, err := w.GrantsPast(w.today)
	if err != nil {
		return p.settlePlan, err
	}
	p.past = len(past) > 0
	if err := p.findOwn(); err != nil {
		return p.settlePlan, err
	}
	accounts, err := w.Accounts()
	if err != nil {
		return p.settlePlan, err
	}
	for _, a := range accounts {
		if err := p.person(a.PersonID); err != nil {
			return p.settlePlan, err
		}
	}
	return p.settlePlan, p.halves(contents)
}

func (p *settlePlanner) findOwn() error {
	t, err := keyTakerOf(p.Reader, p.work.person.ID, p.today)
	if err != nil || !t.bound {
		return err
	}
	p.own, p.ownLacks = t.scope, map[int64]bool{}
	lacking, err := p.ContentsWithout(t.person.ID, t.recipient, t.scope, 0)
	for _, c := range lacking {
		p.ownLacks[c.ID] = true
	}
	return err
}

// canGive returns those of the contents whose keys the actor holds.
func (p *settlePlanner) canGive(list []Content) []Content {
	var out []Content
	for _, c := range list {
		if _, has := p.own.until(c); has && !p.ownLacks[c.ID] {
			out = append(out, c)
		}
	}
	return out
}

// halves finds what is not wrapped to the present recovery halves. Only custodians, who hold every key, see to it.
func (p *settlePlanner) halves(contents Contents) error {
	if !p.own.All {
		return nil
	}
	recipient, err := contents.Recovery()
	if err != nil {
		return err
	}
	lacking, err := p.ContentsWithout(0, recipient, KeyScope{All: true}, 0)
	p.recovery = p.canGive(lacking)
	p.waiting += len(lacking) - len(p.recovery)
	return err
}

func (p *settlePlanner) person(id int64) error {
	one := settleOne{personID: id}
	t, err := keyTakerOf(p.Reader, id, p.today)
	if err != nil {
		return err
	}
	if one.amiss, err = p.amiss(t); err != nil {
		return err
	}
	if t.bound && !t.scope.empty() {
		lacking, err := p.ContentsWithout(id, t.recipient, t.scope, 0)
		if err != nil {
			return err
		}
		if id != p.work.person.ID {
			one.lacking = p.canGive(lacking)
		}
		p.waiting += len(lacking) - len(one.lacking)
	}
	if one.amiss || len(one.lacking) > 0 {
		p.people = append(p.people, one)
	}
	return nil
}

// amiss reports whether a person holds a key that is not theirs, or one with another last day, or
// whether something approved to them has its key and is still to be opened.
func (p *settlePlanner) amiss(t keyTaker) (bool, error) {
	beyond, err := p.GrantsBeyond(t.person.ID, t.recipient, t.scope)
	if err != nil || len(beyond) > 0 {
		return len(beyond) > 0, err
	}
	for _, l := range t.scope.Lent {
		if l.Open {
			continue
		}
		if _, err := p.Grant(l.ContentID, t.person.ID); err == nil {
			return true, nil
		} else if CodeOf(err) != NotFound {
			return false, err
		}
	}
	if t.scope.All || t.scope.empty() {
		return false, nil
	}
	return p.wrongDay(t)
}

// wrongDay reports whether the last day of a key has moved.
func (p *settlePlanner) wrongDay(t keyTaker) (bool, error) {
	grants, err := p.GrantsOf(t.person.ID)
	if err != nil || len(grants) == 0 {
		return false, err
	}
	if err := p.findClients(); err != nil {
		return false, err
	}
	return slices.ContainsFunc(grants, func(g Grant) bool {
		last, _ := t.scope.until(Content{ID: g.ContentID, ClientID: p.clientOf[g.ContentID]})
		return last != g.Until
	}), nil
}

func (p *settlePlanner) findClients() error {
	if p.clientOf != nil {
		return nil
	}
	p.clientOf = map[int64]int64{}
	return p.EachContent(func(c Content) error {
		p.clientOf[c.ID] = c.ClientID
		return nil
	})
}
