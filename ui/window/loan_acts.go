package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// loanAct is one thing that can be done with the loan in the pane.
type loanAct struct {
	key     string // "" for none
	label   string
	kind    widget.ButtonKind
	enabled bool
	do      func()
}

// footActs is how many acts stand as buttons at the foot of the pane; more are links.
const footActs = 3

// acts lists what can be done with the loan, the most likely first. Which these are the
// office says (LoanActs); which copies they concern the ticks say.
func (s *loansScreen) acts() []loanAct {
	may, l := s.sheet.May, s.sheet
	var all []loanAct
	add := func(yes bool, key, word string, kind widget.ButtonKind, n int, do func()) {
		if yes {
			all = append(all, loanAct{key, word, kind, n > 0, do})
		}
	}
	n := len(s.picked(app.Requested))
	add(may.Decide, "Enter", words.N("loans.do.approve", n), widget.Primary, n, s.approve)
	add(may.Decide, "Del", words.T("loans.do.refuse"), widget.Secondary, n, s.startRefuse)
	toCounter := func(act string) func() {
		return func() { s.sh.Open(Counter, Arg{Code: l.Number, Act: act}) }
	}
	add(may.HandOut && s.sh.May(Counter), "Enter", words.T("loans.do.hand_out"), widget.Primary, 1, toCounter(""))
	add(may.TakeBack && s.sh.May(Counter), "Enter", words.T("loans.do.take_back"), widget.Primary, 1, toCounter(ActBack))
	out := len(s.picked(app.OutItem))
	add(s.readable() != "", "Enter", words.T("content.open"), widget.Primary, 1, s.read)
	back := "content.do.take"
	if s.mine() {
		back = "content.do.give"
	}
	add(may.GiveBack, "", words.T(back), widget.Secondary, len(s.ended()), s.giveBack)
	add(may.Found, "Enter", words.T("loans.do.found"), widget.Primary, 1, s.startFound)
	add(may.Incident, "", words.T("loans.do.incident"), widget.Danger, 1, s.startIncident)
	add(may.Remind && l.Overdue > 0, "", words.T("loans.do.remind"), widget.Secondary, 1, s.startRemind)
	add(may.Renew, "", words.T("loans.do.renew"), widget.Secondary, out, s.startRenew)
	add(may.Recall, "", words.T("loans.do.recall"), widget.Secondary, out, s.startRecall)
	add(may.Withdraw, "Del", words.T("loans.do.withdraw"), widget.Secondary, 1, s.startWithdraw)
	add(may.ReportLost, "", words.T("loans.do.lost"), widget.Secondary, 1, s.startLost)
	add(s.wasOut(), "", words.T("loans.do.slip"), widget.Secondary, 1, s.printSlip)
	return oneEach(all)
}

// oneEach leaves each key to the first act that has it, and lets only the first act be the
// primary one.
func oneEach(all []loanAct) []loanAct {
	taken := map[string]bool{}
	for i := range all {
		a := &all[i]
		if taken[a.key] {
			a.key = ""
		}
		if i > 0 && a.kind == widget.Primary {
			a.kind = widget.Secondary
		}
		taken[a.key] = true
	}
	return all
}

// picked lists the ticked copies that are in a state.
func (s *loansScreen) picked(state app.ItemState) []string {
	var codes []string
	for _, it := range s.sheet.Items {
		if it.State == state && s.picks[it.Code] {
			codes = append(codes, it.Code)
		}
	}
	return codes
}

// wasOut tells whether anything of the loan was ever handed out on paper, so that it has a slip.
func (s *loansScreen) wasOut() bool {
	for _, it := range s.sheet.Items {
		if !it.OutAt.IsZero() && !it.Electronic {
			return true
		}
	}
	return false
}

// buttons are the acts at the foot of the pane, the primary one at the right.
func (s *loansScreen) buttons() []*widget.Button {
	var out []*widget.Button
	for i, a := range s.todo {
		if i == footActs {
			break
		}
		b := widget.NewButton(a.kind, a.label, a.do).WithKey(a.key)
		b.SetEnabled(a.enabled)
		out = append([]*widget.Button{b}, out...)
	}
	return out
}

// links are the acts that have no room at the foot; nil for none.
func (s *loansScreen) links() fyne.CanvasObject {
	if len(s.todo) <= footActs {
		return nil
	}
	row := look.Row(look.GapWide)
	for _, a := range s.todo[footActs:] {
		b := widget.NewButton(widget.Link, a.label, a.do)
		b.SetEnabled(a.enabled)
		row.Add(b)
	}
	return row
}

// approve approves the ticked copies.
func (s *loansScreen) approve() {
	codes := s.picked(app.Requested)
	if len(codes) == 0 {
		return
	}
	number := s.sheet.Number
	decisions := make([]app.Decision, len(codes))
	for i, code := range codes {
		decisions[i] = app.Decision{Copy: code, Approve: true, Permits: s.granted(code)}
	}
	Do(s.sh, func(ctx context.Context) (app.LoanSheet, error) {
		return s.sh.Office().Decide(ctx, number, decisions)
	}, func(app.LoanSheet) { s.done(words.N("loans.done.approve", len(codes), number)) })
}

// done says what was done, gives the pane back to the loan and asks everything anew.
func (s *loansScreen) done(text string) {
	s.form = nil
	if s.saved {
		s.saved = false
		s.sh.DropDraft(loanActForm)
	}
	s.status.Say(look.InPlace, text)
	s.sh.Focus(s.table)
	s.sh.Changed()
}

// printSlip prints the slip of the loan in the pane anew.
func (s *loansScreen) printSlip() {
	number := s.sheet.Number
	Do(s.sh, func(ctx context.Context) (app.Slip, error) { return s.sh.Office().PrintSlip(ctx, number) }, func(slip app.Slip) {
		s.sh.Print(slipName(number), slipPaper(s.sh, slip))
	})
}
