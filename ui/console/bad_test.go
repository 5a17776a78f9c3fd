package console_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/ui/words"
)

// put writes a file into dir and returns its path.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestPasswordFiles takes what editors make of a password's line, and no file that can't be one.
func TestPasswordFiles(t *testing.T) {
	s, dir, pw := demoVault(t)
	text, err := os.ReadFile(pw)
	if err != nil {
		t.Fatal(err)
	}
	line := strings.TrimSpace(string(text))
	files := t.TempDir()
	verify := func(file string) int {
		return s.run("audit", "verify", "--vault", dir, "--account", "chenxm", "--password-file", file)
	}
	if code := verify(put(t, files, "marked", "\ufeff"+line+"\r\n")); code != 0 {
		t.Errorf("with a mark and CRLF: exit %d, %s", code, s.err.String())
	}
	for name, path := range map[string]string{
		"empty": put(t, files, "empty", "\n"), "large": put(t, files, "large", strings.Repeat("a", 1<<20)),
	} {
		if code := verify(path); code != 1 || !strings.Contains(s.err.String(), words.T("console.password.file", path)) {
			t.Errorf("%s: exit %d, %s", name, code, s.err.String())
		}
	}
	if code := s.run("audit", "verify", dir, "--vault", dir, "--account", "chenxm", "--password-file", pw); code != 2 {
		t.Errorf("an argument too many: exit %d", code)
	}
}

// TestLettersAllOrNone makes no letter where one can't be made, and no folder for who may not.
func TestLettersAllOrNone(t *testing.T) {
	s, dir, pw := demoVault(t)
	files := t.TempDir()
	out := filepath.Join(files, "letters")
	letters := func(password string) int {
		return s.run("letter", "commitment", "--vault", dir, "--all", "--out", out, "--account", "chenxm", "--password-file", password)
	}
	if code := letters(put(t, files, "wrong", "not the password")); code != 1 {
		t.Errorf("wrong password: exit %d", code)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a folder was made for a wrong password")
	}
	if code := letters(pw); code != 0 {
		t.Fatalf("exit %d, %s", code, s.err.String())
	}
	made, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(made) < 2 {
		t.Fatalf("%d letters, %v", len(made), err)
	}
	for _, path := range made[:len(made)-1] {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if code := letters(pw); code != 1 {
		t.Errorf("a taken name: exit %d", code)
	}
	if left, _ := filepath.Glob(filepath.Join(out, "*")); len(left) != 1 || left[0] != made[len(made)-1] {
		t.Errorf("half done: %v", left)
	}
}

// TestDamageForMachines: verify --json answers in JSON also where the vault can't be opened.
func TestDamageForMachines(t *testing.T) {
	s, dir, pw := demoVault(t)
	path := filepath.Join(dir, "keys")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[100] ^= 1
	put(t, dir, "keys", string(data))
	code := s.run("verify", dir, "--json", "--account", "chenxm", "--password-file", pw)
	var r struct {
		OK     *bool
		Damage []struct{ File, Place, Reason string }
	}
	if err := json.Unmarshal(s.out.Bytes(), &r); err != nil {
		t.Fatalf("%v: %q", err, s.out.String())
	}
	if code != 1 || r.OK == nil || *r.OK || len(r.Damage) != 1 || r.Damage[0].File != "keys" || s.err.Len() == 0 {
		t.Errorf("exit %d, %s%s", code, s.out.String(), s.err.String())
	}
}

// TestConsoleInEnglish: --language chooses the texts of one command line.
func TestConsoleInEnglish(t *testing.T) {
	t.Cleanup(func() { words.SetLanguage(words.Chinese) })
	s := &shell{t: t}
	if code := s.run("verify", "--language", "fr"); code != 2 {
		t.Errorf("an unknown language: exit %d", code)
	}
	if code := s.run("verify", t.TempDir(), "--language", "en"); code != 1 || !strings.Contains(s.err.String(), "Say with --account") {
		t.Errorf("exit %d, %s", code, s.err.String())
	}
}
