package walk

import (
	"time"

	"custody/ui/words"
)

// LogIn fills in the unlock card and presses Enter; it returns when that was.
func (d *Driver) LogIn(login, password string) (time.Time, error) {
	s := &script{Driver: d}
	s.see("unlock.open")
	s.fill("unlock.account", login)
	s.fill("unlock.password", password)
	entered := time.Now()
	s.key("Return")
	return entered, s.err
}

// LogOut locks the vault and waits for the unlock card.
func (d *Driver) LogOut() error {
	if err := d.Key("ctrl+l"); err != nil {
		return err
	}
	_, err := d.Wait(words.T("unlock.open"))
	return err
}
