package wording

import (
	"fmt"
	"regexp"
	"strings"
)

// Problem is one thing that stands in the way of a text being signed.
type Problem struct {
	// Path is where: title, number, version, months, parties, parties.0, preamble, clauses, clauses.2.heading,
	// clauses.2.text, clauses.2.items.0.text, clauses.2.table, closing, signatures, signatures.1. Indices count from 0.
	Path string
	Key  string // of the words that tell it, wording.problem.…
	Args []any
}

// Limits of a text: a commitment is some pages, not a book.
const (
	MaxClauses = 99    // the figures of a clause go to 九十九
	MaxItems   = 99    // of a clause
	MaxChars   = 60000 // of all its texts together
	MaxColumns = 8
	MaxRows    = 200 // of a table
)

// Placeholders are what a text may hold in braces; the signing fills them in.
var Placeholders = []string{"org", "person", "name", "months"}

var placeholder = regexp.MustCompile(`\{([^{}\n]*)\}`)

// Check tells everything that is wrong with a text, in the order in which it is read; none means that it can
// be approved and signed.
func Check(t Text) []Problem {
	c := checker{}
	c.head(t)
	for i, p := range t.Parties {
		c.line(fmt.Sprintf("parties.%d", i), p.Label+p.Text, p.Text)
	}
	c.texts("preamble", t.Preamble)
	c.clauses(t.Clauses)
	c.texts("closing", t.Closing)
	c.signatures(t)
	if !c.named {
		c.add("parties", "name", "{person}", "{name}")
	}
	if c.chars > MaxChars {
		c.add("clauses", "long", MaxChars)
	}
	return c.found
}

type checker struct {
	found []Problem
	named bool // {person} or {name} was seen
	chars int
}

func (c *checker) add(path, key string, args ...any) {
	c.found = append(c.found, Problem{Path: path, Key: "wording.problem." + key, Args: args})
}

func (c *checker) head(t Text) {
	for _, f := range []struct{ path, value string }{{"title", t.Title["zh"]}, {"number", t.Number}, {"version", t.Version}} {
		if strings.TrimSpace(f.value) == "" {
			c.add(f.path, f.path)
		}
		c.texts(f.path, f.value)
	}
	if t.ValidMonths < 1 || t.ValidMonths > 120 {
		c.add("months", "months", 1, 120)
	}
}

// line is a party or a place to sign: it says something, and has a label.
func (c *checker) line(path, all, needed string) {
	if strings.TrimSpace(needed) == "" {
		c.add(path, "empty")
	}
	c.texts(path, all)
}

func (c *checker) clauses(clauses []Clause) {
	switch {
	case len(clauses) == 0:
		c.add("clauses", "clauses")
	case len(clauses) > MaxClauses:
		c.add("clauses", "many", MaxClauses)
	}
	for i, clause := range clauses {
		path := fmt.Sprintf("clauses.%d", i)
		c.texts(path+".heading", clause.Heading)
		c.clause(path, clause, i)
	}
}

func (c *checker) clause(path string, clause Clause, i int) {
	c.texts(path+".text", clause.Text)
	if strings.TrimSpace(clause.Text) == "" && (clause.Heading == "" || len(clause.Items) == 0 && clause.Table == nil) {
		c.add(path+".text", "clause", i+1)
	}
	if announces(clause.Text) && len(clause.Items) == 0 && clause.Table == nil {
		c.add(path+".text", "list", i+1)
	}
	if len(clause.Items) > MaxItems {
		c.add(path, "items", MaxItems)
	}
	for j, item := range clause.Items {
		at := fmt.Sprintf("%s.items.%d", path, j)
		c.texts(at+".text", item.Text)
		switch {
		case strings.TrimSpace(item.Text) == "":
			c.add(at+".text", "item", i+1, j+1)
		case announces(item.Text):
			c.add(at+".text", "list", i+1)
		case len(item.Items) > 0 || item.Table != nil:
			c.add(at, "deep", i+1)
		}
	}
	c.table(path+".table", clause.Table, i)
}

// announces reports a text that ends by promising a list: one that never comes is a list left open.
func announces(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":")
}

func (c *checker) table(path string, t *Table, i int) {
	if t == nil {
		return
	}
	if len(t.Head) == 0 || len(t.Rows) == 0 || len(t.Head) > MaxColumns || len(t.Rows) > MaxRows {
		c.add(path, "table", i+1, MaxColumns, MaxRows)
	}
	for _, cell := range t.Head {
		c.texts(path, cell)
	}
	for j, row := range t.Rows {
		if len(row) != len(t.Head) {
			c.add(path, "row", i+1, j+1, len(row), len(t.Head))
		}
		for _, cell := range row {
			c.texts(path, cell)
		}
	}
}

func (c *checker) signatures(t Text) {
	if !t.SignedBy(SignerRole) {
		c.add("signatures", "signer")
	}
	if len(t.Signatures) > 3 {
		c.add("signatures", "signatures")
	}
	seen := map[string]bool{}
	for i, s := range t.Signatures {
		path := fmt.Sprintf("signatures.%d", i)
		c.line(path, s.Label, s.Label)
		if s.Role != SignerRole && s.Role != WitnessRole && s.Role != OrganisationRole || seen[s.Role] {
			c.add(path, "role")
		}
		seen[s.Role] = true
	}
}

// texts looks into one text: placeholders that nothing fills, and braces left open.
func (c *checker) texts(path, s string) {
	c.chars += len([]rune(s))
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		switch {
		case m[1] == "person" || m[1] == "name":
			c.named = true
		case m[0] != "{org}" && m[0] != "{months}":
			c.add(path, "placeholder", m[0], "{"+strings.Join(Placeholders, "} {")+"}")
		}
	}
	if strings.ContainsAny(placeholder.ReplaceAllString(s, ""), "{}") {
		c.add(path, "brace")
	}
}
