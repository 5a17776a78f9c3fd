package window

import (
	"custody/app"
	"custody/ui/look"
	"custody/ui/words"
)

// RoleName words a role.
func RoleName(r app.Role) string { return words.T("shell.role." + string(r)) }

// RoleNames words several roles in the order of app.AllRoles.
func RoleNames(rs app.Roles) string {
	var names []string
	for _, r := range app.AllRoles {
		if rs.Has(r) {
			names = append(names, RoleName(r))
		}
	}
	return List(names)
}

// List sets words side by side as the language does: A、B or A, B.
func List(names []string) string {
	if len(names) == 0 {
		return ""
	}
	out := names[0]
	for _, n := range names[1:] {
		out = words.T("shell.list", out, n)
	}
	return out
}

// KindName words the kind of a person.
func KindName(k app.PersonKind) string { return words.T("shell.kind." + string(k)) }

// TemplateTitle words which commitment it is.
func TemplateTitle(k app.TemplateKey) string { return words.T("shell.template." + string(k)) }

// CommitmentChip says what a commitment is worth, in a word and its kind.
func CommitmentChip(s app.CommitmentState) (look.Kind, string) {
	kinds := map[app.CommitmentState]look.Kind{
		app.Missing: look.Waiting, app.InForce: look.InPlace, app.Expiring: look.Waiting,
		app.Expired: look.Overdue, app.Superseded: look.Neutral,
	}
	return kinds[s], words.T("shell.commitment." + string(s))
}

// StandingChip says whether a person is bound by the commitments of rule 1.
func StandingChip(s app.Standing) (look.Kind, string) {
	if s.Bound {
		return look.InPlace, words.T("shell.standing.bound")
	}
	return look.Waiting, words.T("shell.standing.unsigned")
}

// PersonLine shows a person as name · post or kind · department.
func PersonLine(p app.Person) string {
	post := p.Post
	if post == "" && p.Kind.External() {
		post = KindName(p.Kind)
	}
	return words.Person(p.Name, post, p.Department)
}
