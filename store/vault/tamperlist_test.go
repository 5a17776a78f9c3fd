package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"custody/store/vault"
)

// limit is an item of FORMAT.md's list of what can't be detected: how its heading begins, and what is such a tampering. An
// item without a test of its own is no matter of changed files.
type limit struct {
	heading string
	is      func(tampering, verdict) bool
}

// tampering is a folder somebody changed, and how it was.
type tampering struct {
	what  string
	was   picture
	now   picture
	rows  int             // in was
	saved int             // of them in the register file
	spare map[string]bool // files of was that a crash left and that hold nothing
	docs  []sealedDoc
}

// limits is FORMAT.md's list.
var limits = []limit{
	{"An old copy", isOldCopy},
	{"An old version of a single page", isOldPage},
	{"Commits since the last checkpoint", isCutLog},
	{"`attempts`", isAttempts},
	{"The remains of a crash", isRemains},
	{"A key slot overwritten", isLostSlot},
	{"A removed account", nil},
	{"An expired one-time code", nil},
	{"A member of staff with a modified program", nil},
	{"Memory and screen", nil},
	{"An erased document in older backups", nil},
}

func (t tampering) touches(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(t.was.differing(t.now), n) })
}

// onlyTouches leaves out what holds no part of the vault.
func (t tampering) onlyTouches(names ...string) bool {
	for _, n := range t.was.differing(t.now) {
		if !slices.Contains(names, n) && !t.idle(n) {
			return false
		}
	}
	return true
}

// idle are files that hold no part of the vault: those a crash left, and those of no meaning.
func (t tampering) idle(name string) bool {
	known := slices.Contains([]string{"keys", "register", "register.log", "attempts"}, name)
	return t.spare[name] || !known && !strings.HasPrefix(name, "documents/")
}

func (t tampering) sameHead() bool {
	was, now := t.was["register"], t.now["register"]
	return len(was) >= vault.HeadSize && len(now) >= vault.HeadSize && bytes.Equal(was[:vault.HeadSize], now[:vault.HeadSize])
}

func isOldCopy(t tampering, v verdict) bool {
	return v.err == nil && v.rows >= 0 && v.rows < t.rows && t.touches("register") && !(t.sameHead() && t.onlyTouches("register"))
}

// isOldPage: some pages are of another time than the rest. The consistency check may notice, and does not know which.
func isOldPage(t tampering, v verdict) bool {
	alone := v.err == nil && v.rows >= 0 && v.rows < t.rows && t.touches("register") && t.sameHead() && t.onlyTouches("register")
	return alone || v.err == nil && v.rows < 0 || errors.Is(v.err, errInconsistent)
}

func isCutLog(t tampering, v verdict) bool {
	return v.err == nil && v.rows >= t.saved && v.rows < t.rows && t.onlyTouches("register.log", "attempts") && t.touches("register.log")
}

func isAttempts(t tampering, v verdict) bool {
	return v.err == nil && v.rows == t.rows && t.touches("attempts") && t.onlyTouches("attempts")
}

// isRemains: nothing is lost.
func isRemains(t tampering, v verdict) bool {
	return v.err == nil && v.rows == t.rows && !isAttempts(t, v)
}

// isLostSlot: the password is simply wrong now, and nobody else's or the recovery halves tell more.
func isLostSlot(t tampering, v verdict) bool {
	return errors.Is(v.err, vault.ErrWrongPassword) && t.touches("keys")
}

// tally counts what became of tamperings, and is asked at the end whether the list was right.
type tally struct {
	mu      sync.Mutex
	refused int
	by      map[int]int // items of the list, from 1
	shown   map[int]string
}

func newTally() *tally { return &tally{by: map[int]int{}, shown: map[int]string{}} }

// file puts a verdict where it belongs. The error says that it belongs nowhere.
func (c *tally) file(t tampering, v verdict) error {
	var d *vault.DamagedError
	if errors.As(v.err, &d) {
		c.mu.Lock()
		c.refused++
		c.mu.Unlock()
		return t.named(d, v)
	}
	if t.now["keys"] == nil && errors.Is(v.err, vault.ErrNotVault) {
		return nil
	}
	var fits []int
	for i, l := range limits {
		if l.is != nil && l.is(t, v) {
			fits = append(fits, i+1)
		}
	}
	if len(fits) != 1 {
		return fmt.Errorf("%s: %d rows of %d, %v: fits the items %v of the list", t.what, v.rows, t.rows, v.err, fits)
	}
	c.show(fits[0], t.what)
	return nil
}

func (c *tally) show(item int, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[item]++
	if c.shown[item] == "" {
		c.shown[item] = what
	}
}

// named says whether a refusal names a file of the folder and a place in it, and left the files alone.
func (t tampering) named(d *vault.DamagedError, v verdict) error {
	was, now := t.was[d.File], t.now[d.File]
	if d.Reason == "" || was == nil || d.Offset < 0 || d.Offset > int64(max(len(was), len(now))) {
		return fmt.Errorf("%s: refused with a wrong place: %v", t.what, d)
	}
	if slices.ContainsFunc(v.written, func(n string) bool { return !t.idle(n) }) {
		return fmt.Errorf("%s: refused, but %v were written to", t.what, v.written)
	}
	return nil
}

// TestListOfLimitsIsTheTests: FORMAT.md's list and this package's are the same, item by item.
func TestListOfLimitsIsTheTests(t *testing.T) {
	items := limitsInFormat(t)
	if len(items) != len(limits) {
		t.Fatalf("FORMAT.md lists %d, the tests %d", len(items), len(limits))
	}
	for i, l := range limits {
		if !strings.HasPrefix(items[i], l.heading) {
			t.Errorf("item %d is %q, not %q", i+1, items[i], l.heading)
		}
	}
}

// limitsInFormat reads the numbered list in FORMAT.md's section on what the vault can't stop.
func limitsInFormat(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(text), "\n## What the vault can't stop\n")
	if !ok {
		t.Fatal("FORMAT.md has no such section")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var items []string
	for _, m := range regexp.MustCompile(`(?m)^(\d+)\. (.*)$`).FindAllStringSubmatch(section, -1) {
		if m[1] != strconv.Itoa(len(items)+1) {
			t.Errorf("item %s stands at place %d", m[1], len(items)+1)
		}
		items = append(items, strings.NewReplacer("**", "").Replace(m[2]))
	}
	return items
}
