package window

import (
	"strconv"

	"custody/app"
	"custody/ui/words"
)

// paperWay is the one button of what waits to be countersigned, sealed or approved.
func (s *todayScreen) paperWay(t app.Task) (label string, act func()) {
	switch t.Kind {
	case app.TaskSeal:
		return words.T("today.do.seal"), func() { s.sh.seals.settle(true) }
	case app.TaskText:
		return words.T("today.do.text"), func() { s.sh.Open(Texts, Arg{Code: strconv.FormatInt(t.Text, 10)}) }
	}
	return words.T("today.do.counter"), func() { s.sh.Open(Commitments, Arg{Act: ActCounter}) }
}
