package vault_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

// keyed is a vault in memory with every way in: two accounts, one of them about to leave, a code and the halves.
type keyed struct {
	fs   *simFS
	opt  vault.Options
	v    *vault.Vault
	rec  vault.Recovery
	code string // of "guest"
}

const (
	keyedDir    = "/v"
	keyedStayer = "li"
	keyedLeaver = "zhao"
	keyedWay    = "a window over the 长江 at dusk"
	keyedSum    = "SELECT count(*) || ' ' || sum(length(x)) FROM t"
)

func newKeyed(t testing.TB, rows int) *keyed {
	t.Helper()
	k := &keyed{fs: newSim(), opt: cheap()}
	k.opt.FS = k.fs
	var err error
	k.v, k.rec, err = vault.Create(ctx, keyedDir, k.opt, login, password)
	allWell(t, err)
	t.Cleanup(func() { k.v.Close() })
	for _, who := range []string{keyedStayer, keyedLeaver} {
		code, _, err := k.v.Invite(who)
		allWell(t, err)
		_, err = k.v.Enrol(ctx, who, code, keyedWay+who)
		allWell(t, err)
	}
	k.code, _, err = k.v.Invite("guest")
	allWell(t, err)
	_, err = k.v.Unlock(ctx, login, password)
	allWell(t, err)
	do(t, k.v, "CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB)")
	do(t, k.v, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?) INSERT INTO t(x) SELECT randomblob(3000) FROM n", rows)
	return k
}

func allWell(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// over opens the vault in another file layer.
func (k *keyed) over(t testing.TB, fs vault.FS) *vault.Vault {
	t.Helper()
	opt := k.opt
	opt.FS = fs
	v, err := vault.Open(ctx, keyedDir, opt)
	allWell(t, err)
	t.Cleanup(func() { v.Close() })
	return v
}

// unlocked opens a copy of what is on the disk now, as a kill would leave it.
func (k *keyed) unlocked(t testing.TB, fs *simFS, who, pw string) *vault.Vault {
	t.Helper()
	v := k.over(t, fs)
	_, err := v.Unlock(ctx, who, pw)
	allWell(t, err)
	return v
}

func intact(t testing.TB, v *vault.Vault, want string) {
	t.Helper()
	if got := query[string](t, v, keyedSum); got != want {
		t.Errorf("the register holds %s, want %s", got, want)
	}
	if got := query[string](t, v, "PRAGMA integrity_check"); got != "ok" {
		t.Error(got)
	}
}

func noNewFiles(t testing.TB, fs *simFS) {
	t.Helper()
	names, err := fs.Names(keyedDir)
	allWell(t, err)
	for _, n := range names {
		if strings.HasSuffix(n, ".new") {
			t.Errorf("%s is left", n)
		}
	}
}

func TestRekeyShutsOutWhoWasRemoved(t *testing.T) {
	k := newKeyed(t, 400)
	want := query[string](t, k.v, keyedSum)
	before := k.fs.clone()
	allWell(t, k.v.Remove(keyedLeaver))
	var steps []int64
	lost, err := k.v.Rekey(ctx, func(done, total int64) { steps = append(steps, done, total) })
	allWell(t, err)
	if len(lost) != 0 || k.v.Epoch() != 1 {
		t.Errorf("lost %v, epoch %d", lost, k.v.Epoch())
	}
	if n := len(steps); n < 8 || steps[0] != 0 || steps[n-2] != steps[n-1] {
		t.Errorf("progress %v", steps)
	}
	noNewFiles(t, k.fs)
	intact(t, k.v, want)
	do(t, k.v, "CREATE TABLE after(x)")
	allWell(t, k.v.Close())

	v := k.over(t, k.fs)
	if _, err := v.Unlock(ctx, keyedLeaver, keyedWay+keyedLeaver); !errors.Is(err, vault.ErrWrongPassword) {
		t.Errorf("the leaver's password: %v", err)
	}
	_, err = v.Unlock(ctx, login, password)
	allWell(t, err)
	intact(t, v, want)
	if v.Epoch() != 1 {
		t.Error("the epoch is not in the key file")
	}
	do(t, v, "INSERT INTO after VALUES (1)")
	allWell(t, v.Close())

	// The leaver kept a copy: it opens, being of before. Its key file opens nothing that came after.
	old := k.unlocked(t, before.clone(), keyedLeaver, keyedWay+keyedLeaver)
	intact(t, old, want)
	mixed := k.fs.clone()
	mixed.names[filepath.Join(keyedDir, "keys")].data = before.bytes("keys")
	m := k.over(t, mixed)
	if _, err := m.Unlock(ctx, keyedLeaver, keyedWay+keyedLeaver); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("an old key file beside the new register: %v", err)
	}
	if _, err := m.DB(); !errors.Is(err, vault.ErrSealed) {
		t.Error("it opened")
	}
}

func TestRekeyKeepsEveryOtherWayIn(t *testing.T) {
	k := newKeyed(t, 3)
	want := query[string](t, k.v, keyedSum)
	sign, id := k.v.Keys().Sign.Public(), k.v.Keys().Age.String()
	for range 3 { // the last of three rewraps counts
		_, err := k.v.Rekey(ctx, nil)
		allWell(t, err)
	}
	allWell(t, k.v.Close())
	for range 2 { // through the rewrap, then through the slot sealed anew
		v := k.over(t, k.fs)
		got, err := v.Unlock(ctx, login, password)
		allWell(t, err)
		if got.Age.String() != id || !got.Sign.Public().(ed25519.PublicKey).Equal(sign) || got.Login != login {
			t.Error("the account's keys changed")
		}
		allWell(t, v.CheckPassword(ctx, keyedStayer, keyedWay+keyedStayer))
		if _, err := v.WitnessKeys(ctx, keyedStayer, keyedWay+keyedStayer); err != nil {
			t.Error(err)
		}
		allWell(t, v.CheckRecovery(ctx, k.rec.A, k.rec.B))
		intact(t, v, want)
		allWell(t, v.Close())
	}
	v := k.unlocked(t, k.fs, keyedStayer, keyedWay+keyedStayer)
	allWell(t, v.ChangePassword(ctx, keyedStayer, keyedWay+keyedStayer, "seventeen 红色 lanterns"))
	allWell(t, v.Seal())
	_, err := v.Enrol(ctx, "guest", k.code, keyedWay)
	allWell(t, err)
	allWell(t, v.Seal())
	for range 2 {
		code, err := v.Recover(ctx, k.rec.A, k.rec.B, keyedLeaver)
		allWell(t, err)
		_, err = v.Enrol(ctx, keyedLeaver, code, "another river, another 桥")
		allWell(t, err)
		allWell(t, v.Seal())
	}
	_, err = v.Unlock(ctx, keyedStayer, "seventeen 红色 lanterns")
	allWell(t, err)
	intact(t, v, want)
}

func TestRekeyLeavesExpiredCodesBehind(t *testing.T) {
	opt, clk := clocked()
	v, _, _ := create(t, opt)
	code, _, err := v.Invite("guest")
	allWell(t, err)
	clk.t = clk.t.Add(vault.CodeLife - time.Second)
	_, _, err = v.Invite("late guest")
	allWell(t, err)
	clk.t = clk.t.Add(time.Second)
	lost, err := v.Rekey(ctx, nil)
	allWell(t, err)
	if len(lost) != 1 || lost[0] != "guest" {
		t.Errorf("lost %v", lost)
	}
	if _, err := v.Enrol(ctx, "guest", code, password); !errors.Is(err, vault.ErrWrongCode) {
		t.Error(err)
	}
	if list, err := v.Accounts(); err != nil || len(list) != 2 {
		t.Error(list, err)
	}
}

func TestRekeyCancelledAtEveryStep(t *testing.T) {
	k := newKeyed(t, 400)
	want := query[string](t, k.v, keyedSum)
	steps := 0
	for at := 0; ; at++ {
		work, cancel := context.WithCancel(ctx)
		n := 0
		_, err := k.v.Rekey(work, func(int64, int64) {
			if n == at {
				cancel()
			}
			n++
		})
		cancel()
		if at >= n {
			allWell(t, err)
			break
		}
		steps++
		if !errors.Is(err, context.Canceled) || k.v.Epoch() != 0 {
			t.Fatalf("step %d: %v, epoch %d", at, err, k.v.Epoch())
		}
		noNewFiles(t, k.fs)
		intact(t, k.v, want)
		do(t, k.v, "UPDATE t SET id = id WHERE id = 1")
	}
	if steps < 8 {
		t.Errorf("only %d steps", steps)
	}
	if k.v.Epoch() != 1 {
		t.Error("uncancelled, it made no new key")
	}
	intact(t, k.v, want)
}

// While a new key is made reads go on and commits wait; they are in the register that comes out.
func TestRekeyBesideWork(t *testing.T) {
	k := newKeyed(t, 400)
	want := query[string](t, k.v, keyedSum)
	db, err := k.v.DB()
	allWell(t, err)
	written := make(chan error, 1)
	var once bool
	_, err = k.v.Rekey(ctx, func(done, total int64) {
		if once {
			return
		}
		once = true
		intact(t, k.v, want)
		go func() {
			_, err := db.Exec("INSERT INTO t(x) VALUES (randomblob(9000))")
			written <- err
		}()
	})
	allWell(t, err)
	allWell(t, <-written)
	want = query[string](t, k.v, keyedSum)
	allWell(t, k.v.Close())
	v := k.unlocked(t, k.fs, keyedStayer, keyedWay+keyedStayer)
	intact(t, v, want)
}

func TestRekeyInterrupted(t *testing.T) {
	k := newKeyed(t, 400)
	_, err := k.v.Rekey(ctx, func(done, _ int64) {
		if done > 0 {
			k.v.Interrupt()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	allWell(t, k.v.Seal())
	if _, err := k.v.Rekey(ctx, nil); !errors.Is(err, vault.ErrSealed) {
		t.Error(err)
	}
	if _, err := k.v.NewHalves(ctx); !errors.Is(err, vault.ErrSealed) {
		t.Error(err)
	}
	allWell(t, k.v.Close())
	if _, err := k.v.Rekey(ctx, nil); !errors.Is(err, vault.ErrClosed) {
		t.Error(err)
	}
}

func TestNewHalves(t *testing.T) {
	k := newKeyed(t, 3)
	want := query[string](t, k.v, keyedSum)
	old := k.fs.clone()
	recipient, err := k.v.RecoveryRecipient()
	allWell(t, err)
	rec, err := k.v.NewHalves(ctx)
	allWell(t, err)
	for _, pair := range []vault.Recovery{k.rec, {A: k.rec.A, B: rec.B}, {A: rec.A, B: k.rec.B}} {
		if err := k.v.CheckRecovery(ctx, pair.A, pair.B); !errors.Is(err, vault.ErrWrongCode) {
			t.Errorf("an old half: %v", err)
		}
	}
	now, err := k.v.RecoveryRecipient()
	allWell(t, err)
	if now.String() == recipient.String() {
		t.Error("documents would still be wrapped to the old halves")
	}
	allWell(t, k.v.Close())
	v := k.over(t, k.fs)
	allWell(t, v.CheckRecovery(ctx, rec.A, rec.B))
	code, err := v.Recover(ctx, rec.A, rec.B, login)
	allWell(t, err)
	_, err = v.Enrol(ctx, login, code, keyedWay)
	allWell(t, err)
	intact(t, v, want)
	allWell(t, k.over(t, old).CheckRecovery(ctx, k.rec.A, k.rec.B)) // a copy of before
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := v.NewHalves(done); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
