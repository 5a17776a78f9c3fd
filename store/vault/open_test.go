package vault_test

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"custody/store/vault"
)

// TestMain lets the test binary play the other process.
func TestMain(m *testing.M) {
	switch os.Getenv("VAULT_TEST_CHILD") {
	case "hold":
		childHold(os.Getenv("VAULT_TEST_DIR"))
	case "load":
		childLoad(os.Getenv("VAULT_TEST_DIR"))
	case "memory":
		childMemory(os.Getenv("VAULT_TEST_DIR"))
	case "harden":
		childHarden()
	default:
		os.Exit(m.Run())
	}
}

func child(t *testing.T, role, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "VAULT_TEST_CHILD="+role, "VAULT_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

func childHold(dir string) {
	v, err := vault.Open(ctx, dir, cheap())
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	defer v.Close()
	os.Stdout.WriteString("open\n")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

func TestOpenElsewhere(t *testing.T) {
	v, dir, _ := create(t, cheap())
	if _, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrInUse) {
		t.Fatalf("in this process: %v", err)
	}
	v.Close()
	cmd := child(t, "hold", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "open\n" {
		t.Fatal(line, err)
	}
	if _, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrInUse) {
		t.Fatalf("in another process: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	in.Close()
	w, err := vault.Open(ctx, dir, cheap())
	if err != nil {
		t.Fatalf("the lock outlived its process: %v", err)
	}
	w.Close()
}

func TestNotAVault(t *testing.T) {
	dir := t.TempDir()
	if _, err := vault.Open(ctx, filepath.Join(dir, "nowhere"), cheap()); !errors.Is(err, vault.ErrNotVault) {
		t.Fatal(err)
	}
	if _, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrNotVault) {
		t.Fatal(err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 0 {
		t.Fatal("something was made in a folder that is no vault")
	}
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := vault.Create(ctx, dir, cheap(), login, password); !errors.Is(err, vault.ErrNotEmpty) {
		t.Fatal(err)
	}
}

func TestNewerVersion(t *testing.T) {
	v, dir, _ := create(t, cheap())
	v.Close()
	path := filepath.Join(dir, "keys")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[9], b[len(b)/2+9] = 2, 2
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrNewer) {
		t.Fatal(err)
	}
}

func TestMissingParts(t *testing.T) {
	for _, name := range []string{"register", "register.log"} {
		v, dir, _ := create(t, cheap())
		v.Close()
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		var d *vault.DamagedError
		if _, err := vault.Open(ctx, dir, cheap()); !errors.As(err, &d) || d.File != name {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// TestNothingReadable types words everywhere and looks for them, and for SQLite's own, in every file.
func TestNothingReadable(t *testing.T) {
	v, dir, rec := create(t, cheap())
	say := func(q string, args ...any) { do(t, v, q, args...) }
	say("CREATE TABLE canarytable(canarycolumn TEXT)")
	say("INSERT INTO canarytable VALUES ('canaryvalue')")
	if _, _, err := v.Invite("canaryguest"); err != nil {
		t.Fatal(err)
	}
	v.Seal()
	_, _ = v.Unlock(ctx, "canarylogin", "canarypassword")
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	say("INSERT INTO canarytable VALUES ('canaryvalue')")
	words := []string{"canary", "SQLite format", login, password, rec.A, rec.B}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				t.Errorf("%q stands in %s", w, d.Name())
			}
		}
		if strings.HasSuffix(d.Name(), ".new") {
			t.Errorf("%s was left behind", d.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
