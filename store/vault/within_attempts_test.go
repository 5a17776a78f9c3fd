package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func tagOf(n int) [16]byte { return [16]byte{byte(n), byte(n >> 8)} }

// The list of failed logins keeps the latest; the table of waits drops who waits least.
func TestAttemptsAreBounded(t *testing.T) {
	a, err := loadAttempts(OS(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	start := time.Unix(1_700_000_000, 0)
	for i := range maxFailures + 3 {
		a.note(fmt.Sprint(i), start.Add(time.Duration(i)), false)
	}
	list := a.data.Failures
	if len(list) != maxFailures || list[0].Tag != "3" || list[len(list)-1].Tag != fmt.Sprint(maxFailures+2) {
		t.Errorf("%d failures, from %s to %s", len(list), list[0].Tag, list[len(list)-1].Tag)
	}
	for i := range maxTags {
		a.data.Tags[fmt.Sprint(i)] = &waitData{Count: 5, Wait: int64(time.Hour)}
		a.seen[fmt.Sprint(i)] = start
	}
	a.data.Tags["700"].Wait = 1
	if err := a.begin(tagOf(1), start); err != nil {
		t.Fatal(err)
	}
	if _, there := a.data.Tags["700"]; there || len(a.data.Tags) != maxTags {
		t.Errorf("%d tags, the one with the shortest wait %v", len(a.data.Tags), there)
	}
	if _, there := a.seen["700"]; there {
		t.Error("it is remembered still")
	}
}

// What somebody wrote into the file stops neither the program nor a login for longer than the longest wait.
func TestAttemptsFileIsNotTrusted(t *testing.T) {
	long, good := strings.Repeat("a", 32), strings.Repeat("b", 32)
	none := strings.Repeat("c", 32)
	for text, want := range map[string]map[string]time.Duration{
		`{"version":1,"tags":{"` + long + `":{"wait":9000000000000000000},"` + good + `":{"wait":5},"` + none + `":{"wait":-7}}}`: {long: longestWait, good: 5, none: 0},
		`{"version":1,"tags":{"short":{"wait":5},"` + good + `":null}}`:                                                           {},
		`{"version":2,"tags":{"` + good + `":{"wait":5}}}`:                                                                        {},
		`{"version":1}`: {},
		`not json`:      {},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, attemptsFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := loadAttempts(OS(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if a.data.Tags == nil || len(a.data.Tags) != len(want) {
			t.Errorf("%s gives %v", text, a.data.Tags)
			continue
		}
		for tag, wait := range want {
			if got := a.data.Tags[tag]; got == nil || time.Duration(got.Wait) != wait {
				t.Errorf("%s: %s waits %+v", text, tag, got)
			}
		}
	}
}

// A success forgets everything about the login, in the file too.
func TestSuccessForgetsAttempts(t *testing.T) {
	dir := t.TempDir()
	a, err := loadAttempts(OS(), dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	for range 2 {
		if err := a.begin(tagOf(1), now); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := loadAttempts(OS(), dir); err != nil || len(b.data.Tags) != 1 {
		t.Fatalf("%v %v", b, err)
	}
	if err := a.succeeded(tagOf(1)); err != nil {
		t.Fatal(err)
	}
	b, err := loadAttempts(OS(), dir)
	if err != nil || len(b.data.Tags) != 0 || len(a.seen) != 0 {
		t.Errorf("left: %v, %v, %v", b.data.Tags, a.seen, err)
	}
}
