package window

import (
	"testing"

	"custody/ui/widget"
)

// TestLoanScreensFit draws Today, loans, the request and the counter in the middle of their
// work, in every look.
func TestLoanScreensFit(t *testing.T) {
	w := newWorld(t)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, w.Kit, w.Founder, as)
			drawn := func(what string) {
				t.Helper()
				if text := d.shell.notice.text(); text != "" {
					t.Errorf("%s says %q", what, text)
				}
				d.draw("loan-" + what + "-" + name)
				d.checkFit(what)
			}
			d.shell.Open(Today)
			drawn("today")
			d.shell.Open(Loans, Arg{Code: w.pending, Act: ActApprove})
			drawn("pending")
			d.press("Del")
			drawn("refuse")
			d.press("Esc")
			d.shell.Open(Loans, Arg{Code: w.overdue, Act: ActRemind})
			drawn("remind")
			d.press("Esc")
			drawn("overdue")
			d.shell.Open(Loans, Arg{Code: w.out})
			drawn("history")
			d.shell.Open(Counter, Arg{Code: w.ready})
			counterOf(d).submit(w.codes[6])
			counterOf(d).submit("XYZ")
			drawn("counter-out")
			d.shell.Open(Counter, Arg{Code: w.overdue, Act: ActBack})
			d.press("Enter")
			counterOf(d).submit("")
			counterOf(d).desk().lines[1].back.pages.SetText("8")
			drawn("counter-back")
			d.press("F4")
			counterOf(d).submit(w.codes[0])
			counterOf(d).submit(w.zhang.Number)
			drawn("counter-look")
			d.shell.Open(Request, Arg{Code: w.codes[8]})
			requestOf(d).add(w.codes[0])
			requestOf(d).send()
			drawn("request")
		})
	}
}

// counterOf, requestOf and loansOf are the screens behind the window.
func counterOf(d *rig) *counterScreen { return d.shell.screens[Counter].screen.(*counterScreen) }
func requestOf(d *rig) *requestScreen { return d.shell.screens[Request].screen.(*requestScreen) }
func loansOf(d *rig) *loansScreen     { return d.shell.screens[Loans].screen.(*loansScreen) }

// scribble signs a pad.
func scribble(pad *widget.SignaturePad) {
	pad.SetStrokes([]widget.Stroke{{{X: 0.1, Y: 0.5}, {X: 0.3, Y: 0.2}, {X: 0.5, Y: 0.8}, {X: 0.8, Y: 0.4}}})
}
