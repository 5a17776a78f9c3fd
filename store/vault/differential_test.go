package vault_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"custody/store/vault"
)

// duel is a vault and plain SQLite, asked the same.
type duel struct {
	t     *testing.T
	seed  uint64
	r     *rand.Rand
	opt   vault.Options
	fs    *pictureFS
	v     *vault.Vault
	plain *sql.DB
	file  string
	open  bool // a transaction was begun
	asked int
	fine  int      // of those, without an error
	ends  int      // how often both were opened again
	last  []string // what was asked lately, for the complaint
}

func newDuel(t *testing.T, seed uint64) *duel {
	d := &duel{t: t, seed: seed, r: rand.New(rand.NewPCG(seed, 4)), fs: picture{}.fs(), file: filepath.Join(t.TempDir(), "plain.db")}
	d.opt = vault.WithCheckpointAt(cheap(), 8<<10+d.r.Int64N(1<<20))
	d.opt.CacheKiB = 40 + d.r.IntN(400)
	d.opt.FS = d.fs
	v, _, err := vault.Create(ctx, pictureDir, d.opt, login, password)
	if err != nil {
		t.Fatal(err)
	}
	d.v = v
	d.openPlain()
	return d
}

func (d *duel) openPlain() {
	db, err := sql.Open("sqlite3", "file:"+d.file+"?_journal_mode=MEMORY&_synchronous=OFF&_foreign_keys=ON&_stmt_cache_size=128&_txlock=immediate")
	if err != nil {
		d.t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA temp_store=MEMORY"} {
		if _, err := db.Exec(q); err != nil {
			d.t.Fatal(err)
		}
	}
	d.plain = db
}

func (d *duel) close() {
	if d.plain != nil {
		_ = d.plain.Close()
	}
	_ = d.v.Close()
}

// same asks both and compares rows and errors to the letter.
func (d *duel) same(q string, args ...any) bool {
	db, err := d.v.DB()
	if err != nil {
		d.t.Fatal(err)
	}
	d.asked++
	if d.last = append(d.last, fmt.Sprint(q, " ", shortly(args))); len(d.last) > 12 {
		d.last = d.last[1:]
	}
	a, b := dump(db, q, args), dump(d.plain, q, args)
	if a != b || d.v.Err() != nil {
		d.t.Errorf("seed %d, statement %d\n%s\nvault: %.2000s\nplain: %.2000s\n%v", d.seed, d.asked, strings.Join(d.last, "\n"), a, b, d.v.Err())
		return false
	}
	if strings.HasPrefix(a, "error") {
		return false
	}
	d.fine++
	return true
}

func shortly(args []any) string {
	return fmt.Sprintf("%.300q", fmt.Sprint(args...))
}

// dump is everything a statement gives, or how it failed.
func dump(db *sql.DB, q string, args []any) string {
	rows, err := db.Query(q, args...)
	if err != nil {
		return "error " + err.Error()
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return "error " + err.Error()
	}
	var out strings.Builder
	for rows.Next() {
		vals := make([]any, len(cols))
		ptrs := make([]any, len(cols))
		for i := range vals {
			ptrs[i] = &vals[i]
		}
		if err := rows.Scan(ptrs...); err != nil {
			return "error " + err.Error()
		}
		fmt.Fprintln(&out, vals...)
	}
	if err := rows.Err(); err != nil {
		return "error " + err.Error() + " after " + out.String()
	}
	return out.String()
}

// reopen ends both sessions: by closing, by sealing, or by a kill. What was not committed is gone.
func (d *duel) reopen() {
	d.open = false
	d.ends++
	switch d.r.IntN(3) {
	case 0:
		d.must(d.v.Close())
		d.openVault()
	case 1:
		d.must(d.v.Seal())
		_, err := d.v.Unlock(ctx, login, password)
		d.must(err)
	default:
		killed := d.v
		d.fs = d.fs.picture().fs()
		d.openVault()
		_ = killed.Close() // what it still writes is not looked at
	}
	d.must(d.plain.Close())
	d.openPlain()
}

func (d *duel) openVault() {
	d.opt.FS = d.fs
	v, err := vault.Open(ctx, pictureDir, d.opt)
	d.must(err)
	_, err = v.Unlock(ctx, login, password)
	d.must(err)
	d.v = v
}

func (d *duel) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Errorf("seed %d, statement %d: %v", d.seed, d.asked, err)
		panic(err)
	}
}

// TestLikePlainSQLite asks a vault and plain SQLite the same at random: tables, indexes, triggers, search, long blobs, savepoints,
// broken constraints, VACUUM, ends and kills of the program.
func TestLikePlainSQLite(t *testing.T) {
	rounds, each := 12, 1500
	if !testing.Short() {
		rounds, each = 550, 2000
	}
	var total, fine, ends atomic.Int64
	eachCore(rounds, func(i int) {
		if t.Failed() {
			return
		}
		d := newDuel(t, uint64(i)+1)
		defer func() { d.close() }()
		for d.asked < each && !t.Failed() {
			d.step()
		}
		d.end()
		total.Add(int64(d.asked))
		fine.Add(int64(d.fine))
		ends.Add(int64(d.ends))
	})
	t.Logf("statements: %d, %d of them without an error; opened again %d times", total.Load(), fine.Load(), ends.Load())
	if n := total.Load(); !t.Failed() && (n < int64(rounds*each) || fine.Load() < n/3) {
		t.Error("too few")
	}
}

// end looks at all there is.
func (d *duel) end() {
	if d.open {
		d.same("COMMIT")
		d.same("ROLLBACK")
	}
	d.reopen()
	d.same("SELECT * FROM sqlite_schema ORDER BY name")
	d.same("PRAGMA integrity_check")
	for i := range tables {
		d.same(fmt.Sprintf("SELECT * FROM t%d", i))
	}
	if r, err := d.v.Verify(ctx); err != nil || !r.Sound() {
		d.t.Errorf("seed %d: %+v %v", d.seed, r, err)
	}
}
