package store

import (
	"slices"
	"strconv"
	"strings"

	"custody/app"
)

// nearEnd is how many codes from the last one on are looked at first for the highest.
const nearEnd = 50

// highest is the highest number among the codes that are prefix and digits, 0 without
// one; query returns codes from the last one on.
func (t *txn) highest(prefix, query string, args ...any) (int, error) {
	for _, limit := range []int{nearEnd, -1} {
		codes, err := many(t, scanText, query+` LIMIT `+strconv.Itoa(limit), args...)
		if err != nil {
			return 0, err
		}
		if top := highestOf(codes, prefix); top > 0 || len(codes) < nearEnd {
			return top, nil
		}
	}
	return 0, nil
}

func highestOf(codes []string, prefix string) int {
	top := 0
	for _, code := range codes {
		digits, ok := strings.CutPrefix(code, prefix)
		if n, err := strconv.Atoi(digits); ok && err == nil {
			top = max(top, n)
		}
	}
	return top
}

// padded is n with at least width digits.
func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// numbers writes ids into a query; NULL, which equals nothing, where there are none.
func numbers(ids []int64) string {
	if len(ids) == 0 {
		return "NULL"
	}
	var b []byte
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		b = strconv.AppendInt(append(b, ','), id, 10)
	}
	return string(b[1:])
}

// inClients limits a query to the clients of scope.
func inClients(w *where, column string, scope *app.ClientScope) {
	if scope != nil {
		w.add(column + ` IN (` + numbers(scope.IDs) + `)`)
	}
}

// inDocuments limits a query on documents d to what scope opens.
func inDocuments(w *where, scope *app.ClientScope) {
	switch {
	case scope == nil:
	case len(scope.Documents) == 0:
		inClients(w, "d.client_id", scope)
	default:
		w.add(`(d.client_id IN (` + numbers(scope.IDs) + `) OR d.id IN (` + numbers(scope.Documents) + `))`)
	}
}

// limited is the LIMIT of a list: 200 for 0, none for a negative one.
func limited(w *where, limit int) string {
	switch {
	case limit < 0:
		return ""
	case limit == 0:
		limit = 200
	}
	return ` LIMIT ` + w.arg(limit)
}

// textCondition keeps the rows of table (known as alias) whose words hold text, or
// whose codes begin with it.
func textCondition(w *where, alias, table, words, text string) {
	phrases, from, to := app.Phrases(text), app.FlatCode(text), ""
	if phrases == "" {
		w.add(`1 = 0`) // nothing but marks
		return
	}
	to = from + "\U0010FFFF"
	w.add(alias+`.id IN (SELECT docid FROM `+words+` WHERE grams MATCH ? UNION
		SELECT id FROM `+table+` WHERE flat >= ? AND flat < ?)`, phrases, from, to)
}

// saveWords keeps what search finds a row by.
func (t *txn) saveWords(words string, id int64, grams string) error {
	return t.exec(`INSERT OR REPLACE INTO `+words+` (docid, grams) VALUES ($1, $2)`, id, grams)
}

func scanText(s scanner) (string, error) {
	var v string
	err := s.Scan(&v)
	return v, err
}

func scanInt(s scanner) (int, error) {
	var v int
	err := s.Scan(&v)
	return v, err
}

func scanID(s scanner) (int64, error) {
	var v int64
	err := s.Scan(&v)
	return v, err
}
