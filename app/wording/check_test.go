package wording

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"custody/assets"
)

// shipped reads one of the texts that the program brings.
func shipped(t testing.TB, key string) Text {
	t.Helper()
	data, err := assets.Templates.ReadFile("templates/" + key + ".json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var keys = []string{"nda", "impartiality", "conduct"}

// Nothing is wrong with what the program brings, and keeping it changes nothing of what it says.
func TestShippedTextsAreRight(t *testing.T) {
	for _, key := range keys {
		text := shipped(t, key)
		if p := Check(text); len(p) > 0 {
			t.Errorf("%s: %+v", key, p)
		}
		if changes := Diff(text, text.Clean()); len(changes) > 0 {
			t.Errorf("cleaning changes %s: %+v", key, changes)
		}
		body, err := text.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(body)
		if err != nil || len(Diff(text, again)) > 0 {
			t.Errorf("%s does not come back from its JSON: %v", key, err)
		}
	}
}

// Each mistake is named, at its place.
func TestCheckNamesEveryMistake(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Text)
		want  []string // path and key
	}{
		"unknown placeholder": {func(t *Text) { t.Clauses[1].Text += "{firma}" }, []string{"clauses.1.text placeholder"}},
		"in an item":          {func(t *Text) { t.Clauses[0].Items[1].Text += "{Name}" }, []string{"clauses.0.items.1.text placeholder"}},
		"in a table": {func(t *Text) {
			t.Clauses[1].Table = &Table{Head: []string{"甲"}, Rows: [][]string{{"{x}"}}}
		}, []string{"clauses.1.table placeholder"}},
		"brace left open":    {func(t *Text) { t.Closing += "{name" }, []string{"closing brace"}},
		"brace of its own":   {func(t *Text) { t.Preamble += "}" }, []string{"preamble brace"}},
		"no name":            {func(t *Text) { t.Parties[1].Text = "本人" }, []string{"parties name"}},
		"unclosed list":      {func(t *Text) { t.Clauses[1].Text = "包括：" }, []string{"clauses.1.text list"}},
		"item opens a list":  {func(t *Text) { t.Clauses[0].Items[2].Text = "包括:" }, []string{"clauses.0.items.2.text list"}},
		"list in a list":     {func(t *Text) { t.Clauses[0].Items[0].Items = []Clause{{Text: "x"}} }, []string{"clauses.0.items.0 deep"}},
		"empty clause":       {func(t *Text) { t.Clauses[2].Text = " " }, []string{"clauses.2.text clause"}},
		"empty item":         {func(t *Text) { t.Clauses[0].Items[0].Text = "" }, []string{"clauses.0.items.0.text item"}},
		"no clauses":         {func(t *Text) { t.Clauses = nil }, []string{"clauses clauses"}},
		"no title":           {func(t *Text) { delete(t.Title, "zh") }, []string{"title title"}},
		"no number":          {func(t *Text) { t.Number = "" }, []string{"number number"}},
		"no version":         {func(t *Text) { t.Version = " " }, []string{"version version"}},
		"valid for ever":     {func(t *Text) { t.ValidMonths = 0 }, []string{"months months"}},
		"no signer":          {func(t *Text) { t.Signatures = t.Signatures[1:] }, []string{"signatures signer"}},
		"signer twice":       {func(t *Text) { t.Signatures[1].Role = SignerRole }, []string{"signatures.1 role"}},
		"who signs is empty": {func(t *Text) { t.Signatures[1].Label = "" }, []string{"signatures.1 empty"}},
		"party is empty":     {func(t *Text) { t.Parties = append(t.Parties, Party{"丙方", ""}) }, []string{"parties.2 empty"}},
		"rows of other lengths": {func(t *Text) {
			t.Clauses[1].Table = &Table{Head: []string{"甲", "乙"}, Rows: [][]string{{"1", "2"}, {"3"}}}
		}, []string{"clauses.1.table row"}},
		"table without rows": {func(t *Text) { t.Clauses[1].Table = &Table{Head: []string{"甲"}} }, []string{"clauses.1.table table"}},
		"a hundred clauses":  {func(t *Text) { t.Clauses = slices.Repeat(t.Clauses[1:2], 100) }, []string{"clauses many"}},
		"a hundred items":    {func(t *Text) { t.Clauses[0].Items = slices.Repeat(t.Clauses[0].Items[:1], 100) }, []string{"clauses.0 items"}},
		"a book":             {func(t *Text) { t.Closing = strings.Repeat("字", MaxChars) }, []string{"clauses long"}},
		"four places":        {func(t *Text) { t.Signatures = slices.Repeat(t.Signatures[:1], 4) }, []string{"signatures signatures", "signatures.1 role", "signatures.2 role", "signatures.3 role"}},
	} {
		text := shipped(t, "conduct")
		c.spoil(&text)
		var got []string
		for _, p := range Check(text) {
			got = append(got, p.Path+" "+strings.TrimPrefix(p.Key, "wording.problem."))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Every problem that is found has words in both languages.
func TestProblemsHaveWords(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		data, err := assets.Words.ReadFile("words/" + language + "/wording.json")
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		empty := Text{Parties: []Party{{}}, Clauses: slices.Repeat([]Clause{{}}, 100), Signatures: make([]Signatory, 4)}
		for _, p := range slices.Concat(Check(Text{}), Check(empty)) {
			seen[p.Key] = true
			if words[p.Key] == "" {
				t.Errorf("%s: no words for %s", language, p.Key)
			}
		}
		if len(seen) < 10 {
			t.Errorf("only %d kinds of problems were looked at", len(seen))
		}
	}
}
