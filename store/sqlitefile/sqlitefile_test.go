package sqlitefile_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"custody/store/sqlitefile"
)

// image is a database's file with pages that may be taken away.
type image struct {
	raw  []byte
	lost map[uint32]bool
}

func (i image) Pages() uint32 { return uint32(len(i.raw) / 4096) }

func (i image) Page(n uint32) []byte {
	if n == 0 || n > i.Pages() || i.lost[n] {
		return nil
	}
	return bytes.Clone(i.raw[(n-1)*4096 : n*4096])
}

// without is the image with pages taken away.
func (i image) without(pages ...uint32) image {
	lost := map[uint32]bool{}
	for _, n := range pages {
		lost[n] = true
	}
	return image{i.raw, lost}
}

// database makes a file with SQLite and reads it back by SQLite's own answers.
func database(t testing.TB, rows int, statements ...string) (image, map[string]map[int64][]any) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plain.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	do := func(q string, args ...any) {
		t.Helper()
		if _, err := db.Exec(q, args...); err != nil {
			t.Fatal(q, err)
		}
	}
	db.SetMaxOpenConns(1)
	do(`PRAGMA page_size = 4096`)
	do(`PRAGMA synchronous = OFF`)
	do(`PRAGMA journal_mode = MEMORY`)
	do(`CREATE TABLE person (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, photo BLOB, ratio REAL)`)
	do(`CREATE INDEX person_size ON person (size, code)`)
	do(`CREATE TABLE note (body TEXT NOT NULL, person INTEGER)`)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range rows {
		do(`INSERT INTO person VALUES (?, ?, ?, ?, ?)`, i*3+1, fmt.Sprintf("P-%05d", i), number(r), photo(r), r.Float64())
		do(`INSERT INTO note VALUES (?, ?)`, strings.Repeat("记", r.IntN(400)), i)
	}
	for _, s := range statements {
		do(s)
	}
	want := map[string]map[int64][]any{
		"person": contents(t, db, `SELECT id, NULL, code, size, photo, ratio FROM person`),
		"note":   contents(t, db, `SELECT rowid, body, person FROM note`),
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return image{raw: raw}, want
}

// number is of any of the sizes that SQLite keeps numbers in.
func number(r *rand.Rand) int64 {
	return int64(r.Uint64()>>r.IntN(64)) * int64(1-2*r.IntN(2))
}

// photo is nothing, something small, or far more than a page holds.
func photo(r *rand.Rand) any {
	sizes := []int{-1, 0, 100, 4000, 4062, 9000, 30000}
	n := sizes[r.IntN(len(sizes))]
	if n < 0 || r.IntN(4) > 0 {
		return nil
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func contents(t testing.TB, db *sql.DB, query string) map[int64][]any {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	out := map[int64][]any{}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var line []any
		for _, v := range values[1:] {
			line = append(line, *v.(*any))
		}
		out[(*values[0].(*any)).(int64)] = line
	}
	return out
}

func personFits(_ int64, v []any) bool {
	if len(v) != 5 || v[0] != nil {
		return false
	}
	_, code := v[1].(string)
	_, size := v[2].(int64)
	return code && size
}

func noteFits(_ int64, v []any) bool {
	if len(v) != 2 {
		return false
	}
	_, body := v[0].(string)
	return body
}

// reading is both tables read with everything the package offers.
func reading(i image) (person, note sqlitefile.Content, left []sqlitefile.Doubtful, f *sqlitefile.File) {
	f = sqlitefile.Open(i)
	root := func(name string) uint32 {
		o, _ := f.Object(name)
		return o.Root
	}
	p := sqlitefile.Table{Name: "person", Root: root("person"), Fits: personFits}
	n := sqlitefile.Table{Name: "note", Root: root("note"), Fits: noteFits}
	person, note = f.Table(p), f.Table(n)
	code := f.Index("sqlite_autoindex_person_1", root("sqlite_autoindex_person_1"))
	size := f.Index("person_size", root("person_size"))
	check := func(r sqlitefile.Row) sqlitefile.Verdict {
		a, b := code.Check(r, []int{1}), size.Check(r, []int{2, 1})
		if a == sqlitefile.Stale || b == sqlitefile.Stale {
			return sqlitefile.Stale
		}
		return max(a, b)
	}
	left = f.Adopt([]sqlitefile.Orphan{{Table: p, Content: &person, Check: check}, {Table: n, Content: &note}})
	return person, note, left, f
}

// compare: nothing that was not there, and everything if nothing is said to be missing.
func compare(t *testing.T, name string, got sqlitefile.Content, want map[int64][]any, whole bool) {
	t.Helper()
	for _, r := range got.Rows {
		w, ok := want[r.ID]
		if !ok || !same(r.Values, w) {
			t.Fatalf("%s row %d: %.200v, want %.200v", name, r.ID, r.Values, w)
		}
	}
	if whole && len(got.Rows) != len(want) {
		t.Fatalf("%s: %d rows of %d", name, len(got.Rows), len(want))
	}
	if len(got.Rows) < len(want) && len(got.Gaps) == 0 && len(got.Unreadable) == 0 {
		t.Fatalf("%s: %d rows of %d and no gap", name, len(got.Rows), len(want))
	}
}

func same(a, b []any) bool {
	for i := range a {
		if i >= len(b) || !reflect.DeepEqual(a[i], b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// deletions leave pages on the free list whose old rows are still readable.
var deletions = []string{
	`DELETE FROM person WHERE id > 900 AND id < 1800`, `DELETE FROM note WHERE rowid % 7 = 0`,
	`UPDATE person SET size = 7 WHERE id % 5 = 0`, `CREATE TABLE later (x)`, `DELETE FROM note WHERE rowid > 500`,
}

func TestWholeDatabase(t *testing.T) {
	for name, statements := range map[string][]string{"as made": nil, "with free pages": deletions} {
		t.Run(name, func(t *testing.T) {
			img, want := database(t, 800, statements...)
			person, note, left, f := reading(img)
			compare(t, "person", person, want["person"], true)
			compare(t, "note", note, want["note"], true)
			if len(left) > 0 || !f.SchemaWhole || len(person.Gaps)+len(note.Gaps) > 0 {
				t.Errorf("%v %v %v", left, person.Gaps, note.Gaps)
			}
		})
	}
}

// rounds is how often something is tried: a fifth in the quick form.
func rounds(n int) int {
	if testing.Short() {
		return n / 5
	}
	return n
}

// TestEveryPageLost takes away each page in turn.
func TestEveryPageLost(t *testing.T) {
	img, want := database(t, rounds(500), deletions...)
	for n := uint32(1); n <= img.Pages(); n++ {
		person, note, _, f := reading(img.without(n))
		compare(t, "person", person, want["person"], false)
		compare(t, "note", note, want["note"], false)
		if f.Owner(n) == "" && !f.Free(n) && n > 1 && len(person.Rows)+len(note.Rows) < len(want["person"])+len(want["note"]) {
			t.Errorf("page %d: rows are missing and nobody owns it", n)
		}
	}
}

// TestInnerPageLost: the leaves below hang loose and are all found again.
func TestInnerPageLost(t *testing.T) {
	img, want := database(t, 800, deletions...)
	f := sqlitefile.Open(img)
	for _, name := range []string{"person", "note"} {
		o, _ := f.Object(name)
		person, note, left, _ := reading(img.without(o.Root))
		compare(t, "person", person, want["person"], false)
		compare(t, "note", note, want["note"], false)
		if len(person.Rows) != len(want["person"]) || len(note.Rows) != len(want["note"]) {
			t.Errorf("without the root of %s: %d of %d, %d of %d, left %v",
				name, len(person.Rows), len(want["person"]), len(note.Rows), len(want["note"]), left)
		}
	}
}

// TestManyPagesLost takes away pages at random, also first page and free list.
func TestManyPagesLost(t *testing.T) {
	img, want := database(t, 800, deletions...)
	r := rand.New(rand.NewPCG(5, 6))
	for range rounds(300) {
		var lost []uint32
		for range 1 + r.IntN(1<<r.IntN(7)) {
			lost = append(lost, 1+r.Uint32N(img.Pages()))
		}
		person, note, _, _ := reading(img.without(lost...))
		compare(t, "person", person, want["person"], false)
		compare(t, "note", note, want["note"], false)
	}
}

// TestNonsense: pages of noise, and pages with changed bytes, are read without a panic and without an end.
func TestNonsense(t *testing.T) {
	img, _ := database(t, 300, deletions...)
	r := rand.New(rand.NewPCG(8, 9))
	for range rounds(400) {
		raw := bytes.Clone(img.raw)
		for range 1 + r.IntN(60) {
			raw[r.IntN(len(raw))] = byte(r.Uint32())
		}
		for range r.IntN(3) { // a page in another's place
			a, b := r.IntN(len(raw)/4096), r.IntN(len(raw)/4096)
			copy(raw[a*4096:(a+1)*4096], img.raw[b*4096:(b+1)*4096])
		}
		reading(image{raw: raw})
	}
	noise := make([]byte, 4096*20)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	person, note, _, _ := reading(image{raw: noise})
	if len(person.Rows)+len(note.Rows) > 0 {
		t.Error("rows out of noise")
	}
	if p, _, _, _ := reading(image{}); len(p.Gaps) == 0 || p.Gaps[0].Last != math.MaxInt64 {
		t.Errorf("nothing at all: %+v", p)
	}
}
