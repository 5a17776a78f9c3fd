package walk

import (
	"errors"
	"regexp"
	"time"

	"custody/app"
)

// member is somebody the walk adds and gives an account.
type member struct {
	number, name, post, login, password string
	role                                app.Role
}

var members = []member{
	{"0137", "李㛃", "审核员", auditorLogin, auditorPassword, app.Auditor},
	{"0102", "王𬱖", "档案管理员", "wangw", "The second pair of keys", app.Custodian},
}

// people adds two people, gives them accounts, has them sign before the custodian, and
// lets them set their passwords.
func (s *script) people() {
	codes := map[string]string{}
	for i, m := range members {
		s.nav("people")
		s.addPerson(m)
		codes[m.login] = s.invite(m)
		if i == 0 {
			s.picture("people")
		}
		s.nav("people")
		s.clickText(m.name)
		s.pause(500 * time.Millisecond)
		s.key("Return")
		s.signOwn(founderPassword)
	}
	for _, m := range members {
		s.do("lock", s.LogOut)
		s.enrol(m, codes[m.login])
	}
}

func (s *script) addPerson(m member) {
	s.click("people.add")
	s.fill("people.name", m.name)
	s.fill("people.number", m.number)
	s.fill("people.post", m.post)
	s.key("Return")
	s.see("people.saved", m.name)
}

// invite makes the account and reads the one-time code off the screen, as a person would.
func (s *script) invite(m member) string {
	s.clickText(m.name)
	s.pause(500 * time.Millisecond)
	s.key("F3")
	s.see("people.invite.title", m.name)
	s.fill("people.login", m.login)
	s.click("shell.role." + string(m.role))
	s.key("Return")
	s.see("people.code.title")
	code := ""
	s.do("read the code", func() error {
		code = s.match(`^[0-9A-Z]{3,6}(-[0-9A-Z]{3,6})+$`)
		if code == "" {
			return errors.New("no one-time code on the screen")
		}
		return nil
	})
	s.key("Escape")
	s.gone("people.code.title")
	return code
}

// match is the first text on the screen that matches.
func (d *Driver) match(pattern string) string {
	re := regexp.MustCompile(pattern)
	for _, t := range d.texts() {
		if re.MatchString(t.text) {
			return t.text
		}
	}
	return ""
}

// enrol redeems the one-time code at the unlock card.
func (s *script) enrol(m member, code string) {
	s.picture("unlock")
	s.click("unlock.first")
	s.see("unlock.first.title")
	s.fill("unlock.account", m.login)
	s.fill("unlock.code", code)
	s.password = m.password
	s.fill("unlock.password.new", m.password)
	s.fill("unlock.password.again", m.password)
	s.picture("first-login")
	s.key("Return")
	s.see("shell.nav.today")
	s.pause(800 * time.Millisecond)
}

// as locks and signs somebody in.
func (s *script) as(login, password string) {
	s.do("lock", s.LogOut)
	s.password = password
	s.do("log in", func() error {
		_, err := s.LogIn(login, password)
		return err
	})
	s.see("shell.nav.today")
	s.pause(800 * time.Millisecond)
}
