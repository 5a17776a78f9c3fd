package vault_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

// killWords are the passwords that the killed child goes to and fro between; they hold no spaces.
var killWords = [2]string{"秋水共长天一色-落霞与孤鹜齐飞", "渔舟-唱晚-响穷彭蠡之滨"}

// acked is what a vault must hold after a kill: what was acknowledged, and what was only begun and may be there too.
type acked struct {
	step, epoch   int
	word, guest   string
	began         map[string]string // by kind of act
	documents     []vault.Document
	backups       []string
	runs, changes int
}

// A process that commits, checkpoints, changes keys, stores documents and makes backups is killed at random moments: the vault
// opens, is sound, and holds everything that was acknowledged; unfinished files do not stay.
func TestKill(t *testing.T) {
	kills := 500
	if testing.Short() {
		kills = 20
	}
	v, dir, _ := create(t, cheap())
	do(t, v, "CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB)")
	do(t, v, "CREATE TABLE total(steps INTEGER)")
	do(t, v, "INSERT INTO total VALUES (0)")
	fine(t, v.ChangePassword(ctx, login, password, killWords[0]))
	fine(t, v.Close())
	out := t.TempDir()
	a := &acked{word: killWords[0], guest: "gone"}
	for i := range kills {
		a.killedRun(t, dir, out)
		a.check(t, dir, i%10 == 9)
		if t.Failed() {
			t.Fatalf("after kill %d", i+1)
		}
		a.checkBackups(t, out)
	}
	onlyKnown(t, dir)
	t.Logf("kills: %d, steps %d, keys changed %d times, vault keys %d, documents %d, backups %d",
		kills, a.step, a.changes, a.epoch, len(a.documents), len(a.backups))
	if a.step < 2*kills || a.changes+a.epoch+len(a.documents)+len(a.backups) < kills/2 {
		t.Error("too little was done to mean anything")
	}
}

// killedRun starts the child, kills it after a random while and hears what it says.
func (a *acked) killedRun(t *testing.T, dir, out string) {
	t.Helper()
	cmd := child(t, "load", dir)
	cmd.Stdin = strings.NewReader(a.word + "\n" + out + "\n")
	pipe, err := cmd.StdoutPipe()
	fine(t, err)
	fine(t, cmd.Start())
	a.began = map[string]string{}
	lines := bufio.NewScanner(pipe)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if lines.Text() == "open" { // the clock of this run's end starts when the work does
			defer time.AfterFunc(time.Duration(rand.IntN(250))*time.Millisecond, func() { _ = cmd.Process.Kill() }).Stop()
			continue
		}
		a.hear(t, lines.Text())
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the child ended by itself")
	}
}

func (a *acked) hear(t *testing.T, line string) {
	t.Helper()
	kind, rest, _ := strings.Cut(line, " ")
	switch kind {
	case "begin":
		kind, rest, _ = strings.Cut(rest, " ")
		a.began[kind] = rest
		return
	case "step":
		_, err := fmt.Sscan(rest, &a.step)
		fine(t, err)
	case "epoch":
		_, err := fmt.Sscan(rest, &a.epoch)
		fine(t, err)
	case "password":
		a.word = rest
		a.changes++
	case "guest":
		a.guest = rest
		a.changes++
	case "document":
		var d vault.Document
		fine(t, json.Unmarshal([]byte(rest), &d))
		a.documents = append(a.documents, d)
	case "backup":
		a.backups = append(a.backups, rest)
	default:
		t.Error(line)
	}
	delete(a.began, kind)
}

// check opens the vault and compares it with what was said.
func (a *acked) check(t *testing.T, dir string, shrink bool) {
	t.Helper()
	w, err := vault.Open(ctx, dir, cheap())
	fine(t, err)
	defer func() { fine(t, w.Close()) }()
	_, err = w.Unlock(ctx, login, a.word)
	if other, begun := a.began["password"]; errors.Is(err, vault.ErrWrongPassword) && begun {
		a.word = other
		_, err = w.Unlock(ctx, login, other)
	}
	fine(t, err)
	steps, rows, total := query[int](t, w, "SELECT coalesce(max(n),0) FROM steps"),
		query[int](t, w, "SELECT count(*) FROM steps"), query[int](t, w, "SELECT steps FROM total")
	if steps < a.step || steps > a.step+1 || rows != steps || total != steps {
		t.Errorf("acknowledged %d, found %d in %d rows, counted %d", a.step, steps, rows, total)
	}
	a.step = steps
	if got := query[string](t, w, "PRAGMA integrity_check"); got != "ok" {
		t.Error(got)
	}
	a.checkKeys(t, w)
	fine(t, w.Documents().TidyKnowing())
	for _, d := range a.documents[max(0, len(a.documents)-20):] {
		fine(t, w.Documents().Check(ctx, d))
	}
	if r, err := w.Verify(ctx); err != nil || !r.Sound() {
		t.Error(r, err)
	}
	if shrink {
		do(t, w, "UPDATE steps SET pad = NULL")
		do(t, w, "VACUUM")
	}
}

// checkKeys compares accounts and the number of vault keys.
func (a *acked) checkKeys(t *testing.T, w *vault.Vault) {
	t.Helper()
	epoch := int(w.Epoch())
	if _, begun := a.began["epoch"]; epoch != a.epoch && (!begun || epoch != a.epoch+1) {
		t.Errorf("acknowledged vault key %d, found %d", a.epoch, epoch)
	}
	a.epoch = epoch
	list, err := w.Accounts()
	fine(t, err)
	guest := "gone"
	if len(list) > 1 {
		guest = "there"
	}
	if other, begun := a.began["guest"]; guest != a.guest && (!begun || guest != other) {
		t.Errorf("the guest was %s and is %s", a.guest, guest)
	}
	a.guest = guest
}

// checkBackups reads the backups that were acknowledged, and any other of that name; the older ones are thrown away.
func (a *acked) checkBackups(t *testing.T, out string) {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(out, "*"+vault.BackupSuffix))
	fine(t, err)
	have := map[string]bool{}
	for _, path := range list {
		have[path] = true
		if _, err := vault.CheckBackup(ctx, vault.OS(), path, nil); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		fine(t, os.Remove(path))
	}
	for _, path := range a.backups[a.runs:] {
		if !have[path] {
			t.Errorf("%s was acknowledged and is not there", path)
		}
	}
	a.runs = len(a.backups)
}

// onlyKnown checks that a vault that was opened and closed holds no unfinished file.
func onlyKnown(t *testing.T, dir string) {
	t.Helper()
	known := map[string]bool{"keys": true, "register": true, "register.log": true, "lock": true, "attempts": true}
	fine(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[d.Name()] && len(d.Name()) != 32 {
			t.Errorf("%s stays behind", path)
		}
		return err
	}))
}

func fine(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
