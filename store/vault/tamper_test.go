package vault_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

// smallVault makes a vault in memory whose log holds commits: as it is while the program runs, or after a kill.
func smallVault(t testing.TB) *simFS {
	t.Helper()
	s := newSim()
	opt := cheap()
	opt.FS = s
	v, _, err := vault.Create(ctx, simDir, opt, login, password)
	if err != nil {
		t.Fatal(err)
	}
	do(t, v, "CREATE TABLE t(x)")
	do(t, v, "INSERT INTO t VALUES ('in the register')")
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	v, err = vault.Open(ctx, simDir, opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		do(t, v, "INSERT INTO t VALUES (?)", fmt.Sprintf("in the log %d", i))
	}
	img := s.clone()
	v.Close()
	return img
}

// outcome opens a vault as the program does and reads all of it.
func outcome(s *simFS) (string, error) {
	opt := cheap()
	opt.FS = s
	v, err := vault.Open(context.Background(), simDir, opt)
	if err != nil {
		return "", err
	}
	defer v.Close()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		return "", err
	}
	r, err := v.Verify(ctx)
	if err != nil {
		return "", err
	}
	if !r.Sound() {
		return "", r.Bad[0]
	}
	db, err := v.DB()
	if err != nil {
		return "", err
	}
	var all string
	if err := db.QueryRow("SELECT group_concat(x) FROM t").Scan(&all); err != nil {
		return "", errors.Join(err, v.Err())
	}
	return all, nil
}

const allRows = "in the register,in the log 0,in the log 1,in the log 2"

func TestUntouchedVaultIsSound(t *testing.T) {
	img := smallVault(t)
	if got, err := outcome(img.clone()); err != nil || got != allRows {
		t.Fatal(got, err)
	}
	opt := cheap()
	opt.FS = img
	r, err := vault.Inspect(ctx, simDir, opt, login, password)
	if err != nil || !r.Sound() || r.Commits != 3 || r.Pages == 0 || r.Slots != 2 {
		t.Fatalf("%+v %v", r, err)
	}
}

// flips is how far apart the flipped bytes are.
func flips() int {
	if testing.Short() {
		return 127
	}
	return 1
}

func TestOneFlippedByteAnywhereIsRefused(t *testing.T) {
	base := smallVault(t)
	for _, name := range []string{"register", "register.log", "keys"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			for at := 0; at < len(base.bytes(name)); at += flips() {
				img := base.clone()
				img.bytes(name)[at] ^= 1 << (at % 8)
				checkRefused(t, img, name, at)
				n++
				if t.Failed() {
					return
				}
			}
			t.Logf("%d flips in %d bytes", n, len(base.bytes(name)))
		})
	}
}

func checkRefused(t *testing.T, img *simFS, name string, at int) {
	t.Helper()
	opt := cheap()
	opt.FS = img
	r, err := vault.Inspect(ctx, simDir, opt, login, password)
	if err != nil && !errors.Is(err, vault.ErrDamaged) || err == nil && r.Sound() {
		t.Errorf("flip at %d: inspection says %+v, %v", at, r, err)
	}
	for _, d := range r.Bad {
		if d.File != name {
			t.Errorf("flip at %d of %s: blamed on %v", at, name, d)
		}
		if off := int64(at) - d.Offset; name == "register" && (off < 0 || off > 4200) {
			t.Errorf("flip at %d of %s: placed at %v", at, name, d)
		}
	}
	before := slices.Clone(img.bytes("register"))
	var d *vault.DamagedError
	if got, err := outcome(img); err == nil || !errors.As(err, &d) || d.File != name {
		t.Errorf("flip at %d of %s: %q, %v", at, name, got, err)
	}
	if !slices.Equal(before, img.bytes("register")) {
		t.Errorf("flip at %d of %s: the damaged vault was written to", at, name)
	}
}

func TestCutFilesAreRefusedOrLoseOnlyTheTail(t *testing.T) {
	base := smallVault(t)
	rows := strings.Split(allRows, ",")
	for _, name := range []string{"register", "register.log", "keys"} {
		for cut := 0; cut < len(base.bytes(name)); cut += sector * (1 + flips()/10) {
			img := base.clone()
			for p, f := range img.names {
				if strings.HasSuffix(p, "/"+name) {
					f.data = f.data[:cut]
				}
			}
			got, err := outcome(img)
			switch {
			case errors.Is(err, vault.ErrDamaged):
			case name != "register.log":
				t.Errorf("%s cut at %d: %q %v", name, cut, got, err)
			case err != nil || !slices.Contains([]string{rows[0], strings.Join(rows[:2], ","), strings.Join(rows[:3], ","), allRows}, got):
				t.Errorf("%s cut at %d: %q %v", name, cut, got, err)
			}
		}
	}
}

// TestOldAndForeignPartsAreRefused puts files of another time, or another vault, in place.
func TestOldAndForeignPartsAreRefused(t *testing.T) {
	s := newSim()
	opt := cheap()
	opt.FS = s
	v, _, err := vault.Create(ctx, simDir, opt, login, password)
	if err != nil {
		t.Fatal(err)
	}
	do(t, v, "CREATE TABLE t(x)")
	do(t, v, "INSERT INTO t VALUES ('in the register')")
	old := s.clone()
	for range 2 {
		if err := v.Seal(); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Unlock(ctx, login, password); err != nil {
			t.Fatal(err)
		}
		if _, _, err := v.Invite("guest"); err != nil {
			t.Fatal(err)
		}
		do(t, v, "INSERT INTO t VALUES ('later')")
	}
	now := s.clone()
	foreign := smallVault(t)
	v.Close()
	for _, c := range []struct {
		from       *simFS
		file, what string
	}{
		{old, "register.log", "an old log"},
		{old, "keys", "an old key file"},
		{old, "register", "an old register"},
		{foreign, "register", "another vault's register"},
	} {
		img := now.clone()
		img.names[simDir+"/"+c.file] = c.from.clone().names[simDir+"/"+c.file]
		if got, err := outcome(img); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%s: %q %v", c.what, got, err)
		}
	}
}

// TestForeignLogGivesNothing: to this vault another vault's log is noise, like a torn commit. What can be had by it is what
// cutting the log gives (FORMAT.md): the commits since the last checkpoint are gone.
func TestForeignLogGivesNothing(t *testing.T) {
	s, other := smallVault(t), smallVault(t)
	s.names[simDir+"/register.log"] = other.names[simDir+"/register.log"]
	if got, err := outcome(s); err != nil || got != "in the register" {
		t.Fatal(got, err)
	}
}

func TestSwappedPagesAreRefused(t *testing.T) {
	s := smallVault(t)
	const head, rec = 8192, 4096 + 40
	reg := s.bytes("register")
	a, b := reg[head:head+rec], reg[head+rec:head+2*rec]
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
	var d *vault.DamagedError
	if _, err := outcome(s); !errors.As(err, &d) || d.File != "register" || d.Offset != head && d.Offset != head+rec {
		t.Fatal(err)
	}
}
