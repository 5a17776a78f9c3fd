package demo

import (
	"bytes"
	"fmt"

	"custody/app"
)

// electronic is an electronic document of the demo, or the scan of a paper one.
type electronic struct {
	name        string // of the file
	client      int
	paper       int // number of the paper document it is the scan of; 0 for a document of its own
	sensitivity app.Sensitivity
	source      app.Source
	make        func(*press) ([]byte, error)
}

// files are the electronic documents: each kind that the window shows, made anew each time.
var files = []electronic{
	{"现场审核记录.pdf", 2, 0, app.Sensitive, app.FromAudit, auditRecord},
	{"不符合项整改跟踪.xlsx", 2, 0, app.Ordinary, app.FromAudit, followUp},
	{"整改计划.docx", 1, 0, app.Ordinary, app.FromClient, plan},
	{"末次会议记录.txt", 1, 0, app.Ordinary, app.FromAudit, minutes},
	{"供应商名单.csv", 4, 0, app.Sensitive, app.FromClient, suppliers},
	{"认证合同扫描件.png", 1, 1, app.Ordinary, app.FromClient, scanPNG},
	{"首次会议签到表扫描件.jpg", 4, 1, app.Ordinary, app.FromAudit, scanJPEG},
}

// seal brings the electronic documents in, and remembers their numbers by name.
func (s *script) seal() {
	s.sealed = map[string]string{}
	var p *press
	s.do(func() (err error) {
		p, err = newPress()
		return err
	})
	for _, f := range files {
		s.do(func() error {
			data, err := f.make(p)
			if err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
			n := app.NewContent{
				File: fileCode(f.client), Name: f.name, Size: int64(len(data)),
				Category: app.CategoryA, Sensitivity: f.sensitivity, Source: f.source, Received: s.today(),
			}
			if f.paper != 0 {
				n.File, n.Document = "", fmt.Sprintf("A-%04d-%02d", f.client, f.paper)
			}
			d, err := s.office.AddContent(s.ctx, n, bytes.NewReader(data), nil)
			s.sealed[f.name] = d.Code
			return err
		})
	}
}

// electronicCopy is the number under which a document of the demo is lent.
func (s *script) electronicCopy(name string) string { return s.sealed[name] + "/E" }

// ask asks for the electronic copy of a document and returns the loan's number.
func (s *script) ask(name, purpose string, days int, p app.Permits) string {
	var number string
	s.do(func() error {
		l, err := s.office.RequestLoan(s.ctx, app.LoanRequest{
			Copies: []string{s.electronicCopy(name)}, Purpose: purpose, Place: app.AtOffice, Due: s.today().AddDays(days), Permits: p,
		})
		number = l.Number
		return err
	})
	return number
}

// grant approves it with permits.
func (s *script) grant(number, name string, p app.Permits) {
	s.do(func() error {
		_, err := s.office.Decide(s.ctx, number, []app.Decision{{Copy: s.electronicCopy(name), Approve: true, Permits: p}})
		return err
	})
}

// read has whoever is signed in read a document; take, which may be nil, takes something out of it.
func (s *script) read(name string, pages []int, seconds int, take func(*app.Reading) error) {
	s.do(func() error {
		r, err := s.office.OpenContent(s.ctx, s.sealed[name])
		if err != nil {
			return err
		}
		if take != nil {
			err = take(r)
		}
		if closed := s.office.CloseContent(s.ctx, r, app.Seen{Pages: pages, Seconds: seconds}); err == nil {
			err = closed
		}
		return err
	})
}

// print enters a print of what is read in the register of copies.
func (s *script) print(name, purpose string, days int) func(*app.Reading) error {
	return func(r *app.Reading) error {
		_, _, err := s.office.MakeExtract(s.ctx, r, app.ExtractRequest{
			Document: s.sealed[name], Kind: app.Printed, Purpose: purpose, Due: s.today().AddDays(days),
		})
		return err
	}
}
