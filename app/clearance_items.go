package app

import (
	"cmp"
	"slices"
)

// factFor are the lines that the register ticks by itself, in the order of the sheet; the rest (lineFor) a
// custodian ticks. Their words are "clearance.item.<key>".
var (
	factFor = map[ClearanceKind][]string{
		ClearJoiner: {"commitments", "training", "contract", "account_open"},
		ClearMover:  {"commitments", "training", "loans", "requests", "electronic", "extracts", "assignments", "delegations"},
		ClearLeaver: {"loans", "requests", "electronic", "extracts", "assignments", "delegations", "keys", "account_closed", "vault_key"},
	}
	lineFor = map[ClearanceKind][]string{
		ClearJoiner: {"procedure", "notebook", "pass"},
		ClearMover:  {"handover", "keys_back", "roles", "new_duties"},
		ClearLeaver: {"handover", "keys_back", "notebook_back", "media_back", "explained"},
	}
)

// OwnLine is the key of a line that somebody wrote.
const OwnLine = "own"

// checklist is the whole sheet: what the register counts, as it stands now while the sheet is open, then the
// lines a custodian ticks.
func (w *work) checklist(c *Clearance) error {
	if c.State != ClearanceOpen {
		c.sort()
		return nil
	}
	left, err := w.clearanceFacts(c.Person, c.Kind)
	if err != nil {
		return err
	}
	kept := c.Items
	c.Items = nil
	for _, key := range factFor[c.Kind] {
		it := ClearanceItem{Key: key, Auto: true}
		for _, k := range kept {
			if k.Auto && k.Key == key {
				it = k
			}
		}
		if it.State != MarkExcused || left[key] > it.Open { // an excuse is for what there was when it was given
			it = ClearanceItem{ID: it.ID, Key: key, Auto: true, State: MarkOpen}
		}
		if it.Open = left[key]; it.Open == 0 {
			it.State = MarkDone
		}
		c.Items = append(c.Items, it)
	}
	for _, k := range kept {
		if !k.Auto {
			c.Items = append(c.Items, k)
		}
	}
	return nil
}

// sort puts the lines of a sheet that ended into the order in which they stood before.
func (c *Clearance) sort() {
	slices.SortStableFunc(c.Items, func(a, b ClearanceItem) int {
		return cmp.Compare(c.place(a), c.place(b))
	})
}

func (c *Clearance) place(it ClearanceItem) int {
	facts := factFor[c.Kind]
	if it.Auto {
		return slices.Index(facts, it.Key)
	}
	return len(facts)
}

// left counts the lines still open.
func (c Clearance) left() int {
	n := 0
	for _, it := range c.Items {
		if it.State == MarkOpen {
			n++
		}
	}
	return n
}

// clearanceFacts counts what is still to be done for a person, by line.
func (w *work) clearanceFacts(p Person, kind ClearanceKind) (map[string]int, error) {
	l, err := w.leaving(p.Number)
	if err != nil {
		return nil, err
	}
	left := map[string]int{
		"requests": len(l.requests), "electronic": len(l.electronic), "extracts": len(l.Extracts),
		"assignments": len(l.assignments), "delegations": len(l.Delegations), "loans": len(l.out),
	}
	if kind == ClearLeaver {
		return left, w.leaverFacts(l, left)
	}
	if l.Account == Invited {
		left["account_open"] = 1
	}
	standing, err := standingOf(w, p, w.today)
	if err != nil {
		return nil, err
	}
	left["training"] = len(standing.Untrained)
	if standing.Uncontracted {
		left["contract"] = 1
	}
	rows, err := w.commitmentRows(p.Number)
	for _, r := range rows {
		if r.State == Missing || r.State == Expired {
			left["commitments"]++
		}
	}
	return left, err
}

// leaverFacts adds the keys: of documents, of the account, and of the vault that its owner may know.
func (w *work) leaverFacts(l Leaving, left map[string]int) error {
	if l.Login != "" && l.Account != Disabled {
		left["account_closed"] = 1
	}
	grants, err := w.GrantsOf(l.Person.ID)
	if err != nil {
		return err
	}
	left["keys"] = len(grants)
	key, err := w.KeyRecord()
	if l.Login != "" && !key.ExposedAt.IsZero() {
		left["vault_key"] = 1
	}
	return err
}
