package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// keySettler gives and takes the keys of electronic documents as duty and loans have it, in the
// background: after the unlock, at a change of day, and when somebody asks for it.
type keySettler struct {
	sh   *Shell
	day  app.Date // of the last time
	work *work    // under way, nil for none
}

// tick is called now and then on the UI goroutine.
func (k *keySettler) tick() {
	if day := k.sh.Day(); day != k.day {
		k.settle(false)
	}
}

// settle begins it, unless it is under way; asked says that somebody waits for an answer.
func (k *keySettler) settle(asked bool) {
	if k.work != nil {
		return
	}
	sh, office := k.sh, k.sh.office
	k.day = sh.Day()
	k.work = sh.newWork(func(*widget.Progress, int64, int64) {})
	run(k.work, func(ctx context.Context, progress func(done, total int64)) (app.Settled, error) {
		return office.SettleKeys(ctx, progress)
	}, func(s app.Settled) {
		k.work = nil
		k.done(s, asked)
	}, func(err error) {
		k.work = nil
		if asked {
			sh.ShowError(err)
			return
		}
		logError(err)
	})
}

// done says what has changed. Nothing is said when nothing was to do, unless somebody asked.
func (k *keySettler) done(s app.Settled, asked bool) {
	sh := k.sh
	if s.Given+s.Taken > 0 {
		sh.Changed()
		sh.Toast(words.T("content.settled", s.Given, s.Taken))
		return
	}
	if asked && s.Waiting > 0 {
		sh.notice.put(look.Waiting, words.N("content.settled.waiting", s.Waiting), "", nil)
	} else if asked {
		sh.Toast(words.T("content.settled.none"))
	}
}
