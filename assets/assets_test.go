package assets

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image/png"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// shown are characters that people's names and the window's signs need: rare ones from
// 通用规范汉字表, some beyond U+FFFF, and the signs.
const shown = "𬱖𫖮㛃镕龑颐王李中文，。、；：？！（）《》“”‘’…—·×›‹✓↑↓←→§℃①②③Ａ１￥éüāǎ√≤≥±"

func TestFontsHoldWhatIsShown(t *testing.T) {
	for name, data := range map[string][]byte{
		"screen-regular": ScreenRegular(), "screen-bold": ScreenBold(), "paper-serif": PaperSerif(),
	} {
		missing(t, name, data, shown)
	}
	missing(t, "paper-sans", PaperSans(), "中标通国际认证保密协议借阅单ABC123（）《》·✓")
}

// missing reports every character of text for which a font has no glyph.
func missing(t *testing.T, name string, data []byte, text string) {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b sfnt.Buffer
	for _, r := range text {
		if g, err := f.GlyphIndex(&b, r); err != nil || g == 0 {
			t.Errorf("%s: no glyph for %c (U+%04X): %v", name, r, r, err)
		}
	}
}

func TestFontsAreTheOnesMade(t *testing.T) {
	sums, err := os.ReadFile("font/SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"screen-regular.otf": ScreenRegular(), "screen-bold.otf": ScreenBold(),
		"paper-serif.ttf": PaperSerif(), "paper-sans.ttf": PaperSans(),
	}
	lines := strings.Split(strings.TrimSpace(string(sums)), "\n")
	if len(lines) != len(files) {
		t.Fatalf("%d checksums for %d fonts", len(lines), len(files))
	}
	for _, line := range lines {
		want, name, _ := strings.Cut(line, "  ")
		got := sha256.Sum256(files[name])
		if hex.EncodeToString(got[:]) != want {
			t.Errorf("%s is not the file its checksum names", name)
		}
	}
}

func TestIconIsAPicture(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(Icon()))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 256 || b.Dy() != 256 {
		t.Errorf("icon is %v", b)
	}
}

// clause is one obligation of a template, or one item of it.
type clause struct {
	Text  string   `json:"text"`
	Refs  []string `json:"refs"`
	Items []clause `json:"items"`
}

// TestTemplatesNameRealClauses checks that every obligation is traced to a clause the procedure has.
func TestTemplatesNameRealClauses(t *testing.T) {
	for _, key := range []string{"nda", "impartiality", "conduct"} {
		data, err := Templates.ReadFile("templates/" + key + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Key, Number, Version string
			ValidMonths          int
			Clauses              []clause
		}
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		if doc.Key != key || doc.Version != "C/0" || doc.ValidMonths != 12 || !strings.HasPrefix(doc.Number, "ZBT-TP-046-R") {
			t.Errorf("%s: head is %+v", key, doc)
		}
		if len(doc.Clauses) < 6 {
			t.Errorf("%s has only %d clauses", key, len(doc.Clauses))
		}
		traced(t, key, doc.Clauses)
	}
}

// traced checks the references of clauses and of their items.
func traced(t *testing.T, key string, clauses []clause) {
	t.Helper()
	for _, c := range clauses {
		if c.Text == "" || len(c.Refs) == 0 {
			t.Errorf("%s: %q has no text or no reference", key, c.Text)
		}
		for _, ref := range c.Refs {
			if !procedure[ref] {
				t.Errorf("%s: the procedure has no § %s", key, ref)
			}
		}
		traced(t, key, c.Items)
	}
}

// procedure is the numbering of ZBT-TP-046 C/0. Its definitions, printed as 4.1 and 4.2 under
// chapter 3, are named by the chapter; 4.1 and 4.2 mean the duties of chapter 4.
var procedure = numbers(`1 2 2.1 2.2 3 4 4.1 4.2 4.3 4.4 4.5 5 5.1 5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.1.6 5.1.7 5.1.8
	5.2 5.2.1 5.2.2 5.2.3 5.2.3.1 5.2.3.1a 5.2.3.1b 5.2.3.1c 5.2.3.1d 5.2.3.1e 5.2.3.2 5.2.3.2a 5.2.3.2b
	5.2.3.3 5.2.3.3a 5.2.3.3b 5.2.4 5.2.5 5.2.6 5.2.7 5.3 5.3.1 5.3.2 5.3.3 5.3.4 5.3.5 5.3.6 6 6.1 6.2 7 7.1 7.2
	8 8.1 8.2 9 附件1 附件1.1 附件1.1a 附件1.1b 附件1.1c 附件1.2 附件1.3 附件1.4 附件1.5 附件1.5a 附件1.5b 附件1.5c
	附件1.5d 附件1.5e 附件1.5f 附件1.5g 附件1.6 附件1.6a 附件1.6b`)

// numbers turns a list of clause numbers into a set.
func numbers(list string) map[string]bool {
	set := map[string]bool{}
	for n := range strings.FieldsSeq(list) {
		set[n] = true
	}
	return set
}
