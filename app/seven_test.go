package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/assets"
)

// sevenStage is what the seven attempts are made on; every actor gets a new one.
type sevenStage struct {
	*apptest.Kit
	client   app.Client
	in, out  string // copies: in its place, and with another borrower
	actor    app.Person
	office   *app.Office
	unbound  *app.Office // an unsigned account of the same role
	document string
}

func newSevenStage(t *testing.T, role app.Role) *sevenStage {
	s := &sevenStage{Kit: apptest.New(t)}
	var copies []string
	s.client, copies = s.Records("深圳市精工电子有限公司", 2)
	s.in, s.out = copies[0], copies[1]
	s.document = s.in[:len(s.in)-2]
	_, other := s.Staff("先借的人", app.Auditor)
	s.Lent(other, s.out)
	s.actor, s.office = s.Staff("办事人", role)
	p := s.Person("未签", apptest.Unsigned(), apptest.Account(role))
	s.unbound = s.Office(apptest.Login(p.Number))
	return s
}

// seven are what is refused to everybody, or to all but the roles named.
var seven = []struct {
	name   string
	act    string
	key    []string
	except []app.Role
	try    func(ctx context.Context, s *sevenStage) error
}{
	{"self-approval", "loan.decide", []string{"error.self.approve"}, nil, func(ctx context.Context, s *sevenStage) error {
		l, err := s.office.RequestLoan(ctx, requestOf(s.in))
		if err != nil {
			return err
		}
		_, err = s.office.Decide(ctx, l.Number, []app.Decision{{Copy: s.in, Approve: true}})
		return errors.Join(err, s.office.Withdraw(ctx, l.Number))
	}},
	{"an unsigned borrower", "loan.request", []string{"error.unsigned"}, nil, func(ctx context.Context, s *sevenStage) error {
		_, err := s.unbound.RequestLoan(ctx, requestOf(s.in))
		return err
	}},
	{"a client not assigned", "client.view", []string{"error.client.closed"}, []app.Role{app.Custodian}, func(ctx context.Context, s *sevenStage) error {
		_, err := s.office.OpenClient(ctx, s.client.Code)
		return err
	}},
	{"a copy that is out", "loan.request", []string{"error.copy.out"}, nil, func(ctx context.Context, s *sevenStage) error {
		_, err := s.office.RequestLoan(ctx, requestOf(s.out))
		return err
	}},
	{"a due date in the past", "loan.request", []string{"error.loan.due.past"}, nil, func(ctx context.Context, s *sevenStage) error {
		r := requestOf(s.in)
		r.Due = s.Today().AddDays(-1)
		_, err := s.office.RequestLoan(ctx, r)
		return err
	}},
	{"the administrator reading a document", "document.view", []string{"error.document.closed"}, []app.Role{app.Custodian}, func(ctx context.Context, s *sevenStage) error {
		_, err := s.office.OpenDocument(ctx, s.document)
		return err
	}},
}

// Each of the seven by each role: refused with words in both languages, and with an
// entry in the log.
func TestTheSevenThatAreRefused(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			s := newSevenStage(t, role)
			for _, a := range seven {
				before := refusals(t, s.Kit, a.act)
				err := a.try(t.Context(), s)
				if slices.Contains(a.except, role) {
					ok(t, err)
					continue
				}
				said(t, a.name, err, a.key...)
				if after := refusals(t, s.Kit, a.act); after != before+1 {
					t.Errorf("%s: %d entries, want 1", a.name, after-before)
				}
			}
			chainHolds(t, s.Kit)
		})
	}
}

// The seventh: five wrong passwords are free, the sixth waits, whoever types it.
func TestTheSixthWrongPassword(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			p, _ := enrolled(t, k, role)
			login := "u" + strings.ToLower(p.Number)
			ok(t, k.Locked.Lock())
			for range 5 {
				_, err := k.Locked.Unlock(t.Context(), login, "不对的密码不对的密码")
				said(t, "a wrong password", err, "error.password")
			}
			_, err := k.Locked.Unlock(t.Context(), login, "不对的密码不对的密码")
			said(t, "the sixth", err, "error.throttled")
			k.Clock.Advance(time.Hour)
			_, err = k.Locked.Unlock(t.Context(), login, ownPassword)
			ok(t, err)
			if n := refusals(t, k, "login.failed"); n < 2 {
				t.Errorf("%d entries of wrong passwords", n)
			}
		})
	}
}

// refusals counts the refused entries of an act.
func refusals(t *testing.T, k *apptest.Kit, act string) (n int) {
	t.Helper()
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		entries, err := r.Entries(app.AuditFilter{Act: act, Outcome: app.Refused, Limit: -1})
		n = len(entries)
		return err
	}))
	return n
}

// said checks that a refusal is one of the keys and reads as something in both languages.
func said(t *testing.T, what string, err error, keys ...string) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || !slices.Contains(keys, e.Key) {
		t.Errorf("%s: got %v, want %v", what, err, keys)
		return
	}
	for _, language := range []string{"zh", "en"} {
		if errorTexts(t, language)[e.Key] == "" {
			t.Errorf("%s: nothing to say in %s for %s", what, language, e.Key)
		}
	}
}

// errorTexts reads what a language says of errors.
func errorTexts(t *testing.T, language string) map[string]string {
	t.Helper()
	files, err := fs.Glob(assets.Words, "words/"+language+"/error_*.json")
	ok(t, err)
	texts := map[string]string{}
	for _, name := range files {
		data, err := assets.Words.ReadFile(name)
		ok(t, err)
		ok(t, json.Unmarshal(data, &texts))
	}
	return texts
}
