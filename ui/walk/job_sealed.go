package walk

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// sealedFile is the name under which the auditor's commitment leaves the vault.
const sealedFile = "sealed-0137.pdf"

// takeOut takes what the auditor signed on the pad out of the vault as the sealed paper, and prints another.
func (s *script) takeOut(papers string) {
	s.nav("commitments")
	s.clickText(fmt.Sprintf("%s %d", wordOf("commitments.tab.in_force"), 2*(1+len(members))))
	s.exportSealed("李㛃", filepath.Join(papers, sealedFile))
	s.openSealed("王𬱖")
	s.click("papers.print")
	s.gone("papers.certificate")
	s.picture("commitments")
}

// openSealed opens the sheet of the paper in the person's first row.
func (s *script) openSealed(name string) {
	s.clickText(name)
	s.pause(600 * time.Millisecond)
	s.key("ctrl+p")
	s.see("papers.certificate")
}

// exportSealed saves the paper of the person's first row under path.
func (s *script) exportSealed(name, path string) {
	s.openSealed(name)
	s.picture("paper")
	s.click("papers.export")
	s.see("shell.save.do")
	s.pause(400 * time.Millisecond)
	s.key("ctrl+a")
	s.text(path)
	s.picture("paper-export")
	s.key("Return")
	s.gone("shell.save.do")
	s.do("sealed paper", func() error { return written(path) })
	s.key("Escape")
	s.gone("papers.certificate")
}

// written waits until there is something in a file.
func written(path string) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			return nil
		}
	}
	return fmt.Errorf("%s was not written", path)
}
