package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// kinds lists the kinds of a day's tasks in their order.
func kinds(d app.Today) []app.TaskKind {
	var out []app.TaskKind
	for _, t := range d.Tasks {
		out = append(out, t.Kind)
	}
	return out
}

// One office, one moment, and what of it each person's day shows.
func TestTodayByPerson(t *testing.T) {
	s := newLoanStage(t)
	client, codes := s.Records("佛山市龑兴陶瓷有限公司", 6)
	late := s.Lent(s.office, codes[0], codes[1])
	s.Clock.Advance(4 * 24 * time.Hour)
	lost := s.Lent(s.office, codes[2])
	s.Clock.Advance(7 * 24 * time.Hour) // late is four days over, lost due today
	_, head := s.Staff("负责人", app.Approver)
	_, admin := s.Staff("系统管理员", app.Administrator)
	_, inspector := s.Staff("内审员", app.Inspector)
	_, reviewer := s.Staff("评定员", app.Reviewer)
	ok(t, s.Founder.ReportLost(t.Context(), lost.Number, codes[2], ""))
	asked := s.Requested(reviewer, codes[3], codes[4])
	s.Approve(s.Requested(reviewer, codes[5]).Number, codes[5])

	for name, c := range map[string]struct {
		office *app.Office
		tasks  []app.TaskKind
		names  bool // clients' names in loans' tasks
	}{
		"custodian": {s.Founder, []app.TaskKind{app.TaskOverdue, app.TaskLost, app.TaskBackup, app.TaskApprove, app.TaskHandOut}, true},
		"approver":  {head, []app.TaskKind{app.TaskOverdue, app.TaskLost, app.TaskApprove}, true},
		"borrower":  {s.office, []app.TaskKind{app.TaskOverdue, app.TaskLost}, true},
		"asked":     {reviewer, []app.TaskKind{app.TaskCollect}, true},
		"admin":     {admin, []app.TaskKind{app.TaskBackup}, false},
		"inspector": {inspector, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := c.office.Today(t.Context())
			ok(t, err)
			if !slices.Equal(kinds(d), c.tasks) {
				t.Fatalf("tasks are %v, want %v", kinds(d), c.tasks)
			}
			for _, task := range d.Tasks {
				if task.Kind == app.TaskBackup {
					continue
				}
				own := name == "borrower" && task.Kind == app.TaskLost // nobody holds it any more
				if named := task.Client == client.Name && task.Title != ""; named != c.names && !own {
					t.Errorf("%s names %q of %q", task.Kind, task.Title, task.Client)
				}
			}
			if d.BadgeToday != len(d.Tasks) {
				t.Errorf("badge %d for %d tasks", d.BadgeToday, len(d.Tasks))
			}
		})
	}
	d, err := s.Founder.Today(t.Context())
	ok(t, err)
	if d.ToApprove != 1 || d.Overdue != 1 || d.OverdueCopies != 2 || d.OverdueWorst != 4 || d.OverdueWho != s.borrower.Name {
		t.Errorf("got %+v", d)
	}
	if !d.OldestRequest.Equal(asked.RequestedAt) || d.BadgeLoans != 1 {
		t.Errorf("oldest %v, badge %d", d.OldestRequest, d.BadgeLoans)
	}
	if d.Tasks[0].Loan != late.Number || d.Tasks[0].Copies != 2 || d.Tasks[0].Due != late.Due {
		t.Errorf("got %+v", d.Tasks[0])
	}
}

// Due today, and who has been reminded.
func TestTodayCountsWhatIsDue(t *testing.T) {
	s := newLoanStage(t)
	_, codes := s.Records("苏州宏达包装印刷厂", 3)
	_, other := s.Staff("周敏", app.Auditor)
	loan := s.Lent(s.office, codes[0], codes[1])
	s.Lent(other, codes[2])
	s.Clock.Advance(7 * 24 * time.Hour)
	ok(t, s.Founder.Remind(t.Context(), loan.Number))
	d, err := s.Founder.Today(t.Context())
	ok(t, err)
	if d.DueToday != 3 || d.DuePeople != 2 || d.DueReminded != 1 || d.Overdue != 0 {
		t.Errorf("got %+v", d)
	}
}

// Without commitments in force a day is: sign. Nothing of a client shows.
func TestTodayOfTheUnsigned(t *testing.T) {
	s := newLoanStage(t)
	client, codes := s.Records("上海明珠食品有限公司", 1)
	p := s.Person("将到期", apptest.Unsigned(), apptest.Account(app.Custodian, app.Approver))
	for _, key := range app.Required {
		s.Signed(p.Number, key, s.Today(), s.Today())
	}
	office := s.Office(apptest.Login(p.Number))
	s.Lent(office, codes...)
	s.Requested(s.office, s.copy())
	s.Clock.Advance(10 * 24 * time.Hour)
	d, err := office.Today(t.Context())
	ok(t, err)
	if !slices.Equal(kinds(d), []app.TaskKind{app.TaskSign, app.TaskSign, app.TaskOverdue}) || d.ToApprove != 0 {
		t.Errorf("tasks are %v, %d to approve", kinds(d), d.ToApprove)
	}
	for _, task := range d.Tasks {
		if task.Client == client.Name {
			t.Errorf("%s names the client", task.Kind)
		}
	}
}

// A commitment of one's own that is in force is renewed, not said to be unsigned.
func TestTodayOfOwnCommitmentsEndingSoon(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("周敏", apptest.Unsigned(), apptest.Account(app.Approver))
	for _, key := range app.Required {
		k.Signed(p.Number, key, k.Today(), k.Today().AddDays(10))
	}
	d, err := k.Office(apptest.Login(p.Number)).Today(t.Context())
	ok(t, err)
	if !slices.Equal(kinds(d), []app.TaskKind{app.TaskRenew, app.TaskRenew}) {
		t.Errorf("tasks are %v", kinds(d))
	}
}

// Others' commitments and one-time codes that have run out wait for those who look after them.
func TestTodayOfCommitmentsAndInvitations(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("周敏", apptest.Unsigned())
	for _, key := range app.Required {
		k.Signed(p.Number, key, k.Today(), k.Today().AddDays(10))
	}
	invited := k.Person("新人")
	_, err := k.Founder.Invite(t.Context(), invited.Number, "xinren", app.Roles{app.Auditor})
	ok(t, err)
	k.Clock.Advance(5 * 24 * time.Hour)
	d, err := k.Founder.Today(t.Context())
	ok(t, err)
	if !slices.Equal(kinds(d), []app.TaskKind{app.TaskBackup, app.TaskRemind, app.TaskInvite}) || d.Expiring != 2 || d.BadgeCommitments != 1 {
		t.Errorf("tasks are %v, %d expire", kinds(d), d.Expiring)
	}
	if r := d.Tasks[1]; r.Copies != 1 || r.Stages != (app.StageCounts{Week: 1}) {
		t.Errorf("reminds %+v", r)
	}
}
