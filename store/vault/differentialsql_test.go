package vault_test

import (
	"fmt"
	"strings"
)

const (
	tables     = 5
	indexes    = 8
	savepoints = 3
)

// words are what texts are made of.
var words = strings.Fields("监督 审核 认证 证书 报告 a b quality ISO9001 𬱖 é ' %")

func (d *duel) text() string {
	var b strings.Builder
	for range d.r.IntN(6) {
		b.WriteString(words[d.r.IntN(len(words))])
	}
	return b.String()
}

// value is anything a column may hold; now and then longer than a page.
func (d *duel) value() any {
	switch d.r.IntN(9) {
	case 0:
		return nil
	case 1, 2:
		return int64(d.r.IntN(40))
	case 3:
		return d.r.Int64() - d.r.Int64()
	case 4:
		return float64(d.r.IntN(1000)) / 8
	case 5:
		return noise(d.r.IntN(300), d.r.Uint64())
	case 6:
		if d.r.IntN(6) == 0 {
			return noise(d.r.IntN(30_000), d.r.Uint64())
		}
		return strings.Repeat(d.text(), d.r.IntN(50))
	}
	return d.text()
}

// grams are a text's overlapping pairs, as the office's search tables hold them.
func grams(text string) string {
	runes := []rune(text)
	var out []string
	for i := range len(runes) - 1 {
		out = append(out, string(runes[i:i+2]))
	}
	return strings.Join(out, " ")
}

// kind is a sort of statement and how often it comes.
type kind struct {
	weight int
	ask    func(d *duel)
}

func (d *duel) table() string     { return fmt.Sprintf("t%d", d.r.IntN(tables)) }
func (d *duel) index() string     { return fmt.Sprintf("i%d", d.r.IntN(indexes)) }
func (d *duel) savepoint() string { return fmt.Sprintf("s%d", d.r.IntN(savepoints)) }
func (d *duel) column() string    { return d.one("id", "a", "b", "c", "d") }

func (d *duel) one(of ...string) string { return of[d.r.IntN(len(of))] }

var kinds = []kind{
	{6, func(d *duel) { d.same(d.createTable()) }},
	{3, func(d *duel) {
		d.same("CREATE " + d.one("", "UNIQUE ") + "INDEX " + d.index() + " ON " + d.table() + d.one("(a)", "(a, c)", "(length(b))", "(c DESC, a COLLATE NOCASE)", "(d) WHERE c > 5"))
	}},
	{1, func(d *duel) { d.same("DROP " + d.one("TABLE "+d.table(), "INDEX "+d.index())) }},
	{1, func(d *duel) { d.same("ALTER TABLE " + d.table() + d.alteration()) }},
	{1, func(d *duel) { d.same(d.createTrigger()) }},
	{1, func(d *duel) {
		d.same("CREATE VIRTUAL TABLE words USING fts4(grams, tokenize=simple)")
		d.same(d.one("DROP VIEW v", "CREATE VIEW v AS SELECT a, count(*) AS n FROM "+d.table()+" GROUP BY a"))
	}},
	{30, func(d *duel) {
		d.same("INSERT "+d.one("", "", "OR REPLACE ", "OR IGNORE ", "OR FAIL ", "OR ROLLBACK ")+"INTO "+d.table()+"(a, b, c, d) VALUES (?, ?, ?, ?)"+
			d.one("", "", ", (1, 2, 3, NULL)", " RETURNING id, a", " ON CONFLICT DO NOTHING"), d.value(), d.value(), d.value(), d.value())
	}},
	{4, func(d *duel) {
		d.same("INSERT INTO " + d.table() + "(a, b, c) SELECT a || 'x', b, c FROM " + d.table() + fmt.Sprintf(" ORDER BY id LIMIT %d", d.r.IntN(40)))
	}},
	{12, func(d *duel) {
		d.same("UPDATE "+d.one("", "OR IGNORE ", "OR REPLACE ")+d.table()+" SET "+d.column()+" = ? WHERE "+d.column()+d.one(" < ?", " = ?", " IS NOT ?"), d.value(), d.value())
	}},
	{6, func(d *duel) {
		d.same("DELETE FROM "+d.table()+" WHERE id % ? = ?"+d.one("", " RETURNING a"), int64(2+d.r.IntN(6)), int64(d.r.IntN(3)))
	}},
	{6, func(d *duel) {
		text := d.text()
		d.same("INSERT INTO words(rowid, grams) VALUES (?, ?)", int64(d.r.IntN(200)), grams(text))
		d.same("SELECT rowid, grams FROM words WHERE words MATCH ? ORDER BY rowid LIMIT 50", `"`+grams(d.text())+`"`)
		d.same("DELETE FROM words WHERE rowid = ?", int64(d.r.IntN(200)))
	}},
	{25, func(d *duel) { d.same(d.query(), d.value()) }},
	{6, func(d *duel) { d.open = d.same("BEGIN") || d.open }},
	{5, func(d *duel) { d.ended(d.same("COMMIT")) }},
	{3, func(d *duel) { d.ended(d.same("ROLLBACK")) }},
	{5, func(d *duel) { d.same("SAVEPOINT " + d.savepoint()) }},
	{3, func(d *duel) { d.same("ROLLBACK TO " + d.savepoint()) }},
	{4, func(d *duel) { d.same("RELEASE " + d.savepoint()) }},
	{3, func(d *duel) { d.same("SELECT changes(), last_insert_rowid()") }},
	{1, func(d *duel) {
		d.same(d.one("VACUUM", "REINDEX", "ANALYZE", "PRAGMA integrity_check", "PRAGMA foreign_key_check"))
	}},
	{1, func(d *duel) {
		d.same(d.one("PRAGMA page_count", "PRAGMA freelist_count", "PRAGMA user_version=9", "PRAGMA schema_version"))
	}},
	{1, func(d *duel) { d.same("CREATE TEMP TABLE IF NOT EXISTS own AS SELECT * FROM " + d.table()) }},
	{1, func(d *duel) {
		if d.r.IntN(4) == 0 {
			d.reopen()
		}
	}},
}

var allWeights = func() (n int) {
	for _, k := range kinds {
		n += k.weight
	}
	return n
}()

func (d *duel) ended(yes bool) { d.open = d.open && !yes }

// step asks one statement, or a few that belong together.
func (d *duel) step() {
	n := d.r.IntN(allWeights)
	for _, k := range kinds {
		if n -= k.weight; n < 0 {
			k.ask(d)
			return
		}
	}
}

func (d *duel) createTable() string {
	name := d.table()
	switch d.r.IntN(4) {
	case 0:
		return "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY, a TEXT UNIQUE, b BLOB, c REAL CHECK (c < 1000), d)"
	case 1:
		return "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL, b, c, d REFERENCES " + d.table() + "(id) ON DELETE " +
			d.one("CASCADE", "SET NULL", "RESTRICT", "NO ACTION DEFERRABLE INITIALLY DEFERRED") + ")"
	case 2:
		return "CREATE TABLE " + name + "(id INTEGER, a TEXT, b BLOB, c, d, PRIMARY KEY (a, id)) WITHOUT ROWID"
	}
	return "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE DEFAULT '无', b, c, d, e GENERATED ALWAYS AS (c + 1) STORED)"
}

func (d *duel) alteration() string {
	return d.one(" ADD COLUMN f TEXT DEFAULT 'f'", " RENAME TO "+d.table(), " DROP COLUMN f", " RENAME COLUMN c TO cc", " RENAME COLUMN cc TO c")
}

func (d *duel) createTrigger() string {
	name := fmt.Sprintf("r%d", d.r.IntN(3))
	if d.r.IntN(3) == 0 {
		return "DROP TRIGGER " + name
	}
	return "CREATE TRIGGER " + name + d.one(" AFTER INSERT ON ", " BEFORE DELETE ON ", " AFTER UPDATE ON ") + d.table() +
		" BEGIN UPDATE " + d.table() + " SET c = 7 WHERE id = 3; SELECT " + d.one("1", "RAISE(IGNORE)", "RAISE(ABORT, 'no')") + "; END"
}

func (d *duel) query() string {
	switch d.r.IntN(6) {
	case 0:
		return "SELECT * FROM " + d.table() + " WHERE " + d.column() + " >= ? LIMIT 30"
	case 1:
		return "SELECT x.a, y.c, length(y.b) FROM " + d.table() + " x JOIN " + d.table() + " y ON x.id = y.d WHERE x.a IS NOT ? ORDER BY x.a, y.id LIMIT 20"
	case 2:
		return "SELECT typeof(" + d.column() + "), count(*), sum(c), max(a), ? FROM " + d.table() + " GROUP BY 1 ORDER BY 1"
	case 3:
		return "SELECT id, hex(substr(b, 1, 20)) FROM " + d.table() + " WHERE a LIKE ? ORDER BY a COLLATE NOCASE, id LIMIT 20"
	case 4:
		return "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 20) SELECT i, (SELECT a FROM " + d.table() + " WHERE id = i AND c IS NOT ?) FROM k"
	}
	return "SELECT a, n FROM v WHERE a > ? LIMIT 20"
}
