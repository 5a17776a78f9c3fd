package app

// commitments adds what the actor has to sign, and for those who look after it one line for all whom to
// remind, one for each text that has to be signed anew, and the campaigns that are done.
func (d *agenda) commitments() error {
	number := d.powers.person.Number
	if d.roles.HasAny(Custodian, Administrator, Inspector) {
		number = ""
	}
	rows, err := d.commitmentRows(number)
	if err != nil {
		return err
	}
	open, err := d.openLines(d.powers.person.ID)
	if err != nil {
		return err
	}
	d.own(rows, open[d.powers.person.ID])
	for _, r := range rows {
		if r.State == Expiring {
			d.Expiring++
		}
	}
	if d.mayRunCampaigns() != nil {
		return nil
	}
	if err := d.reminders(rows); err != nil {
		return err
	}
	return d.campaigns()
}

// own adds what the actor has to sign: what is missing or has ended, what ends within a month, and what a
// campaign asks for.
func (d *agenda) own(rows []CommitmentRow, lines []CampaignLine) {
	ahead := signedAhead(rows)
	told := make(map[TemplateKey]bool)
	for _, r := range rows {
		if r.Person.ID != d.powers.person.ID {
			continue
		}
		t := Task{Person: r.Person, Title: r.Title, Template: r.Key, Due: r.ValidUntil, State: r.State}
		for _, l := range lines {
			if l.Key == r.Key {
				t.Campaign = l.Campaign
			}
		}
		switch {
		case r.State == Missing || r.State == Expired:
			t.Kind = TaskSign
		case r.State == Expiring,
			r.ends(d.today) && stageOn(d.today, r.ValidUntil) != StageNone && !ahead[remindedOf{r.Person.ID, r.Key, ""}]:
			t.Kind = TaskRenew
		default:
			continue
		}
		told[r.Key] = true
		d.Tasks = append(d.Tasks, t)
	}
	for _, l := range lines {
		if !told[l.Key] {
			told[l.Key] = true
			d.Tasks = append(d.Tasks, Task{
				Kind: TaskRenew, Person: l.Person, Title: l.Title, Template: l.Key, Due: l.Due, State: InForce, Campaign: l.Campaign, Version: l.Version,
			})
		}
	}
}

// reminders adds one line for all who are to be reminded.
func (d *agenda) reminders(rows []CommitmentRow) error {
	due, err := d.remindersDue(rows)
	if err != nil || len(due) == 0 {
		return err
	}
	t := Task{Kind: TaskRemind, Due: due[0].Day}
	counted := make(map[int64]bool)
	for _, r := range due { // the most pressing of each person comes first
		if counted[r.Person.ID] {
			continue
		}
		counted[r.Person.ID] = true
		t.Stages.add(r.Stage)
	}
	t.Copies = len(counted)
	d.Tasks = append(d.Tasks, t)
	return nil
}

func (n *StageCounts) add(s Stage) {
	switch s {
	case StageMonth:
		n.Month++
	case StageWeek:
		n.Week++
	case StageDay:
		n.Day++
	case StageLate:
		n.Late++
	case StageNone:
	}
}

// campaigns adds the versions of texts that have to be signed anew, and the campaigns in which everybody
// has signed.
func (d *agenda) campaigns() error {
	offers, err := d.campaignOffers()
	if err != nil {
		return err
	}
	for _, o := range offers {
		d.Tasks = append(d.Tasks, Task{Kind: TaskOffer, Title: o.Title, Template: o.Key, Version: o.Version, Due: o.InForce, Copies: len(o.Numbers)})
	}
	open, err := d.CampaignLines(0, 0)
	if err != nil {
		return err
	}
	waiting := make(map[string]bool)
	var numbers []string
	for _, l := range open {
		if _, seen := waiting[l.Campaign]; !seen {
			numbers = append(numbers, l.Campaign)
		}
		waiting[l.Campaign] = waiting[l.Campaign] || l.stateOn(d.today) == LineWaiting
	}
	for _, n := range numbers {
		if !waiting[n] {
			d.Tasks = append(d.Tasks, Task{Kind: TaskCampaign, Campaign: n})
		}
	}
	return nil
}
