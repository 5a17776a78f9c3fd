package window

import (
	"custody/app"
	"custody/ui/words"
)

// contentSentence says what waits about an electronic document or a copy made of one.
func (s *todayScreen) contentSentence(t app.Task, key string) string {
	switch {
	case t.Kind == app.TaskExtract:
		return words.T(key, t.Extract, titleOr(t.Title, t.Document), t.Person.Name, words.ShortDate(string(t.Due), string(s.sh.Day())))
	case t.Document != "":
		return words.T(key+".damaged", titleOr(t.Title, t.Document))
	}
	return words.N(key+".lacking", t.Copies)
}

// contentNote is the quiet line under it.
func (s *todayScreen) contentNote(t app.Task) string {
	switch {
	case t.Kind == app.TaskOpenKey:
		return words.Join(t.Client, t.Loan, s.since(t))
	case t.Kind == app.TaskExtract:
		return words.Join(t.Purpose, words.T("today.note.extract"))
	case t.Document != "":
		return words.T("today.note.content.damaged", t.Document)
	}
	return words.T("today.note.content.lacking")
}

// contentWay is its one button.
func (s *todayScreen) contentWay(t app.Task) (label string, act func()) {
	to := func(name Name, arg Arg) func() {
		if !s.sh.May(name) {
			return nil
		}
		return func() { s.sh.Open(name, arg) }
	}
	switch {
	case t.Kind == app.TaskOpenKey:
		return words.T("today.do.open_key"), func() { s.sh.keyring.settle(true) }
	case t.Kind == app.TaskExtract:
		return words.T("today.do.extract"), to(Extracts, Arg{Code: t.Extract})
	case t.Document != "":
		return words.T("today.do.look"), to(Files, Arg{Code: t.Document})
	}
	return words.T("today.do.recover"), to(Settings, Arg{Act: ActRecover})
}
