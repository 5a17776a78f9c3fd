package vault_test

import (
	"errors"
	"testing"
	"time"

	"custody/store/vault"
)

// clock is a clock that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func clocked() (vault.Options, *clock) {
	c := &clock{time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	o := cheap()
	o.Now = c.now
	return o, c
}

func wrong(t *testing.T, v *vault.Vault, who string) error {
	t.Helper()
	_, err := v.Unlock(ctx, who, "not the password")
	return err
}

func TestWrongPasswordIsThrottledAcrossRestarts(t *testing.T) {
	opt, clk := clocked()
	v, dir, _ := create(t, opt)
	v.Close()
	open := func() *vault.Vault {
		w, err := vault.Open(ctx, dir, opt)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for _, who := range []string{login, "nobody"} {
		for i := range 5 {
			w := open()
			if err := wrong(t, w, who); !errors.Is(err, vault.ErrWrongPassword) {
				t.Fatalf("%s, attempt %d: %v", who, i+1, err)
			}
			w.Close()
		}
		w := open()
		var wait *vault.ThrottledError
		if err := wrong(t, w, who); !errors.As(err, &wait) || !errors.Is(err, vault.ErrThrottled) {
			t.Fatalf("%s: sixth attempt: %v", who, err)
		}
		if d := wait.Until.Sub(clk.t); d != 15*time.Second {
			t.Fatalf("%s: waits %v", who, d)
		}
		w.Close()
	}
	w := open()
	defer w.Close()
	if _, err := w.Unlock(ctx, login, password); !errors.Is(err, vault.ErrThrottled) {
		t.Fatalf("the right password during the wait: %v", err)
	}
	clk.t = clk.t.Add(16 * time.Second)
	if _, err := w.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	list, forget, err := w.TakeFailures()
	if err != nil {
		t.Fatal(err)
	}
	var known, unknown, refused int
	for _, f := range list {
		switch {
		case f.Refused:
			refused++
		case f.Login == login:
			known++
		case f.Login == "":
			unknown++
		}
	}
	if known != 5 || unknown != 5 || refused != 3 {
		t.Fatalf("known %d, unknown %d, refused %d", known, unknown, refused)
	}
	if again, _, _ := w.TakeFailures(); len(again) != len(list) {
		t.Fatal("forgotten before the audit log has them")
	}
	if err := forget(); err != nil {
		t.Fatal(err)
	}
	if again, _, _ := w.TakeFailures(); len(again) != 0 {
		t.Fatal("not forgotten")
	}
}

func TestWaitDoublesToFifteenMinutes(t *testing.T) {
	opt, clk := clocked()
	v, _, _ := create(t, opt)
	v.Seal()
	want := []time.Duration{15, 30, 60, 120, 240, 480, 900, 900}
	for range 5 {
		_ = wrong(t, v, login)
	}
	for i, s := range want {
		var wait *vault.ThrottledError
		if err := wrong(t, v, login); !errors.As(err, &wait) {
			t.Fatalf("round %d: %v", i, err)
		}
		if d := wait.Until.Sub(clk.t); d != s*time.Second {
			t.Fatalf("round %d: waits %v, want %v", i, d, s*time.Second)
		}
		clk.t = wait.Until
		if err := wrong(t, v, login); !errors.Is(err, vault.ErrWrongPassword) {
			t.Fatalf("round %d after the wait: %v", i, err)
		}
	}
}

func TestClockSetBackDoesNotShortenTheWait(t *testing.T) {
	opt, clk := clocked()
	v, dir, _ := create(t, opt)
	for range 5 {
		_ = wrong(t, v, login)
	}
	v.Close()
	clk.t = clk.t.Add(-24 * time.Hour)
	w, err := vault.Open(ctx, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var wait *vault.ThrottledError
	if err := wrong(t, w, login); !errors.As(err, &wait) || wait.Until.Sub(clk.t) != 15*time.Second {
		t.Fatalf("%v", err)
	}
	clk.t = clk.t.Add(15 * time.Second)
	if _, err := w.Unlock(ctx, login, password); err != nil {
		t.Fatalf("the wait became endless: %v", err)
	}
}
