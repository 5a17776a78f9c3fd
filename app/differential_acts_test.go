package app_test

import (
	"fmt"
	"time"

	"custody/app"
	"custody/app/apptest"
)

type none struct{}

func nothing(err error) (none, error) { return none{}, err }

// twinActs are what a random person does: the index says who.
var twinActs = []func(w *twins, who int){
	(*twins).saveClient, (*twins).saveFile, (*twins).saveDocument, (*twins).saveDocument, (*twins).keepCopies, (*twins).savePerson,
	(*twins).assign, (*twins).endAssignment, (*twins).keepForms,
	(*twins).request, (*twins).request, (*twins).request, (*twins).decide, (*twins).decide, (*twins).handOut, (*twins).handOut,
	(*twins).takeBack, (*twins).takeBack, (*twins).loanLife, (*twins).loanLife,
	(*twins).lists, (*twins).lists, (*twins).sheets, (*twins).search, (*twins).today, (*twins).log, (*twins).pass,
}

// step has somebody do something; custodians come more often than their number.
func (w *twins) step() {
	who := w.r.IntN(len(w.pairs))
	if w.r.IntN(2) == 0 {
		who = w.r.IntN(3)
	}
	twinActs[w.r.IntN(len(twinActs))](w, who)
}

func (w *twins) one(of ...string) string { return of[w.r.IntN(len(of))] }

func (w *twins) day(back, ahead int) app.Date {
	return w.Today().AddDays(w.r.IntN(back+ahead+1) - back)
}

func (w *twins) saveClient(who int) {
	c := app.Client{
		Name: fmt.Sprintf("深圳市%s%s有限公司", w.one("精工", "华芯", "𬱖记", "金达", "清源"), w.one("电子", "认证", "食品", "医药")), Contact: w.one("", "王小姐"),
		Phase: app.InCertification, USCC: w.one("", "91440300MA5EXAMPLE"), Note: w.one("", "老客户", "%_'"),
	}
	if w.r.IntN(3) == 0 {
		c.Code = pick(w, w.clients, "A-9999")
	}
	if saved, ok := both(w, who, "save client", func(o *app.Office) (app.Client, error) { return o.SaveClient(w.Ctx(), c) }); ok && c.Code == "" {
		w.clients = append(w.clients, saved.Code)
	}
}

func (w *twins) saveFile(who int) {
	f := app.File{ClientCode: pick(w, w.clients, "A-9999"), Title: w.one("初次认证", "监督审核", "再认证", "")}
	if saved, ok := both(w, who, "save file", func(o *app.Office) (app.File, error) { return o.SaveFile(w.Ctx(), f) }); ok {
		w.files = append(w.files, saved.Code)
	}
	if w.r.IntN(5) == 0 {
		code, hold := pick(w, w.files, "none"), w.r.IntN(2) == 0
		both(w, who, "hold file", func(o *app.Office) (none, error) { return nothing(o.HoldFile(w.Ctx(), code, hold, "投诉")) })
	}
}

func (w *twins) saveDocument(who int) {
	d := app.Document{
		FileCode: pick(w, w.files, "none"), Title: w.one("审核报告", "检验报告", "不符合项报告", "合同"), Category: app.CategoryD,
		Sensitivity: app.Ordinary, Source: app.FromClient, Medium: app.Paper, Pages: w.r.IntN(30), Received: w.day(3, 0),
		Home: app.Location{Cabinet: w.one("1", "2", "3"), Shelf: "2", Box: w.one("1", "")},
	}
	copies := w.r.IntN(3)
	if saved, ok := both(w, who, "save document", func(o *app.Office) (app.Document, error) { return o.SaveDocument(w.Ctx(), d, copies) }); ok {
		for i := range copies {
			w.copies = append(w.copies, fmt.Sprintf("%s/%d", saved.Code, i+1))
		}
	}
}

func (w *twins) keepCopies(who int) {
	code, home := pick(w, w.copies, "none/1"), app.Location{Cabinet: w.one("4", "5", "")}
	both(w, who, "move copy", func(o *app.Office) (none, error) { return nothing(o.MoveCopy(w.Ctx(), code, home)) })
	both(w, who, "add copy", func(o *app.Office) (app.Copy, error) { return o.AddCopy(w.Ctx(), code[:len(code)-2], home, 3) })
}

func (w *twins) savePerson(who int) {
	p := app.Person{Number: w.one("", "ZB-700", "ZB-701", "x y"), Name: w.one("李㛃", "王强", ""), Kind: app.FullTime}
	both(w, who, "save person", func(o *app.Office) (app.Person, error) { return o.SavePerson(w.Ctx(), p) })
	both(w, who, "people alike", func(o *app.Office) ([]app.Person, error) { return o.SimilarPeople(w.Ctx(), p.Name) })
}

func (w *twins) assign(who int) {
	client, number, from, until := pick(w, w.clients, "A-9999"), pick(w, w.people, "ZB-999"), w.day(1, 2), w.day(0, 60)
	a, ok := both(w, who, "assign", func(o *app.Office) (app.Assignment, error) {
		return o.Assign(w.Ctx(), client, number, "audit", from, until)
	})
	if ok {
		w.work = append(w.work, a.ID)
	}
	both(w, who, "delegate", func(o *app.Office) (app.Delegation, error) { return o.Delegate(w.Ctx(), number, from, until) })
}

func (w *twins) endAssignment(who int) {
	id := pick(w, w.work, 9999)
	both(w, who, "end assignment", func(o *app.Office) (none, error) { return nothing(o.EndAssignment(w.Ctx(), id)) })
}

func (w *twins) keepForms(who int) {
	d := app.Draft{Form: w.one("client", "loan.request"), Fields: map[string]string{"name": w.one("半句", "")}, At: w.Clock.Now()}
	both(w, who, "keep draft", func(o *app.Office) (none, error) { return nothing(o.KeepDraft(w.Ctx(), d)) })
	both(w, who, "drop draft", func(o *app.Office) (none, error) { return nothing(o.DropDraft(w.Ctx(), "client")) })
	both(w, who, "drafts", func(o *app.Office) ([]app.Draft, error) { return o.Drafts(w.Ctx()) })
}

func (w *twins) request(who int) {
	if len(w.copies) == 0 {
		return
	}
	r := app.LoanRequest{
		Borrower: w.one("", pick(w, w.people, "ZB-999")), Copies: w.some(w.copies), Purpose: w.one("审核", "评定", ""),
		Place: app.AtOffice, Due: w.day(1, 29), Queue: w.r.IntN(2) == 0,
	}
	if l, ok := both(w, who, "request", func(o *app.Office) (app.Loan, error) { return o.RequestLoan(w.Ctx(), r) }); ok {
		w.loans = append(w.loans, l.Number)
	}
}

// loan is one of the newest, and its copies.
func (w *twins) loan() (number string, copies []string) {
	number = pick(w, w.loans[max(0, len(w.loans)-6):], "none")
	sheet, known := both(w, 0, "open loan", func(o *app.Office) (app.LoanSheet, error) { return o.OpenLoan(w.Ctx(), number) })
	if !known {
		return number, w.some(append(w.copies, "none/1"))
	}
	for _, it := range sheet.Items {
		copies = append(copies, it.Code)
	}
	return number, copies
}

func (w *twins) decide(who int) {
	number, copies := w.loan()
	var ds []app.Decision
	for _, c := range copies {
		ds = append(ds, app.Decision{Copy: c, Approve: w.r.IntN(5) > 0, Reason: w.one("", "外借中")})
	}
	both(w, who, "decide", func(o *app.Office) (app.LoanSheet, error) { return o.Decide(w.Ctx(), number, ds) })
}

func (w *twins) handOut(who int) {
	number, _ := w.loan()
	h := app.Handover{Loan: number, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(), Place: "深圳"}
	both(w, who, "hand out", func(o *app.Office) ([]string, error) { return o.HandOut(w.Ctx(), h) })
}

func (w *twins) takeBack(who int) {
	_, copies := w.loan()
	in := apptest.Return(copies...)
	both(w, who, "take back", func(o *app.Office) (none, error) { return nothing(o.TakeBack(w.Ctx(), in)) })
}

func (w *twins) loanLife(who int) {
	number, copies := w.loan()
	due, n := w.day(0, 20), w.r.IntN(8)
	both(w, who, fmt.Sprint("loan event ", n), func(o *app.Office) (none, error) {
		switch n {
		case 0:
			return nothing(o.Withdraw(w.Ctx(), number))
		case 1:
			return nothing(o.Renew(w.Ctx(), number, copies, due))
		case 2:
			return nothing(o.Recall(w.Ctx(), number, copies, due, "客户要求"))
		case 3:
			return nothing(o.Remind(w.Ctx(), number))
		case 4:
			return nothing(o.ReportLost(w.Ctx(), number, copies[0], "找不到"))
		case 5, 6:
			return nothing(o.Found(w.Ctx(), copies[0], "找到了"))
		}
		return nothing(o.OpenIncident(w.Ctx(), copies[0], "确认遗失"))
	})
}

func (w *twins) lists(who int) {
	text, limit := w.one("", "深圳", "审核", "精", "sz", "A-00", "%"), w.r.IntN(7)
	both(w, who, "clients", func(o *app.Office) ([]app.ClientRow, error) {
		return o.Clients(w.Ctx(), app.ClientFilter{Text: text, Limit: limit})
	})
	rows, ok := both(w, who, "documents", func(o *app.Office) ([]app.DocumentRow, error) {
		return o.Documents(w.Ctx(), app.DocumentFilter{Text: text, Limit: limit})
	})
	if ok && len(rows) > 0 {
		after := rows[len(rows)-1].Key
		both(w, who, "next documents", func(o *app.Office) ([]app.DocumentRow, error) {
			return o.Documents(w.Ctx(), app.DocumentFilter{Text: text, Limit: limit, After: after})
		})
	}
	both(w, who, "count", func(o *app.Office) (int, error) { return o.CountDocuments(w.Ctx(), app.DocumentFilter{Text: text}) })
	both(w, who, "loans", func(o *app.Office) ([]app.LoanRow, error) {
		return o.Loans(w.Ctx(), app.LoanFilter{Text: text, Limit: limit})
	})
	both(w, who, "count loans", func(o *app.Office) (map[app.LoanTab]int, error) { return o.CountLoans(w.Ctx(), app.LoanFilter{}) })
	both(w, who, "people", func(o *app.Office) ([]app.PersonRow, error) {
		return o.People(w.Ctx(), app.PersonFilter{Text: text, Limit: limit})
	})
	both(w, who, "files", func(o *app.Office) ([]app.FileRow, error) { return o.Files(w.Ctx(), text, "", limit) })
}

func (w *twins) sheets(who int) {
	client, file, number := pick(w, w.clients, "none"), pick(w, w.files, "none"), pick(w, w.people, "none")
	copies := w.some(append(w.copies, "none"))
	both(w, who, "client", func(o *app.Office) (app.ClientSheet, error) { return o.OpenClient(w.Ctx(), client) })
	both(w, who, "file", func(o *app.Office) (app.FileSheet, error) { return o.OpenFile(w.Ctx(), file) })
	both(w, who, "person", func(o *app.Office) (app.PersonSheet, error) { return o.Person(w.Ctx(), number) })
	both(w, who, "glance", func(o *app.Office) ([]app.CopyGlance, error) {
		return o.Glance(w.Ctx(), copies)
	})
}

func (w *twins) search(who int) {
	text := w.one("深圳市", "报告", "审核报告", "精工", "jg", "A-0001", "王")
	both(w, who, "search", func(o *app.Office) ([]app.Hit, error) { return o.Search(w.Ctx(), text, 20) })
	both(w, who, "alike", func(o *app.Office) ([]app.Client, error) { return o.SimilarClients(w.Ctx(), text, "") })
}

func (w *twins) today(who int) {
	both(w, who, "today", func(o *app.Office) (app.Today, error) { return o.Today(w.Ctx()) })
	both(w, who, "me", func(o *app.Office) (app.Actor, error) { return o.Me(w.Ctx()) })
	both(w, who, "loan book", func(o *app.Office) (app.LoanBook, error) {
		return o.PrintLoanBook(w.Ctx(), w.Today().AddDays(-20), w.Today())
	})
}

func (w *twins) log(who int) {
	text := w.one("", "loan", "refused", "A-0001")
	both(w, who, "log", func(o *app.Office) ([]app.Entry, error) {
		return o.Audit(w.Ctx(), app.AuditFilter{Text: text, Limit: 30})
	})
}

// pass lets time pass, so that requests lapse and loans become overdue; and somebody signs anew before all commitments end.
func (w *twins) pass(int) {
	w.Clock.Advance(time.Duration(w.r.IntN(30)) * time.Hour)
}
