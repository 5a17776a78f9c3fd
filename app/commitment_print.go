package app

import (
	"context"
	"slices"
	"strconv"
)

// commitmentObject names a commitment in the log.
func commitmentObject(id int64) string { return "CN-" + strconv.FormatInt(id, 10) }

// mayReadCommitment lets signers read their own commitments, custodian, administrator
// and inspector everybody's.
func (w *work) mayReadCommitment(id int64) (Commitment, Person, error) {
	v, err := w.Commitment(id)
	if err != nil {
		return v, Person{}, err
	}
	p, err := w.Reader.Person(v.PersonID)
	if err != nil {
		return v, p, err
	}
	if p.ID == w.person.ID {
		return v, p, nil
	}
	return v, p, w.mustHave(Custodian, Administrator, Inspector)
}

// PrintCommitment returns a signed commitment (id) for printing, and logs the print.
// The signer, custodian, administrator, inspector.
func (o *Office) PrintCommitment(ctx context.Context, id int64) (CommitmentPrint, error) {
	var out CommitmentPrint
	err := o.change(ctx, "commitment.print", commitmentObject(id), func(c *change) error {
		v, p, err := c.mayReadCommitment(id)
		if err != nil {
			return err
		}
		t, err := c.Template(v.TemplateID)
		if err != nil {
			return err
		}
		if err := c.log(c.object, map[string]any{"person": p.Number}); err != nil {
			return err
		}
		out.Signing, err = c.signing(p, t)
		out.Commitment, out.ValidUntil = &v, v.ValidUntil
		return err
	})
	return out, err
}

// PrintCommitments returns the commitments of many people for printing: signed and
// unexpired ones as signed, all others blank. No numbers means everybody here; no keys
// means all that each person must sign. Custodian. Returns NotAllowed, NotFound.
func (o *Office) PrintCommitments(ctx context.Context, numbers []string, keys []TemplateKey) ([]CommitmentPrint, error) {
	var out []CommitmentPrint
	err := o.change(ctx, "commitment.print", "", func(c *change) error {
		if err := c.mustHave(Custodian); err != nil {
			return err
		}
		people, err := c.peopleHere(numbers)
		if err != nil {
			return err
		}
		batch := printBatch{change: c, keys: keys}
		if err := batch.load(); err != nil {
			return err
		}
		for _, p := range people {
			out = append(out, batch.ofPerson(p)...)
		}
		if err := batch.addStrokes(out); err != nil {
			return err
		}
		if err := c.log("", map[string]any{"people": len(people), "pages": len(out)}); err != nil {
			return err
		}
		return batch.stampHead(out)
	})
	return out, err
}

// peopleHere returns the people with the numbers in that order, or everybody here.
func (w *work) peopleHere(numbers []string) ([]PersonRow, error) {
	all, err := w.People(PersonFilter{On: w.today, Limit: -1})
	if err != nil || len(numbers) == 0 {
		return all, err
	}
	byNumber := make(map[string]PersonRow, len(all))
	for _, p := range all {
		byNumber[p.Number] = p
	}
	out := make([]PersonRow, 0, len(numbers))
	for _, n := range numbers {
		p, ok := byNumber[n]
		if !ok {
			return nil, Errf(NotFound, "error.person.none", n)
		}
		out = append(out, p)
	}
	return out, nil
}

// printBatch holds what the prints of a batch share.
type printBatch struct {
	*change
	keys   []TemplateKey
	base   Signing
	texts  textsOn
	bodies map[int64]Template
	signed map[int64][]Commitment
}

func (b *printBatch) load() error {
	latest, err := b.LatestCommitments()
	if err != nil {
		return err
	}
	b.signed = byPerson(latest)
	if b.texts, err = b.change.texts(); err != nil {
		return err
	}
	b.bodies = make(map[int64]Template)
	for _, versions := range []map[TemplateKey]TextVersion{b.texts.inForce, b.texts.coming} {
		for _, v := range versions {
			if b.bodies[v.ID], err = b.Template(v.ID); err != nil {
				return err
			}
		}
	}
	b.base, err = b.signing(b.person, Template{})
	return err
}

func (b *printBatch) ofPerson(p PersonRow) []CommitmentPrint {
	var out []CommitmentPrint
	signed := b.signed[p.ID]
	for _, key := range b.texts.keys {
		if !slices.Contains(b.keys, key) && (len(b.keys) > 0 || !b.texts.takes(key, p.Person, p.Roles)) {
			continue
		}
		page := CommitmentPrint{Signing: b.base}
		page.Person, page.OwnPassword = p.Person, p.ID == b.person.ID
		if v, ok := b.texts.binding(signed, key); ok {
			page.Template, page.Commitment, page.ValidUntil = b.bodies[v.TemplateID], &v, v.ValidUntil
		} else {
			v, _ := b.texts.toSign(signed, key, b.settings)
			page.Template = b.bodies[v.ID]
			page.ValidUntil = b.settings.validUntil(b.today, page.Template.Months)
		}
		out = append(out, page)
	}
	return out
}

// addStrokes fills the signatures in, all in one query.
func (b *printBatch) addStrokes(pages []CommitmentPrint) error {
	var ids []int64
	for _, p := range pages {
		if p.Commitment != nil && p.Commitment.Signature.ID != 0 {
			ids = append(ids, p.Commitment.Signature.ID)
		}
	}
	signatures, err := b.Signatures(ids...)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if p.Commitment == nil {
			continue
		}
		if s, ok := signatures[p.Commitment.Signature.ID]; ok {
			p.Commitment.Signature = s
		}
	}
	return nil
}

// stampHead puts the end of the log on every page, this print's own entry included.
func (b *printBatch) stampHead(pages []CommitmentPrint) error {
	head, err := printedHead(b)
	for i := range pages {
		pages[i].AuditHead = head
	}
	return err
}
