package grants

import (
	"slices"

	"custody/app"
)

// The model says who must be able to open what. It is written from the rules (design §3, §4.4) and
// knows nothing of how the office keeps them:
//
//   - Only an active account of somebody who has not left holds keys: a custodian of everything, staff
//     of the clients they are assigned to that day, a borrower of what is approved or out to them until
//     the due date.
//   - Each act takes at once what the person concerned is no longer to hold. What only time ended goes
//     at the next sign-in, settling or act on loans; it opens nothing in the meantime.
//   - Each act gives what is missing, as far as whoever acts can open it, if both have signed.
//   - A key once given stays while it is owed, also when the commitments run out.
type model struct {
	today    app.Date
	people   []person
	contents [contentCount]content
	tasks    []task
	items    []*lent
	have     map[key]bool // what must open
	late     map[key]bool // what time has ended and nobody has taken back yet: may or may not be there
	halves   int          // how often the recovery halves were made anew
	unseen   bool         // days have passed, and nobody has looked since what they ended
}

const (
	clientCount  = 3
	contentCount = 6
)

type key struct{ who, content int }

type person struct {
	login, number, password string
	roles                   app.Roles
	state                   app.AccountState
	left                    bool
	bound                   app.Date // last day of the commitments
}

type content struct {
	document string // code; "" before there is one
	there    bool
	text     string
	halves   int // generation of the recovery halves it is wrapped to
}

type task struct {
	id          int64
	who, client int
	from, until app.Date
}

// lent is an electronic copy that somebody asked for.
type lent struct {
	number             string
	who, asker         int
	content            int
	due                app.Date
	decideBy           app.Date
	state              app.ItemState
	renewals, recalled int
}

func clientOf(content int) int { return content / (contentCount / clientCount) }

func (m *model) active(who int) bool {
	return m.people[who].state == app.Active && !m.people[who].left
}

func (m *model) bound(who int) bool { return !m.people[who].left && m.people[who].bound >= m.today }

func (m *model) is(who int, roles ...app.Role) bool { return m.people[who].roles.HasAny(roles...) }

// keeper is a custodian who can do what custodians do.
func (m *model) keeper(who int) bool {
	return m.active(who) && m.bound(who) && m.is(who, app.Custodian)
}

// owed tells whether somebody is to hold a content's key today.
func (m *model) owed(k key) bool {
	if !m.contents[k.content].there || !m.active(k.who) {
		return false
	}
	if m.is(k.who, app.Custodian) {
		return true
	}
	if m.is(k.who, app.Auditor, app.Reviewer, app.Sales) && slices.ContainsFunc(m.tasks, func(t task) bool {
		return t.who == k.who && t.client == clientOf(k.content) && t.from <= m.today && m.today <= t.until
	}) {
		return true
	}
	return slices.ContainsFunc(m.items, func(it *lent) bool {
		return it.who == k.who && it.content == k.content && it.due >= m.today &&
			(it.state == app.Approved || it.state == app.OutItem)
	})
}

// opens tells whether the office must open a content for somebody today.
func (m *model) opens(k key) bool { return m.have[k] && m.owed(k) && m.bound(k.who) }

// settle is what every act on somebody's duties brings with it.
func (m *model) settle(actor, who int) {
	for c := range contentCount {
		k := key{who, c}
		switch {
		case !m.owed(k):
			delete(m.have, k)
			delete(m.late, k)
		case m.have[k]:
		case actor != who && m.bound(who) && m.active(actor) && m.opens(key{actor, c}):
			m.have[k] = true
		}
	}
	m.open(who)
}

// open is what follows when an approved copy's key is there: the copy is out.
func (m *model) open(who int) {
	for _, it := range m.items {
		if it.who == who && it.state == app.Approved && m.have[key{who, it.content}] {
			it.state = app.OutItem
		}
	}
}

// settleAll is a session that looks at everybody.
func (m *model) settleAll(actor int) {
	m.drop()
	for who := range m.people {
		m.settle(actor, who)
	}
	for c := range m.contents {
		if m.opens(key{actor, c}) && m.keeper(actor) {
			m.contents[c].halves = m.halves
		}
	}
}

// drop takes back what time has ended.
func (m *model) drop() {
	for _, it := range m.items {
		switch {
		case it.due < m.today && it.state == app.OutItem:
			it.state = app.Returned
		case it.due < m.today && (it.state == app.Approved || it.state == app.Requested):
			it.state = app.Lapsed
		case it.state == app.Requested && it.decideBy < m.today:
			it.state = app.Lapsed
		}
	}
	clear(m.late)
	m.unseen = false
}

// pass lets days go by.
func (m *model) pass(days int) {
	m.today, m.unseen = m.today.AddDays(days), true
	for k := range m.have {
		if !m.owed(k) {
			delete(m.have, k)
			m.late[k] = true
		}
	}
}

// seal is a content new in the vault, or sealed anew, by somebody: whoever is owed it and has signed holds it.
func (m *model) seal(c int) {
	m.contents[c].there, m.contents[c].halves = true, m.halves
	for who := range m.people {
		k := key{who, c}
		delete(m.late, k)
		if m.owed(k) && m.bound(who) {
			m.have[k] = true
		} else {
			delete(m.have, k)
		}
		m.open(who)
	}
}

// gone is somebody who has left.
func (m *model) gone(who int) {
	p := &m.people[who]
	p.left = true
	if p.state != "" {
		p.state = app.Disabled
	}
	for i := range m.tasks {
		if m.tasks[i].who == who {
			m.tasks[i].until = min(m.tasks[i].until, m.today.AddDays(-1))
		}
	}
	for _, it := range m.items {
		if it.who != who {
			continue
		}
		switch it.state {
		case app.OutItem, app.Approved:
			it.state = app.Returned
		case app.Requested:
			it.state = app.Withdrawn
		}
	}
}
