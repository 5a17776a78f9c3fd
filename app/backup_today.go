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
	d.Tasks = append(d.Tasks, Task{Kind: TaskBackup, Person: d.powers.person, At: s.VerifiedAt})
	return nil
}
