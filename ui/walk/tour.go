package walk

import (
	"time"
)

// Tour visits the screens of a demo vault and leaves a picture of each: every screen, or without whole those of the
// records, which show all that the others are made of.
func Tour(d *Driver, login, password string, whole bool) error {
	s := &script{Driver: d}
	s.see("unlock.open")
	s.picture("unlock")
	s.do("log in", func() error {
		_, err := s.LogIn(login, password)
		return err
	})
	s.see("shell.nav.today")
	s.nav("today")
	s.see("today.waits")
	s.pause(time.Second)
	s.picture("today")
	s.nav("counter")
	s.see("counter.scan")
	s.text("0137")
	s.key("Return")
	s.pause(time.Second)
	s.picture("counter")
	for _, screen := range []string{"loans", "clients", "files", "commitments", "people", "settings"} {
		s.nav(screen)
		s.pause(1200 * time.Millisecond)
		s.picture(screen)
		s.detail(screen)
	}
	if whole {
		s.wordings()
		s.campaigns()
		s.trained()
	}
	s.electronic()
	s.nav("loans")
	s.click("loans.ask")
	s.pause(800 * time.Millisecond)
	s.picture("request")
	s.key("F1")
	s.pause(500 * time.Millisecond)
	s.picture("keys")
	s.key("Escape")
	s.auditor()
	return s.err
}

// detail opens what a list leads to, where that is a screen of its own.
func (s *script) detail(screen string) {
	switch screen {
	case "clients":
		s.clickText("A-0001")
		s.pause(500 * time.Millisecond)
		s.key("Return")
		s.pause(1200 * time.Millisecond)
		s.picture("client")
	case "commitments":
		s.do("first row", func() error { return s.Click(wordOf("shell.commitment.missing")) })
		s.pause(500 * time.Millisecond)
		s.key("Return")
		s.pause(2500 * time.Millisecond)
		s.picture("sign")
		s.key("Escape")
	case "settings":
		s.certificate()
	}
}

// electronic opens an electronic document, and looks who read it and what was taken out of others.
func (s *script) electronic() {
	s.key("ctrl+k")
	s.text(documentName)
	s.pause(1200 * time.Millisecond)
	s.key("Return")
	s.see("content.who")
	s.pause(600 * time.Millisecond)
	s.picture("document")
	s.key("F7")
	s.see("viewer.turn")
	s.pause(2 * time.Second)
	s.picture("viewer")
	s.key("Escape")
	s.see("content.who")
	s.key("F8")
	s.see("content.views.back")
	s.pause(800 * time.Millisecond)
	s.picture("readings")
	s.nav("loans")
	s.click("content.extracts")
	s.see("extracts.col.number")
	s.pause(800 * time.Millisecond)
	s.picture("extracts")
}

// auditor looks at the log with the eyes of the internal auditor.
func (s *script) auditor() {
	s.do("lock", s.LogOut)
	s.do("log in", func() error {
		_, err := s.LogIn("sunl", "demo-sunl-vault")
		return err
	})
	s.see("shell.nav.audit")
	s.nav("audit")
	s.pause(1500 * time.Millisecond)
	s.picture("audit")
	s.proof()
}
