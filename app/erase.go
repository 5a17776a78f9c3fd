package app

import "context"

// ErasureOrder is the destruction of an electronic document (§5.3.4).
type ErasureOrder struct {
	Document  string // code
	Reason    string
	Approver  Attest
	Witnesses [2]Attest
}

// Attest is somebody who says with their password that they take part.
type Attest struct{ Login, Password string }

// Erasure is the proof that a document can't be opened any more.
type Erasure struct {
	Document string // code
	Object   string // name of the file that is gone
	Grants   int    // keys removed, the recovery halves' among them
	Gone     bool   // the file is not there any more
	Head     Head   // end of the log after it
}

// Erase destroys an electronic document for good: every key of it goes, the recovery halves' too,
// then the file; its record stays (§5.3.4, rule 6). Nothing is erased while on loan, on hold or before
// its retention ends. It takes an approver and two witnesses, all bound, no two of them or the actor the same person
// (rule 3), each with their password. Custodian; needs a fresh password. Backups made before still hold
// file and keys: they are to be destroyed too. Returns NotAllowed (error.erase.*, error.unsigned.other), Unconfirmed,
// Invalid by field (document, reason, approver, witness1, witness2), Throttled,
// Conflict (error.content.none, error.copy.hold, error.erase.lent, error.erase.extract,
// error.erase.retention, error.erase.unretained).
func (o *Office) Erase(ctx context.Context, q ErasureOrder) (Erasure, error) {
	const act = "content.erase"
	q.Document = CleanCode(q.Document)
	err := o.view(ctx, act, q.Document, func(w *work) error {
		if _, err := w.mayErase(&q); err != nil {
			return err
		}
		return o.mustConfirm()
	})
	if err != nil {
		return Erasure{}, err
	}
	if err := o.attested(ctx, q); err != nil {
		return Erasure{}, o.refused(ctx, act, q.Document, err)
	}
	var e Erasure
	var content Content
	err = o.change(ctx, act, q.Document, func(c *change) error {
		var err error
		if content, err = c.mayErase(&q); err != nil {
			return err
		}
		e, err = c.erase(content, q)
		return err
	})
	if err != nil {
		return Erasure{}, err
	}
	err = o.eraseFile(context.WithoutCancel(ctx), &e, content)
	return e, err
}

// attested checks the passwords, each of which takes a while.
func (o *Office) attested(ctx context.Context, q ErasureOrder) error {
	for i, a := range q.attests() {
		if err := o.keyring.CheckPassword(ctx, a.Login, a.Password); err != nil {
			return atField(attestFields[i], err)
		}
	}
	return nil
}

// erase ends the content in the register.
func (c *change) erase(content Content, q ErasureOrder) (Erasure, error) {
	e := Erasure{Document: content.Document, Object: content.Object}
	var err error
	if e.Grants, err = c.endContent(content, ContentErased); err != nil {
		return e, err
	}
	k, has, err := c.electronicCopy(content.DocumentID)
	if err != nil {
		return e, err
	}
	if has {
		k.State, k.GoneReason = Gone, q.Reason
		if _, err := c.tx.SaveCopy(k); err != nil {
			return e, err
		}
	}
	return e, c.log(content.Document, map[string]any{
		"object": e.Object, "keys": e.Grants, "approver": q.Approver.Login,
		"witnesses": []string{q.Witnesses[0].Login, q.Witnesses[1].Login},
	})
}

// eraseFile removes the file, looks that it is gone, and logs it. A crash before is made good at the next
// start, for the register knows the file as erased.
func (o *Office) eraseFile(ctx context.Context, e *Erasure, content Content) error {
	if err := o.contents.Erase(e.Object); err != nil {
		return err
	}
	e.Gone = CodeOf(o.contents.Check(ctx, content.Sealed)) == Damaged
	return o.change(ctx, "content.gone", e.Document, func(c *change) (err error) {
		if err := c.log(e.Document, map[string]any{"object": e.Object, "gone": e.Gone}); err != nil {
			return err
		}
		e.Head, err = c.AuditHead()
		return err
	})
}
