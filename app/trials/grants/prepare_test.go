package grants

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

const password = "白露为霜-所谓伊人-在水一方"

// prepared is an office before its history begins: people with slots of their own, clients, case
// files, and paper documents whose scans are still to come. Every history starts from a copy.
type prepared struct {
	dir      string
	disk     *memory
	model    model
	halves   [2]app.RecoveryHalf
	clients  [clientCount]string
	files    [clientCount]string // case files
	paper    [contentCount]string
	identity []string // secret age identities by person, as in their slots
	rescue   string   // of the recovery halves
}

var cast = []struct {
	name, department string
	roles            app.Roles
	signed           int // days
}{
	{"", "", app.Roles{app.Custodian, app.Administrator}, 364}, // the founder
	{"陈副", "行政部", app.Roles{app.Custodian}, 45},
	{"李审", "运营部", app.Roles{app.Auditor}, 25},
	{"王市", "运营部", app.Roles{app.Sales}, 60},
	{"周评", "运营部", app.Roles{app.Reviewer}, 12},
	{"郑总", "运营部", app.Roles{app.Approver}, 50},
	{"吴管", "技术部", app.Roles{app.Administrator}, 90},
	{"孙查", "技术部", app.Roles{app.Inspector}, 90},
}

const (
	founder = iota
	keeper2
	auditor
	sales
	reviewer
	approver
	admin
	inspector
)

var prepareOnce = sync.OnceValue(func() *prepared { return new(prepared) })

// prepare makes the office once for all histories.
func prepare(t *testing.T) *prepared {
	t.Helper()
	p := prepareOnce()
	if p.disk != nil {
		return p
	}
	k := apptest.New(t)
	p.dir, p.halves, p.model.today = k.Dir, k.Halves, k.Today()
	p.model.have, p.model.late = map[key]bool{}, map[key]bool{}
	for i, c := range cast {
		if i == founder {
			p.model.people = append(p.model.people, person{
				login: apptest.FounderLogin, number: apptest.FounderNumber, password: apptest.FounderPassword,
				roles: c.roles, state: app.Active, bound: k.Today().AddMonths(12).AddDays(-1),
			})
			continue
		}
		p.model.people = append(p.model.people, p.hire(t, k, i))
	}
	for c := range clientCount {
		client := k.Client(fmt.Sprintf("客户%d有限公司", c+1))
		p.clients[c], p.files[c] = client.Code, k.File(client.Code, "初次认证").Code
	}
	for c := 1; c < contentCount; c += 2 { // of two contents of a client the second is a scan
		p.paper[c] = k.Document(p.files[clientOf(c)], fmt.Sprintf("纸质文件%d", c), 1).Code
	}
	must(t, k.Locked.Close())
	disk, err := loadMemory(k.Dir)
	must(t, err)
	for i := range p.model.people {
		p.identity = append(p.identity, secretOf(t, disk, p.dir, k.Clock.Now, p.model.people[i].login, p.model.people[i].password))
	}
	p.rescue = rescueOf(t, disk, p.dir, k.Clock.Now, p.halves)
	p.disk = disk
	k.Locked, err = k.Vaults.Open(t.Context(), k.Dir) // for the kit to close
	must(t, err)
	return p
}

// hire gives a person a slot in the vault, as an invitation does.
func (p *prepared) hire(t *testing.T, k *apptest.Kit, i int) person {
	t.Helper()
	who := k.Person(cast[i].name, apptest.Unsigned(), apptest.Department(cast[i].department))
	until := k.Today().AddDays(cast[i].signed)
	for _, text := range app.Required {
		k.Signed(who.Number, text, k.Today(), until)
	}
	login := apptest.Login(who.Number)
	inv, err := k.Founder.Invite(t.Context(), who.Number, login, cast[i].roles)
	must(t, err)
	_, err = k.Locked.Enrol(t.Context(), login, inv.Code, password)
	must(t, err)
	return person{login: login, number: who.Number, password: password, roles: cast[i].roles, state: app.Active, bound: until}
}

// clock starts a history an hour after the office was made.
func newClock() *apptest.Clock {
	c := &apptest.Clock{}
	c.Set(apptest.Start.Add(time.Hour))
	return c
}

func codeOf(h app.RecoveryHalf) string { return strings.Join(h.Groups, "-") }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
