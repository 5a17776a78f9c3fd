package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

func key(err error) string {
	var e *app.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Key
}

func cheap() store.Gate { return store.Gate{Options: vault.Options{KDF: apptest.CheapKDF}} }

func TestCreateLeavesNothingOfAFailure(t *testing.T) {
	for name, c := range map[string]struct{ login, password, key string }{
		"password": {"guanli", "短", "error.password.short"},
		"uniform":  {"guanli", "aaaaaaaaaaaaaaa", "error.password.monotone"},
		"login":    {"", apptest.FounderPassword, "error.login"},
	} {
		dir := filepath.Join(t.TempDir(), "v")
		_, _, _, err := cheap().Create(t.Context(), dir, c.login, c.password)
		if key(err) != c.key {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: the folder is there", name)
		}
	}
}

func TestDiscardKeepsAnEmptyFolderThatWasThere(t *testing.T) {
	dir := t.TempDir()
	box, _, _, err := cheap().Create(t.Context(), dir, "guanli", apptest.FounderPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := box.Discard(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser writes everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, _, _, err := cheap().Create(t.Context(), filepath.Join(dir, "v"), "guanli", apptest.FounderPassword)
	if key(err) != "error.vault.readonly" {
		t.Errorf("got %v", err)
	}
}

func TestNothingWorksOnASealedBox(t *testing.T) {
	k := apptest.New(t)
	if err := k.Locked.Lock(); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Locked.Verify(t.Context(), nil); key(err) != "error.locked" {
		t.Errorf("verify: %v", err)
	}
	err := k.Store().View(t.Context(), func(app.Reader) error { return nil })
	if key(err) != "error.locked" {
		t.Errorf("view: %v", err)
	}
	if err := k.Locked.Lock(); err != nil {
		t.Errorf("sealing twice: %v", err)
	}
}

// A flipped byte in a page is named as damage, by verification and by whoever reads it.
func TestFlippedByteIsNamed(t *testing.T) {
	k := apptest.New(t)
	if err := k.Locked.Lock(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(k.Dir, "register")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(data) / 3; at < len(data); at += len(data) / 7 {
		bad := append([]byte(nil), data...)
		bad[at] ^= 1
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if name := damageFound(t, k); name != "" && !strings.HasPrefix(name, "register") {
			t.Errorf("byte %d: %s", at, name)
		}
		if err := k.Locked.Lock(); err != nil {
			t.Logf("sealing a damaged vault: %v", err)
		}
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// damageFound unlocks and verifies; one of the two must name the damage.
func damageFound(t *testing.T, k *apptest.Kit) string {
	t.Helper()
	locked, err := k.Locked, error(nil)
	if _, err = locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword); err != nil {
		var e *app.Error
		if !errors.As(err, &e) || e.Code != app.Damaged {
			t.Errorf("unlocking: %v", err)
			return ""
		}
		return e.Args[0].(string)
	}
	damage, err := locked.Verify(t.Context(), nil)
	if err != nil || len(damage) == 0 {
		t.Errorf("verification: %v, %v", damage, err)
		return ""
	}
	return damage[0].File
}

// A file where a folder is expected stays what it is.
func TestAFileIsNoFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "thesis.txt")
	if err := os.WriteFile(path, []byte("years of work"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := cheap().Create(t.Context(), path, "guanli", apptest.FounderPassword); key(err) != "error.vault.exists" {
		t.Errorf("making a vault: %v", err)
	}
	if _, err := cheap().Open(t.Context(), path); key(err) != "error.vault.missing" {
		t.Errorf("opening it: %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "years of work" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}
