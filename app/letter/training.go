package letter

import (
	"io"
	"strconv"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// Training is what the papers of a training say of it.
type Training struct {
	Head     Head
	Number   string
	Topic    string
	Material string // with its version
	HeldOn   string
	Trainer  string
	Place    string
	Test     string // how it was passed
}

// Attendance is 培训签到表: who was asked to come, with room for each to sign; printed later, how they did.
type Attendance struct {
	Training
	Foot  Foot
	Rows  []AttendanceRow
	Blank int // lines for those who come without having been asked
}

// AttendanceRow is one person's line. Score and Result are blank before the day.
type AttendanceRow struct{ Number, Name, Department, Score, Result string }

// attendanceRow is the height of a line: enough to sign in.
const attendanceRow = 26.0

// Attendance prints an attendance sheet. It returns the errors of w.
func (p *Press) Attendance(w io.Writer, a Attendance) error {
	return p.write(w, p.AttendancePages(a), nil, p.info(p.say("letter.attendance.title")+" "+a.Number, a.Head))
}

// AttendancePages lays an attendance sheet out. The table's heading comes again on each page, and the
// signatures never stand alone.
func (p *Press) AttendancePages(a Attendance) []*page.Recording {
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	title := p.say("letter.attendance.title")
	p.reportHead(f, Report{Title: title, Number: a.Number, Facts: p.trainingFacts(a.Training)})
	t := p.attendanceTable(f.area)
	heading := t.heading()
	top := heading
	top.gap = 8
	f.add(top)
	for i := range len(a.Rows) + a.Blank {
		cells := []string{strconv.Itoa(i + 1), "", "", "", "", "", ""}
		if i < len(a.Rows) {
			r := a.Rows[i]
			cells = []string{strconv.Itoa(i + 1), r.Number, r.Name, r.Department, "", r.Score, r.Result}
		}
		r := t.row(cells)
		r.keep, r.heading = i == 0, &heading
		f.add(r)
	}
	f.keepWith(p.reportSigns(f.area, []ReportSignature{
		{Label: p.say("letter.attendance.trainer"), Sign: Signature{Name: a.Trainer}}, {Label: p.say("letter.attendance.keeper")},
	}))
	dress := newFrame(title, a.Head, a.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
	})
}

func (p *Press) trainingFacts(t Training) [][2]string {
	var out [][2]string
	for _, fact := range [][2]string{
		{"letter.training.topic", t.Topic},
		{"letter.training.day", t.HeldOn},
		{"letter.training.material", t.Material},
		{"letter.training.trainer", t.Trainer},
		{"letter.training.place", t.Place},
		{"letter.training.test", t.Test},
	} {
		out = append(out, [2]string{p.say(fact[0]), fact[1]})
	}
	return out
}

// attendanceTable is the table of people; the column to sign in takes what the others leave.
func (p *Press) attendanceTable(a area) *table {
	columns := []column{
		{p.say("letter.attendance.no"), 28, true},
		{p.say("letter.attendance.number"), 56, true},
		{p.say("letter.attendance.name"), 102, false},
		{p.say("letter.attendance.department"), 86, false},
		{p.say("letter.attendance.sign"), 0, false},
		{p.say("letter.attendance.score"), 40, true},
		{p.say("letter.attendance.result"), 50, true},
	}
	t := &table{left: a.left, style: style{page.Serif, 9.5}, leading: 12, least: attendanceRow, measure: p.fonts.Advance, columns: columns}
	columns[4].width = a.width() - t.width()
	return t
}

// Certificate is 培训证书: one person passed one training.
type Certificate struct {
	Training
	Foot   Foot
	Person Person
	Score  string // "" without a test
	Until  string // last day, "" for good
	Issued string // the day it was printed
}

// Certificates prints certificates, a page each. It returns the errors of w.
func (p *Press) Certificates(w io.Writer, all []Certificate) error {
	var pages []*page.Recording
	for _, c := range all {
		pages = append(pages, p.CertificatePages(c)...)
	}
	title := p.say("letter.certificate.title")
	return p.write(w, pages, nil, p.info(title+" "+all[0].Number, all[0].Head))
}

// CertificatePages lays one certificate out.
func (p *Press) CertificatePages(c Certificate) []*page.Recording {
	f := &flow{area: body(page.A4Width, page.A4Height), measure: p.fonts.Advance}
	title := p.say("letter.certificate.title")
	f.add(row{gap: 40, height: 90, draw: func(d pen, y float64) {
		middle := (f.area.left + f.area.right) / 2
		d.spread(middle, y+58, style{page.Sans, 26}, title, 0.4)
		d.centre(middle, y+82, formStyle, p.say("letter.certificate.number", c.Number, c.Person.Number))
	}})
	who := p.say("letter.certificate.who", c.Person.Name, c.Person.Number)
	if c.Person.Department != "" {
		who = p.say("letter.certificate.who.of", c.Person.Name, c.Person.Department, c.Person.Number)
	}
	plain := text.Style{Size: 13, Indent: 2}
	f.paragraph([]text.Span{{Text: who}}, text.Style{Size: 15}, 26, 30)
	said := p.say("letter.certificate.passed", c.HeldOn, c.Topic, c.Material)
	if c.Score != "" {
		said = p.say("letter.certificate.passed.score", c.HeldOn, c.Topic, c.Material, c.Score)
	}
	f.paragraph([]text.Span{{Text: said}}, plain, 26, 10)
	until := p.say("letter.certificate.ever")
	if c.Until != "" {
		until = p.say("letter.certificate.until", c.Until)
	}
	f.paragraph([]text.Span{{Text: until}}, plain, 26, 4)
	f.keepWith(p.certificateSigns(f.area, c))
	dress := newFrame(title, c.Head, c.Foot)
	return f.sheets(page.A4Width, page.A4Height, func(d pen, number, of int) {
		p.frame(d, page.A4Width, page.A4Height, dress, number, of)
	})
}

// certificateSigns is where the trainer and the organisation sign.
func (p *Press) certificateSigns(a area, c Certificate) row {
	r := p.reportSigns(a, []ReportSignature{
		{Label: p.say("letter.attendance.trainer"), Sign: Signature{Name: c.Trainer}},
		{Label: p.say("letter.certificate.organisation"), Sign: Signature{For: c.Head.OrgZH, Date: c.Issued}},
	})
	r.gap = 60
	return r
}
