package app

// backup reminds an administrator of a backup that is overdue, or was never planned.
func (d *agenda) backup() error {
	if !d.roles.Has(Administrator) {
		return nil
	}
	s, err := d.work.backups()
	if err != nil || !s.Late() {
		return err
	}
	kind := TaskBackup
	if s.Plan.Folder == "" && s.Last != nil {
		kind = TaskPlan
	}
	d.Tasks = append(d.Tasks, Task{Kind: kind, Person: d.powers.person, At: s.VerifiedAt})
	return nil
}
