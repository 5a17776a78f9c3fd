package trials_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"custody/app/trials/canary"
	"custody/store/vault"
)

// crashEnv tells the test that types canaries how to end, once all are typed and the vault is still open.
const crashEnv = "CUSTODY_TRIAL_CRASH"

// crashes are ways in which a program ends without saying goodbye. The runtime's own way out tells where every
// goroutine was.
var crashes = map[string]func(){
	"killed": func() {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		panic(err)
	},
	"panic":     func() { go func() { panic(errors.New("told to")) }(); select {} },
	"nil":       func() { go func() { var w *canaryWorld; w.serial++ }(); select {} },
	"exit":      func() { os.Exit(7) },
	"exhausted": func() { debug.SetMaxStack(1 << 20); endless(nil) },
}

// endless calls itself, unless it is given an end.
func endless(end []byte) int {
	if len(end) > 0 {
		return 0
	}
	return endless(end) + 1
}

// crashIfTold hardens the process, as the program does at its start, and ends it.
func crashIfTold() {
	how := os.Getenv(crashEnv)
	if how == "" {
		return
	}
	if err := vault.Harden(); err != nil {
		panic(err)
	}
	debug.SetTraceback("all")
	crashes[how]()
}

// However the program ends while it is full of canaries, no file holds one, what it said at its end included.
func TestCanaryIsInNoFileAfterACrash(t *testing.T) {
	ways := []string{"panic"}
	if !testing.Short() {
		ways = nil
		for how := range crashes {
			ways = append(ways, how)
		}
	}
	root := canary.Sandbox(t)
	self, err := os.Executable()
	ok(t, err)
	for _, how := range ways {
		said, err := os.Create(filepath.Join(root, "said-"+how))
		ok(t, err)
		cmd := exec.Command(self, "-test.run=^TestCanaryIsInNoFile$")
		cmd.Env = append(os.Environ(), crashEnv+"="+how)
		cmd.Stdout, cmd.Stderr = said, said
		var exit *exec.ExitError
		if err := cmd.Run(); !errors.As(err, &exit) {
			t.Errorf("%s: it ended with %v", how, err)
		}
		info, err := said.Stat()
		ok(t, err)
		ok(t, said.Close())
		if quiet := how == "killed" || how == "exit"; quiet != (info.Size() == 0) && runtime.GOOS == "linux" {
			t.Errorf("%s: it said %d bytes", how, info.Size())
		}
	}
	canary.Absent(t, root, "after crashes")
	if files := canary.Only(t, root, "after crashes", append(vaultFiles, "said-*")...); files < len(ways)*len(vaultFiles) {
		t.Errorf("%d files of %d crashes", files, len(ways))
	}
}
