package vault_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

var update = flag.Bool("update", false, "make testdata/golden anew, after a change of the format")

// golden is what must be known of the vault in testdata/golden to open everything in it.
type golden struct {
	ID, Login, Password, Code string
	Halves                    vault.Recovery
	Document                  vault.Document
}

const (
	goldenDir    = "testdata/golden"
	goldenBackup = "golden" + vault.BackupSuffix
	goldenText   = "卷宗在架，一份不少。"
)

// A vault that was made once opens with all its keys, commits in its log included, and its backup is sound: what is written and
// what is read can't change together unnoticed. When the format changes on purpose, run this test with -update.
func TestGoldenVault(t *testing.T) {
	if *update {
		makeGolden(t)
	}
	text, err := os.ReadFile(filepath.Join(goldenDir, "known.json"))
	fine(t, err)
	var g golden
	fine(t, json.Unmarshal(text, &g))
	dir := filepath.Join(t.TempDir(), "v")
	fine(t, os.CopyFS(dir, os.DirFS(filepath.Join(goldenDir, "vault"))))
	_, clk := clocked()
	o := cheap()
	o.Now = clk.now
	v, err := vault.Open(ctx, dir, o)
	fine(t, err)
	defer v.Close()
	k, err := v.Unlock(ctx, g.Login, g.Password)
	fine(t, err)
	if v.ID() != g.ID || k.Login != g.Login {
		t.Errorf("it is %s of %s", v.ID(), k.Login)
	}
	if got := query[string](t, v, "SELECT group_concat(x) FROM t"); got != "register,log" {
		t.Errorf("it holds %q", got)
	}
	r, err := v.Documents().Stream(ctx, g.Document, k.Age)
	fine(t, err)
	got, err := io.ReadAll(r)
	fine(t, err)
	fine(t, r.Close())
	if string(got) != goldenText {
		t.Errorf("the document says %q", got)
	}
	if report, err := v.Verify(ctx); err != nil || !report.Sound() {
		t.Errorf("%+v %v", report, err)
	}
	fine(t, v.CheckRecovery(ctx, g.Halves.A, g.Halves.B))
	_, err = v.Enrol(ctx, "second", g.Code, killWords[1])
	fine(t, err)
	b, err := vault.CheckBackup(ctx, vault.OS(), filepath.Join(goldenDir, goldenBackup), nil)
	fine(t, err)
	if b.Vault != g.ID {
		t.Errorf("the backup is of %s", b.Vault)
	}
	if ours, err := v.Made(b); err != nil || !ours {
		t.Errorf("the vault does not know its backup: %v", err)
	}
}

// makeGolden writes the vault as a kill would leave it: the last commit in the log.
func makeGolden(t *testing.T) {
	t.Helper()
	fine(t, os.RemoveAll(goldenDir))
	fine(t, os.MkdirAll(goldenDir, 0o755))
	o, _ := clocked()
	v, dir, rec := create(t, o)
	do(t, v, "CREATE TABLE t(x TEXT)")
	do(t, v, "INSERT INTO t VALUES ('register')")
	code, _, err := v.Invite("second")
	fine(t, err)
	doc, err := v.Documents().Put(ctx, v.Keys().Age.Recipient(), bytes.NewReader([]byte(goldenText)))
	fine(t, err)
	fine(t, v.Seal())
	_, err = v.Unlock(ctx, login, password)
	fine(t, err)
	fine(t, backUp(ctx, v, filepath.Join(goldenDir, goldenBackup)))
	do(t, v, "INSERT INTO t VALUES ('log')")
	fine(t, os.CopyFS(filepath.Join(goldenDir, "vault"), os.DirFS(dir)))
	fine(t, os.Remove(filepath.Join(goldenDir, "vault", "lock")))
	text, err := json.MarshalIndent(golden{v.ID(), login, password, code, rec, doc}, "", "\t")
	fine(t, err)
	fine(t, os.WriteFile(filepath.Join(goldenDir, "known.json"), append(text, '\n'), 0o644))
}
