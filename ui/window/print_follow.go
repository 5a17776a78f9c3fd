package window

import (
	"context"
	"time"

	"custody/ui/paper"
	"custody/ui/words"
)

// How a job is looked after: how often, and until when. What lasts longer is the printer's own affair.
const (
	followEvery = 2 * time.Second
	followFor   = 10 * time.Minute
)

// follow looks after a print job until it has left the queue, and says what keeps it there.
func (f *Frame) follow(job paper.Job) {
	sh := f.shell
	if sh == nil || job.State.Over() || f.inline {
		return
	}
	ctx, cancel := context.WithTimeout(sh.ctx, followFor)
	f.spawn(func() {
		defer cancel()
		said := ""
		for !job.State.Over() {
			select {
			case <-ctx.Done():
				return
			case <-time.After(followEvery):
			}
			next, err := f.deps.Printer.Follow(ctx, job)
			if err != nil {
				return
			}
			job = next
			if now := keptBy(job); now != said {
				said = now
				over := job.State.Over()
				f.onUI(func() { sh.tellJob(now, over) })
			}
		}
	})
}

// keptBy says what keeps a job in the queue; "" for nothing but its turn.
func keptBy(job paper.Job) string {
	if why := troubleOf(job.State != paper.JobStuck, job.Trouble); why != "" && !job.State.Over() {
		return words.T("print.kept", job.Printer, why)
	}
	return ""
}

// tellJob shows what keeps a job, and when nothing does any more that it goes on; of one that is over nobody tells
// whether it was printed or cancelled.
func (sh *Shell) tellJob(said string, over bool) {
	switch {
	case said != "":
		sh.notice.showError(said, "", nil)
	case over:
		sh.Toast(words.T("print.left"))
	default:
		sh.Toast(words.T("print.goes.on"))
	}
}
