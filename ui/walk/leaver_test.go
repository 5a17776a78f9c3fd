package walk_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// keepPictures names a folder where the leaver's walk leaves its screenshots; without it they go
// with the test.
const keepPictures = "CUSTODY_PICTURES"

// TestLeaver sees somebody off in the real window, kills the program half-way through the vault's
// new key, and opens it again: a key opens it, Today says what is left to do, and in the end the
// leaver's password opens nothing, with the words of any wrong password.
func TestLeaver(t *testing.T) {
	env := display(t)
	dir := t.TempDir()
	out := dir
	if keep := os.Getenv(keepPictures); keep != "" {
		out = keep
	}
	program, vault := filepath.Join(dir, "walk"), filepath.Join(dir, "vault")
	run(t, os.Environ(), "go", "build", "-o", program, "./cmd")
	start := time.Now()
	run(t, env, program, "--leaver", "make", "--vault", vault)
	made := time.Since(start)

	killed(t, env, vault, program, "--leaver", "killed", "--vault", vault, "--out", out)

	said := run(t, env, program, "--leaver", "again", "--vault", vault, "--out", out)
	t.Logf("made in %.0f s, walked in %.0f s\n%s", made.Seconds(), (time.Since(start) - made).Seconds(), said)
	if !strings.Contains(said, "after the kill:") {
		t.Error("nobody looked which key is in force")
	}
	pictures, err := filepath.Glob(filepath.Join(out, "leaver-*", "*.png"))
	if err != nil || len(pictures) < 10 {
		t.Errorf("%d pictures, %v", len(pictures), err)
	}
}

// killed runs the program and kills it, as a power cut would end it, once a third of the vault is
// written with the new key.
func killed(t *testing.T, env []string, vault, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = env
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			t.Fatalf("ended by itself: %v\n%s", err, said.Bytes())
		case <-time.After(2 * time.Millisecond):
		}
		if next, whole := size(vault, "register.new"), size(vault, "register"); next > 0 && 3*next > whole {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-ended
			t.Logf("killed when %d of %d MB were written with the new key; %d when it had ended",
				next>>20, whole>>20, size(vault, "register.new")>>20)
			return
		}
	}
}

// size is the size of a file of the vault, 0 while it is not there.
func size(vault, name string) int64 {
	info, err := os.Stat(filepath.Join(vault, name))
	if err != nil {
		return 0
	}
	return info.Size()
}
