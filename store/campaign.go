package store

import (
	"fmt"
	"slices"
	"time"

	"custody/app"
)

const campaignColumns = `k.id, k.number, k.title, k.due, k.started_at, k.started_by, s.name, k.closed_at, COALESCE(e.name, ''), k.note`

const campaignFrom = ` FROM campaigns k JOIN people s ON s.id = k.started_by LEFT JOIN people e ON e.id = k.closed_by`

// Campaign returns the campaign with a number.
func (t *txn) Campaign(number string) (app.Campaign, error) {
	return one(t, scanCampaign, `SELECT `+campaignColumns+campaignFrom+` WHERE k.number = $1`, number)
}

// Campaigns lists all, newest first.
func (t *txn) Campaigns() ([]app.Campaign, error) {
	return many(t, scanCampaign, `SELECT `+campaignColumns+campaignFrom+` ORDER BY k.id DESC`)
}

func scanCampaign(s scanner) (app.Campaign, error) {
	var c app.Campaign
	var started, closed string
	err := s.Scan(&c.ID, &c.Number, &c.Title, &c.Due, &started, &c.StarterID, &c.Starter, &closed, &c.Closer, &c.Note)
	c.StartedAt, c.ClosedAt = unstamp(started), unstamp(closed)
	return c, err
}

// CampaignLines lists the lines of a campaign, of all open ones for 0, of one person unless 0.
func (t *txn) CampaignLines(campaignID, personID int64) ([]app.CampaignLine, error) {
	w := newWhere()
	if campaignID != 0 {
		w.add(`l.campaign_id = ?`, campaignID)
	} else {
		w.add(`k.closed_at = ''`)
	}
	if personID != 0 {
		w.add(`l.person_id = ?`, personID)
	}
	return many(t, scanCampaignLine, `SELECT l.id, l.campaign_id, k.number, k.due, `+personColumns+`, l.template_id, m.key, m.number, m.version,
		l.printed_at, COALESCE(c.id, 0), COALESCE(c.signed_on, ''), COALESCE(c.method, ''),
		(SELECT COUNT(*) FROM reminders r WHERE r.line_id = l.id),
		COALESCE((SELECT MAX(r.at) FROM reminders r WHERE r.line_id = l.id), '')`+
		personFrom+` JOIN campaign_lines l ON l.person_id = p.id JOIN campaigns k ON k.id = l.campaign_id
		JOIN templates m ON m.id = l.template_id LEFT JOIN commitments c ON c.id = l.commitment_id`+
		w.sql()+` ORDER BY l.campaign_id, p.number, l.id`, w.args...)
}

func scanCampaignLine(s scanner) (app.CampaignLine, error) {
	var l app.CampaignLine
	var printed, reminded string
	dest := append([]any{&l.ID, &l.CampaignID, &l.Campaign, &l.Due}, personFields(&l.Person)...)
	err := s.Scan(append(dest, &l.TemplateID, &l.Key, &l.Document, &l.Version, &printed,
		&l.CommitmentID, &l.SignedOn, &l.Method, &l.Reminded, &reminded)...)
	l.PrintedAt, l.RemindedAt = unstamp(printed), unstamp(reminded)
	return l, err
}

// AddCampaign adds a campaign under the next number of the year.
func (t *txn) AddCampaign(c app.Campaign, year int) (app.Campaign, error) {
	seq, err := one(t, scanInt, `SELECT COALESCE(MAX(seq), 0) + 1 FROM campaigns WHERE year = $1`, year)
	if err != nil {
		return c, err
	}
	number := fmt.Sprintf("QS-%04d-%04d", year, seq)
	err = t.exec(`INSERT INTO campaigns (year, seq, number, title, due, started_at, started_by, closed_at, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', '')`,
		year, seq, number, c.Title, string(c.Due), stamp(c.StartedAt), c.StarterID)
	if err != nil {
		return c, err
	}
	return t.Campaign(number)
}

// AddCampaignLine adds one person and one text.
func (t *txn) AddCampaignLine(l app.CampaignLine) error {
	return t.exec(`INSERT INTO campaign_lines (campaign_id, person_id, template_id, printed_at) VALUES ($1, $2, $3, '')`,
		l.CampaignID, l.Person.ID, l.TemplateID)
}

// SaveCampaign writes how a campaign ended.
func (t *txn) SaveCampaign(c app.Campaign, closerID int64) error {
	return t.exec(`UPDATE campaigns SET closed_at = $2, closed_by = $3, note = $4 WHERE id = $1`,
		c.ID, stamp(c.ClosedAt), nullID(closerID), c.Note)
}

// PrintedLines notes when lines were printed last.
func (t *txn) PrintedLines(at time.Time, ids []int64) error {
	for part := range slices.Chunk(ids, chunk) {
		w := newWhere()
		set := w.arg(stamp(at))
		values := make([]any, len(part))
		for i, id := range part {
			values[i] = id
		}
		w.in("id", values...)
		if err := t.exec(`UPDATE campaign_lines SET printed_at = `+set+w.sql(), w.args...); err != nil {
			return err
		}
	}
	return nil
}

// SignedLine notes what fulfils a line.
func (t *txn) SignedLine(id, commitmentID int64) error {
	return t.exec(`UPDATE campaign_lines SET commitment_id = $2 WHERE id = $1`, id, commitmentID)
}

// RemindersSince lists reminders noted at or after a time, oldest first.
func (t *txn) RemindersSince(at time.Time) ([]app.Reminder, error) {
	return many(t, scanReminder, `SELECT id, person_id, key, day, stage, COALESCE(line_id, 0), at, by_id FROM reminders
		WHERE at >= $1 ORDER BY at, id`, stamp(at))
}

// AddReminder notes that somebody was reminded.
func (t *txn) AddReminder(r app.Reminder) error {
	return t.exec(`INSERT INTO reminders (person_id, key, day, stage, line_id, at, by_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		r.PersonID, string(r.Key), string(r.Day), string(r.Stage), nullID(r.LineID), stamp(r.At), r.ByID)
}

func scanReminder(s scanner) (app.Reminder, error) {
	var r app.Reminder
	var at string
	err := s.Scan(&r.ID, &r.PersonID, &r.Key, &r.Day, &r.Stage, &r.LineID, &at, &r.ByID)
	r.At = unstamp(at)
	return r, err
}

// DropLines takes a text out of the open campaigns where it is still to be signed.
func (t *txn) DropLines(templateID int64) (int, error) {
	const open = `template_id = $1 AND commitment_id IS NULL AND campaign_id IN (SELECT id FROM campaigns WHERE closed_at = '')`
	n, err := one(t, scanInt, `SELECT COUNT(*) FROM campaign_lines WHERE `+open, templateID)
	if err != nil || n == 0 {
		return 0, err
	}
	if err := t.exec(`UPDATE reminders SET line_id = NULL WHERE line_id IN (SELECT id FROM campaign_lines WHERE `+open+`)`, templateID); err != nil {
		return 0, err
	}
	return n, t.exec(`DELETE FROM campaign_lines WHERE `+open, templateID)
}
