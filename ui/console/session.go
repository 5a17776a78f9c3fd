package console

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"custody/app"
	"custody/ui/words"
)

// session is a vault that a command has signed in to.
type session struct {
	vault  *app.LockedVault
	office *app.Office
}

// open signs in to the vault in dir with --account and its password.
func (c *call) open(ctx context.Context, dir string) (*session, error) {
	if dir == "" {
		return nil, errUsage
	}
	if c.account == "" {
		return nil, tell("console.account.missing")
	}
	vault, err := c.Vaults.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	for _, w := range vault.Warnings() {
		fmt.Fprintln(c.Err, words.T(w))
	}
	password, err := c.password()
	if err != nil {
		vault.Close()
		return nil, err
	}
	office, err := vault.Unlock(ctx, c.account, password)
	if err != nil {
		vault.Close()
		return nil, err
	}
	return &session{vault, office}, nil
}

// close signs out and gives the folder back.
func (s *session) close(ctx context.Context) error {
	bye := s.office.Goodbye(ctx, "console")
	if err := s.vault.Close(); err != nil {
		return err
	}
	return bye
}

// within runs fn in a session and closes it, whatever fn returns.
func (c *call) within(ctx context.Context, dir string, fn func(*session) error) error {
	s, err := c.open(ctx, dir)
	if err != nil {
		return err
	}
	failed := fn(s)
	if err := s.close(ctx); err != nil && failed == nil {
		return err
	}
	return failed
}

// password reads --password-file, or asks without echo where a person is there.
func (c *call) password() (string, error) {
	if c.passwordFile != "" {
		return readPassword(c.passwordFile)
	}
	fd := int(c.In.Fd())
	if !term.IsTerminal(fd) {
		return "", tell("console.password.missing")
	}
	fmt.Fprint(c.Err, words.T("console.password.prompt", c.account))
	text, err := term.ReadPassword(fd)
	fmt.Fprintln(c.Err)
	return string(text), err
}

// maxPasswordFile is far more than the longest password: a longer file is another file.
const maxPasswordFile = 64 << 10

// readPassword takes the line in a file as the password, without the mark and the line
// ends that editors put around it.
func readPassword(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", tell("console.password.unreadable", path)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxPasswordFile+1))
	text = bytes.TrimRight(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), "\r\n")
	switch {
	case err != nil:
		return "", tell("console.password.unreadable", path)
	case len(text) == 0, len(text) > maxPasswordFile:
		return "", tell("console.password.file", path)
	}
	return string(text), nil
}

// print writes v as JSON with --json, and the line otherwise.
func (c *call) print(v any, line string) error {
	if !c.json {
		_, err := fmt.Fprintln(c.Out, line)
		return err
	}
	enc := json.NewEncoder(c.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
