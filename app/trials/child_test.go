package trials_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

const (
	childEnv         = "CUSTODY_TRIAL_VAULT" // makes this program the child
	borrowerLogin    = "jieyue"
	borrowerPassword = "白露为霜-所谓伊人-在水一方"
	stepsToSeal      = 60 // after so many steps the vault is sealed and opened, which writes its pages home
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		if err := workUntilKilled(context.Background(), dir); err != nil {
			say("error:", err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// workUntilKilled is what the child does.
func workUntilKilled(ctx context.Context, dir string) error {
	if file := os.Getenv(contentsEnv); file != "" {
		return sealUntilKilled(ctx, dir, file, os.Getenv("CUSTODY_TRIAL_NOW"))
	}
	return lendUntilKilled(ctx, dir)
}

// enrolBorrower gives a person a slot in the vault, as an invitation does.
func enrolBorrower(t *testing.T, k *apptest.Kit) {
	t.Helper()
	p := k.Person("李㛃")
	inv, err := k.Founder.Invite(t.Context(), p.Number, borrowerLogin, app.Roles{app.Auditor})
	ok(t, err)
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Enrol(t.Context(), borrowerLogin, inv.Code, borrowerPassword)
	ok(t, err)
}

// lender is the child: two people at work on the same vault, one after the other.
type lender struct {
	ctx    context.Context
	vault  *app.LockedVault
	clock  *apptest.Clock
	office map[string]*app.Office
	steps  int
}

// lendUntilKilled takes one copy after the other through a loan and says each step
// once it is done. It comes back only if something fails or no copy is left.
func lendUntilKilled(ctx context.Context, dir string) error {
	start, err := time.Parse(time.RFC3339, os.Getenv("CUSTODY_TRIAL_NOW"))
	if err != nil {
		return err
	}
	l := &lender{ctx: ctx, clock: &apptest.Clock{}}
	l.clock.Set(start)
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, Now: l.clock.Now}}
	vaults := app.Vaults{Gate: gate, Env: app.Env{Clock: l.clock.Now, Rand: rand.Reader}}
	if l.vault, err = vaults.Open(ctx, dir); err != nil {
		return err
	}
	if err := l.signIn(); err != nil {
		return err
	}
	say("open")
	copies := strings.Fields(os.Getenv("CUSTODY_TRIAL_COPIES"))
	for i := 0; ; i++ {
		if err := l.lend(copies[i%min(8, len(copies))]); err != nil {
			return err
		}
	}
}

// signIn opens both slots; the register behind them is one.
func (l *lender) signIn() error {
	l.office = map[string]*app.Office{}
	for login, password := range map[string]string{apptest.FounderLogin: apptest.FounderPassword, borrowerLogin: borrowerPassword} {
		office, err := l.vault.Unlock(l.ctx, login, password)
		if err != nil {
			return err
		}
		l.office[login] = office
	}
	return nil
}

func (l *lender) lend(code string) error {
	today := app.DateOf(l.clock.Now())
	loan, err := l.office[borrowerLogin].RequestLoan(l.ctx, app.LoanRequest{
		Copies: []string{code}, Purpose: "现场审核", Place: app.AtOffice, Due: today.AddDays(3),
	})
	var held *app.Error
	if errors.As(err, &held) && held.Key == "error.copy.yours" {
		return nil // an earlier run was killed between its request and its return
	}
	if err := l.done("request", loan.Number, code, err); err != nil {
		return err
	}
	keeper := l.office[apptest.FounderLogin]
	_, err = keeper.Decide(l.ctx, loan.Number, []app.Decision{{Copy: code, Approve: true}})
	if err := l.done("decide", loan.Number, code, err); err != nil {
		return err
	}
	_, err = keeper.HandOut(l.ctx, app.Handover{Loan: loan.Number, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes()})
	if err := l.done("hand_out", loan.Number, code, err); err != nil {
		return err
	}
	if err := l.done("take_back", loan.Number, code, keeper.TakeBack(l.ctx, apptest.Return(code))); err != nil {
		return err
	}
	if l.steps < stepsToSeal {
		return nil
	}
	l.steps = 0
	return errors.Join(l.vault.Lock(), l.signIn())
}

// done says a step that was acknowledged.
func (l *lender) done(act, loan, code string, err error) error {
	l.clock.Advance(time.Second)
	l.steps++
	if err == nil {
		say(act, loan, code)
	}
	return err
}
