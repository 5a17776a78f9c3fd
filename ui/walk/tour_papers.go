package walk

import "time"

// wordings looks at what people commit to, how a draft differs, how it is written, and its proof before it is printed.
func (s *script) wordings() {
	s.nav("commitments")
	s.click("commitments.tab.counter")
	s.pause(600 * time.Millisecond)
	s.picture("countersign")
	s.key("ctrl+d")
	s.see("texts.tab.drafts")
	s.pause(600 * time.Millisecond)
	s.picture("texts")
	s.click("texts.tab.drafts")
	s.pause(600 * time.Millisecond)
	s.key("ctrl+d")
	s.see("texts.compare.title")
	s.pause(600 * time.Millisecond)
	s.picture("text-compare")
	s.key("Escape")
	s.see("texts.tab.drafts")
	s.click("texts.tab.drafts")
	s.pause(600 * time.Millisecond)
	s.key("Return")
	s.see("texts.preview")
	s.pause(2500 * time.Millisecond)
	s.picture("text-edit")
	s.key("ctrl+p")
	s.see("shell.print.title")
	s.picture("print")
	s.click("print.preview")
	s.see("print.preview.title")
	s.pause(1500 * time.Millisecond)
	s.picture("print-preview")
	s.key("Escape")
	s.see("shell.print.title")
	s.key("Escape")
	s.gone("shell.print.title")
}

// campaigns looks at a campaign and who has not signed yet.
func (s *script) campaigns() {
	s.nav("commitments")
	s.click("campaigns.button")
	s.see("campaigns.look")
	s.pause(600 * time.Millisecond)
	s.picture("campaigns")
	s.key("Return")
	s.see("campaign.make")
	s.pause(600 * time.Millisecond)
	s.picture("campaign")
}

// trained looks at trainings, external bodies, one person's sheet and what is handed over.
func (s *script) trained() {
	s.nav("trainings")
	s.see("trainings.due")
	s.pause(600 * time.Millisecond)
	s.picture("trainings")
	s.click("trainings.due")
	s.pause(600 * time.Millisecond)
	s.picture("trainings-due")
	s.nav("people")
	s.click("bodies.title")
	s.see("bodies.back")
	s.pause(600 * time.Millisecond)
	s.picture("bodies")
	s.nav("people")
	s.clickText("李㛃")
	s.click("folder.open")
	s.see("folder.duties")
	s.pause(600 * time.Millisecond)
	s.picture("folder")
	s.click("clearances.start")
	s.see("clearances.start.do")
	s.picture("clearance-start")
	s.key("Escape")
	s.nav("people")
	s.click("shell.nav.clearances")
	s.see("clearances.back")
	s.pause(600 * time.Millisecond)
	s.picture("clearances")
}

// certificate rolls down to what seals the papers, until the last of its buttons shows.
func (s *script) certificate() {
	s.do("roll to the certificate", func() error {
		for range 12 {
			if s.Sees(wordOf("settings.certificate.print")) {
				return nil
			}
			if err := s.Roll(3); err != nil {
				return err
			}
			time.Sleep(300 * time.Millisecond)
		}
		_, err := s.Wait(wordOf("settings.certificate.print"))
		return err
	})
	s.picture("certificate")
}

// proof asks who was bound a month ago, as the internal auditor.
func (s *script) proof() {
	s.click("shell.nav.proof")
	s.see("proof.ask")
	s.key("Return")
	s.seeText(wordOf("proof.tab.access"))
	s.pause(2 * time.Second)
	s.picture("proof")
}
