package vault_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"custody/store/vault"
	_ "github.com/mattn/go-sqlite3" // the plain database to measure against
)

// both runs a benchmark on a vault and on plain SQLite with WAL and synchronous=FULL.
func both(b *testing.B, cacheKiB int, run func(b *testing.B, db *sql.DB)) {
	b.Run("vault", func(b *testing.B) {
		o := cheap()
		o.CacheKiB = cacheKiB
		v, _, err := vault.Create(ctx, filepath.Join(b.TempDir(), "v"), o, login, password)
		if err != nil {
			b.Fatal(err)
		}
		defer v.Close()
		db, err := v.DB()
		if err != nil {
			b.Fatal(err)
		}
		run(b, db)
	})
	b.Run("plain", func(b *testing.B) {
		db, err := sql.Open("sqlite3", fmt.Sprintf("file:%s?_journal_mode=WAL&_synchronous=FULL&_cache_size=-%d&_stmt_cache_size=128",
			filepath.Join(b.TempDir(), "plain.db"), cacheKiB))
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		run(b, db)
	})
}

func must(b *testing.B, db *sql.DB, q string, args ...any) {
	b.Helper()
	if _, err := db.Exec(q, args...); err != nil {
		b.Fatal(err)
	}
}

func fill(b *testing.B, db *sql.DB, rows int) {
	b.Helper()
	must(b, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, code TEXT, title TEXT)")
	must(b, db, "CREATE INDEX tc ON t(code)")
	must(b, db, `INSERT INTO t(code, title) SELECT hex(randomblob(8)), hex(randomblob(200))
		FROM (WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i<?) SELECT i FROM k)`, rows)
}

func BenchmarkCommit(b *testing.B) {
	both(b, 8<<10, func(b *testing.B, db *sql.DB) {
		fill(b, db, 20000)
		i := 0
		for b.Loop() {
			i++
			tx, err := db.Begin()
			if err != nil {
				b.Fatal(err)
			}
			for j := range 4 {
				if _, err := tx.Exec("UPDATE t SET code = ? WHERE id = ?", fmt.Sprintf("%x", i*7919), (i*4+j)*37%20000+1); err != nil {
					b.Fatal(err)
				}
			}
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPoint(b *testing.B) {
	both(b, 8<<10, func(b *testing.B, db *sql.DB) {
		fill(b, db, 180000)
		i := 0
		var s string
		for b.Loop() {
			i++
			if err := db.QueryRow("SELECT title FROM t WHERE id = ?", i*7919%180000+1).Scan(&s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPointCached(b *testing.B) {
	both(b, 64<<10, func(b *testing.B, db *sql.DB) {
		fill(b, db, 20000)
		i := 0
		var s string
		for b.Loop() {
			i++
			if err := db.QueryRow("SELECT title FROM t WHERE id = ?", i*7919%20000+1).Scan(&s); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkScan(b *testing.B) {
	both(b, 8<<10, func(b *testing.B, db *sql.DB) {
		fill(b, db, 180000)
		for b.Loop() {
			var n int
			if err := db.QueryRow("SELECT sum(length(title)) FROM t").Scan(&n); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkBulk(b *testing.B) {
	both(b, 8<<10, func(b *testing.B, db *sql.DB) {
		must(b, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, code TEXT, title TEXT)")
		must(b, db, "CREATE INDEX tc ON t(code)")
		for b.Loop() {
			tx, err := db.Begin()
			if err != nil {
				b.Fatal(err)
			}
			for j := range 10000 {
				if _, err := tx.Exec("INSERT INTO t(code, title) VALUES (?, ?)", fmt.Sprint(j*7919), "某某认证有限公司 第一次监督审核报告"); err != nil {
					b.Fatal(err)
				}
			}
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
