package walk

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"custody/app"
)

// The people of the leaver's vault: who founds it, who leaves, who stays and makes it big.
const (
	leaverLogin    = "zhaol"
	leaverPassword = "Nobody shall come back with this"
	stayerLogin    = "wangw"
	stayerPassword = "The second pair of keys"
	leaverNumber   = "0137"
)

// leaverBallast is how many unfinished forms of nearly 1 MiB the one who stays has: enough pages
// for a new key to take as long as it takes to be killed in the middle of it.
const leaverBallast = 160

// MakeLeaverVault founds a vault with three accounts and much in it.
func MakeLeaverVault(ctx context.Context, vaults app.Vaults, dir string) error {
	locked, office, _, err := vaults.Found(ctx, app.Founding{
		Dir:          dir,
		Organisation: app.Organisation{Name: "中标通国际认证（深圳）有限公司", Short: "中标通档案室", Document: "ZBT-TP-046", Version: "C/0", Issued: "2020-10-27"},
		Departments:  []string{"运营部"}, Name: "陈晓明", Number: "0101", Department: "运营部", Post: "档案管理员",
		Login: founderLogin, Password: founderPassword, Roles: app.Roles{app.Administrator},
	})
	if err != nil {
		return err
	}
	codes := map[string]string{}
	for _, m := range []member{
		{leaverNumber, "赵磊", "审核员", leaverLogin, leaverPassword, app.Auditor},
		{"0102", "王𬱖", "档案管理员", stayerLogin, stayerPassword, app.Custodian},
	} {
		if codes[m.login], err = invited(ctx, office, m); err != nil {
			return errors.Join(err, locked.Close())
		}
	}
	for login, password := range map[string]string{leaverLogin: leaverPassword, stayerLogin: stayerPassword} {
		if err = locked.Lock(); err != nil {
			return errors.Join(err, locked.Close())
		}
		office, err = locked.Enrol(ctx, login, codes[login], password)
		if err == nil && login == stayerLogin {
			err = fill(ctx, office)
		}
		if err != nil {
			return errors.Join(err, locked.Close())
		}
	}
	return locked.Close()
}

// invited adds a person and returns the one-time code of their account.
func invited(ctx context.Context, office *app.Office, m member) (string, error) {
	p, err := office.SavePerson(ctx, app.Person{Name: m.name, Number: m.number, Post: m.post, Kind: app.FullTime})
	if err != nil {
		return "", err
	}
	inv, err := office.Invite(ctx, p.Number, m.login, app.Roles{m.role})
	return inv.Code, err
}

// fill keeps one large unfinished form after the other.
func fill(ctx context.Context, office *app.Office) error {
	line := strings.Repeat("0123456789abcdef", 1<<16-64)
	for i := range leaverBallast {
		n := strconv.Itoa(i)
		if err := office.KeepDraft(ctx, app.Draft{Form: "ballast." + n, Fields: map[string]string{"n": n + line}}); err != nil {
			return err
		}
	}
	return nil
}

// LeaverKilled sees somebody off in the real window, up to the vault's new key. It is to be killed
// from outside while that is under way: it returns only when that went wrong.
func LeaverKilled(d *Driver) error {
	s := &script{Driver: d}
	s.see("unlock.open")
	s.do("log in", func() error {
		_, err := s.LogIn(founderLogin, founderPassword)
		return err
	})
	s.see("shell.nav.today")
	s.pause(800 * time.Millisecond)
	s.nav("people")
	s.clickText("赵磊")
	s.pause(700 * time.Millisecond)
	s.picture("person")
	s.key("F6")
	s.see("people.leave.title", "赵磊", 1, 4)
	s.picture("leave-1-holds")
	s.key("Return")
	s.see("people.leave.title", "赵磊", 2, 4)
	s.fill("people.leave.reason", "合同到期，不再续签")
	s.picture("leave-2-reason")
	s.key("Return")
	s.see("shell.again.title")
	s.text("not the founder's")
	s.key("Return")
	s.see("error.password")
	s.picture("password-again")
	s.text(founderPassword)
	s.key("Return")
	s.see("people.leave.title", "赵磊", 3, 4)
	s.picture("leave-3-key")
	s.key("Return")
	s.snap("leave-3-running")
	s.see("people.leave.title", "赵磊", 4, 4)
	s.do("killed", func() error { return errors.New("nobody killed it, and the vault has its new key") })
	return s.err
}

// LeaverAgain opens the vault after the kill: the founder's password opens it, whichever key is in
// force; Today has what is left to do; then the new key is there, and the leaver's password opens
// nothing, with the words that any wrong password gets.
func LeaverAgain(d *Driver) error {
	s := &script{Driver: d}
	s.see("unlock.open")
	s.do("log in", func() error {
		_, err := s.LogIn(founderLogin, founderPassword)
		return err
	})
	s.see("shell.nav.today")
	s.nav("today")
	s.see("today.waits")
	s.pause(1200 * time.Millisecond)
	s.picture("today-after-kill")
	s.do("which key", func() error {
		if !s.Sees(wordOf("today.task.rekey")) {
			fmt.Println("after the kill: the new key")
			return nil
		}
		fmt.Println("after the kill: the old key, and a new one is asked for")
		return s.finishKey()
	})
	s.do("locked", s.LogOut)
	s.wrong("nobody", "Nobody ever had this")
	s.picture("unlock-nobody")
	s.wrong(leaverLogin, leaverPassword)
	s.picture("unlock-leaver")
	s.do("the other", func() error {
		_, err := s.LogIn(stayerLogin, stayerPassword)
		return err
	})
	s.see("shell.nav.today")
	s.pause(800 * time.Millisecond)
	s.picture("stayer-in")
	return s.err
}

// finishKey gives the vault its new key by the button of Today.
func (s *script) finishKey() error {
	s.click("today.do.rekey")
	s.see("settings.key.later")
	s.key("Return")
	s.do("under way", func() error {
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
			if s.match(`^\d+ / \d+$`) != "" || s.Sees(wordOf("settings.key.done")) {
				return nil
			}
			if s.Sees(wordOf("shell.again.title")) {
				return errors.Join(s.Type(founderPassword), s.Key("Return"))
			}
		}
		return errors.New("no progress was seen")
	})
	s.snap("key-running")
	s.see("settings.key.done")
	s.pause(800 * time.Millisecond)
	s.picture("key-done")
	s.do("not asked for any more", func() error {
		if s.Sees(wordOf("today.task.rekey")) {
			return errors.New("a new key is still asked for")
		}
		return nil
	})
	return s.err
}

// wrong types an account and a password that open nothing, and reads the usual words.
func (s *script) wrong(login, password string) {
	s.do("log in as "+login, func() error {
		_, err := s.LogIn(login, password)
		return err
	})
	s.see("error.password")
}
