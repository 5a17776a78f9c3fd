package vault_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

func TestRemainsOfASoundVault(t *testing.T) {
	w := newWreck(t, false)
	var done, all int64
	before := w.all()
	m, err := vault.OpenRemains(ctx, w.dir, cheap(), byPassword, func(d, a int64) { done, all = max(done, d), a })
	if err != nil {
		t.Fatal(err)
	}
	r := m.Report
	if !r.Sound() || len(r.Torn) > 0 || r.Commits != wreckCommits+2 || r.Frames < r.Commits || r.Slots != 2 || r.Documents != 2 || r.Bytes == 0 {
		t.Errorf("%+v %v", r, told(r.Torn))
	}
	if done == 0 || done != all || int(all) != r.Pages || uint32(r.Pages) != m.Pages() {
		t.Errorf("progress %d of %d, %d pages, %d", done, all, r.Pages, m.Pages())
	}
	if !m.Opens() || m.Err() != nil || len(m.ID()) != 32 || m.Keys == nil || m.Keys.Login != login {
		t.Errorf("%v %v %q %v", m.Opens(), m.Err(), m.ID(), m.Keys)
	}
	if m.Page(0) != nil || m.Page(m.Pages()+1) != nil || !bytes.HasPrefix(m.Page(1), []byte("SQLite format 3")) {
		t.Error("pages")
	}
	db, err := m.DB()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO small VALUES ('in memory only')"); err != nil {
		t.Error(err)
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM small").Scan(&n); err != nil || n != wreckCommits+2 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	w.untouched(before)
}

func TestRemainsNameEachDamage(t *testing.T) {
	half := func(w *wreck) int { return len(w.read("keys")) / 2 }
	for _, c := range []struct {
		name      string
		quiet     bool
		do        func(w *wreck)
		bad, torn []string
	}{
		{"first key copy changed", true, func(w *wreck) { w.flip("keys", 300) }, []string{"keys keys 1"}, nil},
		{"second key copy changed", true, func(w *wreck) { w.flip("keys", half(w)+300) }, []string{"keys keys 2"}, nil},
		{"second key copy torn", true, func(w *wreck) { w.noise("keys", half(w), half(w)) }, nil, []string{"keys keys 2"}},
		{"key file cut", true, func(w *wreck) { w.write("keys", w.read("keys")[:half(w)+500]) }, []string{"keys keys 2"}, nil},
		{
			"key file lost, an unfinished one left", true,
			func(w *wreck) { w.write("keys.new", w.read("keys")); w.noise("keys", 0, 2*half(w)) },
			[]string{"keys keys 1", "keys keys 2"},
			nil,
		},
		{
			"first state copy changed", true, func(w *wreck) { w.flip("register", 100) },
			[]string{"register state 1"},
			nil,
		},
		{"second state copy torn", true, func(w *wreck) { w.noise("register", 4096, 4096) }, nil, []string{"register state 2"}},
		{"both states", true, func(w *wreck) { w.noise("register", 0, headBytes) }, []string{"register state 1", "register state 2"}, nil},
		{"both states under a log", false, func(w *wreck) { w.noise("register", 0, headBytes) }, []string{"register state 1", "register state 2"}, nil},
		{"two pages", true, func(w *wreck) {
			w.flip("register", headBytes+pageBytes+9)
			w.noise("register", headBytes+3*pageBytes, 99)
		}, []string{
			"register page 2", "register page 4",
		}, nil},
		{"register cut", true, func(w *wreck) { w.write("register", w.read("register")[:headBytes+3*pageBytes+7]) }, []string{"register page 4+"}, nil},
		{"last page cut", true, func(w *wreck) { b := w.read("register"); w.write("register", b[:len(b)-1]) }, nil, nil},
		{"register lost", true, func(w *wreck) { os.Remove(w.path("register")) }, []string{
			"register: file is missing", "register state 1", "register state 2",
		}, nil},
		{"log lost", true, func(w *wreck) { os.Remove(w.path("register.log")) }, []string{"register.log: file is missing"}, nil},
		{"stray bytes", true, func(w *wreck) { w.write("register", append(w.read("register"), 1, 2, 3)) }, []string{
			"register: stray bytes after the last page",
		}, nil},
		{"document cut", true, func(w *wreck) {
			b := w.read(w.doc[1])
			head := bytes.Index(b, []byte("\n--- "))
			head += 1 + bytes.IndexByte(b[head+1:], '\n') + 1
			w.write(w.doc[1], b[:head+16+(64<<10+16)+10])
		}, []string{"document 1"}, nil},
		{"document of noise", true, func(w *wreck) { w.noise(w.doc[0], 0, 60) }, []string{"document 0"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWreck(t, c.quiet)
			c.do(w)
			m, err := w.remains(byPassword)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.Clone(c.bad)
			for i, s := range want {
				if rest, ok := strings.CutPrefix(s, "document "); ok {
					want[i] = w.doc[rest[0]-'0'] + " document 0"
				}
			}
			got := told(m.Report.Bad)
			if c.name == "last page cut" {
				want = []string{fmt.Sprintf("register page %d", m.Pages())}
			}
			if !slices.Equal(got, append([]string{}, want...)) || !slices.Equal(told(m.Report.Torn), append([]string{}, c.torn...)) {
				t.Errorf("told %q, torn %q", got, told(m.Report.Torn))
			}
			documents := strings.HasPrefix(c.name, "document")
			if _, err := m.DB(); (err == nil) != (len(want) == 0 || documents) {
				t.Errorf("DB: %v", err)
			}
		})
	}
}

func TestRemainsRefuse(t *testing.T) {
	w := newWreck(t, true)
	for name, c := range map[string]struct {
		with vault.Access
		want error
	}{
		"password": {vault.Access{Login: login, Password: "wrong wrong wrong"}, vault.ErrWrongPassword},
		"login":    {vault.Access{Login: "nobody", Password: password}, vault.ErrWrongPassword},
		"halves":   {vault.Access{HalfA: newWreck(t, true).rec.A, HalfB: w.rec.B}, vault.ErrWrongCode},
	} {
		if _, err := w.remains(c.with); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m, err := w.remains(vault.Access{HalfA: w.rec.A, HalfB: w.rec.B}); err != nil || m.Keys != nil || !m.Report.Sound() {
		t.Errorf("the right halves: %v", err)
	} else if err := m.Close(); err != nil {
		t.Error(err)
	}
	if _, err := vault.OpenRemains(ctx, t.TempDir(), cheap(), byPassword, nil); !errors.Is(err, vault.ErrNotVault) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := vault.OpenRemains(ctx, w.path("none"), cheap(), byPassword, nil); !errors.Is(err, vault.ErrNotVault) {
		t.Errorf("no folder: %v", err)
	}
	v := reopen(t, w.dir, cheap())
	if _, err := vault.OpenRemains(ctx, w.dir, cheap(), byPassword, nil); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("in use: %v", err)
	}
	v.Close()
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := vault.OpenRemains(stopped, w.dir, cheap(), byPassword, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	w.noise("keys", 0, 1<<20)
	var bad *vault.DamagedError
	if _, err := w.remains(byPassword); !errors.As(err, &bad) || bad.Part != vault.PartKeys {
		t.Errorf("no key copy: %v", err)
	}
}

// A wait is kept to, though the wrong password that is tried here is not counted.
func TestRemainsKeepToTheWait(t *testing.T) {
	w := newWreck(t, true)
	v, err := vault.Open(ctx, w.dir, cheap())
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		_, _ = v.Unlock(ctx, login, "wrong wrong wrong")
	}
	v.Close()
	if _, err := w.remains(byPassword); !errors.Is(err, vault.ErrThrottled) {
		t.Errorf("%v", err)
	}
	opt := cheap()
	opt.Now = func() time.Time { return time.Now().Add(time.Hour) }
	m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
}
