// Package words gives every text a person reads on the screen, in the language chosen.
// The texts live in assets/words/<language>/<area>.json; keys begin with their area.
package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync/atomic"

	"custody/assets"
)

// Chinese and English are the languages that the program speaks; Chinese is the first.
const (
	Chinese = "zh"
	English = "en"
)

// table is one language's texts; it never changes once loaded.
type table struct {
	language string
	texts    map[string]string
}

var (
	tables  = mustLoad(assets.Words, Chinese, English)
	current atomic.Pointer[table]
)

func init() { current.Store(tables[Chinese]) }

// Languages lists the languages there are, the first one first.
func Languages() []string { return []string{Chinese, English} }

// Language tells which language T speaks now.
func Language() string { return current.Load().language }

// SetLanguage makes T speak language. An unknown language changes nothing and returns false.
func SetLanguage(language string) bool {
	t, ok := tables[language]
	if ok {
		current.Store(t)
	}
	return ok
}

// Has tells whether key has a text.
func Has(key string) bool {
	_, ok := current.Load().texts[key]
	return ok
}

// T returns the text of key with {0}, {1} … replaced by args. An unknown key returns the
// key itself with its arguments, so that nothing said is lost.
func T(key string, args ...any) string {
	text, ok := current.Load().texts[key]
	if !ok {
		return strings.TrimSpace(fmt.Sprintln(append([]any{key}, args...)...))
	}
	return fill(text, args)
}

// N is T for a counted thing: n chooses between key.one and key.other where those exist.
// {0} is n; args are {1}, {2} …
func N(key string, n int, args ...any) string {
	form := key + ".other"
	if n == 1 {
		form = key + ".one"
	}
	if !Has(form) {
		form = key
	}
	return T(form, append([]any{n}, args...)...)
}

// fill replaces the placeholders in one pass, so that an argument that looks like a
// placeholder stays as it is.
func fill(text string, args []any) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		n, err := strconv.Atoi(text[open+1 : open+end])
		if err == nil && n >= 0 && n < len(args) {
			b.WriteString(fmt.Sprint(args[n]))
		} else {
			b.WriteString(text[open : open+end+1])
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

// mustLoad reads all languages. The files are part of the program, so a bad one is a
// mistake in the build and stops it at once.
func mustLoad(files fs.FS, languages ...string) map[string]*table {
	all := map[string]*table{}
	for _, language := range languages {
		texts, err := load(files, language)
		if err != nil {
			panic(err)
		}
		all[language] = &table{language: language, texts: texts}
	}
	return all
}

// load merges the area files of one language; an area may have several files, area_part.json. Returns an error if a file is not a flat
// JSON object, or holds a key of another area.
func load(files fs.FS, language string) (map[string]string, error) {
	names, err := fs.Glob(files, path.Join("words", language, "*.json"))
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var part map[string]string
		if err := json.Unmarshal(data, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		area, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), "_")
		area += "."
		for key, text := range part {
			if !strings.HasPrefix(key, area) {
				return nil, fmt.Errorf("%s: key %q does not begin with %q", name, key, area)
			}
			texts[key] = text
		}
	}
	return texts, nil
}
