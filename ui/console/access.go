package console

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"custody/app"
	"custody/ui/words"
)

// access is what opens a vault that may be damaged: --account and its password, or --halves.
func (c *call) access() (app.Access, error) {
	if c.halves != "" {
		return c.readHalves()
	}
	if c.account == "" {
		return app.Access{}, tell("console.account.missing")
	}
	password, err := c.password()
	return app.Access{Login: c.account, Password: password}, err
}

// readHalves takes the two recovery halves from the lines of a file.
func (c *call) readHalves() (app.Access, error) {
	text, err := readPassword(c.halves)
	if err != nil {
		return app.Access{}, err
	}
	lines := strings.Fields(text)
	if len(lines) != 2 {
		return app.Access{}, tell("salvage.halves", c.halves)
	}
	return app.Access{HalfA: lines[0], HalfB: lines[1]}, nil
}

// progress shows how far the work is, where a person is there to see it.
func (c *call) progress() app.Progress {
	f, ok := c.Err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	shown := int64(-1)
	return func(done, total int64) {
		percent := 100 * done / max(1, total)
		if percent == shown {
			return
		}
		shown = percent
		fmt.Fprintf(f, "\r%s", words.T("console.progress", percent))
		if percent == 100 {
			fmt.Fprint(f, "\r          \r")
		}
	}
}
