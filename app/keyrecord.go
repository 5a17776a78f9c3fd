package app

import (
	"context"
	"time"
)

// KeyRecord is what the register knows of the vault's own key.
type KeyRecord struct {
	Epoch     uint64    // how many new keys the log tells of
	RenewedAt time.Time // of the last, zero for none
	// ExposedAt is since when somebody outside may know the key in force: an account was taken
	// away, or recovery halves were replaced. Zero when a new key was made since.
	ExposedAt time.Time
	DrilledAt time.Time // the recovery halves were last shown to work
	HalvesAt  time.Time // they were last replaced
}

// LeavingRecord is kept of every leaving.
type LeavingRecord struct {
	PersonID int64
	On       Date
	Reason   string
	At       time.Time
	ByID     int64 // who saw to it
}

// KeyReader reads what the register knows of keys and leavings.
type KeyReader interface {
	KeyRecord() (KeyRecord, error)                   // zero before the first change
	LeavingOf(personID int64) (LeavingRecord, error) // the last; NotFound
}

// KeyWriter changes it.
type KeyWriter interface {
	SaveKeyRecord(KeyRecord) error
	AddLeaving(LeavingRecord) error
}

// VaultKey returns when the vault's key and the recovery halves were renewed and drilled.
// Administrator only. Returns NotAllowed.
func (o *Office) VaultKey(ctx context.Context) (KeyRecord, error) {
	var r KeyRecord
	err := o.view(ctx, "vault.key", "", func(w *work) error {
		err := w.mustHave(Administrator)
		if err != nil {
			return err
		}
		r, err = w.KeyRecord()
		return err
	})
	return r, err
}

// noteKeys changes the record of the vault's key.
func (c *change) noteKeys(fn func(*KeyRecord)) error {
	r, err := c.KeyRecord()
	if err != nil {
		return err
	}
	fn(&r)
	return c.tx.SaveKeyRecord(r)
}

// exposed notes that somebody outside may know the vault key, unless that stands already.
func (c *change) exposed() error {
	return c.noteKeys(func(r *KeyRecord) {
		if r.ExposedAt.IsZero() {
			r.ExposedAt = c.now
		}
	})
}

// renewed notes a new vault key.
func (c *change) renewed(epoch uint64) error {
	return c.noteKeys(func(r *KeyRecord) { r.Epoch, r.RenewedAt, r.ExposedAt = epoch, c.now, time.Time{} })
}

// dropSlots removes the slots of accounts that are disabled: a crash may have come between
// the register and the key file.
func (o *Office) dropSlots(ctx context.Context) error {
	var gone []string
	err := o.store.View(ctx, func(r Reader) error {
		all, err := r.Accounts()
		for _, a := range all {
			if a.State == Disabled {
				gone = append(gone, a.Login)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, login := range gone {
		if err := o.keyring.Remove(ctx, login); err != nil {
			return err
		}
	}
	return nil
}

// keys reminds an administrator of accounts whose people have left, and of a vault key
// that somebody outside may know.
func (d *agenda) keys() error {
	if !d.roles.Has(Administrator) {
		return nil
	}
	accounts, err := d.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.State == Disabled {
			continue
		}
		p, err := d.Reader.Person(a.PersonID)
		if err != nil {
			return err
		}
		if p.LeftBy(d.today) {
			d.Tasks = append(d.Tasks, Task{Kind: TaskLeaving, Person: p, Due: p.LeftOn})
		}
	}
	r, err := d.KeyRecord()
	if err == nil && !r.ExposedAt.IsZero() {
		d.Tasks = append(d.Tasks, Task{Kind: TaskRekey, Person: d.powers.person, At: r.ExposedAt})
	}
	return err
}
