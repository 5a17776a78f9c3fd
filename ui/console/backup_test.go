package console_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/ui/words"
)

// answered reads what the last command printed with --json.
func answered[T any](t *testing.T, s *shell) (v T) {
	t.Helper()
	if err := json.Unmarshal(s.out.Bytes(), &v); err != nil {
		t.Fatalf("%v: %q", err, s.out.String())
	}
	return v
}

type madeBackup struct {
	File, Vault, Anchor string
	Entries             int64 `json:"audit_entries"`
	Bytes               int64
}

// TestBackupFromTheConsole makes, drills and restores a backup, and finds an old one in the vault's place.
func TestBackupFromTheConsole(t *testing.T) {
	s, dir, pw := demoVault(t)
	who := []string{"--account", "chenxm", "--password-file", pw}
	run := func(args ...string) int { t.Helper(); return s.run(append(args, who...)...) }
	folder := t.TempDir()

	if code := run("backup", dir); code != 1 || !strings.Contains(s.err.String(), words.T("error.backup.unplanned")) {
		t.Errorf("without plan and folder: exit %d, %s", code, s.err.String())
	}
	s.must(append([]string{"backup", dir, "--to", folder, "--json"}, who...)...)
	old := answered[madeBackup](t, s)
	if info, err := os.Stat(old.File); err != nil || info.Size() != old.Bytes || old.Entries == 0 || len(old.Vault) != 32 {
		t.Errorf("made %+v, %v", old, err)
	}
	if code := run("verify", dir, "--anchor", old.File, "--json"); code != 0 {
		t.Errorf("the vault against its backup: exit %d, %s", code, s.err.String())
	}
	s.must(append([]string{"backup", dir, "--to", folder}, who...)...)
	if !strings.Contains(s.out.String(), folder) {
		t.Errorf("got %q", s.out.String())
	}
	s.must(append([]string{"backup", dir, "--to", folder, "--json"}, who...)...)
	newer := answered[madeBackup](t, s)

	restored := filepath.Join(t.TempDir(), "restored")
	s.must("restore", old.File, "--to", restored, "--json")
	if r := answered[struct{ To, Anchor string }](t, s); r.To != restored || r.Anchor != old.Anchor {
		t.Errorf("restored %+v", r)
	}
	if code := s.run("restore", old.File, "--to", dir); code != 1 || !strings.Contains(s.err.String(), dir) {
		t.Errorf("over a vault: exit %d, %s", code, s.err.String())
	}
	for anchor, want := range map[string]string{newer.Anchor: "older", newer.File: "older", old.Anchor: "holds", old.File: "holds"} {
		code := run("verify", restored, "--anchor", anchor, "--json")
		got := answered[struct {
			OK     bool
			Anchor struct {
				OK    bool
				State string
				Entry int64
			}
		}](t, s)
		if holds := want == "holds"; code == 0 != holds || !got.OK || got.Anchor.OK != holds || got.Anchor.State != want || got.Anchor.Entry == 0 {
			t.Errorf("%s: exit %d, %+v, %s", anchor, code, got, s.err.String())
		}
	}
	if code := run("verify", restored, "--anchor", old.Anchor); code != 0 || !strings.Contains(s.out.String(), words.T("anchor.holds", old.Entries)) {
		t.Errorf("exit %d, %s", code, s.out.String())
	}
	if code := run("verify", restored, "--anchor", "yesterday"); code != 1 || !strings.Contains(s.err.String(), words.T("error.anchor")) {
		t.Errorf("exit %d, %s", code, s.err.String())
	}
}

// TestDrillFromTheConsole proves that backups open, and says of one that does not where it is wrong.
func TestDrillFromTheConsole(t *testing.T) {
	s, dir, pw := demoVault(t)
	who := []string{"--account", "chenxm", "--password-file", pw}
	s.must(append([]string{"backup", dir, "--to", t.TempDir(), "--json"}, who...)...)
	b := answered[madeBackup](t, s)
	for _, more := range [][]string{nil, {"--vault", dir}} {
		s.must(append(append([]string{"restore", "--drill", b.File, "--json"}, who...), more...)...)
		r := answered[struct {
			OK     bool
			Signer string
			Backup madeBackup
		}](t, s)
		if !r.OK || r.Signer != "chenxm" || r.Backup.Anchor != b.Anchor {
			t.Errorf("%v: %+v", more, r)
		}
	}
	s.must(append([]string{"restore", "--drill", b.File}, who...)...)
	if !strings.Contains(s.out.String(), "chenxm") {
		t.Errorf("got %q", s.out.String())
	}
	data, err := os.ReadFile(b.File)
	if err != nil {
		t.Fatal(err)
	}
	data[200_000] ^= 1
	put(t, filepath.Dir(b.File), filepath.Base(b.File), string(data))
	if code := s.run(append([]string{"restore", "--drill", b.File}, who...)...); code != 1 || !strings.Contains(s.err.String(), filepath.Base(b.File)) {
		t.Errorf("exit %d, %s", code, s.err.String())
	}
	for _, args := range [][]string{{"restore", b.File}, {"restore", "--to", dir}, {"restore", "--drill"}, {"backup"}} {
		if code := s.run(append(args, who...)...); code != 2 {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}
