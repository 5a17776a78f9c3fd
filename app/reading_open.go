package app

import (
	"context"
	"errors"
	"slices"
	"time"
)

const (
	actOpen     = "content.open"
	actClose    = "content.close"
	actUnopened = "content.unopened" // asked for, and then its file did not open
	actDamaged  = "content.damaged"
)

// Reading is an electronic document opened for reading. Close it with CloseContent.
type Reading struct {
	Content
	Title    string
	Duty     string // "custodian" or the duty of the assignment; "" with a loan
	Loan     string // number; "" when duty opened it
	Due      Date   // last day; "" without end
	Allowed  Permits
	Mark     []string    // lines of the watermark
	File     ContentFile // clear content, in memory; it ends with Due, and when the key is taken back
	ViewID   int64
	OpenedAt time.Time
}

// Seen is what a reader has seen of a document.
type Seen struct {
	Pages   []int // from 1
	Seconds int   // the window showed it
}

// wayIn is by what right the actor opens a content today.
type wayIn struct {
	duty    string
	loan    string
	due     Date
	allowed Permits
	grant   Grant
}

// wayIn finds it. A loan counts before duty, for only a loan can allow print, export and excerpt
// (§5.3.4). Returns NotAllowed: error.unsigned with FixSign (rule 1), error.content.unlent with
// FixRequest, error.content.waiting for a key that is still to be given.
func (w *work) wayIn(content Content) (wayIn, error) {
	if err := w.mustBeBound(); err != nil {
		return wayIn{}, err
	}
	t, err := keyTakerOf(w.Reader, w.person.ID, w.today)
	if err != nil {
		return wayIn{}, err
	}
	var way wayIn
	last, has := t.scope.until(content)
	if !has {
		// The document may be seen, for instance with a paper copy on loan; its content may not.
		return way, Errf(NotAllowed, "error.content.unlent", content.Document).With(FixRequest, electronicCode(content.Document))
	}
	if way.grant, err = w.Grant(content.ID, w.person.ID); err != nil && CodeOf(err) != NotFound {
		return way, err
	}
	if err != nil || way.grant.Recipient != t.recipient || way.grant.past(w.today) {
		return way, Errf(NotAllowed, "error.content.waiting", content.Document)
	}
	if l, lent := t.scope.lentItem(content.ID); lent {
		way.loan, way.due, way.allowed = l.Loan, l.Due, l.Allowed
		return way, nil
	}
	way.due = last
	way.duty, err = w.whyHeld(t, content)
	return way, err
}

// OpenContent opens an electronic document for reading: who is bound, holds the key by duty or
// loan, and whose grant is as it was signed. That it was opened is in the log and among the
// readings before a byte is given out (§4.4, rule 7). Returns NotAllowed (error.unsigned with
// FixSign, error.document.closed and error.content.unlent with FixRequest, error.content.waiting, error.content.grant,
// error.content.key),
// NotFound, Conflict (error.content.none, error.content.closed), Damaged (error.content.damaged), which is logged too.
func (o *Office) OpenContent(ctx context.Context, documentCode string) (*Reading, error) {
	documentCode = CleanCode(documentCode)
	var r Reading
	var key ContentKey
	since := o.held.before()
	err := o.change(ctx, actOpen, documentCode, func(c *change) (err error) {
		if r, key, err = c.openContent(documentCode); err != nil {
			return err
		}
		facts := map[string]any{"object": r.Object}
		if r.Loan != "" {
			facts["loan"] = r.Loan
		} else {
			facts["duty"] = r.Duty
		}
		return c.log(r.Document, facts)
	})
	defer key.Wipe()
	if err != nil {
		return nil, withMore(err, o.dropWrongKey(ctx, documentCode, err))
	}
	file, err := o.contents.Open(ctx, r.Sealed, key)
	if err == nil {
		r.File, err = o.hold(r, file, since)
	}
	if err != nil {
		return nil, o.notOpened(ctx, r, err)
	}
	return &r, nil
}

func (c *change) openContent(code string) (r Reading, key ContentKey, err error) {
	scope, err := c.scope()
	if err != nil {
		return r, nil, err
	}
	d, err := c.openableDocument(scope, code)
	if err != nil {
		return r, nil, err
	}
	content, err := c.ContentOf(d.ID)
	if err != nil {
		return r, nil, missing(err, Errf(Conflict, "error.content.none", d.Code))
	}
	way, err := c.wayIn(content)
	if err != nil {
		return r, nil, err
	}
	if key, err = c.openGrant(way.grant, content); err != nil {
		return r, nil, err
	}
	view, err := c.tx.AddView(View{ContentID: content.ID, PersonID: c.person.ID, Loan: way.loan, OpenedAt: c.now})
	r = Reading{
		Content: content, Title: d.Title, Duty: way.duty, Loan: way.loan, Due: way.due, Allowed: way.allowed,
		ViewID: view.ID, OpenedAt: c.now,
	}
	if err != nil {
		return r, key, err
	}
	r.Mark, err = c.mark(r)
	return r, key, err
}

// notOpened closes the reading of a file that did not open, and reports a damaged one.
func (o *Office) notOpened(ctx context.Context, r Reading, cause error) error {
	err := o.change(context.WithoutCancel(ctx), actUnopened, r.Document, func(c *change) error {
		return c.closeView(r.ViewID, Seen{})
	})
	return withMore(o.reportDamage(ctx, actOpen, r.Content, cause), err, o.dropWrongKey(ctx, r.Document, cause))
}

// dropWrongKey removes the actor's grant of a document when that is why it did not open: it was changed after it
// was signed, or holds another key. The next session of somebody who holds the key gives a right one.
func (o *Office) dropWrongKey(ctx context.Context, code string, cause error) error {
	var e *Error
	if !errors.As(cause, &e) || e.Key != "error.content.grant" && e.Key != "error.content.key" {
		return nil
	}
	return o.change(context.WithoutCancel(ctx), actKeys, code, func(c *change) error {
		c.logged = true
		if c.me.Recipient != o.id.Recipient {
			return nil // a session from before a new code: its keys are the wrong ones
		}
		d, err := c.DocumentByCode(code)
		if err != nil {
			return err
		}
		content, err := c.ContentOf(d.ID)
		if err != nil {
			return err
		}
		g, err := c.Grant(content.ID, c.person.ID)
		if err != nil {
			return err
		}
		if err := c.tx.RemoveGrants(g.ID); err != nil {
			return err
		}
		return c.log(c.person.Number, map[string]any{
			"given": 0, "taken": 1, "documents": []string{code}, "key": e.Key, "granter": g.Granter,
		})
	})
}

// reportDamage logs a file that did not open as a refusal of act. A damaged one gets an entry of its
// own, by which custodians find it in Today.
func (o *Office) reportDamage(ctx context.Context, act string, content Content, cause error) error {
	if CodeOf(cause) != Damaged {
		return o.refused(ctx, act, content.Document, cause)
	}
	err := o.change(context.WithoutCancel(ctx), actDamaged, content.Document, func(c *change) error {
		now, err := c.Content(content.ID)
		if err != nil {
			return err
		}
		if now.State != ContentSealed { // sealed anew or erased meanwhile: nothing is damaged
			c.logged, cause = true, Errf(Conflict, "error.content.closed").Because(cause)
			return nil
		}
		return c.log(content.Document, map[string]any{"object": content.Object})
	})
	return withMore(o.refused(ctx, act, content.Document, cause), err)
}

// CloseContent closes the file and wipes it, whatever else fails, and notes what was seen and for
// how long. What was noted once stays as it is. Returns NotAllowed for somebody else's reading,
// Conflict (error.content.closed) for one that is closed.
func (o *Office) CloseContent(ctx context.Context, r *Reading, seen Seen) error {
	if r == nil || r.File == nil {
		return nil
	}
	closed := r.File.Close()
	r.File = nil
	// What was read is noted even when whoever read has stopped waiting.
	err := o.change(context.WithoutCancel(ctx), actClose, r.Document, func(c *change) error {
		return c.closeView(r.ViewID, seen)
	})
	return errors.Join(err, closed)
}

func (c *change) closeView(id int64, seen Seen) error {
	v, err := c.View(id)
	if err != nil {
		return err
	}
	switch {
	case v.PersonID != c.person.ID:
		return Errf(NotAllowed, "error.role")
	case !v.ClosedAt.IsZero():
		return Errf(Conflict, "error.content.closed")
	}
	pages := slices.DeleteFunc(slices.Clone(seen.Pages), func(n int) bool { return n < 1 || n > maxPages })
	v.ClosedAt, v.Pages, v.Seconds = c.now, FormatPages(pages), max(0, seen.Seconds)
	if err := c.tx.SaveView(v); err != nil {
		return err
	}
	return c.log(v.Document, map[string]any{"pages": v.Pages, "seconds": v.Seconds})
}

// withMore is err alone, unless more went wrong after it.
func withMore(err error, more ...error) error {
	if after := errors.Join(more...); after != nil {
		return errors.Join(err, after)
	}
	return err
}
