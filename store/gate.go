package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"custody/app"
	"custody/store/vault"
)

// Gate makes and opens vault folders; it implements app.Gate. The zero value is
// right for the program, tests choose cheaper key derivation.
type Gate struct{ Options vault.Options }

// Create makes a vault in a missing or empty folder; see app.Gate. A folder it could
// not finish is left as it was found.
func (g Gate) Create(ctx context.Context, dir, login, password string) (app.Box, app.Opened, [2]app.RecoveryHalf, error) {
	before := listed(dir)
	v, recovery, err := vault.Create(ctx, dir, g.Options, login, password)
	if err != nil {
		var own *vault.PasswordError
		if !errors.Is(err, vault.ErrNotEmpty) && !errors.Is(err, vault.ErrInUse) && !errors.As(err, &own) {
			err = errors.Join(err, before.restore(dir))
		}
		return nil, app.Opened{}, [2]app.RecoveryHalf{}, answer(err)
	}
	b := &box{vault: v, gate: g, now: g.now(), made: &before}
	op, err := b.opened(ctx, v.Keys())
	if err != nil {
		return nil, app.Opened{}, [2]app.RecoveryHalf{}, errors.Join(answer(err), b.Discard())
	}
	return b, op, printed(recovery), nil
}

// Open takes the lock and checks the key slots; see app.Gate.
func (g Gate) Open(ctx context.Context, dir string) (app.Box, error) {
	v, err := vault.Open(ctx, dir, g.Options)
	if err != nil {
		return nil, answer(err)
	}
	return &box{vault: v, gate: g, now: g.now()}, nil
}

func (g Gate) now() clock {
	if g.Options.Now == nil {
		return time.Now
	}
	return g.Options.Now
}

// folder is what a folder held before a vault was made in it.
type folder struct {
	there   bool
	unknown bool // something is there that can't be listed, so nothing of it may be removed
	names   map[string]bool
}

func listed(dir string) folder {
	entries, err := os.ReadDir(dir)
	f := folder{there: err == nil, names: make(map[string]bool)}
	f.unknown = err != nil && !errors.Is(err, os.ErrNotExist)
	for _, e := range entries {
		f.names[e.Name()] = true
	}
	return f
}

// restore removes what was added since.
func (f folder) restore(dir string) error {
	if f.unknown {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	errs := []error{err}
	for _, e := range entries {
		if !f.names[e.Name()] {
			errs = append(errs, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	if !f.there {
		errs = append(errs, os.Remove(dir))
	}
	return errors.Join(errs...)
}
