package window

import (
	"context"

	"custody/app"
	"custody/ui/widget"
	"custody/ui/words"
)

// paperSealer seals the commitments that wait, in the background: after the unlock, and when somebody asks.
type paperSealer struct {
	sh   *Shell
	work *work // under way, nil for none
}

// settle begins it, unless it is under way or this person doesn't do it; asked says that somebody waits for an
// answer.
func (p *paperSealer) settle(asked bool) {
	sh, office := p.sh, p.sh.office
	if p.work != nil || !sh.me.May.SealPapers {
		return
	}
	p.work = sh.newWork(func(*widget.Progress, int64, int64) {})
	run(p.work, func(ctx context.Context, progress func(done, total int64)) (app.Sealing, error) {
		return office.SealPending(ctx, progress)
	}, func(s app.Sealing) {
		p.work = nil
		p.done(s, asked)
	}, func(err error) {
		p.work = nil
		if asked {
			sh.ShowError(err)
			return
		}
		logError(err)
	})
}

// done says what was sealed, and to who asked why the rest can't be. Nothing is said when nothing was to do.
func (p *paperSealer) done(s app.Sealing, asked bool) {
	if s.Sealed > 0 {
		p.sh.Changed()
		p.sh.Toast(words.N("papers.sealed", s.Sealed))
	}
	if asked && s.Why != nil {
		p.sh.ShowError(s.Why)
	}
}
