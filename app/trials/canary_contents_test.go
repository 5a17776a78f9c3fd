package trials_test

import (
	"strings"

	"custody/app"
)

// addContentCall is a file whose content is itself looked for.
func addContentCall(w *canaryWorld) []any {
	text := w.words.Next()
	return []any{app.NewContent{
		File: w.file.Code, Name: "检验报告.txt", Size: int64(len(text)), Title: "检验报告", Category: app.CategoryD,
		Sensitivity: app.Ordinary, Source: app.FromClient, Received: w.day(0),
	}, strings.NewReader(text), func(done, total int64) {}}
}

// electronic is a new electronic document with its file.
func (w *canaryWorld) electronic() string {
	call := addContentCall(w)
	d, err := w.office().AddContent(w.t.Context(), call[0].(app.NewContent), call[1].(*strings.Reader), nil)
	ok(w.t, err)
	return d.Code
}

// reading is a new electronic document that is open to the founder under a loan with every permit.
func (w *canaryWorld) reading() *app.Reading {
	code := w.electronic()
	every := app.Permits{Print: true, Export: true, Excerpt: true}
	l, err := w.k.Founder.RequestLoan(w.t.Context(), app.LoanRequest{
		Copies: []string{code + "/E"}, Purpose: "复评", Place: app.AtOffice, Due: w.day(5), Permits: every,
	})
	ok(w.t, err)
	if w.head == nil {
		_, w.head = w.k.Staff("负责人", app.Custodian)
	}
	_, err = w.head.Decide(w.t.Context(), l.Number, []app.Decision{{Copy: code + "/E", Approve: true, Permits: every}})
	ok(w.t, err)
	r, err := w.k.Founder.OpenContent(w.t.Context(), code)
	ok(w.t, err)
	ok(w.t, r.File.Close())
	r.File = nil
	return r
}

// extract is a print of a new document, which the founder does not hold.
func (w *canaryWorld) extract() string {
	code := w.electronic()
	l, err := w.asker.RequestLoan(w.t.Context(), app.LoanRequest{
		Copies: []string{code + "/E"}, Purpose: "复评", Place: app.AtOffice, Due: w.day(5), Permits: app.Permits{Print: true},
	})
	ok(w.t, err)
	_, err = w.k.Founder.Decide(w.t.Context(), l.Number, []app.Decision{{Copy: code + "/E", Approve: true, Permits: app.Permits{Print: true}}})
	ok(w.t, err)
	r, err := w.asker.OpenContent(w.t.Context(), code)
	ok(w.t, err)
	e, _, err := w.asker.MakeExtract(w.t.Context(), r, app.ExtractRequest{Kind: app.Printed, Purpose: "评定会用", Due: w.day(2)})
	ok(w.t, err)
	ok(w.t, w.asker.CloseContent(w.t.Context(), r, app.Seen{}))
	return e.Number
}
