package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"custody/assets"
)

var (
	placeholder = regexp.MustCompile(`\{\d+\}`)
	option      = regexp.MustCompile(`--[a-z-]+`) // of the command line
	latinWord   = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// latinAllowed are the Latin words that a Chinese reader meets anyway: keys of the keyboard,
// formats, names.
var latinAllowed = strings.Fields(`
	Ctrl Enter Esc Tab Space Del Delete Shift Alt Home End PgUp PgDn
	Custody custody help English WPS PDF pdf xls PNG JPG JPEG SVG QR xlsx docx csv XLSX CSV Excel UTF GB Unicode GB/T ISO IEC ID IP MB KB
	ZBT TP NDA CUPS lp Windows Linux macOS CNAS CNCA ed25519 Ed25519 Argon age VIP USB OK DEBUG sqlite SQLite json JSON
	PKCS pfx RSA ECDSA SHA SM RFC`)

// TestLanguagesAgree: every key has a text in every language, with the same placeholders.
func TestLanguagesAgree(t *testing.T) {
	zh, en := tables[Chinese].texts, tables[English].texts
	for key, text := range zh {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s has no English text", key)
			continue
		}
		if a, b := marks(text), marks(other); !slices.Equal(a, b) && !countedForm(key) && !ownForm[key] {
			t.Errorf("%s: placeholders %v in Chinese, %v in English", key, a, b)
		}
	}
	for key := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("%s has no Chinese text", key)
		}
	}
}

// ownForm are the keys whose languages choose among the same arguments: 第一条 is 1 in English.
var ownForm = map[string]bool{"letter.clause": true}

// countedForm: "one day" may leave out the number.
func countedForm(key string) bool { return strings.HasSuffix(key, ".one") }

func marks(text string) []string {
	set := map[string]bool{}
	for _, m := range placeholder.FindAllString(text, -1) {
		set[m] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// TestCountedKeysArePairs: a key with .one has .other as well, or .many where the screen counts itself.
func TestCountedKeysArePairs(t *testing.T) {
	for key := range tables[Chinese].texts {
		base, ok := strings.CutSuffix(key, ".one")
		_, other := tables[Chinese].texts[base+".other"]
		_, many := tables[Chinese].texts[base+".many"]
		if ok && !other && !many {
			t.Errorf("%s has no %s", key, base+".other")
		}
	}
}

// TestKeysHaveOneHome: no two files of a language give a text for the same key, for only one of
// them would be read.
func TestKeysHaveOneHome(t *testing.T) {
	names, err := fs.Glob(assets.Words, "words/*/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	home := map[string]string{}
	for _, name := range names {
		data, err := assets.Words.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var part map[string]string
		if err := json.Unmarshal(data, &part); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key := range part {
			id := path.Dir(name) + " " + key
			if home[id] != "" {
				t.Errorf("%s is in %s and in %s", key, home[id], name)
			}
			home[id] = name
		}
	}
}

// TestChineseIsChinese: no stray English on a Chinese screen, and no Chinese on an English one.
func TestChineseIsChinese(t *testing.T) {
	for key, text := range tables[Chinese].texts {
		for _, word := range latinWord.FindAllString(option.ReplaceAllString(text, ""), -1) {
			if !bilingual[key] && !slices.Contains(latinAllowed, word) {
				t.Errorf("%s: %q in %q", key, word, text)
			}
		}
	}
	for key, text := range tables[English].texts {
		if strings.ContainsFunc(text, isHan) && !bilingual[key] {
			t.Errorf("%s: Chinese in the English text %q", key, text)
		}
	}
}

// bilingual are the keys that name something in the other language on purpose.
var bilingual = map[string]bool{"letter.language": true}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestTone: no exclamation marks, nothing empty that should speak.
func TestTone(t *testing.T) {
	for _, language := range Languages() {
		for key, text := range tables[language].texts {
			if problem := tone(text); problem != "" && !strings.HasPrefix(key, "date.typed.") {
				t.Errorf("%s/%s: %s: %q", language, key, problem, text)
			}
		}
	}
}

func tone(text string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return "empty"
	case strings.ContainsAny(text, "!！"):
		return "exclamation mark"
	}
	return ""
}

// TestAllCalendarWords: the keys made up at run time exist.
func TestAllCalendarWords(t *testing.T) {
	for i := range 7 {
		for _, key := range []string{"date.weekday.%d", "date.weekday.long.%d"} {
			if !Has(fmt.Sprintf(key, i)) {
				t.Errorf("no %s", fmt.Sprintf(key, i))
			}
		}
	}
	for i := 1; i <= 12; i++ {
		if !Has(fmt.Sprintf("date.month.%d", i)) {
			t.Errorf("no month %d", i)
		}
	}
}
