package window

import (
	"custody/app"
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

// PersonLine shows a person as name · post or kind · department.
func PersonLine(p app.Person) string {
	post := p.Post
	if post == "" && p.Kind.External() {
		post = KindName(p.Kind)
	}
	return words.Person(p.Name, post, p.Department)
}
