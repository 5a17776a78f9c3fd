package app

import (
	"context"
	"slices"
)

// Access is what opens a vault for checking and salvage: an account's login and password, or, where HalfA is not empty,
// both recovery halves.
type Access struct {
	Login, Password string
	HalfA, HalfB    string
}

// Findings are what a full reading of a vault found.
type Findings struct {
	Damage    []Damage
	Torn      []Damage // what a power loss left and the next opening mends: no damage
	Pages     int64    // read
	Commits   int64    // in the log, not yet in the register
	Documents int64
	Chain     AuditReport // of the entries that can be read
	Opens     bool        // the vault opens as usual, damaged or not
}

// Sound reports whether nothing is damaged.
func (f Findings) Sound() bool { return len(f.Damage) == 0 }

// Span is some numbers one after another.
type Span struct{ First, Last int64 }

// Refusal is a row that can be read and that the new register does not take.
type Refusal struct {
	Row    int64
	Reason string // message key
}

// SalvagedTable is what became of one table.
type SalvagedTable struct {
	Table    string
	Saved    int64
	Partial  []Span    // rows of which only what the indexes know is left, taken in since others belong to them
	Lost     []Span    // rows known to be lost, by number
	Unknown  []Span    // numbers of which nobody can tell whether there were rows
	Refused  []Refusal // rows that can be read but have no place in the new register
	Doubtful int64     // rows on loose pages that may be older versions: left out
}

// Intact reports whether all of the table is saved, as far as anybody can tell.
func (t SalvagedTable) Intact() bool {
	return len(t.Partial) == 0 && len(t.Lost) == 0 && len(t.Unknown) == 0 && len(t.Refused) == 0 && t.Doubtful == 0
}

// Salvage is what was saved of a damaged vault, and what was not.
type Salvage struct {
	From, To  string
	Found     Findings // in the damaged vault
	Tables    []SalvagedTable
	Documents int64    // copied
	Lost      []string // documents, by their files
	Signed    bool     // the salvage is in the new audit log
}

// Whole reports whether nothing was lost.
func (s Salvage) Whole() bool {
	for _, t := range s.Tables {
		if !t.Intact() {
			return false
		}
	}
	commits := slices.ContainsFunc(s.Found.Damage, func(d Damage) bool { return d.Part == PartCommit })
	return len(s.Lost) == 0 && !commits
}

// Progress is told how much is done of all; it may be nil.
type Progress func(done, total int64)

// Mender reads vaults that may be damaged, and never writes to them. The store package implements it.
type Mender interface {
	// Inspect reads all of a vault. look, which may be nil, sees the register if it can be opened; its error comes back unchanged.
	// Returns what Gate.Open and Box.Unlock return, Damaged (error.vault.nokeys) if no key opens anything.
	Inspect(ctx context.Context, dir string, with Access, look func(Reader, Identity) error, progress Progress) (Findings, error)
	// Salvage writes what can be read into a new vault in to, which has to be missing or empty. sign sees the new
	// register before it is finished; its error, like any other, leaves nothing behind that opens as a vault.
	// Returns what Inspect returns beside Conflict (error.vault.exists).
	Salvage(ctx context.Context, dir, to string, with Access, sign func(Tx, Identity, Salvage) (bool, error), progress Progress) (Salvage, error)
}

// Verify reads every seal of the vault in dir, the structure of its register and the audit chain, and changes nothing. In a
// vault that can be opened it is for custodians, inspectors and administrators; a damaged one is told of to whoever has
// a way in, since it names places only. look, which may be nil, sees the register once it was found in order.
// Returns what Mender.Inspect returns, NotAllowed (error.role).
func (v Vaults) Verify(ctx context.Context, dir string, with Access, look func(Reader) error, progress Progress) (Findings, error) {
	with.Login = signInName(with.Login)
	return v.Gate.Inspect(ctx, dir, with, func(r Reader, id Identity) error {
		if err := mayMend(r, id, Custodian, Inspector, Administrator); err != nil || look == nil {
			return err
		}
		return look(r)
	}, progress)
}

// Salvage writes what can be read of the vault in dir into a new one in to and lists what is lost. The new vault opens with the same
// passwords, codes and recovery halves. Administrators, or whoever has the halves; an account that is itself lost may.
// Returns what Mender.Salvage returns, NotAllowed (error.role), Conflict (error.clock.back).
func (v Vaults) Salvage(ctx context.Context, dir, to string, with Access, progress Progress) (Salvage, error) {
	with.Login = signInName(with.Login)
	return v.Gate.Salvage(ctx, dir, to, with, v.signSalvage, progress)
}

// mayMend refuses an account that is in the register and has none of the roles.
func mayMend(r AccountReader, id Identity, roles ...Role) error {
	if id.Login == "" {
		return nil
	}
	a, err := r.AccountByLogin(id.Login)
	if CodeOf(err) == NotFound && err != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if a.lost() {
		return nil
	}
	if err := a.mustBeActive(); err != nil {
		return err
	}
	if !a.Roles.HasAny(roles...) {
		return Errf(NotAllowed, "error.role")
	}
	return nil
}

// facts are the salvage in short, for the log.
func (s Salvage) facts() map[string]any {
	var partial, saved, lost, refused, doubtful int64
	for _, t := range s.Tables {
		saved += t.Saved
		refused += int64(len(t.Refused))
		doubtful += t.Doubtful
		lost += count(t.Lost)
		partial += count(t.Partial)
	}
	return map[string]any{
		"damage": len(s.Found.Damage), "saved": saved, "partial": partial, "lost": lost, "refused": refused, "doubtful": doubtful,
		"documents": s.Documents, "documents_lost": len(s.Lost),
	}
}

func count(list []Span) (n int64) {
	for _, s := range list {
		n += s.Last - s.First + 1
	}
	return n
}
