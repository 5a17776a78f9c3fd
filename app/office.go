package app

import (
	"context"
	"sync"
)

// Office is the register as one signed-in person may use it: every use case is a
// method. It is safe for use from several goroutines.
type Office struct {
	store    Store
	keyring  Keyring
	archive  Archive
	contents Contents
	id       Identity
	env      Env
	seen     seenOnce
	fresh    freshness
	rekey    rekeying
	held     heldFiles
}

// Actor is who is signed in, as the window shows it.
type Actor struct {
	Person  Person
	Login   string
	Roles   Roles
	Bound   Standing
	ActsFor []Delegation // in force today
	// May lists the parts of the window this person's roles open.
	May Abilities
}

// Abilities say which parts of the office open for the actor's roles; a face
// shows what is true here and nothing else. Each method decides again by itself.
type Abilities struct {
	Counter, Clients, Files, Loans, Commitments, People, Audit, Settings bool
	Approve, EditClients, EditPeople, Invite, Attest, Import             bool
	EditRules, Delegate, ExportAudit, SeeAccounts, SeeHoldings           bool
	Campaigns, RunCampaigns                                              bool // see them; start, remind, close
	Countersign                                                          bool // sign for the organisation
	SealPapers                                                           bool // what waits to be sealed; timestamps
	Backup                                                               bool // to a folder of one's choice, and drill
}

// Me returns who is signed in, fresh from the register.
func (o *Office) Me(ctx context.Context) (Actor, error) {
	var a Actor
	err := o.view(ctx, "me", o.id.Login, func(w *work) error {
		acts, err := w.Delegations(w.person.ID, w.today)
		if err != nil {
			return err
		}
		lent, err := w.rolesLent(acts)
		if err != nil {
			return err
		}
		a = Actor{
			Person: w.person, Login: w.me.Login, Roles: w.me.Roles, Bound: w.standing,
			ActsFor: acts, May: w.me.Roles.abilities(lent),
		}
		return nil
	})
	return a, err
}

// rolesLent are the roles of the principals a delegate acts for.
func (w *work) rolesLent(acts []Delegation) (Roles, error) {
	var lent Roles
	for _, d := range acts {
		principal, err := w.AccountByPerson(d.Principal.ID)
		if err != nil {
			return nil, err
		}
		if principal.State == Active {
			lent = append(lent, principal.Roles...)
		}
	}
	return lent, nil
}

// abilities are what a set of roles opens; lent are the roles of principals, which
// let a delegate decide but open nothing else.
func (rs Roles) abilities(lent Roles) Abilities {
	keeper := rs.Has(Custodian)
	return Abilities{
		Counter:      keeper,
		Clients:      keeper || rs.IsStaff(),
		Files:        keeper || rs.IsStaff(),
		Loans:        keeper || rs.IsStaff() || rs.HasAny(Approver, Inspector) || lent.Has(Approver),
		Commitments:  true,
		Campaigns:    rs.HasAny(Custodian, Administrator, Inspector),
		RunCampaigns: rs.HasAny(Custodian, Administrator),
		People:       rs.HasAny(Custodian, Administrator, Inspector, Approver),
		Audit:        rs.HasAny(Custodian, Administrator, Inspector),
		Settings:     true,
		Approve:      rs.HasAny(Custodian, Approver) || lent.HasAny(Custodian, Approver),
		EditClients:  keeper,
		EditPeople:   rs.HasAny(Custodian, Administrator),
		Invite:       rs.Has(Administrator),
		Attest:       keeper,
		Import:       keeper,
		EditRules:    rs.Has(Administrator),
		Delegate:     rs.HasAny(Custodian, Approver),
		ExportAudit:  rs.Has(Inspector),
		Countersign:  rs.HasAny(Approver, Administrator),
		SealPapers:   rs.HasAny(Custodian, Administrator),
		Backup:       rs.HasAny(Custodian, Administrator),
		SeeAccounts:  rs.seeAccounts(),
		SeeHoldings:  rs.seeHoldings(),
	}
}

// Goodbye appends the logout or lock to the log; reason is "quit", "lock", "idle", "screen" or "sleep".
// It cancels a new vault key under way, which would keep the entry waiting.
func (o *Office) Goodbye(ctx context.Context, reason string) error {
	o.rekey.stop()
	return o.change(ctx, "logout", o.id.Login, func(c *change) error {
		return c.log(c.me.Login, map[string]any{"reason": reason})
	})
}

// seenOnce remembers what this session has logged once.
type seenOnce struct {
	mu   sync.Mutex
	acts map[string]bool
}

// first reports whether act comes for the first time.
func (s *seenOnce) first(act string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.acts[act] {
		return false
	}
	if s.acts == nil {
		s.acts = make(map[string]bool)
	}
	s.acts[act] = true
	return true
}
