package app

import (
	"cmp"
	"slices"
	"time"
)

// proofNames is how many numbers and codes a finding names.
const proofNames = 20

// accessActs are the entries of the log that show whoever acted clients' information; none of them is written
// for somebody the gate keeps out.
var accessActs = []string{
	"client.assign", "client.save", "file.save", "file.hold", "document.save", "copy.add", "copy.move",
	"content.add", "import.clients", "import.documents", "loan.hand_out", "loan.print_book",
	"extract.print", "extract.export", "extract.excerpt", "extract.sent",
}

// clientLists are the lists that hold something of clients.
var clientLists = []string{"clients", "files", "documents", "loans", "views", "extracts"}

// proof gathers one report.
type proof struct {
	*work
	day    Date
	gate   gate
	signed map[int64][]Commitment
	passes map[int64][]PassRow
	sums   map[int64]string
	bodies map[int64]string
	facts  map[int64][]ProofFact
}

func (p *proof) report(numbers []string) (ProofReport, error) {
	r := ProofReport{Day: p.day, Partial: len(numbers) > 0, PrintedBy: p.person.Name, Now: p.now}
	people, err := p.People(PersonFilter{IncludeLeft: true, Limit: -1})
	if err != nil {
		return r, err
	}
	if err := p.load(); err != nil {
		return r, err
	}
	if people, err = p.chosen(people, numbers); err != nil {
		return r, err
	}
	held := map[TemplateKey]int{}
	for _, row := range people {
		one := p.of(row)
		for _, c := range one.Signed {
			held[c.Key]++
		}
		if one.Standing.Bound {
			r.Bound++
		}
		if one.Access.Any() {
			r.Access++
		}
		if !one.Standing.Bound || one.Late {
			r.Findings = append(r.Findings, p.findings(one)...)
		}
		r.People = append(r.People, one)
	}
	for _, key := range p.gate.keys {
		if v, ok := p.gate.inForce[key]; ok {
			r.Texts = append(r.Texts, ProofText{key, v.Title, v.Number, v.Version, v.InForce, held[key]})
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b ProofFinding) int {
		return cmp.Or(cmp.Compare(findOrder[a.Kind], findOrder[b.Kind]), cmp.Compare(a.Person.Number, b.Person.Number))
	})
	return r, nil
}

// findOrder puts what somebody had in the hand or opened before what the gate kept closed.
var findOrder = map[FindingKind]int{FindOpening: 0, FindAct: 1, FindPaper: 2, FindExtract: 3, FindLoan: 4, FindTask: 5}

// load reads what the report needs for everybody at once.
func (p *proof) load() error {
	var err error
	if p.gate, err = gateOn(p, p.day); err != nil {
		return err
	}
	if p.gate.topics, err = p.topicsOf(p.day); err != nil {
		return err
	}
	signed, err := p.CommitmentsBy(p.day)
	if err != nil {
		return err
	}
	p.signed = byPerson(signed)
	passes, err := p.PassesBy(p.day)
	if err != nil {
		return err
	}
	p.passes = make(map[int64][]PassRow)
	for _, row := range passes {
		p.passes[row.PersonID] = append(p.passes[row.PersonID], row)
	}
	if p.sums, err = p.CommitmentSums(); err != nil {
		return err
	}
	if p.bodies, err = p.ContractNumbers(p.day); err != nil {
		return err
	}
	return p.loadFacts()
}

// loadFacts reads what was held and done on the day, in the office's zone.
func (p *proof) loadFacts() error {
	from, err := time.ParseInLocation(time.DateOnly, string(p.day), p.now.Location())
	if err != nil {
		return err
	}
	to := from.AddDate(0, 0, 1)
	facts, err := p.ProofFacts(p.day, from, to)
	if err != nil {
		return err
	}
	done, err := p.logged(from, to)
	if err != nil {
		return err
	}
	p.facts = make(map[int64][]ProofFact)
	for _, f := range append(facts, done...) {
		if !slices.Contains(p.facts[f.PersonID], f) {
			p.facts[f.PersonID] = append(p.facts[f.PersonID], f)
		}
	}
	return nil
}

// logged is what the log says that people opened and did.
func (p *proof) logged(from, to time.Time) ([]ProofFact, error) {
	accounts, err := p.Accounts()
	if err != nil {
		return nil, err
	}
	who := make(map[string]int64, len(accounts))
	for _, a := range accounts {
		who[a.Login] = a.PersonID
	}
	entries, err := p.EntriesBetween(from, to)
	if err != nil {
		return nil, err
	}
	var out []ProofFact
	for _, e := range entries {
		if e.Outcome != Done || who[e.Login] == 0 {
			continue
		}
		listed := (e.Act == "list.print" || e.Act == "list.export") && slices.Contains(clientLists, e.Object)
		switch {
		case e.Act == actOpen:
			out = append(out, ProofFact{who[e.Login], FindOpening, e.Object})
		case listed || slices.Contains(accessActs, e.Act):
			out = append(out, ProofFact{who[e.Login], FindAct, cmp.Or(e.Object, e.Act)})
		}
	}
	return out, nil
}

// chosen keeps the people named, or whoever was here on the day and whoever held or did something.
func (p *proof) chosen(all []PersonRow, numbers []string) ([]PersonRow, error) {
	added, err := p.AddedAt()
	if err != nil {
		return nil, err
	}
	byNumber := make(map[string]PersonRow, len(all))
	var out []PersonRow
	for _, row := range all {
		byNumber[row.Number] = row
		at, known := added[row.Number]
		here := !p.asOfDay(row.Person).LeftBy(p.day) && !(known && DateOf(at.In(p.now.Location())) > p.day)
		if here || len(p.facts[row.ID]) > 0 || len(p.signed[row.ID]) > 0 && !row.LeftBy(p.day) {
			out = append(out, row)
		}
	}
	if len(numbers) == 0 {
		return out, nil
	}
	out = nil
	for _, n := range numbers {
		row, ok := byNumber[n]
		if !ok {
			return nil, Errf(NotFound, "error.person.none", n)
		}
		if !slices.ContainsFunc(out, func(o PersonRow) bool { return o.ID == row.ID }) {
			out = append(out, row)
		}
	}
	return out, nil
}

// asOfDay is a person as of the day: whoever leaves on it was here until the leaving.
func (p *proof) asOfDay(of Person) Person {
	if of.LeftOn == p.day {
		of.LeftOn = ""
	}
	return of
}

// of is one person on the day.
func (p *proof) of(row PersonRow) ProofPerson {
	one := ProofPerson{Person: row.Person, Contract: p.bodies[row.BodyID]}
	signed, rows := p.signed[row.ID], p.passes[row.ID]
	passes := make([]Pass, len(rows))
	var entered []Pass // by the day
	for i, r := range rows {
		passes[i] = r.Pass
		if r.RecordedOn <= p.day {
			entered = append(entered, r.Pass)
		}
	}
	of, known := p.asOfDay(row.Person), recordedBy(signed, p.day)
	one.Standing = p.gate.standing(of, row.Roles, signed, passes)
	one.Late = one.Standing.Bound && !p.gate.standing(of, row.Roles, known, entered).Bound
	for _, key := range p.gate.keys {
		c, ok := p.gate.binding(known, key)
		if !ok {
			c, ok = p.gate.binding(signed, key)
		}
		if ok {
			one.Signed = append(one.Signed, ProofCommitment{
				ID: c.ID, Key: key, Title: p.gate.title(key), Number: c.Number, Version: c.Version, SignedOn: c.SignedOn,
				RecordedOn: c.RecordedOn, Until: c.ValidUntil, Method: c.Method, Witness: c.Witness, Paper: p.sums[c.ID],
			})
		}
	}
	one.Trained = p.trained(rows)
	for _, f := range p.facts[row.ID] {
		one.Access.add(f.Kind)
	}
	return one
}

// trained are the newest passes that held on the day, one a topic.
func (p *proof) trained(rows []PassRow) []ProofPass {
	var out []ProofPass
	for _, r := range rows { // newest first
		t := ProofPass{Topic: r.Topic, Session: r.Session, On: r.On}
		if r.Months > 0 {
			t.Until = r.On.AddMonths(r.Months).AddDays(-1)
		}
		newer := slices.ContainsFunc(out, func(o ProofPass) bool { return o.Topic == t.Topic })
		if !newer && (t.Until == "" || t.Until >= p.day) {
			out = append(out, t)
		}
	}
	return out
}

func (a *ProofAccess) add(k FindingKind) {
	switch k {
	case FindTask:
		a.Clients++
	case FindPaper:
		a.Paper++
	case FindLoan:
		a.Electronic++
	case FindExtract:
		a.Extracts++
	case FindOpening:
		a.Openings++
	case FindAct:
		a.Acts++
	}
}

// findings are what somebody had without being bound, or bound only by what was recorded later.
func (p *proof) findings(one ProofPerson) []ProofFinding {
	var out []ProofFinding
	for _, f := range p.facts[one.Person.ID] {
		if one.Late && f.Kind.Held() {
			continue
		}
		i := slices.IndexFunc(out, func(o ProofFinding) bool { return o.Kind == f.Kind })
		if i < 0 {
			out = append(out, ProofFinding{Kind: f.Kind, Person: one.Person, Late: one.Late})
			i = len(out) - 1
		}
		out[i].Count++
		if len(out[i].What) < proofNames {
			out[i].What = append(out[i].What, f.What)
		}
	}
	return out
}
