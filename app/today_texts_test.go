package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// A draft that was handed in waits on the day of those who may approve it, until somebody writes in it again or
// it is decided.
func TestTodayOfTextsToApprove(t *testing.T) {
	k := apptest.New(t)
	_, boss := k.Staff("批准人", app.Approver)
	_, admin := k.Staff("系统管理员", app.Administrator)
	_, reader := k.Staff("审核员", app.Auditor)
	draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
	ok(t, err)
	told := func(when string, want map[*app.Office]bool) {
		t.Helper()
		for o, should := range want {
			d, err := o.Today(t.Context())
			ok(t, err)
			var found []app.Task
			for _, task := range d.Tasks {
				if task.Kind == app.TaskText {
					found = append(found, task)
				}
			}
			if (len(found) == 1) != should || len(found) > 1 {
				t.Fatalf("%s: %+v, want one %v", when, found, should)
			}
			if !should {
				continue
			}
			task := found[0]
			if task.Text != draft.ID || task.Version != draft.Version || task.Title != draft.Title() || task.Person.Number != apptest.FounderNumber ||
				!task.At.Equal(k.Clock.Now()) || d.BadgeCommitments == 0 {
				t.Errorf("%s: %+v", when, task)
			}
		}
	}
	nobody := map[*app.Office]bool{k.Founder: false, boss: false, admin: false, reader: false}
	told("being written", nobody)
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	told("handed in", map[*app.Office]bool{k.Founder: false, boss: true, admin: true, reader: false})
	ok(t, k.Founder.SaveTemplateDraft(t.Context(), draft.ID, draft.Body, draft.Version, "再改"))
	told("written in again", nobody)
	if row := rowOf(t, boss, draft.ID); row.May.Approve || !rowOf(t, k.Founder, draft.ID).May.Submit {
		t.Error("what was taken back may be approved")
	}
	ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
	ok(t, boss.ApproveTemplate(t.Context(), draft.ID, k.Today()))
	told("approved", nobody)
	chainHolds(t, k)
}
