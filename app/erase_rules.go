package app

// attestFields are the fields of those who take part in an erasure, in the order of attests.
var attestFields = []string{"approver", "witness1", "witness2"}

func (q ErasureOrder) attests() []Attest {
	return []Attest{q.Approver, q.Witnesses[0], q.Witnesses[1]}
}

// mayErase is rule 6 for an electronic document, and rule 3 for those who take part; it puts the order's
// texts right. The passwords are looked at apart.
func (w *work) mayErase(q *ErasureOrder) (Content, error) {
	if err := w.keeper(); err != nil {
		return Content{}, err
	}
	var f formCheck
	f.line("reason", &q.Reason, true)
	if err := f.wrong.errOrNil(); err != nil {
		return Content{}, err
	}
	d, err := w.DocumentByCode(q.Document)
	if err != nil {
		return Content{}, missing(err, Errf(Invalid, "error.document.unknown", q.Document).At("document"))
	}
	content, err := w.ContentOf(d.ID)
	if err != nil {
		return content, missing(err, Errf(Conflict, "error.content.none", d.Code))
	}
	if err := w.erasable(d); err != nil {
		return content, err
	}
	return content, w.mayTakePart(q)
}

// erasable refuses what is on hold, on loan, to be kept, or has copies in somebody's hands (rule 6).
func (w *work) erasable(d Document) error {
	if d.OnHold {
		return Errf(Conflict, "error.copy.hold", d.Code)
	}
	if d.RetainUntil == "" {
		return Errf(Conflict, "error.erase.unretained", d.Code)
	}
	if d.RetainUntil >= w.today {
		return Errf(Conflict, "error.erase.retention", d.Code, string(d.RetainUntil))
	}
	taken, err := w.ExtractsOf(d.ID)
	if err != nil {
		return err
	}
	for _, e := range taken {
		if e.State == ExtractOut {
			return Errf(Conflict, "error.erase.extract", d.Code, e.Number)
		}
	}
	k, has, err := w.electronicCopy(d.ID)
	if err != nil || !has {
		return err
	}
	open, err := w.OpenItems(k.ID)
	if err != nil {
		return err
	}
	for _, it := range open {
		if it = it.asOf(w.today); it.State.Active() || it.State == Waiting {
			return Errf(Conflict, "error.erase.lent", d.Code, it.Loan)
		}
	}
	return nil
}

// mayTakePart checks who approves and who watches: accounts in use, bound, nobody twice, nobody the
// actor, and the approver an approver.
func (w *work) mayTakePart(q *ErasureOrder) error {
	seen := map[int64]bool{w.person.ID: true}
	for i, a := range q.attests() {
		p, roles, err := w.attester(a.Login)
		if err != nil {
			return atField(attestFields[i], err)
		}
		switch {
		case p.ID == w.person.ID:
			return Errf(NotAllowed, "error.erase.self").At(attestFields[i])
		case seen[p.ID]:
			return Errf(NotAllowed, "error.erase.twice", p.Name).At(attestFields[i])
		case i == 0 && !roles.Has(Approver):
			return Errf(NotAllowed, "error.erase.approver", p.Name).At(attestFields[i])
		}
		seen[p.ID] = true
	}
	return nil
}

// attester is the person of a login that may take part.
func (w *work) attester(login string) (Person, Roles, error) {
	login, wrong := cleanLogin(login)
	if wrong != nil {
		return Person{}, nil, wrong
	}
	a, err := w.AccountByLogin(login)
	if err != nil {
		return Person{}, nil, missing(err, Errf(Invalid, "error.account.none", login))
	}
	if err := a.mustBeActive(); err != nil {
		return Person{}, nil, err
	}
	p, err := w.Reader.Person(a.PersonID)
	if err != nil {
		return p, nil, err
	}
	return p, a.Roles, w.boundPerson(p)
}
