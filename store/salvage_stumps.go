package store

import (
	"slices"

	"custody/app"
	"custody/store/sqlitefile"
)

// A row that is lost takes with it, by the schema's rules, every row that refers to it: with a page of a dozen clients all
// their documents. Where the indexes still know what such a row is told from others by, a stump of it is made: the values
// the indexes hold, the rest blank. Nothing in it is made up, and the report names it.

// stumps are those that readable rows need, by table.
func (r *remains) stumps() map[string][]sqlitefile.Row {
	out := map[string][]sqlitefile.Row{}
	needed := map[string]map[int64]bool{}
	order := ordered(r.shapes)
	slices.Reverse(order) // what refers before what is referred to
	for _, s := range order {
		t := r.tables[s.name]
		if s.internal {
			continue
		}
		out[s.name] = t.stumps(needed[s.name])
		for _, rows := range [][]sqlitefile.Row{t.content.Rows, out[s.name]} {
			need(needed, s, rows)
		}
	}
	return out
}

// need notes which rows of other tables rows refer to.
func need(needed map[string]map[int64]bool, s shape, rows []sqlitefile.Row) {
	for _, ref := range s.parents {
		if needed[ref.table] == nil {
			needed[ref.table] = map[int64]bool{}
		}
		for _, row := range rows {
			if ref.column >= len(row.Values) {
				continue
			}
			if id, ok := row.Values[ref.column].(int64); ok {
				needed[ref.table][id] = true
			}
		}
	}
}

// stumps are of the lost rows among those that are needed.
func (t *table) stumps(needed map[int64]bool) (out []sqlitefile.Row) {
	lost, _ := t.lost()
	for _, span := range lost {
		for id := span.First; id <= span.Last; id++ {
			if !needed[id] {
				continue
			}
			if row, ok := t.stump(id); ok {
				out = append(out, row)
			}
		}
	}
	return out
}

// stump is what the indexes know of a row; ok is false if that does not tell it from every other.
func (t *table) stump(id int64) (row sqlitefile.Row, ok bool) {
	row = sqlitefile.Row{ID: id, Values: make([]any, len(t.columns))}
	known := map[int]bool{-1: true, t.alias: true}
	for _, x := range t.indexes {
		for i, v := range x.Keys[id] {
			if i < len(x.columns) && x.columns[i] >= 0 {
				row.Values[x.columns[i]], known[x.columns[i]] = v, true
			}
		}
	}
	for _, x := range t.shape.indexes {
		for _, c := range x.columns {
			if x.unique && !x.partial && !known[c] {
				return row, false
			}
		}
	}
	for i, c := range t.columns {
		if !known[i] {
			row.Values[i] = c.blank()
		}
	}
	return row, len(known) > 2
}

// blank stands for a value that is lost.
func (c column) blank() any {
	switch {
	case !c.notNull:
		return nil
	case c.kind == "INTEGER":
		return 0
	case c.kind == "BLOB":
		return []byte{}
	}
	return ""
}

// plant puts the stumps of a table in. Those that break a rule stay lost.
func (in *inserting) plant(s shape, o *app.SalvagedTable) error {
	planted := map[int64]bool{}
	for _, row := range in.stumps[s.name] {
		if err := in.exec(s.statement(len(row.Values)), s.arguments(row)...); err == nil {
			planted[row.ID] = true
		} else if !isConstraint(err) {
			return err
		}
	}
	if len(planted) == 0 {
		return nil
	}
	o.Partial = spans(planted)
	var rest []app.Span
	for _, span := range o.Lost {
		for id := span.First; id <= span.Last; id++ {
			if !planted[id] {
				rest = append(rest, app.Span{First: id, Last: id})
			}
		}
	}
	o.Lost = joined(rest)
	return nil
}
