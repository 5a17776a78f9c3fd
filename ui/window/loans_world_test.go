package window

import (
	"context"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// world is an office in the middle of its work: loans in every state.
type world struct {
	*apptest.Kit
	t       *testing.T
	li      app.Person // borrower of what is to be collected
	liDesk  *app.Office
	zhang   app.Person // overdue
	codes   []string   // of one client, in place
	pending string     // to be decided
	ready   string     // to be collected: five copies
	overdue string
	out     string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Kit: apptest.New(t), t: t}
	var wang, zhou *app.Office
	w.li, w.liDesk = w.Staff("李𫖮", app.Auditor)
	w.zhang, _ = w.Staff("张伟", app.Reviewer)
	_, wang = w.Staff("王𬱖", app.Auditor)
	_, zhou = w.Staff("欧阳修远", app.Auditor)
	_, jing := w.Records("深圳市精工电子有限公司", 9)
	_, rong := w.Records("东莞市镕盛机械股份有限公司", 6)
	_, xing := w.Records("佛山市䶮兴陶瓷有限公司", 6)
	client := w.Client("苏州宏达包装印刷厂")
	w.Assign(client.Code, w.li.Number, 60)

	w.overdue = w.lend(w.Office(apptest.Login(w.zhang.Number)), w.zhang.Number, "证书换版", 3, xing[:4]...)
	w.out = w.lend(wang, "", "监督审核", 20, rong[:2]...)
	w.forward(3)
	back := w.lend(w.liDesk, w.li.Number, "现场审核（苏州）", 8, rong[3])
	w.must(w.Founder.TakeBack(w.ctx(), app.ReturnInput{
		Copies: []app.Takeback{{Copy: rong[3], Condition: app.ConditionGood, Pages: 10}}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
	}))
	_ = back
	w.lend(zhou, "", "内部审核", 4, rong[4])
	w.forward(4)
	w.codes = jing
	w.ready = w.ask(w.liDesk, "现场审核（深圳）", 7, false, jing[:5]...)
	w.approve(w.ready, jing[:5]...)
	w.pending = w.ask(w.liDesk, "现场审核（东莞）", 5, false, xing[4], rong[5], jing[6])
	w.ask(zhou, "复评策划", 3, false, jing[7])
	w.ask(zhou, "投诉调查", 9, true, rong[0])
	w.Clock.Advance(2 * time.Hour)
	return w
}

func (w *world) ctx() context.Context { return w.t.Context() }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// forward moves the clock on by days.
func (w *world) forward(days int) { w.Clock.Advance(time.Duration(days) * 24 * time.Hour) }

// ask requests copies and returns the loan's number.
func (w *world) ask(who *app.Office, purpose string, days int, queue bool, copies ...string) string {
	w.t.Helper()
	l, err := who.RequestLoan(w.ctx(), app.LoanRequest{
		Copies: copies, Purpose: purpose, Place: app.AtAuditSite, Due: w.Today().AddDays(days), Queue: queue,
	})
	w.must(err)
	return l.Number
}

func (w *world) approve(number string, copies ...string) {
	w.t.Helper()
	var ds []app.Decision
	for _, c := range copies {
		ds = append(ds, app.Decision{Copy: c, Approve: true})
	}
	_, err := w.Founder.Decide(w.ctx(), number, ds)
	w.must(err)
}

// lend requests, approves and hands out.
func (w *world) lend(who *app.Office, _, purpose string, days int, copies ...string) string {
	w.t.Helper()
	number := w.ask(who, purpose, days, false, copies...)
	w.approve(number, copies...)
	sheet, err := w.Founder.OpenLoan(w.ctx(), number)
	w.must(err)
	_, err = w.Founder.HandOut(w.ctx(), app.Handover{
		Borrower: sheet.Borrower.Number, Copies: copies, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(), Place: "深圳",
	})
	w.must(err)
	return number
}
