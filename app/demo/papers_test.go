package demo

import (
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
	"custody/ui/paper"
)

// TestTheDemoHasWorkWithTexts: a campaign under way, a draft that can be approved, few agreements that wait for the
// organisation's signature, some of them the approver's and one the founder's to give, and trainings due.
func TestTheDemoHasWorkWithTexts(t *testing.T) {
	vaults := app.Vaults{
		Gate: store.Gate{Options: vault.Options{KDF: apptest.CheapKDF}},
		Env:  app.Env{Clock: func() time.Time { return apptest.Start }, Rand: rand.Reader, Papers: paper.NewDesk()},
	}
	dir := filepath.Join(t.TempDir(), "demo")
	if _, err := Make(t.Context(), vaults, dir); err != nil {
		t.Fatal(err)
	}
	box, err := vaults.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	for login, counter := range map[string]int{approver: 2, founder: 1} {
		o, err := box.Unlock(t.Context(), login, Password(login))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := o.ToCountersign(t.Context())
		may := 0
		for _, r := range rows {
			if r.MayCounter {
				may++
			}
		}
		if err != nil || len(rows) > 4 || may != counter {
			t.Errorf("%s: %d wait, %d for the own signature, %v", login, len(rows), may, err)
		}
		texts, err := o.Templates(t.Context())
		drafts := 0
		for _, r := range texts {
			if r.State != app.TextDraft {
				continue
			}
			drafts++
			problems, failed := o.CheckTemplate(t.Context(), r.Body)
			if failed != nil || len(problems) > 0 {
				t.Errorf("%s: %+v, %v", r.Title, problems, failed)
			}
		}
		if err != nil || drafts != 1 {
			t.Errorf("%d drafts, %v", drafts, err)
		}
		if login == founder {
			seeWork(t, o)
		}
		if err := box.Lock(); err != nil {
			t.Fatal(err)
		}
	}
}

// seeWork looks at what the custodian has under way.
func seeWork(t *testing.T, o *app.Office) {
	t.Helper()
	rows, err := o.Campaigns(t.Context())
	if err != nil || len(rows) != 1 || !rows[0].Open() || rows[0].Signed == 0 || rows[0].Waiting < 3 {
		t.Fatalf("campaigns are %+v, %v", rows, err)
	}
	if due, err := o.TrainingsDue(t.Context(), 0); err != nil || len(due) == 0 {
		t.Errorf("trainings due: %+v, %v", due, err)
	}
}
