package window

import (
	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// taskKinds are the colours of what waits.
var taskKinds = map[app.TaskKind]look.Kind{
	app.TaskApprove: look.Waiting, app.TaskHandOut: look.Waiting, app.TaskOverdue: look.Overdue,
	app.TaskDue: look.Out, app.TaskRecalled: look.Overdue, app.TaskLost: look.Overdue,
	app.TaskSign: look.Waiting, app.TaskRenew: look.Neutral, app.TaskInvite: look.Neutral, app.TaskCollect: look.InPlace,
	app.TaskBackup: look.Waiting, app.TaskPlan: look.Waiting, taskBackupFailed: look.Overdue, app.TaskLeaving: look.Overdue, app.TaskRekey: look.Overdue,
	app.TaskOpenKey: look.Waiting, app.TaskExtract: look.Overdue, app.TaskContent: look.Overdue,
	app.TaskLearn: look.Waiting, app.TaskTrain: look.Neutral, app.TaskRecord: look.Waiting, app.TaskTeach: look.Neutral, app.TaskContract: look.Waiting,
	app.TaskRemind: look.Waiting, app.TaskOffer: look.Waiting, app.TaskCampaign: look.InPlace,
	app.TaskCounter: look.Waiting, app.TaskText: look.Waiting, app.TaskSeal: look.Waiting, app.TaskCertificate: look.Waiting,
}

// taskBackupFailed is a task of the window alone: the backup that it makes by the plan was not made.
const taskBackupFailed app.TaskKind = "backup_failed"

// item is one thing to do: what kind, what it is about, and the one button.
func (s *todayScreen) item(t app.Task) fyne.CanvasObject {
	chip := widget.NewBefore(look.WidthCount*2, widget.NewChip(taskKinds[t.Kind], words.T("today.chip."+string(t.Kind))))
	label, act := s.way(t)
	if act == nil {
		return widget.NewItem(chip, s.sentence(t), s.note(t))
	}
	b := widget.NewButton(widget.Secondary, label, act)
	s.first = append(s.first, b)
	return widget.NewItem(chip, s.sentence(t), s.note(t), b)
}

// sentence says what waits: who, what, until when.
func (s *todayScreen) sentence(t app.Task) string {
	due := words.ShortDate(string(t.Due), string(s.sh.Day()))
	own := t.Person.ID == s.sh.Me().Person.ID
	key := "today.task." + string(t.Kind)
	if own && words.Has(key+".own") {
		key += ".own"
	}
	switch t.Kind {
	case app.TaskApprove:
		return words.N(key, t.Copies, t.Person.Name, t.Purpose)
	case app.TaskHandOut:
		return words.N(key, t.Copies, t.Person.Name)
	case app.TaskSign, app.TaskRenew, app.TaskRemind, app.TaskOffer, app.TaskCampaign:
		return s.commitmentSentence(t)
	case app.TaskCounter, app.TaskSeal:
		return words.N(key, t.Copies)
	case app.TaskLearn, app.TaskTrain, app.TaskRecord, app.TaskTeach, app.TaskContract:
		return s.trainingSentence(t)
	case app.TaskText:
		return words.T(key, t.Title, t.Version)
	case app.TaskInvite:
		return words.T(key, t.Person.Name)
	case app.TaskBackup:
		if t.At.IsZero() {
			return words.T(key + ".never")
		}
		return words.T(key, words.When(t.At, s.sh.Now()))
	case app.TaskCertificate:
		if t.Due < s.sh.Day() {
			key += ".ended"
		}
		return words.T(key, words.Date(string(t.Due)))
	case app.TaskLeaving:
		return words.T(key, t.Person.Name, due)
	case taskBackupFailed, app.TaskRekey, app.TaskPlan:
		return words.T(key)
	case app.TaskExtract, app.TaskContent:
		return s.contentSentence(t, key)
	}
	return words.N(key, t.Copies, t.Person.Name, s.what(t), due)
}

// what names what is lent: the first title and how many in all, or only how many.
func (s *todayScreen) what(t app.Task) string {
	switch {
	case t.Title == "":
		return words.N("today.what.count", t.Copies)
	case t.Copies > 1:
		return words.N("today.what.many", t.Copies, t.Title)
	}
	return words.T("today.what.one", t.Title)
}

// note is the quiet line: the client, since when, until when, how often reminded.
func (s *todayScreen) note(t app.Task) string {
	day := string(s.sh.Day())
	switch t.Kind {
	case app.TaskSign, app.TaskRenew, app.TaskRemind, app.TaskOffer, app.TaskCampaign:
		return commitmentNote(t)
	case app.TaskLearn, app.TaskTrain, app.TaskRecord, app.TaskTeach, app.TaskContract:
		return trainingNote(t)
	case app.TaskText:
		return words.Join(words.T("today.note.text", t.Person.Name), s.since(t))
	case app.TaskInvite:
		return words.Join(t.Person.Number, s.since(t))
	case app.TaskBackup, app.TaskPlan, app.TaskLeaving, app.TaskCounter, app.TaskSeal, app.TaskCertificate:
		return words.T("today.note." + string(t.Kind))
	case app.TaskRekey:
		return words.T("today.note.rekey", s.sh.dateTime(t.At))
	case taskBackupFailed:
		return s.sh.backups.failed
	case app.TaskExtract, app.TaskContent, app.TaskOpenKey:
		return s.contentNote(t)
	case app.TaskOverdue, app.TaskRecalled:
		reminded := ""
		if t.Reminded > 0 {
			reminded = words.N("today.reminded", t.Reminded)
		}
		return words.Join(t.Client, t.Loan, reminded)
	case app.TaskApprove, app.TaskHandOut, app.TaskCollect:
		return words.Join(t.Client, s.since(t), words.T("today.due", words.ShortDate(string(t.Due), day)))
	}
	return words.Join(t.Client, t.Loan)
}

func (s *todayScreen) since(t app.Task) string {
	if t.At.IsZero() {
		return ""
	}
	return words.When(t.At, s.sh.Now())
}

// way is the one button of a task: what it says and where it goes.
func (s *todayScreen) way(t app.Task) (label string, act func()) {
	to := func(name Name, arg Arg) func() {
		if !s.sh.May(name) {
			return nil
		}
		return func() { s.sh.Open(name, arg) }
	}
	own := t.Person.ID == s.sh.Me().Person.ID
	see := words.T("today.do.look")
	switch t.Kind {
	case app.TaskApprove:
		return see, to(Loans, Arg{Code: t.Loan, Act: ActApprove})
	case app.TaskHandOut:
		return words.T("today.do.hand_out"), to(Counter, Arg{Code: t.Loan})
	case app.TaskOverdue:
		if !own && s.sh.May(Counter) {
			return words.T("today.do.remind"), to(Loans, Arg{Code: t.Loan, Act: ActRemind})
		}
	case app.TaskSign, app.TaskRenew, app.TaskRemind, app.TaskOffer, app.TaskCampaign:
		return s.commitmentWay(t)
	case app.TaskCounter, app.TaskSeal, app.TaskText:
		return s.paperWay(t)
	case app.TaskLearn, app.TaskTrain, app.TaskRecord, app.TaskTeach, app.TaskContract:
		return s.trainingWay(t)
	case app.TaskInvite:
		return words.T("today.do.invite"), to(People, Arg{Code: t.Person.Number})
	case app.TaskLeaving:
		return words.T("people.leave"), to(People, Arg{Code: t.Person.Number, Act: ActLeave})
	case app.TaskRekey:
		return words.T("today.do.rekey"), func() { s.sh.renewKey(words.T("settings.key"), nil) }
	case app.TaskBackup, taskBackupFailed:
		return words.T("today.do.backup"), to(Settings, Arg{})
	case app.TaskPlan:
		return words.T("today.do.plan"), to(Settings, Arg{})
	case app.TaskCertificate:
		return words.T("today.do.certificate"), to(Settings, Arg{})
	case app.TaskOpenKey, app.TaskExtract, app.TaskContent:
		return s.contentWay(t)
	}
	return see, to(Loans, Arg{Code: t.Loan})
}
