package window

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// TestViewerRefusesToPrint: the refusal is in the log, its words on the screen, and the way to ask.
func TestViewerRefusesToPrint(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	d, s, _ := l.reading(plain, l.report)
	d.press("Ctrl+P")
	text := overlayText(d)
	if want := words.T("error.permit.print", l.report, l.loan); !strings.Contains(text, want) {
		t.Errorf("the sheet says %q, not %q", text, want)
	}
	if d.tray.prints != 0 {
		t.Error("printed")
	}
	refused := false
	l.must(l.Store().View(t.Context(), func(r app.Reader) error {
		return r.EachEntry(func(e app.Entry) error {
			refused = refused || e.Act == "extract.print" && e.Outcome == app.Refused
			return nil
		})
	}))
	if !refused {
		t.Error("the log does not know")
	}
	d.topSheet().Primary().Tapped(nil)
	ask := requestOf(d)
	if d.shell.At() != Request || !ask.permits.Print || ask.permits.Export || len(ask.basket) != 1 {
		t.Errorf("asks at %s for %+v of %d copies", d.shell.At(), ask.permits, len(ask.basket))
	}
	if l.lend(l.report, app.Permits{Print: true}) == l.loan {
		t.Error("the loan without the permit was not given back")
	}
	if s.doc != nil || len(l.views()) != 1 || l.views()[0].ClosedAt.IsZero() {
		t.Error("still open after leaving")
	}
}

// TestViewerExcerpts: the register first, then marked pages at the place chosen, and nothing else.
func TestViewerExcerpts(t *testing.T) {
	l := newLibrary(t, app.Permits{Excerpt: true, Print: true})
	d, s, _ := l.reading(plain, l.report)
	d.press("Ctrl+D")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); strings.Count(text, words.T("error.text.empty")) != 2 {
		t.Errorf("nothing typed is answered with %q", text)
	}
	d.fillField("pages", "2")
	d.fillField("purpose", "整改跟踪")
	d.topSheet().Primary().Tapped(nil)
	path := filepath.Join(t.TempDir(), "摘录.pdf")
	d.fillField("path", path)
	d.topSheet().Primary().Tapped(nil)
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF")) || bytes.Contains(data, []byte("春江")) {
		t.Fatalf("%d bytes, %v; %s", len(data), err, overlayText(d))
	}
	rows, err := l.Founder.Extracts(t.Context(), app.ExtractFilter{})
	l.must(err)
	if len(rows) != 1 || rows[0].Pages != "2" || rows[0].Kind != app.Excerpted || rows[0].State != app.ExtractOut || rows[0].Loan != l.loan {
		t.Fatalf("the register has %+v", rows)
	}
	if said := d.shell.notice.text(); !strings.Contains(said, rows[0].Number) {
		t.Errorf("said %q", said)
	}
	d.press("Ctrl+P")
	d.fillField("pages", "1")
	d.fillField("purpose", "会上宣读")
	d.topSheet().Primary().Tapped(nil)
	if d.tray.prints != 1 || len(d.tray.last) == 0 {
		t.Errorf("printed %d times", d.tray.prints)
	}
	if s.doc == nil {
		t.Error("closed by printing")
	}
}

// TestViewerSealsForOutside: a file that only the passphrase shown opens.
func TestViewerSealsForOutside(t *testing.T) {
	l := newLibrary(t, app.Permits{Export: true})
	d, _, _ := l.reading(plain, l.report)
	d.press("Ctrl+E")
	d.fillField("way", formSealed)
	d.fillField("purpose", "法院调取")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); strings.Count(text, words.T("error.text.empty")) != 2 {
		t.Errorf("without a receiver: %q", text)
	}
	d.fillField("outside", "福田区法院 王法官")
	d.fillField("basis", "调取通知书 2026-88")
	d.topSheet().Primary().Tapped(nil)
	path := filepath.Join(t.TempDir(), "a.age")
	d.fillField("path", path)
	d.topSheet().Primary().Tapped(nil)
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte("age-encryption.org/v1")) {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	if text := overlayText(d); !strings.Contains(text, words.T("viewer.secret.once")) {
		t.Errorf("shows %q", text)
	}
}

// TestViewerSaysWhatWasNotMade: a copy that could not be written keeps its number, and says so.
func TestViewerSaysWhatWasNotMade(t *testing.T) {
	l := newLibrary(t, app.Permits{Print: true})
	d, _, _ := l.reading(plain, l.report)
	d.tray.fail = app.Errf(app.Conflict, "error.printer.missing")
	d.press("Ctrl+P")
	d.fillField("pages", "1")
	d.fillField("purpose", "会上宣读")
	d.topSheet().Primary().Tapped(nil)
	if said := d.shell.notice.text(); !strings.Contains(said, "FB-2026-0001") || !strings.Contains(said, words.T("error.printer.missing")) {
		t.Errorf("said %q", said)
	}
}

// overlayText is what the sheet on top says.
func overlayText(d *rig) string {
	var texts []string
	top := d.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	each(top, func(o fyne.CanvasObject) {
		if t, is := o.(*look.Text); is && t.Visible() {
			texts = append(texts, t.Text())
		}
	})
	return strings.Join(texts, "\n")
}

// TestViewerLeavesNoHalfFile: what is given up in the middle is not at the place chosen, nor beside it.
func TestViewerLeavesNoHalfFile(t *testing.T) {
	l := newLibrary(t, app.Permits{Export: true})
	_, s, _ := l.reading(plain, l.report)
	for _, kind := range []app.ExtractKind{app.Exported, app.SentOut} {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		m := &making{s: s, doc: s.doc, extract: app.Extract{Kind: kind, Number: "FB-2026-0001"}, mark: []string{"x"}, path: filepath.Join(dir, "x")}
		told := 0
		_, err := m.do(ctx, func(int64, int64) { told++; cancel() })
		cancel()
		left, readErr := os.ReadDir(dir)
		if !errors.Is(err, context.Canceled) || readErr != nil || len(left) != 0 || told == 0 {
			t.Errorf("%s: told %d times, %v, leaves %v", kind, told, err, left)
		}
	}
}
