package app

// toSeal adds the signed commitments that wait to be sealed.
func (d *agenda) toSeal() error {
	if !d.roles.HasAny(Custodian, Administrator) {
		return nil
	}
	waiting, err := d.UnsealedCommitments(-1)
	if err != nil || len(waiting) == 0 {
		return err
	}
	d.Tasks = append(d.Tasks, Task{Kind: TaskSeal, Copies: len(waiting)})
	return nil
}

// toCountersign adds the commitments that the actor may sign for the organisation.
func (d *agenda) toCountersign() error {
	if !d.roles.HasAny(Approver, Administrator) {
		return nil
	}
	rows, err := d.toCounter()
	if err != nil {
		return err
	}
	n := 0
	for _, r := range rows {
		if r.MayCounter {
			n++
		}
	}
	if n > 0 {
		d.Tasks = append(d.Tasks, Task{Kind: TaskCounter, Copies: n})
	}
	return nil
}
