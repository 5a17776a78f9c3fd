package window

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// TestListsArePrintedAsShown: what Ctrl+P prints has the rows and headings of the list, and the
// log knows of it; what the filter leaves out is not on paper.
func TestListsArePrintedAsShown(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	for _, c := range []struct {
		screen Name
		stroke string
		list   string
		wants  []string
	}{
		{Clients, "Ctrl+P", "clients", []string{words.T("clients.col.name"), "A-0001"}},
		{Files, "Ctrl+P", "documents", []string{words.T("files.col.place"), "A-0001-01"}},
		{People, "Ctrl+P", "people", []string{words.T("people.post"), apptest.FounderName}},
		{Commitments, "Ctrl+Shift+P", "commitments", []string{words.T("commitments.until"), words.T("commitments.title")}},
		{Audit, "Ctrl+P", "audit", []string{words.T("audit.col.actor"), words.T("act.list.print")}},
	} {
		d.shell.Open(c.screen)
		before := d.tray.prints
		d.press(c.stroke)
		d.topSheet().Submit()
		if d.tray.prints != before+1 {
			t.Errorf("%s: nothing was printed; %q", c.screen, d.shell.notice.text())
			continue
		}
		text := paperText(t, d.tray.last)
		for _, want := range append(c.wants, NavName(c.screen)) {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the paper lacks %q:\n%s", c.screen, want, text)
			}
		}
		entries, err := w.Founder.Audit(w.ctx(), app.AuditFilter{Limit: 1})
		w.must(err)
		if len(entries) != 1 || entries[0].Act != "list.print" || entries[0].Object != c.list {
			t.Errorf("%s: the log ends with %+v", c.screen, entries)
		}
	}
	d.shell.Open(Clients)
	screenOf[*clients](d, Clients).table.SetFilter("no such client")
	d.press("Ctrl+P")
	d.topSheet().Submit()
	if text := paperText(t, d.tray.last); strings.Contains(text, "A-0001") || !strings.Contains(text, "no such client") {
		t.Errorf("the paper of an empty list:\n%s", text)
	}
}

// paperText is the text of a PDF.
func paperText(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal("pdftotext is missing:", err)
	}
	return string(bytes.ReplaceAll(out, []byte("\u2009"), nil))
}
