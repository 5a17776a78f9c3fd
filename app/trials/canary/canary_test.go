package canary_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"custody/app/trials/canary"
)

// encoders write a text as some program might. They are made without the package's own.
var encoders = map[string]func(string) string{
	"UTF-8": func(s string) string { return s },
	"UTF-16LE": func(s string) (out string) {
		for _, u := range utf16.Encode([]rune(s)) {
			out += string([]byte{byte(u), byte(u >> 8)})
		}
		return out
	},
	"UTF-16BE": func(s string) (out string) {
		for _, u := range utf16.Encode([]rune(s)) {
			out += string([]byte{byte(u >> 8), byte(u)})
		}
		return out
	},
	"GB18030": func(s string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			panic(err)
		}
		return out
	},
	"hex":       func(s string) string { return hex.EncodeToString([]byte(s)) },
	"HEX":       func(s string) string { return strings.ToUpper(hex.EncodeToString([]byte(s))) },
	"base64":    func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64url": func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) },
	"JSON":      func(s string) string { return strings.ToLower(fmt.Sprintf("%+q", s)) },
	"JSON text": func(s string) string { b, _ := json.Marshal(map[string]string{"x": s}); return string(b) },
	"query":     url.QueryEscape,
}

// A planted word is found in every encoding, wherever it begins, in capitals and small letters, both parts of it alone.
func TestPlantedWordIsFound(t *testing.T) {
	words := &canary.Words{}
	for name, encode := range encoders {
		for _, text := range []string{words.Next(), words.Code(), strings.ToLower(words.Code()), canary.Chinese} {
			for shift := range 4 {
				noise := make([]byte, 3000+shift)
				for i := range noise {
					noise[i] = byte(rand.Uint32()) & 0x1f // no encoding of anything
				}
				data := string(noise) + encode(strings.Repeat("x", shift)+text+"tail")
				if len(canary.In([]byte(data))) == 0 {
					t.Errorf("%s of %s, %d in, is not found", name, text, shift)
				}
			}
		}
	}
}

// What is sealed or otherwise random is not mistaken for a word.
func TestNoiseIsNoCanary(t *testing.T) {
	noise := make([]byte, 8<<20)
	seed := rand.NewChaCha8([32]byte{1})
	_, _ = seed.Read(noise)
	if found := canary.In(noise); len(found) > 0 {
		t.Error(found)
	}
	text := base64.StdEncoding.EncodeToString(noise[:4<<20]) + hex.EncodeToString(noise[:4<<20])
	if found := canary.In([]byte(text)); len(found) > 0 {
		t.Error(found)
	}
}

// Files and folders are searched with their names; a file of an unknown kind is told.
func TestFilesAreSearched(t *testing.T) {
	root := canary.Sandbox(t)
	if found := canary.Find(t, root); len(found) > 0 {
		t.Fatal("an empty sandbox:", found)
	}
	deep := filepath.Join(root, "home", "a", "b")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"log.txt", "of-" + canary.Plain + ".txt"} {
		text := []string{"x" + canary.Chinese, "nothing"}[i]
		if err := os.WriteFile(filepath.Join(deep, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if found := canary.Find(t, root); len(found) != i+1 || !strings.Contains(strings.Join(found, ""), name) {
			t.Errorf("%s: found %v", name, found)
		}
	}
	var told teller
	told.TB = t
	if n := canary.Only(&told, root, "now", "log.*"); n != 2 || told.errors != 1 {
		t.Errorf("%d files, %d unknown", n, told.errors)
	}
}

// teller counts errors in place of failing.
type teller struct {
	testing.TB
	errors int
}

func (t *teller) Errorf(string, ...any) { t.errors++ }

// No two words are the same.
func TestWordsDiffer(t *testing.T) {
	words := &canary.Words{}
	seen := map[string]bool{}
	for range 1000 {
		seen[words.Next()], seen[words.Code()] = true, true
	}
	if len(seen) != 2000 || words.Given() != 2000 {
		t.Errorf("%d words, %d given", len(seen), words.Given())
	}
}
