package app

import (
	"context"
	"io"
)

// Reseal seals an electronic document anew under another key and removes the old file: what
// somebody kept of the old key opens nothing any more that is in the vault. Everybody who is to
// hold the key and is bound gets the new one, the others once they are. Backups made before still hold the old file. progress, which may
// be nil, is told bytes of twice the size. Custodian who holds the key; needs a fresh password.
// Returns NotAllowed, Unconfirmed, NotFound, Conflict (error.content.none, error.content.full),
// Damaged (error.content.damaged).
func (o *Office) Reseal(ctx context.Context, documentCode string, progress Progress) error {
	const act = "content.reseal"
	documentCode = CleanCode(documentCode)
	var old Content
	var key ContentKey
	err := o.change(ctx, act, documentCode, func(c *change) (err error) {
		if err := c.keeper(); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if old, key, err = c.heldContent(documentCode); err != nil {
			return err
		}
		return c.log(old.Document, map[string]any{"object": old.Object, "step": "begun"})
	})
	defer key.Wipe()
	if err != nil {
		return err
	}
	f, err := o.contents.Open(ctx, old.Sealed, key)
	if err != nil {
		return o.reportDamage(ctx, act, old, err)
	}
	defer f.Close() //nolint:errcheck // only read
	a, err := o.seal(ctx, io.NewSectionReader(f, 0, f.Size()), f.Size(), progress)
	if err != nil {
		return o.refused(ctx, act, old.Document, err)
	}
	err = o.keepContent(ctx, a, func() error {
		return o.change(ctx, act, old.Document, func(c *change) error { return c.reseal(old, a) })
	})
	if err != nil {
		return err
	}
	return o.contents.Erase(old.Object)
}

// heldContent returns the content of a document and its key, which the actor holds.
func (c *change) heldContent(code string) (Content, ContentKey, error) {
	d, err := c.DocumentByCode(code)
	if err != nil {
		return Content{}, nil, unknown(err, "error.document.unknown", code)
	}
	content, err := c.ContentOf(d.ID)
	if err != nil {
		return content, nil, missing(err, Errf(Conflict, "error.content.none", d.Code))
	}
	way, err := c.wayIn(content)
	if err != nil {
		return content, nil, err
	}
	key, err := c.openGrant(way.grant, content)
	return content, key, err
}

// openGrant unwraps the actor's own grant, if it is as it was signed. Returns NotAllowed
// (error.content.grant).
func (c *change) openGrant(g Grant, content Content) (ContentKey, error) {
	right, err := c.signedRight(g, content, c.person.Number)
	if err != nil {
		return nil, err
	}
	if !right {
		return nil, Errf(NotAllowed, "error.content.grant", content.Document)
	}
	return c.contents.Unwrap(g.Wrapped)
}

// reseal puts the new content in the place of the old one.
func (c *change) reseal(old Content, a arrival) error {
	if err := c.keeper(); err != nil {
		return err
	}
	now, err := c.Content(old.ID)
	if err != nil {
		return err
	}
	if now.State != ContentSealed {
		return Errf(Conflict, "error.content.none", now.Document)
	}
	taken, err := c.endContent(now, ContentReplaced)
	if err != nil {
		return err
	}
	next := Content{
		Sealed: a.Sealed, DocumentID: now.DocumentID, Name: now.Name, Kind: now.Kind, State: ContentSealed,
		AddedAt: c.now, AddedBy: c.person.ID,
	}
	if next, err = c.tx.AddContent(next); err != nil {
		return err
	}
	if err := c.giveAll(next, a.key); err != nil {
		return err
	}
	return c.log(now.Document, map[string]any{"object": next.Object, "was": now.Object, "taken": taken, "step": "done"})
}

// endContent ends a content with all its grants, and tells how many there were.
func (c *change) endContent(content Content, state ContentState) (int, error) {
	content.State, content.EndedAt = state, c.now
	if err := c.tx.SaveContent(content); err != nil {
		return 0, err
	}
	return c.tx.RemoveGrantsOf(content.ID)
}
