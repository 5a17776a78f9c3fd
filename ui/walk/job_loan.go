package walk

import (
	"fmt"
	"time"
)

// copies are the five that are lent.
var copies = []string{"A-0001-01/1", "A-0001-02/1", "A-0002-01/1", "A-0002-02/1", "A-0003-01/1"}

// Limits of a hand-out of five documents at the counter.
const (
	handOutClicks = 12
	handOutTime   = 30 * time.Second
)

// borrow asks for five documents as the auditor and approves them as the custodian.
func (s *script) borrow() {
	s.as(auditorLogin, auditorPassword)
	s.picture("today-auditor")
	s.nav("loans")
	s.click("loans.ask")
	s.see("loans.request.copies")
	for _, c := range copies {
		s.text(c)
		s.key("Return")
		s.seeText(c)
		s.pause(300 * time.Millisecond)
	}
	s.fill("loans.col.purpose", "现场审核（东莞）")
	s.do("place", func() error { return s.ClickBelow(wordOf("loans.field.place"), 18) })
	s.click("loans.place.audit_site")
	s.fill("loans.col.due", "+5")
	s.picture("request")
	s.key("ctrl+Return")
	s.see("loans.tab.pending")
	s.as(founderLogin, founderPassword)
	s.picture("today")
	s.nav("loans")
	s.clickText("李㛃")
	s.pause(600 * time.Millisecond)
	s.picture("loans-pending")
	s.key("Return")
	s.pause(1200 * time.Millisecond)
}

// counter hands the five out, within the clicks and the time that a person has.
func (s *script) counter() {
	s.nav("counter")
	s.see("counter.scan")
	start, clicks := time.Now(), s.Clicks
	s.text("0137")
	s.key("Return")
	s.seeText(copies[4])
	s.sign("counter.sign.borrower.out")
	s.sign("counter.sign.keeper.out")
	taken := time.Since(start)
	s.picture("counter")
	start = time.Now()
	s.key("ctrl+Return")
	s.see("counter.scan")
	s.do("slip", func() error {
		_, err := s.Wait("JY-")
		return err
	})
	taken += time.Since(start)
	s.do("fast path", func() error {
		used := s.Clicks - clicks
		fmt.Printf("hand-out of five: %d clicks, %.1f s\n", used, taken.Seconds())
		if used > handOutClicks || taken > handOutTime {
			return fmt.Errorf("%d clicks and %v are too much for a hand-out of five", used, taken)
		}
		return nil
	})
	s.picture("counter-done")
}

// comeBack takes the five back and prints the loan book.
func (s *script) comeBack() {
	s.key("F3")
	for _, c := range copies {
		s.text(c)
		s.key("Return")
		s.seeText(c)
		s.pause(250 * time.Millisecond)
	}
	for range copies {
		s.key("Return")
	}
	s.sign("counter.sign.borrower.back")
	s.sign("counter.sign.keeper.back")
	s.picture("counter-back")
	s.key("ctrl+Return")
	s.pause(1500 * time.Millisecond)
	s.picture("counter-returned")
	s.nav("loans")
	s.key("ctrl+p")
	s.see("loans.book.title")
	s.key("Return")
	s.see("shell.print.save")
	s.key("Return")
	s.gone("shell.print.save")
}
