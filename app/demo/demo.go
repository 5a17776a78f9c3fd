// Package demo makes a vault to try the program on: sixty clients, four hundred
// documents and some electronic ones, fourteen people, external bodies, trainings, a
// campaign, a draft text and loans in every state. Everything is done through the office's
// own use cases over a made-up year, so the rules, the log and the numbers are those of a
// real register.
package demo

import (
	"context"
	"time"

	"custody/app"
)

// Account is one login of a demo vault.
type Account struct {
	Login    string
	Name     string
	Roles    app.Roles
	Password string
}

// Make makes a demo vault in dir and returns its logins. Returns what Vaults.Found
// returns; a vault that could not be finished is left closed in dir.
func Make(ctx context.Context, v app.Vaults, dir string) ([]Account, error) {
	s := &script{ctx: ctx, dir: dir, end: v.Env.Clock()}
	s.now = s.end.AddDate(0, 0, -345)
	v.Env.Clock = s.clock
	v.Env.ConfirmFor = 2 * 365 * 24 * time.Hour // the demo year is one session: nobody types a password in it
	s.vaults = v
	s.run()
	if s.vault != nil {
		if err := s.vault.Close(); err != nil && s.err == nil {
			s.err = err
		}
	}
	return s.accounts, s.err
}

// script plays the year. After the first error every step does nothing.
type script struct {
	ctx      context.Context
	vaults   app.Vaults
	dir      string
	now, end time.Time
	vault    *app.LockedVault
	office   *app.Office
	login    string
	accounts []Account
	codes    map[string]string // one-time codes by login
	sealed   map[string]string // numbers of the electronic documents, by the names of their files
	err      error
}

// clock ticks a second at each look, so that no two acts fall on the same moment.
func (s *script) clock() time.Time {
	s.now = s.now.Add(time.Second)
	return s.now
}

func (s *script) run() {
	s.found()
	s.hire()
	s.train()
	s.bring()
	s.seal()
	s.lend()
}

// do runs one step and keeps its error.
func (s *script) do(step func() error) {
	if s.err == nil {
		s.err = step()
	}
}

// daysAgo moves the clock to nine o'clock so many days before the end; time only
// goes forward.
func (s *script) daysAgo(days int) {
	d := s.end.AddDate(0, 0, -days)
	at := time.Date(d.Year(), d.Month(), d.Day(), 9, 0, 0, 0, d.Location())
	if at.After(s.now) && at.Before(s.end) {
		s.now = at
	}
}

// today is the script's day.
func (s *script) today() app.Date { return app.DateOf(s.now) }

// as signs somebody else in.
func (s *script) as(login string) {
	if s.login == login {
		return
	}
	s.do(func() error {
		if err := s.office.Goodbye(s.ctx, "lock"); err != nil {
			return err
		}
		if err := s.vault.Lock(); err != nil {
			return err
		}
		office, err := s.enter(login)
		s.office, s.login = office, login
		return err
	})
}

// enter unlocks, or redeems the one-time code at the first time.
func (s *script) enter(login string) (*app.Office, error) {
	if code, first := s.codes[login]; first {
		delete(s.codes, login)
		return s.vault.Enrol(s.ctx, login, code, Password(login))
	}
	return s.vault.Unlock(s.ctx, login, Password(login))
}

// Password is what a demo account opens with.
func Password(login string) string { return "demo-" + login + "-vault" }

// strokes is a scribble that differs from person to person.
func strokes(name string) [][]app.Point {
	seed := 7
	for _, r := range name {
		seed = (seed*31 + int(r)) % 997
	}
	var out [][]app.Point
	for s := range 3 {
		var line []app.Point
		for i := range 14 {
			seed = (seed*89 + 41) % 997
			line = append(line, app.Point{
				X: 0.12 + 0.25*float64(s) + float64(i)*0.017,
				Y: 0.30 + 0.40*float64(seed%100)/100,
			})
		}
		out = append(out, line)
	}
	return out
}
