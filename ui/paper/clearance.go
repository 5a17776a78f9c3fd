package paper

import (
	"io"
	"strings"

	"custody/app"
	"custody/app/letter"
	"custody/app/letter/page"
	"custody/ui/words"
)

// Clearance makes a person's joiner's, mover's or leaver's sheet: to be gone through, or closed as it was signed.
func (d *Desk) Clearance(w io.Writer, c app.ClearancePrint) error {
	h := head(c.Organisation, "")
	k := c.Clearance
	out := letter.Report{
		Head: h, Foot: foot(h, k.Number, c.AuditHead, c.PrintedBy, c.Now), Title: ClearanceTitle(k.Kind), Number: k.Number,
		Facts: clearanceFacts(c), Signatures: clearanceSigns(k),
		Parts: []letter.ReportPart{
			{Title: words.T("paper.clearance.items"), Columns: clearanceColumns(), Rows: clearanceRows(c)},
			clearanceCommitments(c), clearanceTrainings(c), clearanceHoldings(c), DutiesPart(c.Duties),
		},
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.Report(w, out) })
}

// ClearanceTitle is what a sheet is called.
func ClearanceTitle(k app.ClearanceKind) string { return words.T("clearance.title." + string(k)) }

// ClearanceName is the name of a sheet's file.
func ClearanceName(k app.Clearance) string {
	return FileName(strings.Join([]string{k.Number, k.Person.Number, k.Person.Name}, "-"))
}

// ClearanceItem is what a line of a sheet asks.
func ClearanceItem(it app.ClearanceItem) string {
	if it.Key == app.OwnLine {
		return it.Text
	}
	return words.T("clearance.item." + it.Key)
}

// clearanceFacts says whose sheet it is, why, and how it ended.
func clearanceFacts(c app.ClearancePrint) [][2]string {
	k, p := c.Clearance, c.Person
	facts := [][2]string{
		{words.T("paper.clearance.person"), words.Join(p.Name, p.Number)},
		{words.T("paper.clearance.kind"), words.T("shell.kind." + string(p.Kind))},
		{words.T("paper.clearance.department"), words.Join(p.Department, p.Employer, "")},
		{words.T("paper.clearance.post"), dash(p.Post)},
		{words.T("paper.clearance.opened"), words.Join(moment(k.OpenedAt, c.Now), k.OpenedBy.Name)},
		{words.T("paper.clearance.note"), dash(k.Note)},
	}
	if facts[2][1] == "" {
		facts[2][1] = dash("")
	}
	switch k.State {
	case app.ClearanceClosed:
		facts = append(
			facts, [2]string{words.T("paper.clearance.closed"), moment(k.EndedAt, c.Now)},
			[2]string{words.T("paper.clearance.closer"), words.T("paper.clearance.confirmed", k.EndedBy.Name, k.EndedBy.Number)})
		if k.Why != "" {
			facts = append(facts, [2]string{words.T("paper.clearance.absent"), k.Why})
		}
	case app.ClearanceDropped:
		facts = append(facts, [2]string{words.T("paper.clearance.dropped"), words.Join(moment(k.EndedAt, c.Now), k.EndedBy.Name)}, [2]string{words.T("paper.clearance.why"), k.Why})
	}
	return facts
}

// dash stands for what is not known: a blank line on paper is one to be written on.
func dash(s string) string {
	if s == "" {
		return words.T("paper.clearance.none")
	}
	return s
}

func clearanceColumns() []letter.ListingColumn {
	return []letter.ListingColumn{
		{Title: words.T("paper.clearance.item"), Weight: 3},
		{Title: words.T("paper.clearance.mark"), Width: 20 * page.MM},
		{Title: words.T("paper.clearance.remark"), Weight: 2},
		{Title: words.T("paper.clearance.by"), Width: 34 * page.MM},
	}
}

func clearanceRows(c app.ClearancePrint) [][]string {
	var rows [][]string
	for _, it := range c.Clearance.Items {
		by := moment(it.At, c.Now)
		switch {
		case it.Auto && it.State == app.MarkDone:
			by = words.T("paper.clearance.register")
		case it.State != app.MarkOpen:
			by = strings.TrimSpace(by + " " + it.By)
		}
		mark := words.T("clearance.mark." + string(it.State))
		if it.Open > 0 {
			mark = words.Join(mark, words.T("clearance.left", it.Open))
		}
		rows = append(rows, []string{ClearanceItem(it), mark, it.Note, by})
	}
	return rows
}

func clearanceCommitments(c app.ClearancePrint) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.clearance.commitments"), Columns: []letter.ListingColumn{
		{Title: words.T("paper.clearance.text"), Weight: 1},
		{Title: words.T("paper.clearance.version"), Width: 38 * page.MM},
		{Title: words.T("paper.clearance.signed"), Width: 22 * page.MM},
		{Title: words.T("paper.clearance.until"), Width: 22 * page.MM},
		{Title: words.T("paper.clearance.state"), Width: 20 * page.MM},
	}}
	for _, r := range c.Commitments {
		part.Rows = append(part.Rows, []string{
			r.Title, strings.TrimSpace(r.Number + " " + r.Version), string(r.SignedOn), string(r.ValidUntil), words.T("shell.commitment." + string(r.State)),
		})
	}
	return orNone(part)
}

func clearanceTrainings(c app.ClearancePrint) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.clearance.trainings"), Columns: []letter.ListingColumn{
		{Title: words.T("paper.clearance.topic"), Weight: 1},
		{Title: words.T("paper.clearance.material"), Width: 28 * page.MM},
		{Title: words.T("paper.clearance.held"), Width: 22 * page.MM},
		{Title: words.T("paper.clearance.result"), Width: 26 * page.MM},
		{Title: words.T("paper.clearance.until"), Width: 22 * page.MM},
	}}
	for _, t := range c.Trainings {
		result := words.T("clearance.failed")
		if t.Passed {
			result = words.T("clearance.passed")
		}
		until := string(t.Until)
		if t.Passed && until == "" {
			until = words.T("clearance.forever")
		}
		part.Rows = append(part.Rows, []string{t.Topic, t.Version, string(t.HeldOn), words.Join(result, t.Score), until})
	}
	return orNone(part)
}

// orNone says that there is nothing rather than leaving a heading alone.
func orNone(part letter.ReportPart) letter.ReportPart {
	if len(part.Rows) == 0 && len(part.Lines) == 0 {
		part.Lines = []string{words.T("paper.clearance.none")}
	}
	return part
}

func clearanceHoldings(c app.ClearancePrint) letter.ReportPart {
	join := func(key string, codes []string) string {
		if len(codes) == 0 {
			return words.T(key, words.T("paper.clearance.none"))
		}
		return words.T(key, strings.Join(codes, words.T("paper.clearance.join")))
	}
	return letter.ReportPart{Title: words.T("paper.clearance.holds"), Lines: []string{
		join("paper.clearance.holds.copies", c.Holds), join("paper.clearance.holds.clients", c.Sees),
	}}
}

// DutiesPart states what outlives the post, in the words of what was signed.
func DutiesPart(duties []app.Duty) letter.ReportPart {
	part := letter.ReportPart{Title: words.T("paper.clearance.duties"), Note: words.T("paper.clearance.duties.note")}
	for _, d := range duties {
		part.Lines = append(part.Lines, DutyLine(d))
	}
	return orNone(part)
}

// DutyLine is one duty with where it stands.
func DutyLine(d app.Duty) string {
	where := words.T("clearance.duty", d.Title, d.Clause)
	if d.Heading != "" {
		where += " " + d.Heading
	}
	return words.T("clearance.duty.line", where, d.Text)
}

// clearanceSigns is who signs: the person; the witness in the person's place. An open sheet has the lines blank.
func clearanceSigns(k app.Clearance) []letter.ReportSignature {
	var own letter.Signature
	if s := signature(k.Signature); s != nil {
		own = *s
	}
	if k.Witness.ID != 0 {
		return []letter.ReportSignature{{Label: words.T("paper.clearance.sign.witness"), Sign: own}}
	}
	signs := []letter.ReportSignature{{Label: words.T("paper.clearance.sign.person"), Sign: own}}
	if k.State == app.ClearanceOpen {
		signs[0].Sign.Name = k.Person.Name
		signs = append(signs, letter.ReportSignature{Label: words.T("paper.clearance.sign.keeper")})
	}
	return signs
}
