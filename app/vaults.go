package app

import "context"

// Founding is what the first-run wizard asks for.
type Founding struct {
	Dir          string
	Organisation Organisation
	Departments  []string // empty means 运营部, 技术部, 行政部
	Name         string   // of the founder
	Number       string   // 工号
	Department   string
	Post         string
	Login        string
	Password     string
	Roles        Roles // Administrator is always among them
}

// Vaults makes and opens vaults for the faces.
type Vaults struct {
	Gate Gate
	Env  Env
}

// LockedVault is an open folder nobody has signed in to.
type LockedVault struct {
	box Box
	env Env
}

// Found creates a vault with its organisation, departments, templates and first
// account, signs that account in and returns the recovery halves to be printed.
// Returns Invalid(s) by field, and what Gate.Create returns.
func (v Vaults) Found(ctx context.Context, f Founding) (*LockedVault, *Office, [2]RecoveryHalf, error) {
	return nil, nil, [2]RecoveryHalf{}, errNotBuilt
}

// Open opens the folder; see Gate.Open for the errors.
func (v Vaults) Open(ctx context.Context, dir string) (*LockedVault, error) { return nil, errNotBuilt }

// Dir is the vault's folder, Name its last element, Warnings message keys to show.
func (l *LockedVault) Dir() string        { return l.box.Dir() }
func (l *LockedVault) Name() string       { return l.box.Name() }
func (l *LockedVault) Warnings() []string { return l.box.Warnings() }

// Unlock signs in. Returns what Box.Unlock and NewOffice return.
func (l *LockedVault) Unlock(ctx context.Context, login, password string) (*Office, error) {
	return nil, errNotBuilt
}

// Enrol redeems a one-time code and signs in; records the account's public keys.
func (l *LockedVault) Enrol(ctx context.Context, login, code, password string) (*Office, error) {
	return nil, errNotBuilt
}

// Recover issues a one-time code for login from the two printed halves.
func (l *LockedVault) Recover(ctx context.Context, halfA, halfB, login string) (string, error) {
	return "", errNotBuilt
}

// Verify checks every seal of the vault; signed in only.
func (l *LockedVault) Verify(ctx context.Context, progress func(done, total int64)) ([]Damage, error) {
	return l.box.Verify(ctx, progress)
}

// Lock seals the vault; Unlock opens it again.
func (l *LockedVault) Lock() error { return l.box.Seal() }

// Close seals the vault and gives its folder back.
func (l *LockedVault) Close() error { return l.box.Close() }
