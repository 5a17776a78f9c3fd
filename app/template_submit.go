package app

import (
	"context"

	"custody/app/wording"
)

// SubmitTemplate hands a draft in: whoever may approve it finds it on Today. Writing in it takes it back.
// Custodian or administrator. Returns NotAllowed, NotFound, Conflict (error.template.decided,
// error.template.submitted), Invalid (error.template.problems).
func (o *Office) SubmitTemplate(ctx context.Context, id int64) error {
	return o.change(ctx, "template.submit", templateObject(id), func(c *change) error {
		t, err := c.draftToWrite(id)
		if err != nil {
			return err
		}
		if !t.SubmittedAt.IsZero() {
			return Errf(Conflict, "error.template.submitted", t.Version)
		}
		if _, err := t.sound(); err != nil {
			return err
		}
		t.SubmittedAt = c.now
		if err := c.tx.SaveTemplate(t); err != nil {
			return err
		}
		return c.logTemplate(t, nil)
	})
}

// sound returns what a version says. Returns Invalid (error.template.problems) if something is wrong with it.
func (t Template) sound() (wording.Text, error) {
	body, err := wording.Read(t.Body)
	if err != nil {
		return body, err
	}
	if problems := wording.Check(body); len(problems) > 0 {
		return body, Errf(Invalid, "error.template.problems", len(problems))
	}
	return body, nil
}
