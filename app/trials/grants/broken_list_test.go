package grants

// rules are broken one at a time; the first ones in the quick form too.
var rules = []rule{
	{"a return leaves the key", `give back|must not`, []edit{
		{"loan_electronic.go", "	return c.settleBorrowers(items)\n}", `	if faulty("a return leaves the key") {
		return nil
	}
	return c.settleBorrowers(items)
}`},
	}},
	{"keys go a day late", `must not`, []edit{
		{"grant_settle.go", "	past, err := c.GrantsPast(c.today)", `	on := c.today
	if faulty("keys go a day late") {
		on = on.AddDays(-1)
	}
	past, err := c.GrantsPast(on)`},
		{"grant_rules.go", "		if a.From > on || a.Until < on {", `		if faulty("keys go a day late") && a.Until == on.AddDays(-1) {
			a.Until = on
		}
		if a.From > on || a.Until < on {`},
	}},
	{"an approval wraps nothing", `can't open .* and must`, []edit{
		{"loan_decide.go", "	if err := c.settleBorrowers(approved); err != nil {", `	if faulty("an approval wraps nothing") {
		approved = nil
	}
	if err := c.settleBorrowers(approved); err != nil {`},
	}},
	{"the end of an assignment is not looked at", `must not`, []edit{
		{
			"assignment.go", "			return err\n		}\n		return c.settlePerson(a.Person.ID)",
			"			return err\n		}\n		if faulty(\"the end of an assignment is not looked at\") {\n			return nil\n		}\n		return c.settlePerson(a.Person.ID)",
		},
	}},
	{"who is assigned gets no key", `can't open .* and must`, []edit{
		{
			"assignment.go", "	return a, c.settlePerson(a.Person.ID)",
			"	if faulty(\"who is assigned gets no key\") {\n		return a, nil\n	}\n	return a, c.settlePerson(a.Person.ID)",
		},
	}},
	{"an assignment counts before its first day", `must not`, []edit{
		{"grant_rules.go", "if a.From > on || ", "if a.From > on && !faulty(\"an assignment counts before its first day\") || "},
	}},
	{"who leaves or is shut out keeps the keys", `must not`, []edit{
		{
			"leave.go", "	return c.settlePerson(a.PersonID)",
			"	if faulty(\"who leaves or is shut out keeps the keys\") {\n		return nil\n	}\n	return c.settlePerson(a.PersonID)",
		},
	}},
	{"a new code leaves the old keys", `must not`, []edit{
		{
			"account_roles.go", "		if err := o.issueCode(ctx, c, a, &inv); err != nil {\n			return err\n		}\n		return",
			"		if err := o.issueCode(ctx, c, a, &inv); err != nil || faulty(\"a new code leaves the old keys\") {\n			return err\n		}\n		return",
		},
	}},
	{"a change of roles is not looked at", `must`, []edit{
		{
			"account_roles.go", "		if err := c.log(a.Login, map[string]any{\"from\": before, \"to\": a.Roles}); err != nil {",
			"		if err := c.log(a.Login, map[string]any{\"from\": before, \"to\": a.Roles}); err != nil || faulty(\"a change of roles is not looked at\") {",
		},
	}},
	{"an assignment counts without the role", `must not`, []edit{
		{"grant_rules.go", "	if roles.IsStaff() && !s.All {", "	if (roles.IsStaff() || faulty(\"an assignment counts without the role\")) && !s.All {"},
	}},
	{"a recall is not looked at", `must not|must be refused`, []edit{
		{"loan_life.go", "	it.Due = due\n	if err := c.tx.SaveItem(it)", `	if !faulty("a recall is not looked at") || due > it.Due {
		it.Due = due
	}
	if err := c.tx.SaveItem(it)`},
	}},
	{"a renewal leaves the last day", `last day is over`, []edit{
		{"grant_settle.go", "		if last == g.Until {", "		if last == g.Until || last > g.Until && faulty(\"a renewal leaves the last day\") {"},
	}},
	{"keys go to who has not signed", `nobody who could give it`, []edit{
		{"grant_give.go", "	if !to || !t.bound {", "	if !to || !t.bound && !faulty(\"keys go to who has not signed\") {"},
		{"grant_settle.go", "	return c.standing.Bound && t.bound && ", "	return c.standing.Bound && (t.bound || faulty(\"keys go to who has not signed\")) && "},
	}},
	{"commitments that lapse take the keys", `can't open .* and must`, []edit{
		{"grant_rules.go", "	t.bound = standing.Bound\n", `	t.bound = standing.Bound
	if faulty("commitments that lapse take the keys") && !t.bound {
		t.scope = KeyScope{}
	}
`},
	}},
	{"a loan opens all of the client's", `must not`, []edit{
		{"grant_rules.go", "	s.Lent, err = r.LentTo(personID, on)\n", `	s.Lent, err = r.LentTo(personID, on)
	for _, l := range s.Lent {
		if c, cerr := r.Content(l.ContentID); cerr == nil && faulty("a loan opens all of the client's") {
			s.Clients = append(s.Clients, ClientKeys{ClientID: c.ClientID, Until: l.Due})
		}
	}
`},
	}},
	{"a new document goes to custodians only", `can't open .* and must`, []edit{
		{"grant_give.go", "		given, err := c.giveKey(t, content, key)", `		if faulty("a new document goes to custodians only") && !t.scope.All {
			continue
		}
		given, err := c.giveKey(t, content, key)`},
	}},
	{"the halves get no key", `recovery halves do not open`, []edit{
		{
			"grant_give.go", "	if err := c.giveRecovery(content, key); err != nil {\n		return err\n	}\n	accounts",
			"	if faulty(\"the halves get no key\") {\n	} else if err := c.giveRecovery(content, key); err != nil {\n		return err\n	}\n	accounts",
		},
	}},
	{"new halves never get the keys", `due to halves`, []edit{
		{"grant_plan.go", "	if !p.own.All {", "	if !p.own.All || faulty(\"new halves never get the keys\") {"},
	}},
	{"sealing anew leaves the old keys", `not in the vault`, []edit{
		{
			"content_reseal.go", "	return c.tx.RemoveGrantsOf(content.ID)",
			"	if faulty(\"sealing anew leaves the old keys\") {\n		return 0, nil\n	}\n	return c.tx.RemoveGrantsOf(content.ID)",
		},
	}},
	{"sealing anew leaves the old file", `still there`, []edit{
		{
			"content_reseal.go", "	return o.contents.Erase(old.Object)",
			"	if faulty(\"sealing anew leaves the old file\") {\n		return nil\n	}\n	return o.contents.Erase(old.Object)",
		},
	}},
	{"a new number is not signed for", `the office opens`, []edit{
		{"grant_settle.go", "	if before.Number != now.Number {", "	if before.Number != now.Number && !faulty(\"a new number is not signed for\") {"},
	}},
	{"who has not signed opens", `the office opens`, []edit{
		{"visible.go", "	if err := w.mustBeBound(); err != nil {\n		return nil, err\n	}\n	return scopeOf", `	if err := w.mustBeBound(); err != nil && !faulty("who has not signed opens") {
		return nil, err
	}
	return scopeOf`},
		{"reading_open.go", "	if err := w.mustBeBound(); err != nil {", "	if err := w.mustBeBound(); err != nil && !faulty(\"who has not signed opens\") {"},
	}},
}
