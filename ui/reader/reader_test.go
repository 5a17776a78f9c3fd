package reader_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"custody/app"
	"custody/ui/reader"
	"custody/ui/reader/book"
	"custody/ui/reader/readertest"
)

var background = context.Background()

func open(t testing.TB, name string, data []byte) book.Book {
	t.Helper()
	b, err := reader.Open(background, app.KindOther, name, readertest.Bytes(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// TestWhatItIsIsTold: the first bytes decide, whatever the name and the kind say.
func TestWhatItIsIsTold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	im := readertest.Picture(40, 20)
	for name, data := range map[string][]byte{
		"a.pdf":  readertest.PNG(t, im),
		"b.png":  readertest.JPEG(t, im),
		"c.txt":  readertest.TIFF(t, im),
		"d":      readertest.WebP(t)[0],
		"e.docx": readertest.Sheet(t, readertest.Rows(r, 2, 2)),
		"f.xlsx": readertest.Word(t, readertest.Para("文字", "")),
		"g":      []byte("文字"),
		"h.csv":  []byte("甲,乙\n丙,丁\n"),
	} {
		b := open(t, name, data)
		im, err := b.Render(background, 0, book.Rendering{Scale: 1})
		if err != nil || im.Rect.Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// search finds text on every page from one on.
func search(t *testing.T, b book.Book, text string, from int) (found []string, pages []int) {
	t.Helper()
	for f, err := range reader.Find(background, b, text, from) {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, f.Page)
		for _, hit := range f.Hits {
			s := fmt.Sprint(f.Page, ":")
			for _, w := range hit {
				s += w.Text + "|"
				if w.W <= 0 || w.H <= 0 {
					t.Errorf("%q: a mark of %v × %v", text, w.W, w.H)
				}
			}
			found = append(found, s)
		}
	}
	return found, pages
}

func TestFind(t *testing.T) {
	b := open(t, "a.txt", []byte("客户名称：ACME 公司 ISO 9001:2015\n第二行 Ａｃｍｅ\f保密 协议 second page acme\n"+
		strings.Repeat("一二三四五六七八九十", 4)+"保密\n协议 aaa aaaa\n"))
	for text, want := range map[string]string{
		"acme":      "0:ACME| 0:Ａｃｍｅ| 1:acme|",
		"ＡＣＭＥ":      "0:ACME| 0:Ａｃｍｅ| 1:acme|",
		"保密协议":      "1:保密|协议| 1:保密|协议|",
		"iso 9001":  "0:ISO|9001|",
		"公司iso":     "0:公司|ISO|",
		"Second  P": "1:second|p|",
		"称：a":       "0:称：A|",
		"aaaa":      "1:aaaa|",
		"没有":        "",
		" ":         "",
	} {
		got, _ := search(t, b, text, 0)
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if _, pages := search(t, b, "保密", 1); fmt.Sprint(pages) != "[1 0]" {
		t.Errorf("searched %v", pages)
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	n := 0
	for range reader.Find(ctx, b, "保密", 0) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d pages after the end", n)
	}
}

// TestFindMarksThePlace: the mark of a part of a word lies within it.
func TestFindMarksThePlace(t *testing.T) {
	b := open(t, "a.txt", []byte("甲乙丙丁"))
	for f := range reader.Find(background, b, "丙", 0) {
		words, err := b.Text(background, 0)
		if err != nil {
			t.Fatal(err)
		}
		w, m := words[0], f.Hits[0][0]
		if m.X < w.X+w.W*0.49 || m.X+m.W > w.X+w.W*0.76 {
			t.Errorf("%+v in %+v", m, w)
		}
	}
}

// key is the message of an error, "" for none; an error without one fails the test.
func key(t *testing.T, name string, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var e *app.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: %v is nothing to tell a person", name, err)
		return ""
	}
	return strings.TrimPrefix(e.Key, "error.reader.")
}
