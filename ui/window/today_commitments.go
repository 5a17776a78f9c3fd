package window

import (
	"custody/app"
	"custody/ui/words"
)

// commitmentSentence says what is to be signed, or of whom that is to be asked.
func (s *todayScreen) commitmentSentence(t app.Task) string {
	due := words.ShortDate(string(t.Due), string(s.sh.Day()))
	text := TemplateTitle(t.Template, t.Title)
	switch t.Kind {
	case app.TaskRemind:
		return words.N("today.task.remind", t.Copies, stageText(t.Stages))
	case app.TaskOffer:
		return words.N("today.task.offer", t.Copies, text, t.Version, due)
	case app.TaskCampaign:
		return words.T("today.task.campaign", t.Campaign)
	case app.TaskRenew:
		if t.State == app.InForce && t.Campaign != "" {
			return words.T("today.task.renew.asked", text, due)
		}
		return words.T("today.task.renew", text, due)
	}
	switch {
	case t.State != app.Expired:
		return words.T("today.task.sign", text)
	case t.Due < s.sh.Day():
		return words.T("today.task.sign.expired", text, due)
	}
	return words.T("today.task.sign.anew", text)
}

// stageText counts people by stage, the most pressing first.
func stageText(n app.StageCounts) string {
	var out []string
	for _, stage := range []struct {
		key   string
		count int
	}{
		{"today.remind.late", n.Late}, {"today.remind.day", n.Day}, {"today.remind.week", n.Week}, {"today.remind.month", n.Month},
	} {
		if stage.count > 0 {
			out = append(out, words.N(stage.key, stage.count))
		}
	}
	return List(out)
}

// commitmentNote is the quiet line.
func commitmentNote(t app.Task) string {
	note := words.T("today.note." + string(t.Kind))
	if t.Campaign != "" && t.Kind != app.TaskCampaign {
		return words.Join(words.T("today.note.asked", t.Campaign), note)
	}
	return note
}

// commitmentWay is the one button: sign, renew, remind, start a campaign or close one.
func (s *todayScreen) commitmentWay(t app.Task) (label string, act func()) {
	sign := func() { s.sh.Open(Sign, Arg{Code: t.Person.Number, Act: string(t.Template)}) }
	switch t.Kind {
	case app.TaskRemind:
		return words.T("today.do.remind"), s.sh.remindDue
	case app.TaskOffer:
		return words.T("today.do.offer"), func() { s.sh.Open(CampaignPlan, Arg{Code: string(t.Template)}) }
	case app.TaskCampaign:
		return words.T("today.do.look"), func() { s.sh.Open(Campaign, Arg{Code: t.Campaign}) }
	case app.TaskRenew:
		return words.T("today.do.renew"), sign
	}
	return words.T("today.do.sign"), sign
}
