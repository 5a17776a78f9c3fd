package store

import (
	"context"
	"errors"
	"io/fs"
)

// Keep runs commit and makes the file final; see app.Contents. A file whose commit went well but whose name the disk
// refused is read as it is, and gets its name with the next backup or Tidy. When the register's disk failed nobody knows what was committed:
// the file stays for the next Tidy, which does.
func (c *Contents) Keep(_ context.Context, object string, commit func() error) error {
	c.place.keep.Lock()
	defer c.place.keep.Unlock()
	if err := c.place.alive(); err != nil {
		return err
	}
	if err := commit(); err != nil {
		if c.place.vault.Err() == nil {
			_ = c.place.files.Discard(object) // Tidy does it otherwise
		}
		return err
	}
	err := c.place.files.Keep(object)
	if err != nil {
		c.place.unnamed[object] = true
	}
	return answer(err)
}

// Discard removes a file that nobody kept; see app.Contents.
func (c *Contents) Discard(object string) error {
	err := c.place.files.Discard(object)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return answer(err)
}

// nameRest gives kept files the names that the disk refused at first: a backup has no others. Called with keep held.
func (p *contentPlace) nameRest() error {
	for object := range p.unnamed {
		if err := p.files.Keep(object); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return answer(err)
		}
		delete(p.unnamed, object) // what is not there any more has its name, or was erased
	}
	return nil
}
