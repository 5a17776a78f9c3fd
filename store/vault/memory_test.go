package vault_test

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"custody/app/trials/memory"
	"custody/store/vault"
)

// childMemory works with the password that comes in. Told to lock, it does what the program does, and waits to be looked at.
func childMemory(dir string) {
	runtime.GC() // the collector's own goroutines exist before any key does, as in the program
	word := readLine()
	v, err := vault.Open(ctx, dir, cheap())
	orDie(err)
	k, err := v.Unlock(ctx, login, word)
	orDie(err)
	orDie(memoryWork(v, word))
	fmt.Println("working")
	for {
		switch readLine() {
		case "lock":
			orDie(v.Seal())
			k, word = nil, ""
			fmt.Println("locked")
		case "scrub":
			vault.Scrub()
			fmt.Println("scrubbed")
		default:
			fmt.Println(k, word, v.Dir()) // so that all were alive until here
			os.Exit(0)
		}
	}
}

// readLine keeps nothing of what it read but the line.
func readLine() string {
	var line []byte
	defer func() { clear(line) }()
	for b := make([]byte, 1); ; {
		if _, err := io.ReadFull(os.Stdin, b); err != nil || b[0] == '\n' {
			return string(line)
		}
		line = append(line, b[0])
	}
}

func orDie(err error) {
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// memoryWork does what uses keys.
func memoryWork(v *vault.Vault, word string) error {
	db, err := v.DB()
	if err != nil {
		return err
	}
	for i := range 200 {
		if _, err := db.Exec("INSERT INTO t VALUES (?, randomblob(500))", i); err != nil {
			return err
		}
	}
	if _, _, err := v.Invite("guest"); err != nil {
		return err
	}
	if err := v.CheckPassword(ctx, login, word); err != nil {
		return err
	}
	if _, err := v.Verify(ctx); err != nil {
		return err
	}
	return v.Remove("guest")
}

// After a lock no vault key, no key drawn from it, no account's secret and no password is left in what the process may
// write to: a core image of it opens nothing.
func TestNoKeyAndNoPasswordIsLeftInMemoryAfterALock(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	v, dir, _ := create(t, cheap())
	do(t, v, "CREATE TABLE t(n INTEGER, pad BLOB)")
	word := fmt.Sprintf("秋水-%x-长天", rand.Uint64())
	if err := v.ChangePassword(ctx, login, password, word); err != nil {
		t.Fatal(err)
	}
	secrets := vault.SecretsOf(v)
	secrets["vault key in hexadecimal"] = []byte(hex.EncodeToString(secrets["vault key"]))
	secrets["age identity"] = []byte(v.Keys().Age.String())
	maps.Copy(secrets, memory.Password(word))
	v.Close()

	p := startMemory(t, dir, word)
	for _, must := range []string{"vault key,", "signing seed,", "password,"} {
		if found := memory.Find(t, p.pid, secrets); !strings.Contains(strings.Join(found, "\n"), must) {
			t.Errorf("while unlocked the search finds no %s it finds %v", must, found)
		}
	}
	p.tell("lock", "locked")
	for _, what := range memory.Find(t, p.pid, secrets) {
		t.Logf("garbage after the lock: %s", what)
	}
	p.tell("scrub", "scrubbed")
	for _, what := range memory.Find(t, p.pid, secrets) {
		t.Errorf("still there: %s", what)
	}
	p.tell("end", "")
}

// memoryChild is the process that is looked at.
type memoryChild struct {
	t   *testing.T
	pid int
	in  io.Writer
	out *bufio.Reader
}

func startMemory(t *testing.T, dir, word string) memoryChild {
	t.Helper()
	cmd := child(t, "memory", dir)
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
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	p := memoryChild{t, cmd.Process.Pid, in, bufio.NewReader(out)}
	p.tell(word, "working")
	return p
}

func (p memoryChild) tell(line, answer string) {
	p.t.Helper()
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		p.t.Fatal(err)
	}
	if answer == "" {
		return
	}
	if said, err := p.out.ReadString('\n'); err != nil || said != answer+"\n" {
		p.t.Fatalf("said %q, not %q (%v)", said, answer, err)
	}
}
