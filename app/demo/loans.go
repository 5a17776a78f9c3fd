package demo

import "custody/app"

// lend plays the loans: every state is there at the end, and today has its work; between them a
// campaign and a draft text. Electronic
// copies go along: one out to be viewed, one printed from, one asked for.
func (s *script) lend() {
	overdue := s.overdueLoans()
	s.returned()
	s.troubled()
	s.campaign()
	s.draft()
	s.current(overdue)
	s.waitingToday()
}

// request asks for copies as the person signed in and returns the loan's number.
func (s *script) request(purpose string, place app.Place, days int, queue bool, copies ...string) string {
	var number string
	s.do(func() error {
		l, err := s.office.RequestLoan(s.ctx, app.LoanRequest{
			Copies: copies, Purpose: purpose, Place: place, Due: s.today().AddDays(days), Queue: queue,
		})
		number = l.Number
		return err
	})
	return number
}

func (s *script) approve(number string, copies ...string) {
	s.decide(number, true, "", copies...)
}

func (s *script) decide(number string, yes bool, reason string, copies ...string) {
	s.do(func() error {
		var ds []app.Decision
		for _, c := range copies {
			ds = append(ds, app.Decision{Copy: c, Approve: yes, Reason: reason})
		}
		_, err := s.office.Decide(s.ctx, number, ds)
		return err
	})
}

func (s *script) handOut(borrower string, copies ...string) {
	s.do(func() error {
		_, err := s.office.HandOut(s.ctx, app.Handover{
			Borrower: borrower, Copies: copies, Borrowers: strokes(borrower), Keepers: strokes("0101"), Place: "深圳",
		})
		return err
	})
}

func (s *script) takeBack(borrower string, pages map[string]int, copies ...string) {
	s.do(func() error {
		var back []app.Takeback
		for _, c := range copies {
			back = append(back, app.Takeback{Copy: c, Condition: app.ConditionGood, Pages: pages[c]})
		}
		return s.office.TakeBack(s.ctx, app.ReturnInput{Copies: back, Borrowers: strokes(borrower), Keepers: strokes("0101")})
	})
}

// pagesOf reads the page counts that the register has.
func (s *script) pagesOf(copies ...string) map[string]int {
	out := map[string]int{}
	for _, c := range copies {
		s.do(func() error {
			sheet, err := s.office.OpenDocument(s.ctx, c[:len(c)-2])
			out[c] = sheet.Pages
			return err
		})
	}
	return out
}

// overdueLoans hands out a loan whose due date has passed by now.
func (s *script) overdueLoans() []string {
	s.daysAgo(24)
	s.as("zhangw")
	copies := []string{copyCode(3, 1), copyCode(3, 2), copyCode(3, 3), copyCode(3, 4)}
	n := s.request("证书换版", app.AtOffice, 20, false, copies...)
	s.as(founder)
	s.approve(n, copies...)
	s.handOut("0112", copies...)
	return []string{n}
}

// returned plays finished loans: one as it should be, one refused, one withdrawn, and
// leaves one that nobody decides until it lapses.
func (s *script) returned() {
	s.daysAgo(20)
	s.as("wangw")
	a := []string{copyCode(11, 1), copyCode(11, 2)}
	n := s.request("监督审核（苏州）", app.AtAuditSite, 10, false, a...)
	refused := s.request("市场宣传", app.AtOffice, 5, false, copyCode(6, 3))
	gone := s.request("复评策划", app.AtOffice, 5, false, copyCode(6, 4))
	s.request("资料核对", app.AtReadingRoom, 10, false, copyCode(25, 1))
	s.do(func() error { return s.office.Withdraw(s.ctx, gone) })
	s.as(founder)
	s.approve(n, a...)
	s.decide(refused, false, "用途与认证无关（§5.3.1）", copyCode(6, 3))
	s.handOut("0141", a...)
	s.daysAgo(14)
	s.takeBack("0141", s.pagesOf(a...), a...)
}

// troubled plays a copy that is lost and found nowhere, and one still searched for.
func (s *script) troubled() {
	s.daysAgo(12)
	s.as("ouyang")
	a := []string{copyCode(5, 1), copyCode(5, 2)}
	n := s.request("投诉调查", app.AtOffice, 12, false, a...)
	printed := s.ask("不符合项整改跟踪.xlsx", "技术评定", 16, app.Permits{Print: true, Export: true})
	s.as(founder)
	s.grant(printed, "不符合项整改跟踪.xlsx", app.Permits{Print: true})
	s.approve(n, a...)
	s.handOut("0150", a...)
	s.daysAgo(8)
	s.do(func() error { return s.office.ReportLost(s.ctx, n, a[0], "归还时清点发现缺失") })
	s.do(func() error { return s.office.ReportLost(s.ctx, n, a[1], "借阅人报告找不到") })
	s.do(func() error { return s.office.OpenIncident(s.ctx, a[0], "查找七天未果，已开立事件") })
}

// current plays loans that are out: due later, due today, recalled with somebody waiting.
func (s *script) current(overdue []string) {
	s.daysAgo(5)
	s.do(func() error { return s.office.Remind(s.ctx, overdue[0]) })
	s.as("lij")
	a := []string{copyCode(4, 1), copyCode(4, 2)}
	n := s.request("监督审核", app.AtAuditSite, 14, false, a...)
	dueToday := s.request("内部审核", app.AtOffice, 5, false, copyCode(9, 1))
	viewed := s.ask("现场审核记录.pdf", "复评策划", 12, app.Permits{})
	s.as(founder)
	s.grant(viewed, "现场审核记录.pdf", app.Permits{})
	s.approve(n, a...)
	s.approve(dueToday, copyCode(9, 1))
	s.handOut("0137", append(a, copyCode(9, 1))...)
	s.daysAgo(3)
	s.as("wangw")
	s.request("复评策划", app.AtOffice, 10, true, a[0])
	s.as(founder)
	s.do(func() error { return s.office.Recall(s.ctx, n, a[:1], s.today().AddDays(4), "有人等候") })
	s.do(func() error { return s.office.Renew(s.ctx, n, a[1:], s.today().AddDays(18)) })
}

// waitingToday leaves requests to decide and approved copies to collect.
func (s *script) waitingToday() {
	s.daysAgo(1)
	s.as("wangw")
	s.request("复评策划", app.AtOffice, 6, false, copyCode(2, 1), copyCode(2, 2), copyCode(2, 3), copyCode(2, 4), copyCode(2, 5))
	ready := s.request("技术评定", app.AtOffice, 9, false, copyCode(6, 1), copyCode(6, 2))
	s.read("现场审核记录.pdf", []int{1, 2}, 140, nil)
	s.read("供应商名单.csv", []int{1}, 45, nil)
	s.ask("整改计划.docx", "不符合项验证", 6, app.Permits{Print: true})
	s.as("lij")
	s.read("现场审核记录.pdf", []int{1, 2, 3}, 310, nil)
	s.request("现场审核（东莞）", app.AtAuditSite, 6, false, copyCode(12, 1), copyCode(12, 4), copyCode(12, 5))
	five := s.request("现场审核（深圳）", app.AtAuditSite, 7, false, copyCode(1, 1), copyCode(1, 2), copyCode(1, 3), copyCode(1, 4), copyCode(1, 5))
	s.as("ouyang")
	s.request("投诉调查", app.AtReadingRoom, 4, false, copyCode(8, 1))
	s.read("不符合项整改跟踪.xlsx", []int{1}, 95, s.print("不符合项整改跟踪.xlsx", "评定会议", 3))
	s.as(founder)
	s.approve(ready, copyCode(6, 1), copyCode(6, 2))
	s.approve(five, copyCode(1, 1), copyCode(1, 2), copyCode(1, 3), copyCode(1, 4), copyCode(1, 5))
}
