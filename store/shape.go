package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"custody/store/sqlitefile"
)

// shape is what a table looks like in a register of some version, as the migrations make it.
type shape struct {
	name     string
	columns  []column
	alias    int // the INTEGER PRIMARY KEY column, -1 for none
	parents  []reference
	indexes  []indexShape
	internal bool // of the search index or the migrations: made anew, never copied
}

// reference is a column that names a row of another table.
type reference struct {
	table  string
	column int
}

type column struct {
	name, kind string
	notNull    bool
	hasDefault bool
}

type indexShape struct {
	name    string
	columns []int // places in the row, -1 for the row number
	partial bool
	unique  bool
}

// shapesOf are the tables of a register of a version; 0 means the newest.
func shapesOf(ctx context.Context, version int) ([]shape, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := migrateTo(ctx, db, version); err != nil {
		return nil, err
	}
	return readShapes(ctx, db)
}

func readShapes(ctx context.Context, db *sql.DB) ([]shape, error) {
	names, err := texts(ctx, db, `SELECT name || ' ' || (sql LIKE 'CREATE VIRTUAL%') FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	var search []string
	var out []shape
	for _, line := range names {
		name, virtual, _ := strings.Cut(line, " ")
		if virtual == "1" {
			search = append(search, name+"_")
			continue
		}
		s, err := readShape(ctx, db, name)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	for i, s := range out {
		out[i].internal = s.name == "migrations" || strings.HasPrefix(s.name, "sqlite_") ||
			slices.ContainsFunc(search, func(prefix string) bool { return strings.HasPrefix(s.name, prefix) })
	}
	return out, nil
}

func readShape(ctx context.Context, db *sql.DB, name string) (shape, error) {
	s := shape{name: name, alias: -1}
	rows, err := db.QueryContext(ctx, `SELECT name, type, "notnull", dflt_value IS NOT NULL, pk FROM pragma_table_info(?)`, name)
	if err != nil {
		return s, err
	}
	defer rows.Close()
	keys := 0
	for rows.Next() {
		var c column
		var key int
		if err := rows.Scan(&c.name, &c.kind, &c.notNull, &c.hasDefault, &key); err != nil {
			return s, err
		}
		if key > 0 {
			keys++
			if strings.EqualFold(c.kind, "INTEGER") {
				s.alias = len(s.columns)
			}
		}
		s.columns = append(s.columns, c)
	}
	if keys != 1 {
		s.alias = -1
	}
	if err := rows.Err(); err != nil {
		return s, err
	}
	parents, err := texts(ctx, db, `SELECT "table" || ' ' || "from" FROM pragma_foreign_key_list(?)`, name)
	if err != nil {
		return s, err
	}
	for _, line := range parents {
		parent, from, _ := strings.Cut(line, " ")
		s.parents = append(s.parents, reference{parent, s.place(from)})
	}
	s.indexes, err = readIndexes(ctx, db, s)
	return s, err
}

func readIndexes(ctx context.Context, db *sql.DB, s shape) ([]indexShape, error) {
	names, err := texts(ctx, db, `SELECT name || ' ' || partial || "unique" FROM pragma_index_list(?)`, s.name)
	if err != nil {
		return nil, err
	}
	var out []indexShape
	for _, line := range names {
		name, flags, _ := strings.Cut(line, " ")
		x := indexShape{name: name, partial: flags[0] == '1', unique: flags[1] == '1'}
		columns, err := texts(ctx, db, `SELECT cid FROM pragma_index_info(?) ORDER BY seqno`, name)
		if err != nil {
			return nil, err
		}
		for _, c := range columns {
			var at int
			if _, err := fmt.Sscan(c, &at); err != nil {
				return nil, err
			}
			if at == s.alias {
				at = -1
			}
			x.columns = append(x.columns, at)
		}
		out = append(out, x)
	}
	return out, nil
}

func texts(ctx context.Context, db *sql.DB, query string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// fits reports whether a row can be one of this table's: a value of the right type in every column.
func (s shape) fits(_ int64, values []any) bool {
	if len(values) > len(s.columns) {
		return false
	}
	for i, c := range s.columns {
		if i >= len(values) {
			if c.notNull && !c.hasDefault {
				return false
			}
			continue
		}
		if !c.takes(values[i], i == s.alias) {
			return false
		}
	}
	return true
}

func (c column) takes(v any, alias bool) bool {
	if v == nil {
		return alias || !c.notNull
	}
	if alias {
		return false
	}
	switch strings.ToUpper(c.kind) {
	case "INTEGER":
		_, ok := v.(int64)
		return ok
	case "TEXT":
		_, ok := v.(string)
		return ok
	case "BLOB":
		_, ok := v.([]byte)
		return ok
	}
	return true
}

// ordered puts tables behind those they refer to.
func ordered(list []shape) []shape {
	var out []shape
	done := map[string]bool{}
	var visit func(s shape)
	visit = func(s shape) {
		if done[s.name] {
			return
		}
		done[s.name] = true
		for _, p := range s.parents {
			if i := slices.IndexFunc(list, func(s shape) bool { return s.name == p.table }); i >= 0 {
				visit(list[i])
			}
		}
		out = append(out, s)
	}
	for _, s := range list {
		visit(s)
	}
	return out
}

// statement inserts a row with so many values.
func (s shape) statement(values int) string {
	names, marks := []string{"rowid"}, []string{"?"}
	for i, c := range s.columns[:values] {
		if i == s.alias {
			names[0] = c.name
			continue
		}
		names, marks = append(names, c.name), append(marks, "?")
	}
	return `INSERT INTO ` + s.name + ` ("` + strings.Join(names, `", "`) + `") VALUES (` + strings.Join(marks, ", ") + `)`
}

// arguments are what statement takes.
func (s shape) arguments(r sqlitefile.Row) []any {
	args := []any{r.ID}
	for i, v := range r.Values {
		if i != s.alias {
			args = append(args, v)
		}
	}
	return args
}
