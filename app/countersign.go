package app

import (
	"context"
	"slices"

	"custody/app/wording"
)

// CounterInput is the organisation's signature under commitments that two parties sign.
type CounterInput struct {
	IDs      []int64 // commitments
	Strokes  [][]Point
	Place    string
	Password string // the actor's own
}

// Countersign 会签 signs commitments for the organisation, many with one signature, and seals each anew: the
// new paper takes the place of the first, which is kept. Approver or administrator, and never the signer nor
// who attested (rule 3). All or none. Returns NotAllowed (error.counter.own, error.counter.witness), Conflict
// (error.counter.done, error.counter.none, error.counter.old), Invalid (signature, place, password), Throttled.
func (o *Office) Countersign(ctx context.Context, in CounterInput) error {
	const act = "commitment.countersign"
	var f formCheck
	f.add(CheckStrokes("signature", in.Strokes))
	f.line("place", &in.Place, false)
	err := o.view(ctx, act, "", func(w *work) error {
		if _, err := w.toCountersign(in.IDs); err != nil {
			return err
		}
		return f.wrong.errOrNil()
	})
	if err != nil {
		return err
	}
	if err := o.checkPassword(ctx, act, "", in.Password); err != nil {
		return err
	}
	return o.change(ctx, act, "", func(c *change) error { return c.counterAll(in) })
}

func (c *change) counterAll(in CounterInput) error {
	all, err := c.toCountersign(in.IDs)
	if err != nil {
		return err
	}
	s, err := c.tx.AddSignature(Signature{Name: c.person.Name, Strokes: in.Strokes, At: c.now, Place: in.Place})
	if err != nil {
		return err
	}
	for _, v := range all {
		if err := c.tx.AddCountersignature(v.ID, Countersignature{PersonID: c.person.ID, Signature: s}); err != nil {
			return err
		}
		if err := c.log(commitmentObject(v.ID), map[string]any{"signature": s.ID, "key": v.Key, "version": v.Version}); err != nil {
			return err
		}
		if err := c.sealSigned(v.ID); err != nil {
			return err
		}
	}
	return nil
}

// toCountersign returns the commitments, all of which the actor may countersign.
func (w *work) toCountersign(ids []int64) ([]Commitment, error) {
	if err := w.mustHave(Approver, Administrator); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, Errf(Invalid, "error.counter.nothing").At("commitments")
	}
	parties := partiesOf{work: w, known: map[int64]bool{}}
	seen := map[int64]bool{}
	var out []Commitment
	for _, id := range ids {
		v, err := w.Commitment(id)
		if err != nil {
			return nil, err
		}
		if err := w.mayCountersign(v, parties); err != nil {
			return nil, err
		}
		if !seen[id] {
			seen[id] = true
			out = append(out, v)
		}
	}
	return out, nil
}

// onScreen is the Method of commitments signed on the pad. Those signed on paper have the organisation's seal on
// the paper itself.
const onScreen = "screen"

// mayCountersign refuses what needs no second party, has its signature, or was signed or attested by the actor.
func (w *work) mayCountersign(v Commitment, parties partiesOf) error {
	p, err := w.Reader.Person(v.PersonID)
	if err != nil {
		return err
	}
	switch two, err := parties.two(v.TemplateID); {
	case err != nil:
		return err
	case !two || v.Method != onScreen:
		return Errf(Conflict, "error.counter.none", p.Name)
	case v.ValidUntil < w.today:
		return Errf(Conflict, "error.counter.old", p.Name)
	case v.Counter.PersonID != 0:
		return Errf(Conflict, "error.counter.done", p.Name)
	case v.PersonID == w.person.ID:
		return Errf(NotAllowed, "error.counter.own", p.Name)
	case v.attestedBy(w.person):
		return Errf(NotAllowed, "error.counter.witness", p.Name)
	}
	return nil
}

// attestedBy reports whether p attested the commitment; of older ones only the witness's name is known.
func (c Commitment) attestedBy(p Person) bool {
	return c.WitnessID == p.ID || c.WitnessID == 0 && c.Witness != "" && c.Witness == p.Name
}

// partiesOf remembers which texts the organisation signs too.
type partiesOf struct {
	*work
	known map[int64]bool
}

// two reports whether a version of a text has a place for the organisation to sign.
func (p partiesOf) two(templateID int64) (bool, error) {
	if two, known := p.known[templateID]; known {
		return two, nil
	}
	t, err := p.Template(templateID)
	if err != nil {
		return false, err
	}
	p.known[templateID] = t.twoParties()
	return p.known[templateID], nil
}

// twoParties reports whether the organisation signs the text as well.
func (t Template) twoParties() bool {
	text, err := wording.Parse(t.Body)
	return err == nil && slices.ContainsFunc(text.Signatures, func(s wording.Signatory) bool { return s.Role == wording.OrganisationRole })
}

// ToCountersign lists the commitments in force that wait for the organisation's signature, the actor's own
// and those the actor attested among them, which somebody else has to sign. Approver or administrator.
func (o *Office) ToCountersign(ctx context.Context) ([]CommitmentRow, error) {
	var out []CommitmentRow
	err := o.view(ctx, "commitment.list", "", func(w *work) error {
		if err := w.mustHave(Approver, Administrator); err != nil {
			return err
		}
		var err error
		out, err = w.toCounter()
		slices.SortStableFunc(out, byUrgency)
		return err
	})
	return out, err
}

// toCounter are everybody's commitments that wait for the organisation's signature.
func (w *work) toCounter() ([]CommitmentRow, error) {
	rows, err := w.commitmentRows("")
	if err != nil {
		return nil, err
	}
	err = w.markCounter(rows)
	return slices.DeleteFunc(rows, func(r CommitmentRow) bool { return !r.WantsCounter }), err
}

// markCounter marks the rows of commitments in force that wait for the organisation's signature, and
// whether the actor may give it. What still waits to be sealed is not asked for yet.
func (w *work) markCounter(rows []CommitmentRow) error {
	parties := partiesOf{work: w, known: map[int64]bool{}}
	may := w.me.Roles.HasAny(Approver, Administrator)
	for i := range rows {
		r := &rows[i]
		if r.ID == 0 || r.PaperID == 0 || r.Method != onScreen || r.Counter.PersonID != 0 || !slices.Contains([]CommitmentState{InForce, Expiring, Ahead}, r.State) {
			continue
		}
		two, err := parties.two(r.TemplateID)
		if err != nil {
			return err
		}
		r.WantsCounter = two
		r.MayCounter = two && may && r.PersonID != w.person.ID && !r.attestedBy(w.person)
	}
	return nil
}
