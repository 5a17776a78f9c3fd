package window

import (
	"custody/app"
	"custody/ui/words"
)

// trainingSentence says what is to be learned, to be entered, or to be arranged.
func (s *todayScreen) trainingSentence(t app.Task) string {
	day := string(s.sh.Day())
	switch t.Kind {
	case app.TaskLearn, app.TaskTrain:
		if t.Training != "" {
			return words.T("today.task.learn.planned", t.Title, words.NearDate(string(t.Due), day))
		}
		return words.T("today.task.learn", t.Title)
	case app.TaskRecord:
		return words.N("today.task.record", t.Copies, t.Title, words.NearDate(string(t.Due), day))
	case app.TaskContract:
		return words.N("today.task.contract", t.Copies, t.Title)
	}
	return words.N("today.task.teach", t.Copies)
}

// trainingNote is the quiet line under it.
func trainingNote(t app.Task) string {
	return words.T("today.note." + string(t.Kind))
}

// trainingWay is the one button of it.
func (s *todayScreen) trainingWay(t app.Task) (label string, act func()) {
	switch t.Kind {
	case app.TaskLearn, app.TaskTrain:
		if t.Training == "" {
			return "", nil
		}
		return words.T("today.do.look"), func() { s.sh.Open(Trainings, Arg{Code: t.Training}) }
	case app.TaskRecord:
		return words.T("trainings.record"), func() { s.sh.Open(Trainings, Arg{Code: t.Training}) }
	case app.TaskContract:
		return words.T("today.do.look"), func() { s.sh.Open(Bodies, Arg{Code: t.Body}) }
	}
	return words.T("trainings.plan"), func() { s.sh.Open(Trainings, Arg{Act: ActNew}) }
}
