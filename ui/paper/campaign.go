package paper

import (
	"io"

	"custody/app"
	"custody/app/letter"
	"custody/ui/words"
)

// CommitmentStack makes one file of many commitments, for the printer alone: it carries the glyphs of all
// names. With leaves each begins on a new sheet also where both sides are printed. stop is asked before
// each and ends the work with its error.
func (d *Desk) CommitmentStack(w io.Writer, prints []app.CommitmentPrint, leaves bool, stop func(i int) error) error {
	letters := make([]letter.Commitment, len(prints))
	for i, print := range prints {
		var err error
		if letters[i], err = commitment(print); err != nil {
			return err
		}
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error {
		return p.CommitmentStack(w, len(letters), func(i int) letter.Commitment { return letters[i] }, leaves, stop)
	})
}

// ReminderSlip is what one person is reminded of.
type ReminderSlip struct {
	Person   app.Person
	Campaign string   // number, "" for none
	Lines    []string // in words
}

// ReminderSlips makes slips to cut apart, one for each person.
func (d *Desk) ReminderSlips(w io.Writer, print app.ListPrint, slips []ReminderSlip) error {
	out := make([]letter.ReminderSlip, len(slips))
	for i, s := range slips {
		out[i] = letter.ReminderSlip{
			Organisation: print.Organisation.Name, Title: words.T("paper.reminder.title"), Number: s.Campaign,
			Person: person(s.Person), Lines: s.Lines, By: words.T("paper.reminder.by", print.PrintedBy, print.Now.Format(minuteForm)),
		}
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.ReminderSlips(w, out) })
}
