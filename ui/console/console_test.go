package console_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/app/sheet/sheettest"
	"custody/store"
	"custody/store/vault"
	"custody/ui/console"
)

// shell runs command lines in one process, as a script would.
type shell struct {
	t        *testing.T
	out, err bytes.Buffer
}

// run runs one command line and returns its exit code.
func (s *shell) run(args ...string) int {
	s.t.Helper()
	s.out.Reset()
	s.err.Reset()
	in, err := os.Open(os.DevNull)
	if err != nil {
		s.t.Fatal(err)
	}
	defer in.Close()
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF}}
	code, done := console.Run(args, console.Deps{
		Vaults:  app.Vaults{Gate: gate, Env: app.Env{Clock: time.Now, Rand: rand.Reader}},
		Version: "test", In: in, Out: &s.out, Err: &s.err,
	})
	if !done {
		s.t.Fatalf("%v asks for the window", args)
	}
	return code
}

// must runs one command line that has to succeed.
func (s *shell) must(args ...string) string {
	s.t.Helper()
	if code := s.run(args...); code != 0 {
		s.t.Fatalf("%v: exit %d\n%s%s", args, code, s.err.String(), s.out.String())
	}
	return s.out.String()
}

// demoVault is a demo vault with the founder's password in a file.
// The inspector's password lies beside it, as passwordFile + ".sunl".
func demoVault(t *testing.T) (s *shell, dir, passwordFile string) {
	t.Helper()
	s = &shell{t: t}
	root := t.TempDir()
	dir = filepath.Join(root, "demo")
	var made struct {
		Vault    string
		Accounts []struct {
			Account, Name, Password string
			Roles                   []string
		}
	}
	if err := json.Unmarshal([]byte(s.must("demo", dir, "--json")), &made); err != nil {
		t.Fatal(err)
	}
	if made.Vault != dir || len(made.Accounts) < 6 || made.Accounts[0].Account != "chenxm" {
		t.Fatalf("demo printed %+v", made)
	}
	passwordFile = filepath.Join(root, "password")
	for _, a := range made.Accounts {
		name := passwordFile
		if a.Account != "chenxm" {
			name += "." + a.Account
		}
		if err := os.WriteFile(name, []byte(a.Password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return s, dir, passwordFile
}

func TestScript(t *testing.T) {
	s, dir, pw := demoVault(t)
	login := []string{"--account", "chenxm", "--password-file", pw}
	with := func(args ...string) []string { return append(args, login...) }

	if out := s.must(with("verify", dir)...); !strings.Contains(out, "完好") {
		t.Errorf("verify said %q", out)
	}
	s.must(with("audit", "verify", "--vault", dir, "--json")...)

	list := filepath.Join(t.TempDir(), "clients.xlsx")
	if err := sheettest.MessyClients(list, 5); err != nil {
		t.Fatal(err)
	}
	t.Run("a dry run writes nothing", func(t *testing.T) {
		before := s.must(with("audit", "verify", "--vault", dir, "--json")...)
		s.run(with("import", "clients", list, "--vault", dir, "--dry-run")...)
		if !strings.Contains(before, `"ok": true`) {
			t.Errorf("audit verify said %q", before)
		}
	})
	t.Run("a role that may not export", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "log.csv")
		if code := s.run(with("audit", "export", "--vault", dir, "--out", file)...); code != 1 || s.err.Len() == 0 {
			t.Errorf("exit %d, %q", code, s.err.String())
		}
	})
	t.Run("letters", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "letters")
		s.must(with("letter", "commitment", "--vault", dir, "--all", "--out", out)...)
		files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
		if err != nil || len(files) < 28 {
			t.Fatalf("%d letters, %v", len(files), err)
		}
	})
	for _, ext := range []string{".xlsx", ".csv", ".json"} {
		t.Run("export"+ext, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "log"+ext)
			export := []string{"audit", "export", "--vault", dir, "--out", file, "--account", "sunl", "--password-file", pw + ".sunl"}
			s.must(export...)
			if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
				t.Errorf("%v %v", info, err)
			}
			if code := s.run(export...); code == 0 {
				t.Error("an existing file was overwritten")
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	s, dir, pw := demoVault(t)
	wrong := filepath.Join(t.TempDir(), "wrong")
	if err := os.WriteFile(wrong, []byte("not the password"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		say  string
	}{
		{"unknown", []string{"frobnicate"}, 2, "custody help"},
		{"no account", []string{"verify", dir}, 1, "--account"},
		{"no password and nobody there", []string{"verify", dir, "--account", "chenxm"}, 1, "--password-file"},
		{"wrong password", []string{"verify", dir, "--account", "chenxm", "--password-file", wrong}, 1, "密码"},
		{"no vault", []string{"verify", filepath.Join(dir, "none"), "--account", "chenxm", "--password-file", pw}, 1, ""},
		{"demo over a vault", []string{"demo", dir}, 1, ""},
		{"not a spreadsheet", []string{"import", "clients", pw, "--vault", dir, "--account", "chenxm", "--password-file", pw}, 1, ""},
		{"unknown flag", []string{"verify", dir, "--frob"}, 2, "custody verify"},
		{"export form", []string{"audit", "export", "--vault", dir, "--out", "x.doc", "--account", "chenxm", "--password-file", pw}, 1, ".xlsx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code := s.run(c.args...)
			if code != c.code || !strings.Contains(s.err.String(), c.say) || s.err.Len() == 0 {
				t.Errorf("exit %d, %q", code, s.err.String())
			}
			if strings.Contains(s.err.String(), "error.") || strings.Contains(s.err.String(), "not the password") {
				t.Errorf("said %q", s.err.String())
			}
		})
	}
}

func TestHelpAndVersion(t *testing.T) {
	s := &shell{t: t}
	for _, args := range [][]string{{"help"}, {"--help"}, {"version"}, {"--version"}} {
		if out := s.must(args...); len(out) < 5 {
			t.Errorf("%v printed %q", args, out)
		}
	}
}
