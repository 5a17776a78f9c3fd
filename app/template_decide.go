package app

import (
	"context"
	"slices"

	"custody/app/wording"
)

// maxLead is how many days ahead a version may come into force at most.
const maxLead = 366

// ApproveTemplate makes a draft that was handed in the version in force from a day on; it can be signed ahead at
// once. An approver or administrator who has not written in it (rule 3), with a password typed a moment ago.
// Returns NotAllowed (error.template.own), Unconfirmed, NotFound, Conflict (error.template.decided,
// error.template.unready), Invalid (from, error.template.problems).
func (o *Office) ApproveTemplate(ctx context.Context, id int64, from Date) error {
	return o.change(ctx, "template.approve", templateObject(id), func(c *change) error {
		t, body, err := c.mayApprove(id)
		if err != nil {
			return err
		}
		all, err := c.Templates()
		if err != nil {
			return err
		}
		if err := checkFrom(t, from, c.today, all); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		t.State, t.ApproverID, t.ApprovedOn, t.InForce = TextApproved, c.person.ID, c.today, from
		body.Issued = string(from)
		if err := t.setBody(body); err != nil {
			return err
		}
		if err := c.tx.SaveTemplate(t); err != nil {
			return err
		}
		return c.logTemplate(t, map[string]any{"from": from, "gate": t.Audience.Gate})
	})
}

// mayApprove returns a draft that the actor may approve, and its text, in which nothing is wrong.
func (c *change) mayApprove(id int64) (Template, wording.Text, error) {
	if err := c.mustHave(templateDeciders...); err != nil {
		return Template{}, wording.Text{}, err
	}
	t, err := c.draft(id)
	if err != nil {
		return t, wording.Text{}, err
	}
	if slices.Contains(t.Writers, c.person.ID) {
		return t, wording.Text{}, Errf(NotAllowed, "error.template.own")
	}
	if t.SubmittedAt.IsZero() {
		return t, wording.Text{}, Errf(Conflict, "error.template.unready")
	}
	body, err := t.sound()
	return t, body, err
}

// checkFrom checks the first day of a version: today or later, within a year, and after what was approved
// before it, so that the order of versions is the order of their days.
func checkFrom(t Template, from, today Date, all []Template) error {
	var f formCheck
	f.date("from", from)
	switch {
	case from == "":
		f.add(Errf(Invalid, "error.text.empty").At("from"))
	case from < today:
		f.add(Errf(Invalid, "error.template.past").At("from"))
	case from.Valid() && today.DaysUntil(from) > maxLead:
		f.add(Errf(Invalid, "error.template.far", maxLead).At("from"))
	}
	for _, v := range all {
		if v.Key == t.Key && v.State == TextApproved && v.InForce >= from {
			f.add(Errf(Invalid, "error.template.order", v.Version, v.InForce).At("from"))
			break
		}
	}
	return f.wrong.errOrNil()
}

// WithdrawTemplate takes back a version that has not come into force, or ends one of the office's own texts
// from today on: it asks nobody any more, nor does a campaign. Those of the procedure stay until the next
// version. Approver or administrator, with a password typed a moment ago. Returns NotAllowed, Unconfirmed,
// NotFound, Conflict (error.template.fixed).
func (o *Office) WithdrawTemplate(ctx context.Context, id int64) error {
	return o.change(ctx, "template.withdraw", templateObject(id), func(c *change) error {
		if err := c.mustHave(templateDeciders...); err != nil {
			return err
		}
		t, err := c.Template(id)
		if err != nil {
			return err
		}
		all, err := c.Templates()
		if err != nil {
			return err
		}
		switch now := t.on(all, c.today); {
		case now == TextApproved:
			t.State = TextWithdrawn
		case now == TextInForce && t.Key.Own():
			t.EndedOn = c.today
		default:
			return Errf(Conflict, "error.template.fixed")
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := c.tx.SaveTemplate(t); err != nil {
			return err
		}
		lines, err := c.tx.DropLines(t.ID)
		if err != nil {
			return err
		}
		return c.logTemplate(t, map[string]any{"ended_on": t.EndedOn, "lines": lines})
	})
}
