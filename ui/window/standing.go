package window

import (
	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// TemplateTitle words which commitment it is; title is that of one of the office's own, which only the
// register knows.
func TemplateTitle(k app.TemplateKey, title string) string {
	if k.Own() {
		return words.T("shell.template.own", title)
	}
	return words.T("shell.template." + string(k))
}

// CommitmentChip says what a commitment is worth, in a word and its kind.
func CommitmentChip(s app.CommitmentState) (look.Kind, string) {
	kinds := map[app.CommitmentState]look.Kind{
		app.Missing: look.Waiting, app.InForce: look.InPlace, app.Expiring: look.Waiting,
		app.Expired: look.Overdue, app.Superseded: look.Neutral, app.Ahead: look.InPlace,
	}
	return kinds[s], words.T("shell.commitment." + string(s))
}

// StandingChip says whether a person may touch files (rule 1), and if not, what lacks first.
func StandingChip(s app.Standing) (look.Kind, string) {
	switch {
	case s.Bound:
		return look.InPlace, words.T("shell.standing.bound")
	case len(s.Missing) == 0 && len(s.Untrained) > 0:
		return look.Waiting, words.T("shell.standing.untrained")
	case len(s.Missing) == 0 && s.Uncontracted:
		return look.Waiting, words.T("shell.standing.uncontracted")
	}
	return look.Waiting, words.T("shell.standing.unsigned")
}

// standingLines says all that a person lacks, a line each; missing is the key of the words for what is not
// signed.
func standingLines(s app.Standing, missing string) []string {
	var lines []string
	if len(s.Missing) > 0 {
		names := make([]string, len(s.Missing))
		for i, k := range s.Missing {
			names[i] = TemplateTitle(k, s.Titles[k])
		}
		lines = append(lines, words.T(missing, List(names)))
	}
	if len(s.Untrained) > 0 {
		lines = append(lines, words.T("shell.standing.lacks.training", List(s.Untrained)))
	}
	if s.Uncontracted {
		lines = append(lines, words.T("shell.standing.lacks.contract"))
	}
	return lines
}
