package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/letter/page"
	"custody/ui/reader/book"
)

// raw builds a file of numbered objects, the first of which is the catalogue.
func raw(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

// stream is a stream object that is coded already.
func stream(dict string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// onePage builds a file of one page; more are its resources' objects, from number 5 on.
func onePage(box, resources, content string, more ...string) []byte {
	return raw(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[" + box + "]/Resources<<" + resources + ">>/Contents 4 0 R>>",
		content,
	}, more...)...)
}

const a4Box = "0 0 595 842"

// many is so many bytes (-short: a 256th of them), all alike, deflated; twice deflates them once more.
func many(t testing.TB, size int, fill byte, twice bool) []byte {
	t.Helper()
	if testing.Short() {
		size /= 256
	}
	var out, again bytes.Buffer
	z := zlib.NewWriter(&out)
	piece := bytes.Repeat([]byte{fill}, 1<<20)
	for range size >> 20 {
		if _, err := z.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if !twice {
		return out.Bytes()
	}
	z = zlib.NewWriter(&again)
	if _, err := z.Write(out.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return again.Bytes()
}

// laughs is a page whose form draws ten of the next, and so on: ten to the power of depth squares.
func laughs(depth int) []byte {
	var more []string
	for i := range depth {
		more = append(more, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X %d 0 R>>>>", 6+i),
			[]byte(strings.Repeat("/X Do ", 10))))
	}
	more = append(more, stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]", []byte("0 0 50 50 re f")))
	return onePage(a4Box, "/XObject<</X 5 0 R>>", stream("", []byte("/X Do")), more...)
}

// locked is a letter that qpdf has given passwords.
func locked(t testing.TB, user, owner string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, letter(t, written), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("qpdf", "--encrypt", user, owner, "256", "--", in, out).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// written puts some text on a page.
func written(p page.Page) {
	for y := 80.0; y < 800; y += 24 {
		p.Text(page.Run{X: 60, Y: y, Size: 14, Text: "认证档案 certification records 王𬱖"})
	}
}

// slow are the cases that last until they are stopped, or nearly so; one of them is enough for -short.
var slow = map[string]bool{
	"200 inches": true, "a form that draws itself twice": true, "deep brackets": true, "deep states": true,
	"blanks of 4 GB": true, "objects of 1 GB": true,
}

// TestHostile: what is broken, locked or made to harm is refused in words or shown within the limits,
// in time; and the next document opens.
func TestHostile(t *testing.T) {
	const giga = 1 << 30
	good := letter(t, written)
	image := "/XObject<</I 5 0 R>>"
	drawn := stream("", []byte("500 0 0 500 0 0 cm /I Do"))
	for _, c := range []struct {
		name string
		data func() []byte
		open string // key of the error on opening, "" if it opens
		draw string // keys that drawing the first page may give; "?" for any and none
	}{
		{"nothing", func() []byte { return nil }, "error.reader.broken", ""},
		{"text", func() []byte { return []byte("certainly no PDF") }, "error.reader.broken", ""},
		{"head only", func() []byte { return []byte("%PDF-1.7\n") }, "error.reader.broken", ""},
		{"cut in half", func() []byte { return good[:len(good)/2] }, "error.reader.broken", ""},
		{"cut at its end", func() []byte { return good[:bytes.LastIndex(good, []byte("xref\n0"))+30] }, "error.reader.broken", ""},
		{"wrong places of objects", func() []byte { return bytes.Replace(good, []byte("xref\n0 "), []byte("xref\n9 "), 1) }, "", ""},
		{"locked", func() []byte { return locked(t, "secret", "owner") }, "error.reader.password", ""},
		{"locked against changes only", func() []byte { return locked(t, "", "owner") }, "", ""},
		{"a million pages", func() []byte {
			return bytes.Replace(onePage(a4Box, "", stream("", nil)), []byte("/Count 1>>"), []byte("/Count 1000000>>"), 1)
		}, "error.reader.pages", ""},
		{"no pages", func() []byte { return raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>") }, "error.reader.broken", ""},
		{"pages within themselves", func() []byte {
			return raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
		}, "", "error.reader.page"},
		{"200 inches", func() []byte { return onePage("0 0 14400 14400", "", stream("", []byte("0 0 9999 9999 re f"))) }, "", ""},
		{"a page of no size", func() []byte { return onePage("0 0 0 0", "", stream("", nil)) }, "", ""},
		{"a page beyond all size", func() []byte { return onePage("0 0 1e30 1e30", "", stream("", nil)) }, "", "?"},
		{"a form that draws itself", func() []byte {
			return onePage(a4Box, "/XObject<</X 5 0 R>>", stream("", []byte("/X Do")),
				stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 5 0 R>>>>", []byte("/X Do")))
		}, "", ""},
		{"a form that draws itself twice", func() []byte {
			return onePage(a4Box, "/XObject<</X 5 0 R>>", stream("", []byte("/X Do")),
				stream("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X 5 0 R>>>>", []byte("/X Do /X Do")))
		}, "", "error.reader.time error.reader.page"},
		{"a thousand million squares", func() []byte { return laughs(9) }, "", "error.reader.time error.reader.page"},
		{"blanks of 4 GB", func() []byte {
			return onePage(a4Box, "", stream("/Filter[/FlateDecode/FlateDecode]", many(t, 4*giga, ' ', true)))
		}, "", "?"},
		{"a picture of 60,000 × 60,000", func() []byte {
			return onePage(a4Box, image, drawn, stream("/Type/XObject/Subtype/Image/Width 60000/Height 60000"+
				"/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", many(t, giga, 0, false)))
		}, "", "?"},
		{"deep brackets", func() []byte { return onePage(a4Box, "/X "+strings.Repeat("[", 1e6), stream("", nil)) }, "?", "?"},
		{"deep states", func() []byte { return onePage(a4Box, "", stream("", []byte(strings.Repeat("q ", 1e6)))) }, "", ""},
		{"objects of 1 GB", func() []byte { return bomb(t) }, "?", "?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() && slow[c.name] {
				t.Skip("takes its whole time")
			}
			hostile(t, c.data(), c.open, c.draw)
		})
	}
}

// bomb keeps its page in a stream of objects that unpacks to a gigabyte.
func bomb(t testing.TB) []byte {
	data := raw("<</Type/Catalog/Pages 2 0 R>>",
		stream("/Type/ObjStm/N 1000000/First 10/Filter/FlateDecode", many(t, 1<<30, ' ', false)))
	return append(data[:bytes.LastIndex(data, []byte("xref\n0"))], xrefStream()...)
}

// xrefStream says that object 2, the pages, is in a stream, and starts over at itself.
func xrefStream() []byte {
	var b bytes.Buffer
	b.WriteString("3 0 obj\n")
	b.WriteString(stream("/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Index[1 4]", []byte{1, 0, 9, 0, 2, 0, 2, 0, 1, 0, 9, 0, 2, 0, 2, 1}))
	b.WriteString("\nendobj\ntrailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// hostile opens and draws one file, and looks at what that cost.
func hostile(t *testing.T, data []byte, open, draw string) {
	limit := 8 * time.Second // other work runs beside the tests
	if testing.Short() && strings.HasPrefix(draw, "error.reader.time") {
		limit = time.Second
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	at := time.Now()
	b, err := Open(ctx, bytes.NewReader(data))
	expect(t, "open", err, open)
	if err == nil {
		drawing, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		picture, err := b.Render(drawing, 0, book.Rendering{Scale: 2})
		expect(t, "draw", err, draw)
		if err == nil && len(picture.Pix) > 4*pixelsLimit {
			t.Errorf("a picture of %v", picture.Rect)
		}
		reading, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		_, err = b.Text(reading, 0)
		expect(t, "text", err, "?")
		if box := b.(*document).work.box; box != nil && box.module.Memory().Size() > 384<<20 {
			t.Errorf("%d MB", box.module.Memory().Size()>>20)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d KB: %v after %v", len(data)>>10, err, time.Since(at).Round(time.Millisecond))
}

// expect compares an error with the keys it may have: "?" allows any and none.
func expect(t *testing.T, what string, err error, key string) {
	t.Helper()
	var told *app.Error
	switch {
	case err == nil && (key == "" || key == "?"):
	case err == nil:
		t.Errorf("%s: no error, want %q", what, key)
	case !errors.As(err, &told):
		t.Errorf("%s: %v is nothing to tell a person", what, err)
	case key != "?" && !slices.Contains(strings.Fields(key), told.Key):
		t.Errorf("%s: %v, want %q", what, err, key)
	}
}
