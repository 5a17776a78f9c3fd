package app

// extracts adds what is due back or to be destroyed by today: the actor's own, and for
// custodians everybody's.
func (d *agenda) extracts() error {
	due, err := d.ExtractsDue(d.today)
	for _, e := range due {
		if e.HolderID != d.powers.person.ID && !d.keeps() {
			continue
		}
		t := Task{
			Kind: TaskExtract, Extract: e.Number, Document: e.Document, Person: e.Holder, Purpose: e.Purpose,
			Due: e.Due, At: e.MadeAt,
		}
		if d.unsigned == nil && d.powers.scope.HasDocument(e.DocumentID, e.ClientID) {
			t.Title = e.Title
		}
		d.Tasks = append(d.Tasks, t)
	}
	return err
}

// contentsCounted is how many documents without a key Today counts to.
const contentsCounted = 100

// contents adds, for a custodian, electronic documents found damaged, and those of which the
// custodian has no key: another custodian's next session gives it, else the recovery halves.
func (d *agenda) contents() error {
	if d.unsigned != nil || !d.roles.Has(Custodian) {
		return nil
	}
	lacking, err := d.ContentsWithout(d.powers.person.ID, d.me.Recipient, KeyScope{All: true}, contentsCounted)
	if err != nil {
		return err
	}
	if len(lacking) > 0 {
		d.Tasks = append(d.Tasks, Task{Kind: TaskContent, Copies: len(lacking), At: lacking[0].AddedAt})
	}
	damaged, err := d.DamagedContents()
	for _, c := range damaged {
		t := Task{Kind: TaskContent, Document: c.Document, Copies: 1, At: c.AddedAt}
		doc, err := d.work.Document(c.DocumentID)
		if err != nil {
			return err
		}
		t.Title, t.Client = doc.Title, doc.ClientName
		d.Tasks = append(d.Tasks, t)
	}
	return err
}
