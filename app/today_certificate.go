package app

// certificate adds, for an administrator, the certificate that seals papers when it ends soon or has ended.
func (d *agenda) certificate() error {
	if !d.roles.Has(Administrator) {
		return nil
	}
	list, err := d.Reader.Certificates()
	if err != nil || len(list) == 0 {
		return err
	}
	row, err := d.certificateRow(list[0])
	if err != nil {
		return err
	}
	if row.State == CertificateEnds || row.State == CertificateEnded {
		d.Tasks = append(d.Tasks, Task{Kind: TaskCertificate, Due: DateOf(row.Until.In(d.now.Location()))})
	}
	return nil
}
