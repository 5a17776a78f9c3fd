// Package trials_test tries the whole program below its faces on real vaults: killed
// in mid-act, damaged on disk, searched for what was typed into it.
package trials_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// ranks are the steps of a loan in order; a copy's state tells how many were done.
var ranks = map[string]int{"request": 1, "decide": 2, "hand_out": 3, "take_back": 4}

var rankOf = map[app.ItemState]int{app.Requested: 1, app.Approved: 2, app.OutItem: 3, app.Returned: 4}

// step is one step that the child said was done.
type step struct{ act, loan, copy string }

// A process that works on loans is killed at random moments: every step it had been
// told was done is there afterwards, nothing is half-done, and every seal holds.
func TestKilledInTheMiddleOfLoans(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 12
	}
	k := apptest.New(t)
	_, copies := k.Records("深圳市精工电子有限公司", kills+20)
	enrolBorrower(t, k)
	ok(t, k.Locked.Close())
	var said []step
	for i := range kills {
		k.Clock.Advance(time.Hour)
		now := killedRun(t, k, copies[i:])
		said = append(said, now...)
		k.Clock.Advance(time.Hour) // the child's clock goes on with each step
		checkAfterKill(t, k, now)
	}
	if len(said) < 5*kills {
		t.Errorf("%d steps in %d runs: too few to mean anything", len(said), kills)
	}
	office := open(t, k)
	checkAllThere(t, office, said)
	ok(t, k.Locked.Close())
	t.Logf("%d kills, %d acknowledged steps, all there", kills, len(said))
}

// killedRun starts the child on copies that no run has touched, kills it after a
// random while and returns the steps it said.
func killedRun(t *testing.T, k *apptest.Kit, copies []string, env ...string) (said []step) {
	t.Helper()
	self, err := os.Executable()
	ok(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+k.Dir, "CUSTODY_TRIAL_NOW="+k.Clock.Now().Format(time.RFC3339),
		"CUSTODY_TRIAL_COPIES="+strings.Join(copies, " "))
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if words[0] == "error:" {
			t.Error(lines.Text())
			continue
		}
		if words[0] == "open" { // the clock of this run's end starts when the work does
			defer time.AfterFunc(time.Duration(rand.IntN(400))*time.Millisecond, func() { _ = cmd.Process.Kill() }).Stop()
			continue
		}
		if len(words) == 3 {
			said = append(said, step{words[0], words[1], words[2]})
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the child ended by itself")
	}
	return said
}

// checkAfterKill opens the vault and compares it with what was said.
func checkAfterKill(t *testing.T, k *apptest.Kit, said []step) {
	t.Helper()
	office := open(t, k)
	damage, err := k.Locked.Verify(t.Context(), nil)
	ok(t, err)
	report, err := office.VerifyAudit(t.Context())
	ok(t, err)
	if len(damage) > 0 || len(report.Broken) > 0 {
		t.Fatalf("damage %v, log %v", damage, report.Broken)
	}
	last := map[string]step{}
	for _, s := range said {
		last[s.loan] = s
	}
	for _, s := range last {
		sheet, err := office.OpenLoan(t.Context(), s.loan)
		ok(t, err)
		if len(sheet.Items) != 1 || sheet.Items[0].Code != s.copy {
			t.Fatalf("%s holds %+v, want %s", s.loan, sheet.Items, s.copy)
		}
		// Only the step under way when the end came may be there unsaid.
		got, want := rankOf[sheet.Items[0].State], ranks[s.act]
		if got != want && (got != want+1 || s != said[len(said)-1]) {
			t.Errorf("%s of %s was acknowledged, and it is %s", s.act, s.loan, sheet.Items[0].State)
		}
	}
	checkAllThere(t, office, said)
	ok(t, k.Locked.Close())
}

// checkAllThere finds the log's entry of every acknowledged step.
func checkAllThere(t *testing.T, office *app.Office, said []step) {
	t.Helper()
	entries, err := office.Audit(t.Context(), app.AuditFilter{Limit: -1})
	ok(t, err)
	found := map[string]int{}
	for _, e := range entries {
		if e.Outcome == app.Done {
			found[e.Act+" "+e.Object]++
		}
	}
	for _, s := range said {
		what := s.loan
		if s.act == "take_back" && found["loan.take_back "+what] == 0 {
			what = s.copy
		}
		if found["loan."+s.act+" "+what] == 0 {
			t.Errorf("no entry of %s %s %s", s.act, s.loan, s.copy)
		}
	}
}

// open opens the kit's vault with the founder.
func open(t *testing.T, k *apptest.Kit) *app.Office {
	t.Helper()
	locked, err := k.Vaults.Open(t.Context(), k.Dir)
	ok(t, err)
	k.Locked = locked
	office, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	return office
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// say prints one line that is out before the next step begins.
func say(words ...any) { fmt.Fprintln(os.Stdout, words...) }
