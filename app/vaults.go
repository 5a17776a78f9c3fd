package app

import "context"

// Vaults makes and opens vaults for the faces.
type Vaults struct {
	Gate Gate
	Env  Env
}

// LockedVault is an open folder; somebody signs in to it with Unlock or Enrol.
type LockedVault struct {
	box Box
	env Env
}

// Open opens the folder; see Gate.Open for the errors.
func (v Vaults) Open(ctx context.Context, dir string) (*LockedVault, error) {
	box, err := v.Gate.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	return &LockedVault{box: box, env: v.Env}, nil
}

// Dir is the vault's folder.
func (l *LockedVault) Dir() string { return l.box.Dir() }

// Name is the last element of the folder.
func (l *LockedVault) Name() string { return l.box.Name() }

// Warnings are message keys to show before anybody signs in.
func (l *LockedVault) Warnings() []string { return l.box.Warnings() }

// Unlock signs in. Returns what Box.Unlock and NewOffice return; the vault is sealed
// again after an error.
func (l *LockedVault) Unlock(ctx context.Context, login, password string) (*Office, error) {
	op, err := l.box.Unlock(ctx, signInName(login), password)
	if err != nil {
		return nil, atField("password", err)
	}
	return l.signIn(ctx, op)
}

// Enrol redeems a one-time code and signs in; records the account's public keys.
// Returns what Box.Enrol and NewOffice return.
func (l *LockedVault) Enrol(ctx context.Context, login, code, password string) (*Office, error) {
	op, err := l.box.Enrol(ctx, signInName(login), code, password)
	if err != nil {
		return nil, err
	}
	return l.signIn(ctx, op)
}

func (l *LockedVault) signIn(ctx context.Context, op Opened) (*Office, error) {
	o, err := NewOffice(ctx, op, l.env)
	if err != nil {
		// The refusal is what the person must see; a vault that can't seal keeps its lock.
		_ = l.box.Seal()
		return nil, err
	}
	return o, nil
}

// signInName is a login as typed, in the form it is kept; one that can't be a login
// goes to the vault as it is and gets the same answer as any unknown one.
func signInName(login string) string {
	if clean, wrong := cleanLogin(login); wrong == nil {
		return clean
	}
	return login
}

// Recover issues a one-time code for login from the two printed halves. Returns what
// Box.Recover returns.
func (l *LockedVault) Recover(ctx context.Context, halfA, halfB, login string) (string, error) {
	return l.box.Recover(ctx, halfA, halfB, signInName(login))
}

// Verify checks every seal of the vault, the audit chain and the register; signed in only.
func (l *LockedVault) Verify(ctx context.Context, progress func(done, total int64)) ([]Damage, error) {
	return l.box.Verify(ctx, progress)
}

// Lock seals the vault; Unlock opens it again.
func (l *LockedVault) Lock() error { return l.box.Seal() }

// Close seals the vault and gives its folder back.
func (l *LockedVault) Close() error { return l.box.Close() }
