package paper

import (
	"io"
	"strconv"
	"strings"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/page"
	"custody/app/sheet"
	"custody/ui/words"
)

// Proof makes the report for an auditor: who was bound by which version on a day, and who had access without.
func (d *Desk) Proof(w io.Writer, r app.ProofReport) error {
	h := head(r.Organisation, "")
	out := letter.Report{
		Head: h, Foot: foot(h, "proof-"+string(r.Day), r.AuditHead, r.PrintedBy, r.Now), Wide: true,
		Title: words.T("paper.proof.title"), Number: string(r.Day), Facts: proofFacts(r),
		Parts: []letter.ReportPart{proofFindings(r), proofTexts(r), proofPeople(r), {Title: words.T("paper.proof.how"), Note: words.T("paper.proof.how.text")}},
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Report(w, out) })
}

// ProofName is the name of a report's file, without its ending.
func ProofName(r app.ProofReport) string { return words.T("paper.proof.file", string(r.Day)) }

// ProofVerdict says in one sentence whether anybody had access without being bound.
func ProofVerdict(r app.ProofReport) string {
	switch n := r.Breaches(); {
	case n > 0:
		return words.N("paper.proof.breaches", n)
	case r.Later() > 0:
		return words.N("paper.proof.late", r.Later())
	case len(r.Findings) > 0:
		return words.N("paper.proof.held", len(r.Findings))
	}
	return words.T("paper.proof.clean")
}

func proofFacts(r app.ProofReport) [][2]string {
	scope := words.T("paper.proof.everybody")
	if r.Partial {
		scope = words.T("paper.proof.some")
	}
	return [][2]string{
		{words.T("paper.proof.day"), words.Date(string(r.Day))},
		{words.T("paper.proof.scope"), scope},
		{words.T("paper.proof.bound"), words.T("paper.proof.of", r.Bound, len(r.People))},
		{words.T("paper.proof.access"), words.T("paper.proof.of", r.Access, len(r.People))},
	}
}

func proofFindings(r app.ProofReport) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.proof.findings"), Note: ProofVerdict(r), Columns: []letter.ListingColumn{
		{Title: words.T("paper.proof.person"), Width: 45 * page.MM},
		{Title: words.T("paper.proof.had"), Width: 62 * page.MM},
		{Title: words.T("paper.proof.what"), Weight: 1},
		{Title: words.T("paper.proof.lacks"), Weight: 1},
	}}
	lacks := make(map[int64]string)
	for _, p := range r.People {
		lacks[p.Person.ID] = ProofLacks(p)
	}
	for _, f := range r.Findings {
		what := strings.Join(f.What, words.T("paper.clearance.join"))
		if f.Count > len(f.What) {
			what = words.T("paper.proof.more", what, f.Count)
		}
		part.Rows = append(part.Rows, []string{words.Join(f.Person.Name, f.Person.Number), words.N("paper.proof.find."+string(f.Kind), f.Count), what, lacks[f.Person.ID]})
	}
	return part
}

// ProofLacks says what a person lacked on the day, "" for somebody bound by what was known then.
func ProofLacks(p app.ProofPerson) string {
	var out []string
	if p.Late {
		out = append(out, words.T("paper.proof.lately"))
	}
	s := p.Standing
	if s.Left {
		out = append(out, words.T("paper.proof.left", words.Date(string(p.Person.LeftOn))))
	}
	for _, key := range s.Missing {
		title := s.Titles[key]
		if !key.Own() {
			title = words.T("shell.template." + string(key))
		}
		out = append(out, words.T("paper.proof.unsigned", title))
	}
	for _, topic := range s.Untrained {
		out = append(out, words.T("paper.proof.untrained", topic))
	}
	if s.Uncontracted {
		out = append(out, words.T("paper.proof.uncontracted"))
	}
	return strings.Join(out, words.T("paper.proof.join"))
}

func proofTexts(r app.ProofReport) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.proof.texts"), Columns: []letter.ListingColumn{
		{Title: words.T("paper.clearance.text"), Weight: 1},
		{Title: words.T("paper.proof.number"), Width: 50 * page.MM},
		{Title: words.T("paper.proof.version"), Width: 30 * page.MM},
		{Title: words.T("paper.proof.from"), Width: 30 * page.MM},
		{Title: words.T("paper.proof.holders"), Width: 26 * page.MM},
	}}
	for _, t := range r.Texts {
		part.Rows = append(part.Rows, []string{t.Title, t.Number, t.Version, string(t.From), strconv.Itoa(t.Bound)})
	}
	return part
}

func proofPeople(r app.ProofReport) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.proof.people"), Columns: []letter.ListingColumn{
		{Title: words.T("paper.proof.person"), Width: 32 * page.MM},
		{Title: words.T("paper.proof.state"), Width: 12 * page.MM},
		{Title: words.T("paper.proof.signed"), Weight: 13},
		{Title: words.T("paper.proof.trained"), Weight: 4},
		{Title: words.T("paper.proof.reach"), Weight: 5},
	}}
	for _, p := range r.People {
		part.Rows = append(part.Rows, []string{
			words.Join(p.Person.Name, p.Person.Number), ProofState(p), proofSigned(p), proofTrained(p), ProofAccess(p.Access),
		})
	}
	return part
}

// ProofState says in a word whether a person was bound.
func ProofState(p app.ProofPerson) string {
	if p.Standing.Bound {
		return words.T("paper.proof.yes")
	}
	return words.T("paper.proof.no")
}

func proofSigned(p app.ProofPerson) string {
	var out []string
	for _, c := range p.Signed {
		how := words.T("paper.proof.method." + c.Method)
		if c.RecordedOn > c.SignedOn {
			how = words.Join(how, words.T("paper.proof.recorded", string(c.RecordedOn)))
		}
		if c.Paper != "" {
			how = words.Join(how, words.T("paper.proof.sealed", strings.ToUpper(c.Paper[:8])))
		}
		out = append(out, words.T("paper.proof.commitment", c.Number, c.Version, string(c.SignedOn), string(c.Until), how))
	}
	if lacks := ProofLacks(p); lacks != "" {
		out = append(out, lacks)
	}
	return strings.Join(out, words.T("paper.proof.join"))
}

func proofTrained(p app.ProofPerson) string {
	var out []string
	for _, t := range p.Trained {
		out = append(out, words.T("paper.proof.pass", t.Topic, string(t.On)))
	}
	if p.Contract != "" {
		out = append(out, words.T("paper.proof.contract", p.Contract))
	}
	return strings.Join(out, words.T("paper.proof.join"))
}

// ProofAccess says what a person had and opened on the day.
func ProofAccess(a app.ProofAccess) string {
	var out []string
	for _, part := range []struct {
		kind app.FindingKind
		n    int
	}{
		{app.FindTask, a.Clients},
		{app.FindPaper, a.Paper},
		{app.FindLoan, a.Electronic},
		{app.FindExtract, a.Extracts},
		{app.FindOpening, a.Openings},
		{app.FindAct, a.Acts},
	} {
		if part.n > 0 {
			out = append(out, words.N("paper.proof.count."+string(part.kind), part.n))
		}
	}
	return strings.Join(out, words.T("paper.clearance.join"))
}

// ProofTable is the report as a spreadsheet: a row for each commitment that bound somebody, one for whoever
// none bound. What is in the findings stands in the row's last columns.
func ProofTable(r app.ProofReport) sheet.Table {
	t := sheet.Table{Title: words.T("paper.proof.title") + " " + string(r.Day), Columns: columns(
		"paper.proof.col.number", 12, "paper.proof.col.name", 14, "paper.proof.col.department", 16, "paper.proof.state", 10,
		"paper.clearance.text", 26, "paper.proof.number", 18, "paper.proof.version", 10, "paper.clearance.signed", 12, "paper.clearance.until", 12,
		"paper.proof.col.method", 12, "paper.proof.col.recorded", 12, "paper.proof.col.witness", 14, "paper.proof.col.sealed", 66, "paper.proof.trained", 30, "paper.proof.reach", 30,
		"paper.proof.lacks", 30, "paper.proof.col.finding", 40)}
	findings := make(map[int64][]string)
	for _, f := range r.Findings {
		findings[f.Person.ID] = append(findings[f.Person.ID], words.N("paper.proof.find."+string(f.Kind), f.Count))
	}
	for _, p := range r.People {
		signed := p.Signed
		if len(signed) == 0 {
			signed = []app.ProofCommitment{{}}
		}
		for _, c := range signed {
			method := ""
			if c.Method != "" {
				method = words.T("paper.proof.method." + c.Method)
			}
			t.Rows = append(t.Rows, []any{
				p.Person.Number, p.Person.Name, p.Person.Department, ProofState(p), c.Title, c.Number, c.Version, string(c.SignedOn), string(c.Until),
				method, string(c.RecordedOn), c.Witness, c.Paper, proofTrained(p), ProofAccess(p.Access), ProofLacks(p),
				strings.Join(findings[p.Person.ID], words.T("paper.proof.join")),
			})
		}
	}
	return t
}
