package grants

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"custody/app"
)

// step is one act of a history in raw numbers: what they choose depends on how things stand, so
// that any steps can be left out of a history and the rest still is one.
type step struct{ kind, a, b, c, d uint32 }

// verdict is what the model says of an act before it happens.
type verdict int

const (
	either verdict = iota // other rules decide; the model follows
	works
	refused
)

// kinds are the acts, as often as they stand here.
var kinds = func() (out []kind) {
	for _, k := range []struct {
		kind
		times int
	}{
		{kind{"add", (*world).add}, 6},
		{kind{"assign", (*world).assign}, 5},
		{kind{"end", (*world).end}, 2},
		{kind{"request", (*world).request}, 8},
		{kind{"approve", (*world).approve}, 11},
		{kind{"refuse", (*world).refuse}, 1},
		{kind{"give back", (*world).giveBack}, 3},
		{kind{"withdraw", (*world).withdraw}, 2},
		{kind{"renew", (*world).renew}, 3},
		{kind{"recall", (*world).recall}, 3},
		{kind{"days", (*world).days}, 5},
		{kind{"roles", (*world).roles}, 2},
		{kind{"leave", (*world).leave}, 1},
		{kind{"disable", (*world).disable}, 1},
		{kind{"invite anew", (*world).reinvite}, 2},
		{kind{"enrol", (*world).redeem}, 4},
		{kind{"new halves", (*world).newHalves}, 1},
		{kind{"recover", (*world).recover}, 2},
		{kind{"sign", (*world).signAnew}, 5},
		{kind{"sign in", (*world).signInAgain}, 2},
		{kind{"settle", (*world).settleKeys}, 7},
		{kind{"new number", (*world).renumber}, 1},
		{kind{"seal anew", (*world).reseal}, 2},
	} {
		for range k.times {
			out = append(out, k.kind)
		}
	}
	return out
}()

type kind struct {
	name string
	do   func(*world, step) error
}

// do takes one step; the error says what went against the model.
func (w *world) do(s step) error {
	w.clock.Advance(time.Minute)
	return kinds[int(s.kind)%len(kinds)].do(w, s)
}

// note tells an act for the trace and compares its outcome with the verdict.
func (w *world) note(want verdict, err error, form string, args ...any) (bool, error) {
	text := fmt.Sprintf(form, args...)
	var told *app.Error
	outcome := "done"
	if err != nil {
		outcome = err.Error()
	}
	w.trace = append(w.trace, text+": "+outcome)
	var many app.Invalids
	switch {
	case err != nil && !errors.As(err, &told) && !errors.As(err, &many):
		return false, fmt.Errorf("%s: %w", text, err)
	case told != nil && told.Code == app.Internal, told != nil && told.Code == app.Damaged:
		return false, fmt.Errorf("%s: %w", text, err)
	case err != nil && want == works:
		return false, fmt.Errorf("%s must work: %w", text, err)
	case err == nil && want == refused:
		return false, fmt.Errorf("%s must be refused", text)
	}
	if err == nil {
		name, _, _ := strings.Cut(text, " by")
		w.done[name]++
	}
	return err == nil, nil
}

// actor picks who acts: two times in three one of those who may, else anybody who has a session
// or can start one.
func (w *world) actor(n uint32, may func(int) bool) int {
	var able []int
	for who := range w.people {
		if may(who) {
			able = append(able, who)
		}
	}
	who := int(n/3) % len(w.people)
	if n%3 != 0 && len(able) > 0 {
		who = able[int(n/3)%len(able)]
	}
	for c := range contentCount {
		w.couldOf[c] = w.opens(key{who, c}) || w.late[key{who, c}]
	}
	return who
}

// by runs an act in somebody's session. Somebody without one who can't sign in does nothing.
func (w *world) by(who int, act func(*app.Office) error) error {
	o, err := w.office(who)
	if err != nil {
		return err
	}
	return act(o)
}

func pick[T any](n uint32, from []T) (T, bool) {
	if len(from) == 0 {
		var none T
		return none, false
	}
	return from[int(n)%len(from)], true
}

// known are the contents with a document.
func (w *world) known(there bool) (out []int) {
	for c, x := range w.contents {
		if x.there == there {
			out = append(out, c)
		}
	}
	return out
}

func (w *world) lentIn(states ...app.ItemState) (out []*lent) {
	for _, it := range w.items {
		if slices.Contains(states, it.state) {
			out = append(out, it)
		}
	}
	return out
}

func (w *world) add(s step) error {
	c, ok := pick(s.a, w.known(false))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, w.keeper)
	w.serial++
	n := app.NewContent{Name: fmt.Sprintf("件%d.txt", c), Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Received: w.today}
	if n.File = w.p.files[clientOf(c)]; w.p.paper[c] != "" {
		n = app.NewContent{Name: "扫描.txt", Document: w.p.paper[c]}
	}
	text := fmt.Sprintf("第%d件，第%d份内容", c, w.serial)
	n.Size = int64(len(text))
	var d app.Document
	err := w.by(actor, func(o *app.Office) (err error) {
		d, err = o.AddContent(w.ctx, n, strings.NewReader(text), nil)
		return err
	})
	done, bad := w.note(w.duty(w.keeper(actor)), err, "add by %d content %d", actor, c)
	if done {
		w.contents[c].document, w.contents[c].text = d.Code, text
		w.seal(c)
		w.couldOf[c] = true
	}
	return bad
}

// duty is the verdict on what only some may do, and they always.
func (w *world) duty(may bool) verdict {
	if may {
		return works
	}
	return refused
}

func (w *world) assign(s step) error {
	client, who := int(s.a)%clientCount, int(s.b)%len(w.people)
	if s.b%4 != 0 {
		who = auditor + int(s.b/4)%3
	}
	actor := w.actor(s.c, func(p int) bool { return w.keeper(p) || w.active(p) && w.bound(p) && w.is(p, app.Approver) })
	from := w.today.AddDays([]int{0, 0, 0, 1, 2, 5}[s.d%6])
	until := from.AddDays([]int{0, 1, 3, 10, 30}[s.d/6%5])
	var a app.Assignment
	err := w.by(actor, func(o *app.Office) (err error) {
		a, err = o.Assign(w.ctx, w.p.clients[client], w.people[who].number, "audit", from, until)
		return err
	})
	want := either
	switch {
	case !w.active(actor) || !w.bound(actor) || !w.bound(who) || actor == who:
		want = refused
	case w.keeper(actor):
		want = works
	}
	done, bad := w.note(want, err, "assign by %d: %d to client %d, %s to %s", actor, who, client, from, until)
	if done {
		w.tasks = append(w.tasks, task{a.ID, who, client, from, until})
		w.settle(actor, who)
	}
	return bad
}

func (w *world) end(s step) error {
	var open []int
	for i, t := range w.tasks {
		if t.until >= w.today {
			open = append(open, i)
		}
	}
	i, ok := pick(s.a, open)
	if !ok {
		return nil
	}
	t := &w.tasks[i]
	actor := w.actor(s.b, func(p int) bool { return w.keeper(p) || w.active(p) && w.bound(p) && w.is(p, app.Approver) })
	err := w.by(actor, func(o *app.Office) error { return o.EndAssignment(w.ctx, t.id) })
	want := either
	if w.keeper(actor) && actor != t.who {
		want = works
	}
	done, bad := w.note(want, err, "end by %d: %d's of client %d", actor, t.who, t.client)
	if done {
		t.until = w.today.AddDays(-1)
		w.settle(actor, t.who)
	}
	return bad
}

func (w *world) days(s step) error {
	n := []int{1, 1, 1, 1, 2, 2, 3, 8}[s.a%8]
	w.clock.Advance(time.Duration(n) * 24 * time.Hour)
	w.pass(n)
	w.trace = append(w.trace, fmt.Sprintf("%d days pass: %s", n, w.today))
	return nil
}

func (w *world) signInAgain(s step) error {
	who := w.actor(s.a, w.active)
	_, err := w.signIn(who)
	_, bad := w.note(w.duty(w.active(who)), err, "sign in by %d", who)
	return bad
}

func (w *world) settleKeys(s step) error {
	actor := w.actor(s.a, w.keeper)
	var sum app.Settled
	err := w.by(actor, func(o *app.Office) (err error) {
		sum, err = o.SettleKeys(w.ctx, nil)
		return err
	})
	want := either
	if w.keeper(actor) {
		want = works
	}
	done, bad := w.note(want, err, "settle by %d: %+v", actor, sum)
	if done {
		w.settleAll(actor)
	}
	return bad
}
