package app

// trainings adds what the actor has to learn, and for those who look after it the trainings whose results
// wait, and in one line each who is due without being asked to come and which external bodies lack a
// contract.
func (d *agenda) trainings() error {
	topics, err := d.Reader.Topics()
	if err != nil {
		return err
	}
	if len(topics) > 0 {
		if err := d.dueTrainings(); err != nil {
			return err
		}
	}
	if d.mayTrain() != nil {
		return nil
	}
	if err := d.unrecorded(); err != nil {
		return err
	}
	return d.uncontracted()
}

func (d *agenda) dueTrainings() error {
	rows, err := d.trainingsDue()
	unasked := map[int64]bool{}
	for _, r := range rows {
		switch {
		case r.Person.ID == d.powers.person.ID:
			t := Task{Kind: TaskTrain, Person: r.Person, Title: r.Topic, Due: r.Until, Training: r.Planned.Number}
			if r.Gate && r.State != DueExpiring {
				t.Kind = TaskLearn
			}
			if r.Planned.Number != "" {
				t.Due = r.Planned.HeldOn
			}
			d.Tasks = append(d.Tasks, t)
		case r.Planned.Number == "":
			unasked[r.Person.ID] = true
		}
	}
	if len(unasked) > 0 && d.mayTrain() == nil {
		d.Tasks = append(d.Tasks, Task{Kind: TaskTeach, Copies: len(unasked)})
	}
	return err
}

// unrecorded adds the trainings whose day has come and whose results are not entered.
func (d *agenda) unrecorded() error {
	rows, err := d.Reader.Trainings(TrainingFilter{State: TrainingPlanned})
	for _, r := range rows {
		if r.HeldOn <= d.today {
			d.Tasks = append(d.Tasks, Task{Kind: TaskRecord, Training: r.Number, Title: r.Topic, Due: r.HeldOn, Copies: r.Asked})
		}
	}
	return err
}

// uncontracted adds the external bodies for which people act without a contract in force (§4.3).
func (d *agenda) uncontracted() error {
	rows, err := d.bodyRows()
	t := Task{Kind: TaskContract}
	for _, r := range rows {
		if r.endedBy(d.today) || r.binds() || r.People == 0 {
			continue
		}
		t.Copies++
		if t.Copies == 1 {
			t.Body, t.Title = r.Number, r.Name
		}
	}
	if t.Copies > 0 {
		d.Tasks = append(d.Tasks, t)
	}
	return err
}
