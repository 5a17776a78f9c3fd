package app_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"custody/app"
	"custody/app/apptest"
)

// files counts the files under the vault's documents.
func (d *contentDesk) files(t testing.TB) int {
	t.Helper()
	n := 0
	ok(t, filepath.WalkDir(filepath.Join(d.Dir, "documents"), func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	}))
	return n
}

// counts is how many documents and contents the register has.
func (d *contentDesk) counts(t testing.TB) (documents, contents int) {
	t.Helper()
	documents, err := d.Founder.CountDocuments(t.Context(), app.DocumentFilter{})
	ok(t, err)
	ok(t, d.Store().View(t.Context(), func(r app.Reader) (err error) {
		return r.EachContent(func(app.Content) error {
			contents++
			return nil
		})
	}))
	return documents, contents
}

// TestBadFilesAreRefused: each with a message, and nothing of it stays.
func TestBadFilesAreRefused(t *testing.T) {
	d := newContentDesk(t)
	scanned := d.Document(d.file.Code, "合同", 1)
	broken := &fs.PathError{Op: "read", Path: "某客户.pdf", Err: errors.New("the disk it comes from fails")}
	for name, c := range map[string]struct {
		change func(*app.NewContent)
		r      io.Reader
		code   app.Code
		key    string
	}{
		"empty":          {func(n *app.NewContent) { n.Size = 0 }, strings.NewReader(""), app.Invalid, "error.content.empty"},
		"negative":       {func(n *app.NewContent) { n.Size = -1 }, strings.NewReader(""), app.Invalid, "error.content.empty"},
		"too large":      {func(n *app.NewContent) { n.Size = 2<<30 + 1 }, strings.NewReader("x"), app.Invalid, "error.content.large"},
		"grows":          {nil, io.MultiReader(strings.NewReader(contentText), strings.NewReader("x")), app.Conflict, "error.content.changed"},
		"grows for ever": {nil, endless{}, app.Conflict, "error.content.changed"},
		"shrinks":        {nil, strings.NewReader(contentText[1:]), app.Conflict, "error.content.changed"},
		"vanishes":       {nil, strings.NewReader(""), app.Conflict, "error.content.changed"},
		"breaks":         {nil, io.MultiReader(strings.NewReader("x"), iotest.ErrReader(broken)), app.Conflict, "error.content.source"},
		"no name":        {func(n *app.NewContent) { n.Name = "../.." }, nil, app.Invalid, "error.content.name"},
		"no file":        {func(n *app.NewContent) { n.File = "A-9999" }, nil, app.Invalid, "error.file.unknown"},
		"no document":    {func(n *app.NewContent) { n.Document = "A-9999-01" }, nil, app.Invalid, "error.document.unknown"},
		"second file":    {func(n *app.NewContent) { n.Document = d.doc.Code }, nil, app.Conflict, "error.content.double"},
		"no category":    {func(n *app.NewContent) { n.Category = "" }, nil, app.Invalid, "error.choice"},
		"title of lines": {func(n *app.NewContent) { n.Title = "一\n二" }, nil, app.Invalid, "error.text.control"},
	} {
		documents, contents := d.counts(t)
		files := d.files(t)
		n := d.announce("报告.txt", len(contentText))
		if c.change != nil {
			c.change(&n)
		}
		if c.r == nil {
			c.r = strings.NewReader(contentText)
		}
		_, err := d.Founder.AddContent(t.Context(), n, c.r, nil)
		refusedKey(t, err, c.code, c.key)
		if strings.Contains(err.Error(), "某客户") {
			t.Errorf("%s: tells the file's name: %v", name, err)
		}
		logged(t, d.Kit, apptest.FounderLogin, "content.add", app.Refused)
		if ds, cs := d.counts(t); ds != documents || cs != contents || d.files(t) != files {
			t.Errorf("%s: something stayed", name)
		}
	}
	// The scan of a paper document stands beside its paper copies.
	n := d.announce("扫描.pdf", 12)
	n.File, n.Document = "", scanned.Code
	_, err := d.Founder.AddContent(t.Context(), n, strings.NewReader("%PDF-1.7\nxyz"), nil)
	ok(t, err)
	sheet, err := d.Founder.OpenDocument(t.Context(), scanned.Code)
	ok(t, err)
	if len(sheet.Copies) != 2 || sheet.Content == nil || sheet.Content.Kind != app.KindPDF || sheet.Medium != app.Paper {
		t.Errorf("the scanned document: %+v %+v", sheet.Copies, sheet.Content)
	}
}

// endless gives the same byte for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestNamesOfFiles: what is kept of a name is safe, short and says what kind it is.
func TestNamesOfFiles(t *testing.T) {
	d := newContentDesk(t)
	long := strings.Repeat("长", 100) + ".txt"
	for name, want := range map[string]string{
		"../../etc/passwd":              "passwd",
		`C:\Users\me\报告.docx`:           "报告.docx",
		"a\x00b\x1b[2J.txt":             "ab[2J.txt",
		"报告\u202Etxt.exe":               "报告txt.exe",
		"  空白 .txt ":                    "空白 .txt",
		"e\u0301tude.txt":               "\u00e9tude.txt",
		"\xff\xfe.txt":                  "\uFFFD.txt",
		".hidden":                       ".hidden",
		long:                            strings.Repeat("长", 83) + ".txt",
		strings.Repeat("a", 255):        strings.Repeat("a", 255),
		strings.Repeat("a", 300) + ".p": strings.Repeat("a", 253) + ".p",
	} {
		doc := d.add(t, name, contentText)
		got := d.content(t, doc).Name
		if got != want || len(got) > 255 || !utf8.ValidString(got) {
			t.Errorf("%q is kept as %q, want %q", name, got, want)
		}
		if len([]rune(doc.Title)) > 200 || doc.Title == "" {
			t.Errorf("%q gives the title %q", name, doc.Title)
		}
	}
}

// TestGivenUpAdditionLeavesNothing: a context that ends while a file is sealed, or read back.
func TestGivenUpAdditionLeavesNothing(t *testing.T) {
	d := newContentDesk(t)
	const size = 3 << 20
	for _, part := range []int64{1, 2, 3} { // quarters of the whole
		ctx, cancel := context.WithCancel(t.Context())
		documents, contents := d.counts(t)
		files := d.files(t)
		_, err := d.Founder.AddContent(ctx, d.announce("大文件.bin", size), io.LimitReader(endless{}, size), func(done, total int64) {
			if done*4 >= total*part {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("at %d quarters: %v", part, err)
		}
		if ds, cs := d.counts(t); ds != documents || cs != contents || d.files(t) != files {
			t.Errorf("at %d quarters: something stayed", part)
		}
	}
	var last, all int64
	_, err := d.Founder.AddContent(t.Context(), d.announce("大文件.bin", size), io.LimitReader(endless{}, size), func(done, total int64) {
		if done < last {
			t.Errorf("progress went back from %d to %d", last, done)
		}
		last, all = done, total
	})
	ok(t, err)
	if last != all || all != 2*size {
		t.Errorf("progress ended at %d of %d", last, all)
	}
}
