package wording

import "testing"

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "{", `{"title":{"zh":"x"}}`, `{"title":{"zh":"x"},"clauses":[{}]}`} {
		if _, err := Parse([]byte(s)); err == nil {
			t.Errorf("%q was taken for a text", s)
		}
	}
}
