package window

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"custody/app/apptest"
	"custody/app/trials/memory"
	"custody/store/vault"
)

// memoryEnv makes TestWindowForgets the process that is looked at.
const memoryEnv = "CUSTODY_TRIAL_MEMORY"

// A password typed into the window is in no memory of the program after the lock.
func TestWindowForgets(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	if os.Getenv(memoryEnv) != "" {
		typeAndLock(t)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestWindowForgets$")
	cmd.Env = append(os.Environ(), memoryEnv+"=1")
	cmd.Stderr = os.Stderr
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
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	word := fmt.Sprintf("秋水-%x-长天", rand.Uint64())
	fmt.Fprintln(in, word)
	lines := bufio.NewScanner(out)
	for _, event := range []string{"unlocked", "locked"} {
		for lines.Scan() && lines.Text() != event {
			t.Log(lines.Text())
		}
		if lines.Text() != event {
			t.Fatalf("it never %s", event)
		}
		found := memory.Find(t, cmd.Process.Pid, memory.Password(word))
		if (event == "unlocked") != (len(found) > 0) {
			t.Errorf("%s: %s", event, strings.Join(found, "\n"))
		}
		fmt.Fprintln(in, "on")
	}
}

// typeAndLock gets the password by its standard input, so that it is in no environment and no file.
func typeAndLock(t *testing.T) {
	word := readWord(t)
	k := apptest.New(t)
	if err := k.Founder.ChangePassword(t.Context(), apptest.FounderPassword, word); err != nil {
		t.Fatal(err)
	}
	d, u := locked(t, k)
	d.deps.Scrub = vault.Scrub
	u.account.entry.SetText(apptest.FounderLogin)
	test.Type(u.password.entry, word)
	u.submit()
	if d.shell == nil {
		t.Fatal(u.password.Problem())
	}
	u, word = nil, ""
	fmt.Println("\nunlocked")
	readWord(t)
	d.lock(LockIdle)
	fmt.Println("\nlocked")
	readWord(t)
}

// readWord keeps nothing of what it read but the line.
func readWord(t *testing.T) string {
	var line []byte
	defer func() { clear(line) }()
	for b := make([]byte, 1); ; {
		if _, err := io.ReadFull(os.Stdin, b); err != nil {
			t.Fatal(err)
		}
		if b[0] == '\n' {
			return string(line)
		}
		line = append(line, b[0])
	}
}
