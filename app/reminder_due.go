package app

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Reminders lists who is to be reminded of what now: of commitments about to end or ended, and of what an
// open campaign asks for, by the stage they are in, the most pressing first. Whoever has signed, or was
// reminded in this stage, is not among them, nor is the actor, whom Today tells. Custodian or administrator.
func (o *Office) Reminders(ctx context.Context) ([]ReminderRow, error) {
	var out []ReminderRow
	err := o.view(ctx, "reminder.list", "", func(w *work) error {
		if err := w.mayRunCampaigns(); err != nil {
			return err
		}
		rows, err := w.commitmentRows("")
		if err != nil {
			return err
		}
		out, err = w.remindersDue(rows)
		return err
	})
	return out, err
}

// remindersDue are the reminders that are due among what everybody has signed.
func (w *work) remindersDue(rows []CommitmentRow) ([]ReminderRow, error) {
	open, err := w.openLines(0)
	if err != nil {
		return nil, err
	}
	told, err := w.reminded()
	if err != nil {
		return nil, err
	}
	var all []ReminderRow
	for _, lines := range open {
		for _, l := range lines {
			if l.Person.ID != w.person.ID && !l.Person.LeftBy(w.today) {
				all = append(all, l.reminder())
			}
		}
	}
	done := signedAhead(rows)
	for _, r := range rows {
		if r.Person.ID != w.person.ID && r.ends(w.today) && !asked(open[r.Person.ID], r.Key) && !done[remindedOf{r.Person.ID, r.Key, ""}] {
			all = append(all, ReminderRow{Person: r.Person, Key: r.Key, Title: r.Title, Version: r.Version, Day: r.ValidUntil})
		}
	}
	out := all[:0]
	for _, r := range all {
		r.Stage = stageOn(w.today, r.Day)
		mine := told[remindedOf{r.Person.ID, r.Key, r.Day}]
		if r.RemindedAt = mine.at; r.Stage != StageNone && !slices.Contains(mine.stages, r.Stage) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, byStage)
	return out, nil
}

// ends reports whether a row is a commitment that ends soon or has run out. One that only a new version
// took force from is for a campaign: see CampaignOffers.
func (r CommitmentRow) ends(today Date) bool {
	return r.ID != 0 && !r.Person.LeftBy(today) &&
		(r.State == Expiring || r.State == InForce || r.State == Expired && r.ValidUntil < today)
}

// signedAhead are the people and texts of which the next version is signed already.
func signedAhead(rows []CommitmentRow) map[remindedOf]bool {
	out := make(map[remindedOf]bool)
	for _, r := range rows {
		if r.State == Ahead {
			out[remindedOf{r.Person.ID, r.Key, ""}] = true
		}
	}
	return out
}

// asked reports whether open lines ask for a text.
func asked(lines []CampaignLine, key TemplateKey) bool {
	return slices.ContainsFunc(lines, func(l CampaignLine) bool { return l.Key == key })
}

// reminder is what a person is reminded of by a line.
func (l CampaignLine) reminder() ReminderRow {
	return ReminderRow{
		Person: l.Person, Key: l.Key, Title: l.Title, Version: l.Version, Campaign: l.Campaign, Day: l.Due, RemindedAt: l.RemindedAt, lineID: l.ID,
	}
}

// remindedOf is what a reminder was about: a later day is another matter.
type remindedOf struct {
	personID int64
	key      TemplateKey
	day      Date
}

type remindedAt struct {
	stages []Stage
	at     time.Time
}

// remindedFor is how far back reminders count: the longest campaign, and the last stage after it.
const remindedFor = 2 * maxCampaign

// reminded are the reminders of the last two years, by what they were about.
func (w *work) reminded() (map[remindedOf]remindedAt, error) {
	all, err := w.RemindersSince(w.now.AddDate(0, 0, -remindedFor))
	out := make(map[remindedOf]remindedAt)
	for _, r := range all {
		of := remindedOf{r.PersonID, r.Key, r.Day}
		out[of] = remindedAt{append(out[of].stages, r.Stage), r.At}
	}
	return out, err
}

// byStage puts the most pressing first.
func byStage(a, b ReminderRow) int {
	return cmp.Or(
		-cmp.Compare(slices.Index(AllStages, a.Stage), slices.Index(AllStages, b.Stage)),
		cmp.Compare(a.Day, b.Day), cmp.Compare(a.Person.Number, b.Person.Number), byKey(a.Key, b.Key),
	)
}

// RemindDue notes that all whom Reminders lists were reminded; each is quiet until the next stage.
// Custodian or administrator. Returns NotAllowed, Conflict (error.reminder.none).
func (o *Office) RemindDue(ctx context.Context) (Reminding, error) {
	var out Reminding
	err := o.change(ctx, "reminder.note", "", func(c *change) error {
		if err := c.mayRunCampaigns(); err != nil {
			return err
		}
		rows, err := c.commitmentRows("")
		if err != nil {
			return err
		}
		due, err := c.remindersDue(rows)
		if err != nil {
			return err
		}
		if len(due) == 0 {
			return Errf(Conflict, "error.reminder.none")
		}
		out, err = c.remind("", due)
		return err
	})
	return out, err
}

// RemindCampaign notes that all who have not signed were reminded, whatever the stage. Custodian or
// administrator. Returns NotAllowed, NotFound, Conflict (error.campaign.closed, error.campaign.done).
func (o *Office) RemindCampaign(ctx context.Context, number string) (Reminding, error) {
	var out Reminding
	err := o.change(ctx, "campaign.remind", number, func(c *change) error {
		s, err := c.openCampaign(number)
		if err != nil {
			return err
		}
		var rows []ReminderRow
		for _, l := range s.Lines {
			if l.State == LineWaiting {
				r := l.reminder()
				r.Stage = stageOn(c.today, r.Day)
				rows = append(rows, r)
			}
		}
		if len(rows) == 0 {
			return Errf(Conflict, "error.campaign.done", number)
		}
		out, err = c.remind(number, rows)
		return err
	})
	return out, err
}

// remind notes reminders, and logs them as one act on object.
func (c *change) remind(object string, rows []ReminderRow) (Reminding, error) {
	people := make(map[int64]bool)
	for i, r := range rows {
		people[r.Person.ID] = true
		rows[i].RemindedAt = c.now
		err := c.tx.AddReminder(Reminder{
			PersonID: r.Person.ID, Key: r.Key, Day: r.Day, Stage: r.Stage, LineID: r.lineID, At: c.now, ByID: c.person.ID,
		})
		if err != nil {
			return Reminding{}, err
		}
	}
	if err := c.log(object, map[string]any{"people": len(people), "lines": len(rows)}); err != nil {
		return Reminding{}, err
	}
	out := Reminding{Rows: rows, Print: ListPrint{PrintedBy: c.person.Name, Now: c.now}}
	var err error
	out.Print.Organisation, out.Print.AuditHead, err = c.imprint()
	return out, err
}
