package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Today returns what waits for the actor, what is due and what expires, after what has
// lapsed is taken off the lists (rule 8). Counts hold the loans that the actor's lists
// hold; titles and clients only where rule 2 allows; without commitments in force
// little more than what is to be signed and given back.
func (o *Office) Today(ctx context.Context) (Today, error) {
	if err := o.lapseNow(ctx); err != nil {
		return Today{}, err
	}
	var out Today
	err := o.view(ctx, "today.view", "", func(w *work) error {
		p, err := w.powers()
		if err != nil {
			return err
		}
		d := agenda{work: w, powers: p, duePeople: map[int64]bool{}}
		d.Date = w.today
		for _, part := range []func() error{d.loans, d.extracts, d.contents, d.commitments, d.trainings, d.toCountersign, d.textsToApprove, d.invitations, d.backup, d.keys, d.certificate} {
			if err := part(); err != nil {
				return err
			}
		}
		if o.env.Papers != nil { // else nothing can be done about it here
			if err := d.toSeal(); err != nil {
				return err
			}
		}
		out = d.finish()
		return nil
	})
	return out, err
}

// agenda gathers one person's day.
type agenda struct {
	*work
	powers
	Today
	duePeople map[int64]bool // who has something due today, and whether reminded
}

// taskOrder is the order of Tasks by kind: what stops everything first, then what is
// late, then what others wait for.
var taskOrder = []TaskKind{
	TaskSign, TaskLearn, TaskContent, TaskOverdue, TaskRecalled, TaskLost, TaskDue, TaskExtract,
	TaskLeaving, TaskRekey, TaskBackup, TaskPlan, TaskCertificate, TaskApprove, TaskOpenKey, TaskHandOut, TaskCollect, TaskRenew,
	TaskTrain, TaskRemind, TaskOffer, TaskCampaign, TaskText, TaskCounter, TaskSeal, TaskRecord, TaskContract, TaskTeach, TaskInvite,
}

// finish sorts the tasks and counts them.
func (d *agenda) finish() Today {
	slices.SortStableFunc(d.Tasks, func(a, b Task) int {
		return cmp.Or(
			cmp.Compare(slices.Index(taskOrder, a.Kind), slices.Index(taskOrder, b.Kind)),
			a.At.Compare(b.At), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Loan, b.Loan))
	})
	d.DuePeople = len(d.duePeople)
	for _, reminded := range d.duePeople {
		if reminded {
			d.DueReminded++
		}
	}
	for _, t := range d.Tasks {
		switch {
		case slices.Contains([]TaskKind{TaskSign, TaskRenew, TaskRemind, TaskOffer, TaskCampaign, TaskText, TaskCounter}, t.Kind):
			d.BadgeCommitments++
		case slices.Contains([]TaskKind{TaskLearn, TaskTrain, TaskRecord, TaskTeach}, t.Kind):
			d.BadgeTrainings++
		case t.Kind == TaskApprove || t.Loan != "" && t.Person.ID == d.powers.person.ID:
			d.BadgeLoans++
		}
	}
	d.BadgeToday = len(d.Tasks)
	return d.Today
}

// loans goes through the open loans that the actor's lists hold.
func (d *agenda) loans() error {
	items, err := d.openItems()
	if err != nil {
		return err
	}
	var ids []int64
	byID := map[int64][]LoanItem{}
	for _, it := range items {
		if byID[it.LoanID] == nil {
			ids = append(ids, it.LoanID)
		}
		byID[it.LoanID] = append(byID[it.LoanID], it.asOf(d.today))
	}
	found, err := d.LoansByID(ids)
	for _, l := range found {
		if d.lists(l) {
			d.loan(l, byID[l.ID])
		}
	}
	return err
}

// openItems reads everybody's for those with a duty, else the actor's own.
func (d *agenda) openItems() ([]LoanItem, error) {
	states := []ItemState{Requested, Approved, OutItem, LostItem}
	if d.keeps() || len(d.departments()) > 0 {
		return d.ItemsIn(states...)
	}
	return d.BorrowerItems(d.powers.person.ID, states...)
}

// loan adds one loan's tasks and counts.
func (d *agenda) loan(l Loan, items []LoanItem) {
	var requested, approved, keyless, overdue, due, recalled, lost []LoanItem
	for _, it := range items {
		switch {
		case it.State == Requested:
			requested = append(requested, it)
		case it.Electronic && it.State == Approved:
			keyless = append(keyless, it)
		case it.Electronic: // opens by itself and expires by itself
		case it.State == Approved:
			approved = append(approved, it)
		case it.State == LostItem:
			lost = append(lost, it)
		case it.State != OutItem:
		case it.Due < d.today:
			overdue = append(overdue, it)
		case it.Due == d.today:
			due = append(due, it)
		case it.RecallDue != "":
			recalled = append(recalled, it)
		}
	}
	d.countOut(l, overdue, due)
	mine := l.BorrowerID == d.powers.person.ID
	if d.may(EventApprove, l) && len(requested) > 0 {
		d.ToApprove++
		if d.OldestRequest.IsZero() || l.RequestedAt.Before(d.OldestRequest) {
			d.OldestRequest = l.RequestedAt
		}
		d.task(TaskApprove, l, requested)
	}
	if mine {
		d.task(TaskCollect, l, approved)
		d.task(TaskRecalled, l, recalled)
	} else if d.may(EventHandOut, l) {
		d.task(TaskHandOut, l, approved)
	}
	if d.keeps() && d.roles.Has(Custodian) {
		d.task(TaskOpenKey, l, keyless)
	}
	if mine || d.may(EventRecall, l) {
		d.task(TaskOverdue, l, overdue)
		d.task(TaskDue, l, due)
		d.task(TaskLost, l, lost)
	}
}

func (d *agenda) may(ev LoanEvent, l Loan) bool {
	_, err := d.hat(ev, l)
	return err == nil
}

// countOut counts what is overdue and what is due today.
func (d *agenda) countOut(l Loan, overdue, due []LoanItem) {
	d.DueToday += len(due)
	for _, it := range due {
		d.duePeople[l.BorrowerID] = d.duePeople[l.BorrowerID] || it.Reminded > 0
	}
	if len(overdue) == 0 {
		return
	}
	d.Overdue++
	d.OverdueCopies += len(overdue)
	for _, it := range overdue {
		if days := it.daysOver(d.today); days > d.OverdueWorst {
			d.OverdueWorst, d.OverdueWho = days, l.Borrower.Name
		}
	}
}

// task adds a task for items of a loan; no items, no task.
func (d *agenda) task(kind TaskKind, l Loan, items []LoanItem) {
	if len(items) == 0 {
		return
	}
	t := Task{
		Kind: kind, Loan: l.Number, Person: l.Borrower, Copies: len(items),
		Purpose: l.Purpose, Due: items[0].Due, At: l.RequestedAt,
	}
	var clients []string
	for _, it := range items {
		t.Due, t.Reminded = min(t.Due, it.Due), max(t.Reminded, it.Reminded)
		if !d.reads(l, it) {
			continue
		}
		t.Title = cmp.Or(t.Title, it.Title)
		if !slices.Contains(clients, it.Client) {
			clients = append(clients, it.Client)
		}
	}
	t.Client = strings.Join(clients, "、")
	d.Tasks = append(d.Tasks, t)
}

// invitations adds, for an administrator, one-time codes that have run out.
func (d *agenda) invitations() error {
	if !d.roles.Has(Administrator) {
		return nil
	}
	accounts, err := d.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.State != Invited || !a.CodeExpires.Before(d.now) {
			continue
		}
		p, err := d.Person(a.PersonID)
		if err != nil {
			return err
		}
		d.Tasks = append(d.Tasks, Task{Kind: TaskInvite, Person: p, At: a.CodeExpires})
	}
	return nil
}
