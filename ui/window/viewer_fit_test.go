package window

import (
	"strings"
	"testing"

	"custody/app"
)

// TestViewerFits draws the viewer, its sheets and the register of copies in every look.
func TestViewerFits(t *testing.T) {
	l := newLibrary(t, app.Permits{Export: true, Excerpt: true})
	long := l.add("2026年度监督审核不符合项整改情况及验证材料汇总（含附件一至附件七）最终修订版第三稿.txt", strings.Repeat("整改\n", 1200))
	l.lend(long, app.Permits{})
	unknown := l.add("装配图.dwg", "AC1032\x00\x00\x01")
	l.lend(unknown, app.Permits{})
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			l.t = t
			d, s, _ := l.reading(as, l.report)
			drawn := func(what string) {
				t.Helper()
				if text := d.shell.notice.text(); text != "" {
					t.Errorf("%s says %q", what, text)
				}
				d.draw("viewer-" + what + "-" + name)
				d.checkFit(what)
			}
			drawn("page")
			s.find.search("符合")
			drawn("find")
			d.press("Ctrl+P")
			drawn("refused")
			d.topSheet().Cancel()
			d.press("Ctrl+D")
			d.topSheet().Primary().Tapped(nil)
			drawn("excerpt")
			d.topSheet().Cancel()
			if testing.Short() {
				return // with the race detector each look costs seconds
			}
			d.press("Ctrl+E")
			drawn("export")
			d.fillField("way", formSealed)
			drawn("sealed")
			d.topSheet().Cancel()
			d.shell.OpenDocument(long)
			s.pages.Key("End")
			drawn("long")
			d.shell.OpenDocument(unknown)
			drawn("unknown")
		})
	}
}

// TestExtractsFit draws the register of copies with the sheet that ticks one off.
func TestExtractsFit(t *testing.T) {
	l := newLibrary(t, app.Permits{Export: true, Print: true})
	r, err := l.reader.OpenContent(t.Context(), l.report)
	l.must(err)
	for _, kind := range []app.ExtractKind{app.Printed, app.Exported, app.SentOut} {
		_, _, err := l.reader.MakeExtract(t.Context(), r, app.ExtractRequest{
			Document: l.report, Kind: kind, Purpose: "现场审核会议宣读并逐条核对整改证据", Due: l.Today().AddDays(1),
			Outside: "深圳市市场监督管理局福田监管局 王科长", Basis: "客户 2026-11-20 书面同意",
		})
		l.must(err)
	}
	l.must(l.reader.CloseContent(t.Context(), r, app.Seen{}))
	l.Clock.Advance(13 * 24 * 3600 * 1e9)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, l.Kit, l.Founder, as)
			d.shell.OpenExtracts("FB-2026-0003")
			d.draw("extracts-" + name)
			d.checkFit("extracts")
			d.press("Del")
			d.draw("extracts-destroyed-" + name)
			d.checkFit("destroyed")
		})
	}
}
