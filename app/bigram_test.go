package app_test

import (
	"database/sql"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the engine whose search is used
	"pgregory.net/rapid"

	"custody/app"
)

func TestInitials(t *testing.T) {
	for text, initials := range map[string]string{
		"深圳市精工电子有限公司": "szsjgdzyxgs", "重庆长安 3C（西南）": "cqca3cxn", "ISO 9001": "", "": "", "王𬱖": "w",
		"厦门大厦": "xmds",
	} {
		if got := app.Initials(text); !strings.HasPrefix(got, initials) || initials == "" && got != "" {
			t.Errorf("initials of %s are %q, want %q", text, got, initials)
		}
	}
}

func TestPlain(t *testing.T) {
	for text, plain := range map[string]string{
		"　深圳（ＩＳＯ）９００１": "深圳iso9001", "GB/T 19001-2016": "gbt190012016", "--- ！": "", "𬱖㛃": "𬱖㛃",
	} {
		if got := app.Plain(text); got != plain {
			t.Errorf("plain %q is %q, want %q", text, got, plain)
		}
	}
}

// TestPhrasesFindWhatIsThere: the engine's search over pairs finds a part of a text
// exactly when a look through all texts does.
func TestPhrasesFindWhatIsThere(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	ok(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE VIRTUAL TABLE w USING fts4 (grams, tokenize=simple)`)
	ok(t, err)
	text := rapid.StringOfN(rapid.SampledFrom([]rune("精密电子厂𬱖aAb12 -（")), 0, 12, -1)
	rapid.Check(t, func(rt *rapid.T) {
		texts := rapid.SliceOfN(text, 1, 8).Draw(rt, "texts")
		query := rapid.StringOfN(rapid.SampledFrom([]rune("精密电子厂𬱖ab12\"*")), 1, 3, -1).Draw(rt, "query")
		_, err := db.Exec(`DELETE FROM w`)
		ok(t, err)
		want := 0
		for _, s := range texts {
			_, err := db.Exec(`INSERT INTO w (grams) VALUES ($1)`, app.Grams(s))
			ok(t, err)
			q := app.Plain(query)
			if q != "" && (strings.Contains(app.Plain(s), q) || strings.Contains(app.Initials(s), q)) {
				want++
			}
		}
		if app.Phrases(query) == "" {
			return
		}
		var got int
		ok(t, db.QueryRow(`SELECT COUNT(*) FROM w WHERE grams MATCH $1`, app.Phrases(query)).Scan(&got))
		if got != want {
			rt.Fatalf("%q in %q: found %d, want %d", query, texts, got, want)
		}
	})
}
