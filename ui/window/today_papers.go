package window

import (
	"custody/app"
	"custody/ui/words"
)

// paperWay is the one button of what waits to be countersigned or sealed.
func (s *todayScreen) paperWay(t app.Task) (label string, act func()) {
	if t.Kind == app.TaskSeal {
		return words.T("today.do.seal"), func() { s.sh.seals.settle(true) }
	}
	return words.T("today.do.counter"), func() { s.sh.Open(Commitments, Arg{Act: ActCounter}) }
}
