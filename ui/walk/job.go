package walk

import (
	"fmt"
	"path/filepath"
	"time"

	"custody/app"
	"custody/app/sheet/sheettest"
)

// The founder of the walk's vault and the auditor who borrows.
const (
	founderLogin    = "chenxm"
	founderPassword = "Walk the shelves 2026"
	auditorLogin    = "lij"
	auditorPassword = "Bring it back in time"
)

// Job walks the main job in the real window: a new vault, sixty clients from a messy
// spreadsheet, two accounts, commitments signed on the pad; then five documents are
// asked for, approved, handed out and returned, and the papers printed. dir is where
// the vault will be made and the spreadsheets are written.
func Job(d *Driver, dir string) error {
	s := &script{Driver: d}
	s.found(filepath.Join(dir, "vault"))
	s.signOwn(founderPassword)
	s.bring(dir)
	s.people()
	s.borrow()
	s.counter()
	s.comeBack()
	s.takeOut(filepath.Join(dir, "papers"))
	return s.err
}

// found leads through the wizard to the first signing.
func (s *script) found(vault string) {
	s.see("wizard.way.new")
	s.picture("wizard")
	s.click("wizard.way.new.do")
	s.fill("wizard.folder", vault)
	s.key("Return")
	s.fill("wizard.org.name", "中标通国际认证（深圳）有限公司")
	s.fill("wizard.org.en", "Zhongbiaotong International Certification (Shenzhen) Co., Ltd.")
	s.fill("wizard.org.short", "中标通档案室")
	s.picture("wizard-organisation")
	s.click("wizard.next")
	s.fill("wizard.person.name", "陈晓明")
	s.fill("wizard.person.number", "0101")
	s.fill("wizard.person.post", "档案管理员")
	s.click("wizard.next")
	s.fill("unlock.account", founderLogin)
	s.fill("wizard.password", founderPassword)
	s.fill("unlock.password.again", founderPassword)
	s.click("wizard.create")
	s.password = founderPassword
	s.see("wizard.recovery.title")
	for range 2 {
		s.printRecovery()
	}
	s.click("wizard.recovery.kept")
	s.picture("wizard-recovery")
	s.click("wizard.next")
	s.click("wizard.sign.now")
}

// printRecovery prints the first recovery sheet that is still open.
func (s *script) printRecovery() {
	s.do("recovery sheet", func() error {
		if s.Sees(wordOf("wizard.recovery.done")) {
			return s.clickLast(wordOf("wizard.recovery.out"))
		}
		return s.Click(wordOf("wizard.recovery.out"))
	})
	s.see("shell.print.save")
	s.key("Return")
	s.gone("shell.print.save")
	s.pause(400 * time.Millisecond)
}

// signOwn signs everything that waits for the person signed in.
func (s *script) signOwn(password string) {
	for i := range len(app.Required) {
		s.see("sign.unread")
		if i == 0 {
			s.picture("sign-unread")
		}
		s.signOne(password)
		if i == 0 {
			s.picture("sign")
		}
		s.key("ctrl+Return")
		s.pause(1500 * time.Millisecond)
	}
	s.see("sign.done")
}

// signOne reads to the end, signs on the pad and types the password.
func (s *script) signOne(password string) {
	s.do("read", func() error {
		for range 12 {
			if s.Sees(wordOf("sign.read")) {
				return nil
			}
			if err := s.Key("Next"); err != nil {
				return err
			}
		}
		_, err := s.Wait(wordOf("sign.read"))
		return err
	})
	s.sign("sign.signer")
	s.fill("sign.place", "深圳")
	s.key("Tab")
	s.text(password)
}

// bring imports clients and documents from messy spreadsheets.
func (s *script) bring(dir string) {
	clients, documents := filepath.Join(dir, "clients.xlsx"), filepath.Join(dir, "documents.xlsx")
	s.do("spreadsheets", func() error {
		if err := sheettest.MessyClients(clients, 60); err != nil {
			return err
		}
		codes := make([]string, 60)
		for i := range codes {
			codes[i] = sheettest.ClientCode(i)
		}
		return sheettest.MessyDocuments(documents, codes, 120)
	})
	s.nav("clients")
	s.click("clients.import")
	s.importFile(clients, true)
	s.nav("files")
	s.click("files.import")
	s.importFile(documents, false)
}

// importFile types the path, looks at the preview and brings it in.
func (s *script) importFile(path string, picture bool) {
	s.see("import.how")
	s.pause(400 * time.Millisecond)
	s.text(path)
	s.key("Return")
	s.seeStart("import.ready")
	if picture {
		s.picture("import-preview")
	}
	s.key("ctrl+Return")
	s.seeStart("import.done")
	s.pause(600 * time.Millisecond)
}

// nav goes to a screen by the sidebar.
func (s *script) nav(screen string) {
	s.do("go to "+screen, func() error {
		label := wordOf("shell.nav." + screen)
		if _, err := s.Wait(label); err != nil {
			return err
		}
		var entry seen // the last: a group may be named as one of its entries is
		for _, t := range s.texts() {
			if t.text == label && t.pos.X < sidebarWidth {
				entry = t
			}
		}
		if entry.text == "" {
			return fmt.Errorf("%q is not in the sidebar", label)
		}
		return s.clickAt(entry.center())
	})
}

// sidebarWidth is how far the sidebar reaches.
const sidebarWidth = 196
