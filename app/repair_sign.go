package app

import "time"

// signSalvage appends the salvage to the new log, if who made it can sign there.
func (v Vaults) signSalvage(tx Tx, id Identity, s Salvage) (bool, error) {
	if err := mayMend(tx, id, Administrator); err != nil {
		return false, err
	}
	if id.Login == "" {
		return false, nil
	}
	now := v.Env.Clock()
	if err := clockForward(tx, now); err != nil {
		return false, err
	}
	me, person, err := salvager(tx, id, now)
	if err != nil || me.Login == "" {
		return false, err
	}
	c := change{work: work{Reader: tx, me: me, person: person, now: now, today: DateOf(now)}, tx: tx, sign: id.Sign, act: "vault.salvage"}
	if me.State == Invited {
		if err := c.enrol(id); err != nil {
			return false, err
		}
	}
	return true, c.log(id.Login, s.facts())
}

// salvager is the account that salvages, and its person. One that is itself lost is nobody's, unless no administrator who
// could sign in is left: then it becomes one, since its password opened the vault, and without it nobody could ever give
// roles in what was saved. It is still to be enrolled.
func salvager(tx Tx, id Identity, now time.Time) (Account, Person, error) {
	me, err := tx.AccountByLogin(id.Login)
	if err != nil && CodeOf(err) != NotFound {
		return Account{}, Person{}, err
	}
	if err == nil && !me.lost() {
		p, err := tx.Person(me.PersonID)
		return me, p, err
	}
	if kept, err := administered(tx, now); err != nil || kept {
		return Account{}, Person{}, err
	}
	p, err := personOf(tx, me, id.Login)
	if err != nil {
		return Account{}, Person{}, err
	}
	return Account{ID: me.ID, PersonID: p.ID, Login: id.Login, Roles: Roles{Administrator}, State: Invited}, p, nil
}

// lost reports whether all that is left of an account is what the indexes knew: no state is kept there.
func (a Account) lost() bool { return a.State == "" }

// administered reports whether an administrator can sign in.
func administered(r Reader, now time.Time) (bool, error) {
	all, err := r.Accounts()
	if err != nil {
		return false, err
	}
	for _, a := range all {
		if a.State != Active || !a.Roles.Has(Administrator) {
			continue
		}
		p, err := r.Person(a.PersonID)
		if err != nil {
			return false, err
		}
		if !p.LeftBy(DateOf(now)) {
			return true, nil
		}
	}
	return false, nil
}

// personOf is the person of an account, or one made up of its login where nobody knows any more who it was.
func personOf(tx Tx, a Account, login string) (Person, error) {
	if a.PersonID != 0 {
		return tx.Person(a.PersonID)
	}
	p, err := tx.PersonByNumber(login)
	if CodeOf(err) == NotFound && err != nil {
		return tx.SavePerson(Person{Number: login, Name: login, Kind: FullTime})
	}
	return p, err
}
