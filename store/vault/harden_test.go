package vault_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"custody/store/vault"
)

// childHarden does what the program does before the first password, and says what the system knows of it.
func childHarden() {
	orDie(vault.Harden())
	said, err := hardened()
	orDie(err)
	fmt.Println(said)
	os.Exit(0)
}

func TestHardenedProcessLeavesNoCoreAndIsNotTraced(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can be asked")
	}
	before, err := hardened()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(before, "dumpable 1") {
		t.Errorf("an ordinary process is said to be %q: the question is wrong", before)
	}
	out, err := child(t, "harden", "").Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(out)); got != "dumpable 0, core 0 of 0" {
		t.Errorf("after hardening: %s", got)
	}
}
