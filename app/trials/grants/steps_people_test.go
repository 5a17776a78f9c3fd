package grants

import (
	"fmt"
	"slices"

	"custody/app"
)

var roleSets = []app.Roles{
	{app.Custodian},
	{app.Auditor},
	{app.Auditor},
	{app.Sales},
	{app.Reviewer},
	{app.Approver},
	{app.Auditor, app.Approver},
	{app.Inspector},
	{app.Custodian, app.Auditor},
	{app.Administrator},
}

func (w *world) administrator(p int) bool { return w.active(p) && w.is(p, app.Administrator) }

func (w *world) roles(s step) error {
	who := 1 + int(s.a)%(len(w.people)-1)
	roles := roleSets[int(s.c)%len(roleSets)]
	actor := w.actor(s.b, w.administrator)
	err := w.by(actor, func(o *app.Office) error { return o.SetRoles(w.ctx, w.people[who].login, roles) })
	want := either
	if !w.administrator(actor) {
		want = refused
	}
	done, bad := w.note(want, err, "roles by %d: %d gets %v", actor, who, roles)
	if done {
		w.people[who].roles = slices.Clone(roles)
		w.settle(actor, who)
	}
	return bad
}

// others are who an administrator can send away: not the two who keep the office going.
func (w *world) other(n uint32) int {
	return []int{keeper2, auditor, sales, reviewer, approver, inspector}[n%6]
}

func (w *world) leave(s step) error {
	if s.c%3 != 0 {
		return nil // or nobody would be left for the rest of the history
	}
	who := w.other(s.a)
	actor := w.actor(s.b, w.administrator)
	err := w.by(actor, func(o *app.Office) error {
		_, err := o.Leave(w.ctx, w.people[who].number, w.today, "离职")
		return err
	})
	want := either
	if !w.administrator(actor) || actor == who {
		want = refused
	}
	done, bad := w.note(want, err, "leave by %d: %d", actor, who)
	if done {
		w.gone(who)
		w.drop()
		w.settle(actor, who)
	}
	return bad
}

func (w *world) disable(s step) error {
	if s.c%2 != 0 {
		return nil
	}
	who := w.other(s.a)
	actor := w.actor(s.b, w.administrator)
	err := w.by(actor, func(o *app.Office) error { return o.Disable(w.ctx, w.people[who].login) })
	want := either
	if !w.administrator(actor) || actor == who {
		want = refused
	}
	done, bad := w.note(want, err, "disable by %d: %d", actor, who)
	if done {
		w.people[who].state = app.Disabled
		w.settle(actor, who)
	}
	return bad
}

func (w *world) reinvite(s step) error {
	who := w.other(s.a)
	actor := w.actor(s.b, w.administrator)
	var inv app.Invitation
	err := w.by(actor, func(o *app.Office) (err error) {
		inv, err = o.Reinvite(w.ctx, w.people[who].login)
		return err
	})
	want := either
	if !w.administrator(actor) || actor == who || w.people[who].left {
		want = refused
	}
	done, bad := w.note(want, err, "invite anew by %d: %d", actor, who)
	if done {
		w.people[who].state = app.Invited
		w.codes[who] = inv.Code
		w.settle(actor, who)
	}
	return bad
}

func (w *world) redeem(s step) error {
	var waiting []int
	for who := range w.people {
		if w.codes[who] != "" && w.people[who].state == app.Invited {
			waiting = append(waiting, who)
		}
	}
	who, ok := pick(s.a, waiting)
	if !ok {
		return nil
	}
	w.actor(1, func(p int) bool { return p == who })
	err := w.enrol(who, w.codes[who])
	delete(w.codes, who)
	_, bad := w.note(either, err, "enrol by %d", who)
	return bad
}

func (w *world) newHalves(s step) error {
	actor := w.actor(s.a, w.administrator)
	var halves [2]app.RecoveryHalf
	err := w.by(actor, func(o *app.Office) (err error) {
		halves, err = o.NewRecoveryHalves(w.ctx)
		return err
	})
	done, bad := w.note(w.duty(w.administrator(actor)), err, "new halves by %d", actor)
	if !done {
		return bad
	}
	id, err := rescueIn(w.ctx, w.disk, w.p.dir, w.clock.Now, halves)
	if err != nil {
		return err
	}
	w.halves++
	w.printed, w.rescues = halves, append(w.rescues, id)
	return nil
}

func (w *world) recover(s step) error {
	actor := w.actor(s.a, w.keeper)
	n := 0
	err := w.by(actor, func(o *app.Office) (err error) {
		n, err = o.RecoverContents(w.ctx, codeOf(w.printed[0]), codeOf(w.printed[1]), nil)
		return err
	})
	want := either
	if !w.active(actor) || !w.is(actor, app.Custodian) {
		want = refused
	}
	done, bad := w.note(want, err, "recover by %d: %d keys", actor, n)
	if !done {
		return bad
	}
	for c, x := range w.contents {
		if !x.there || x.halves != w.halves {
			continue
		}
		w.couldOf[c] = true
		if k := (key{actor, c}); w.owed(k) && w.bound(actor) {
			w.have[k] = true
		}
	}
	return nil
}

func (w *world) signAnew(s step) error {
	var lapsed []int
	for who := range w.people {
		if !w.bound(who) && !w.people[who].left {
			lapsed = append(lapsed, who)
		}
	}
	who, ok := pick(s.a, lapsed)
	if !ok || s.b%4 == 0 {
		who = int(s.a/3) % len(w.people)
	}
	if w.people[who].left {
		return nil
	}
	until := w.today.AddDays([]int{0, 4, 15, 60}[s.c%4])
	err := w.sign(who, until)
	w.people[who].bound = max(w.people[who].bound, until) // the one that lasts longest counts
	_, bad := w.note(works, err, "sign by %d until %s", who, until)
	return bad
}

func (w *world) reseal(s step) error {
	c, ok := pick(s.a, w.known(true))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, func(p int) bool { return w.keeper(p) && w.opens(key{p, c}) })
	able := w.keeper(actor) && w.opens(key{actor, c})
	err := w.by(actor, func(o *app.Office) error { return o.Reseal(w.ctx, w.contents[c].document, nil) })
	done, bad := w.note(w.duty(able), err, "seal anew by %d: content %d", actor, c)
	if done {
		w.seal(c)
		w.couldOf[c] = true
	}
	return bad
}

// renumber gives somebody another number: grants are signed over it.
func (w *world) renumber(s step) error {
	who := int(s.a) % len(w.people)
	actor := w.actor(s.b, w.administrator)
	w.serial++
	number := fmt.Sprintf("N-%03d", w.serial)
	var p app.Person
	err := w.store.View(w.ctx, func(r app.Reader) (err error) {
		p, err = r.PersonByNumber(w.people[who].number)
		return err
	})
	if err != nil {
		return err
	}
	p.Number = number
	err = w.by(actor, func(o *app.Office) error {
		_, err := o.SavePerson(w.ctx, p)
		return err
	})
	done, bad := w.note(either, err, "new number by %d: %d is %s", actor, who, number)
	if done {
		w.people[who].number = number
		w.settle(actor, who)
	}
	return bad
}
