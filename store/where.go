package store

import (
	"strconv"
	"strings"
)

// where collects the conditions of a query and their arguments. A ? in a condition
// becomes the next $n, so that conditions can be added in any order.
type where struct {
	conditions []string
	args       []any
}

func newWhere() *where { return &where{} }

// add takes one condition; it is joined to the others with AND.
func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, w.number(condition, args))
}

// arg adds one argument and returns its placeholder.
func (w *where) arg(v any) string { return w.number("?", []any{v}) }

// in adds "column IN (…)"; no values at all match nothing.
func (w *where) in(column string, values ...any) {
	if len(values) == 0 {
		w.conditions = append(w.conditions, "1 = 0")
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	w.add(column+" IN ("+marks+")", values...)
}

// sql is the WHERE clause, empty without conditions.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

func (w *where) number(condition string, args []any) string {
	var b strings.Builder
	next := len(w.args)
	for _, c := range condition {
		if c != '?' {
			b.WriteRune(c)
			continue
		}
		next++
		b.WriteString("$" + strconv.Itoa(next))
	}
	w.args = append(w.args, args...)
	return b.String()
}
