package app_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/mattn/go-sqlite3"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// twins are an office over a vault and the same office over plain SQLite: the same people with the same keys, on the same clock.
type twins struct {
	*apptest.Kit
	t       *testing.T
	r       *rand.Rand
	pairs   [][2]*app.Office
	clients []string
	files   []string
	copies  []string
	loans   []string
	people  []string
	work    []int64 // assignments
	asked   int
	done    int // of those, not refused
}

func newTwins(t *testing.T, seed uint64) *twins {
	w := &twins{Kit: apptest.New(t), t: t, r: rand.New(rand.NewPCG(seed, 5))}
	logins := []string{apptest.FounderLogin}
	w.people = []string{apptest.FounderNumber}
	for _, roles := range []app.Roles{{app.Custodian}, {app.Custodian, app.Approver}, {app.Approver}, {app.Auditor}, {app.Auditor}, {app.Reviewer}} {
		p := w.Person("办事人", apptest.Account(roles...))
		logins, w.people = append(logins, apptest.Login(p.Number)), append(w.people, p.Number)
	}
	p := w.Person("临时工", apptest.Unsigned(), apptest.Account(app.Sales))
	logins, w.people = append(logins, apptest.Login(p.Number)), append(w.people, p.Number)
	plain := plainCopy(t, w.Dir)
	for _, l := range logins {
		w.pairs = append(w.pairs, [2]*app.Office{w.OfficeOver(w.Store(), l), w.OfficeOver(plain, l)})
	}
	return w
}

// plainCopy is the register of a vault as it stands, in a plain SQLite file.
func plainCopy(t *testing.T, dir string) *store.Register {
	t.Helper()
	image := filepath.Join(t.TempDir(), "image")
	ok(t, os.CopyFS(image, os.DirFS(dir)))
	v, err := vault.Open(t.Context(), image, vault.Options{KDF: apptest.CheapKDF})
	ok(t, err)
	defer v.Close()
	_, err = v.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	db, err := v.DB()
	ok(t, err)
	conn, err := db.Conn(t.Context())
	ok(t, err)
	defer conn.Close()
	file := filepath.Join(t.TempDir(), "plain.db")
	ok(t, conn.Raw(func(c any) error {
		b, err := c.(*sqlite3.SQLiteConn).Serialize("main")
		if err != nil {
			return err
		}
		return os.WriteFile(file, b, 0o600)
	}))
	plain, err := sql.Open("sqlite3", "file:"+file+"?_journal_mode=WAL&_synchronous=OFF&_foreign_keys=ON&_txlock=immediate")
	ok(t, err)
	plain.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = plain.Close() })
	r, err := store.OpenRegister(t.Context(), plain)
	ok(t, err)
	return r
}

// both has one person do the same in both offices, and compares the answers to the letter. It returns the vault's answer.
func both[T any](w *twins, who int, what string, call func(*app.Office) (T, error)) (T, bool) {
	w.t.Helper()
	sealed, err := call(w.pairs[who][0])
	plain, perr := call(w.pairs[who][1])
	w.asked++
	if a, b := told(w.t, sealed, err), told(w.t, plain, perr); a != b {
		w.t.Fatalf("act %d, %s by %d\nvault: %s\nplain: %s", w.asked, what, who, a, b)
	}
	if err == nil {
		w.done++
	}
	return sealed, err == nil
}

func told(t *testing.T, v any, err error) string {
	t.Helper()
	b, jerr := json.Marshal(v)
	ok(t, jerr)
	var e *app.Error
	switch {
	case err == nil:
		return string(b)
	case errors.As(err, &e):
		return fmt.Sprintf("%s refused: %v %s %v", b, e.Code, e.Key, e.Args)
	}
	return fmt.Sprintf("%s failed: %v", b, err)
}

// TestOfficeOverTheVaultIsTheOfficeOverPlainSQLite has random people do random things in both.
func TestOfficeOverTheVaultIsTheOfficeOverPlainSQLite(t *testing.T) {
	rounds, each := 1, 500
	if !testing.Short() {
		rounds, each = 20, 2500
	}
	asked, done := 0, 0
	for i := range rounds {
		w := newTwins(t, uint64(i)+1)
		for w.asked < each {
			w.step()
		}
		w.same()
		asked, done = asked+w.asked, done+w.done
	}
	t.Logf("office operations: %d, %d of them not refused", asked, done)
	if done < asked/4 {
		t.Error("nearly everything was refused")
	}
}

// same compares the whole logs, hashes and signatures included, and checks the chain.
func (w *twins) same() {
	both(w, 0, "all of the log", func(o *app.Office) ([]app.Entry, error) { return o.Audit(w.Ctx(), app.AuditFilter{Limit: -1}) })
	report, _ := both(w, 0, "the chain", func(o *app.Office) (app.AuditReport, error) { return o.VerifyAudit(w.Ctx()) })
	if entries, _ := both(w, 0, "the log", func(o *app.Office) ([]app.Entry, error) { return o.Audit(w.Ctx(), app.AuditFilter{}) }); len(entries) == 0 {
		w.t.Fatalf("no log: %+v", report)
	}
}

func pick[T any](w *twins, of []T, other T) T {
	if len(of) == 0 || w.r.IntN(40) == 0 {
		return other
	}
	return of[w.r.IntN(len(of))]
}

// some picks one to three of a list, the newer ones rather.
func (w *twins) some(of []string) []string {
	var out []string
	for range 1 + w.r.IntN(3) {
		if c := pick(w, of[max(0, len(of)-12):], "A-9999-2026-001/1"); !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
