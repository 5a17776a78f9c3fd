package store

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"custody/app"
	"custody/store/vault"
)

// box is one vault folder that this process holds; it implements app.Box.
type box struct {
	vault *vault.Vault
	gate  Gate
	now   clock
	made  *folder // what was there before Create, nil for an opened vault

	backing  sync.Mutex // one backup at a time
	keeping  sync.Mutex // held while a document is brought into the register, and while a backup takes its moment
	mu       sync.Mutex
	register *Register // nil while sealed
	contents *Contents // likewise
}

// Dir is the vault's folder.
func (b *box) Dir() string { return b.vault.Dir() }

// Name is the last element of the folder.
func (b *box) Name() string {
	full, err := filepath.Abs(b.vault.Dir())
	if err != nil {
		full = b.vault.Dir()
	}
	return filepath.Base(full)
}

// Warnings are message keys about the folder.
func (b *box) Warnings() []string {
	if onNetwork(b.vault.Dir()) {
		return []string{"warn.vault.network"}
	}
	return nil
}

// Unlock opens the slot of login; see app.Box.
func (b *box) Unlock(ctx context.Context, login, password string) (app.Opened, error) {
	keys, err := b.vault.Unlock(ctx, login, password)
	if err != nil {
		return app.Opened{}, b.now.answer(err)
	}
	return b.opened(ctx, keys)
}

// Enrol redeems a one-time code; see app.Box.
func (b *box) Enrol(ctx context.Context, login, code, password string) (app.Opened, error) {
	keys, err := b.vault.Enrol(ctx, login, code, password)
	if err != nil {
		return app.Opened{}, b.now.answer(err)
	}
	return b.opened(ctx, keys)
}

// opened brings the register up to date and gives it out with the account's keys.
func (b *box) opened(ctx context.Context, keys *vault.Keys) (app.Opened, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.register == nil {
		db, err := b.vault.DB()
		if err != nil {
			return app.Opened{}, answer(err)
		}
		r, err := OpenRegister(ctx, db)
		if err != nil {
			return app.Opened{}, b.sealAfter(err)
		}
		r.blame = b.vault.Err
		b.register = r
		b.contents = newContents(b.vault, &b.keeping)
	}
	return app.Opened{
		Store:    b.register,
		Keyring:  &keyring{vault: b.vault, now: b.now},
		Archive:  archive{Gate: b.gate, vault: b.vault, name: b.Name(), busy: &b.backing, place: b.contents.place},
		Contents: b.contents.For(keys.Age),
		Identity: app.Identity{
			Login: keys.Login, Recipient: keys.Age.Recipient().String(), Sign: keys.Sign,
		},
	}, nil
}

// sealAfter seals a vault whose register could not be opened, and names the damage
// if that was why.
func (b *box) sealAfter(err error) error {
	if cause := b.vault.Err(); cause != nil {
		err = answer(cause)
	}
	return errors.Join(err, b.vault.Seal())
}

// Recover issues a one-time code from the two printed halves; see app.Box.
func (b *box) Recover(ctx context.Context, halfA, halfB, login string) (string, error) {
	code, err := b.vault.Recover(ctx, halfA, halfB, login)
	return code, answer(err)
}

// Seal cancels a new vault key or a backup under way, for which a transaction may be waiting,
// waits for the transaction, closes the register and drops every key.
func (b *box) Seal() error {
	b.vault.Interrupt()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shut()
	return b.vault.Seal()
}

// shut waits for the transaction under way and lets nothing more be read. Called with b.mu held.
func (b *box) shut() {
	b.register.shut()
	b.register = nil
	if b.contents != nil {
		b.contents.place.close()
		b.contents = nil
	}
}

// Close seals and gives the folder's lock back.
func (b *box) Close() error {
	b.vault.Interrupt()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shut()
	return b.vault.Close()
}

// Discard closes the vault and removes what Create made.
func (b *box) Discard() error {
	err := b.Close()
	if b.made == nil {
		return err
	}
	return errors.Join(err, b.made.restore(b.vault.Dir()))
}
