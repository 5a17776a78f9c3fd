package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/letter/page"
	"custody/ui/reader/book"
	"custody/ui/reader/pdf/pdftest"
)

// TestMutations opens, draws and reads 1,000 files (-short: 100) that were whole until something was
// changed in them. The program goes on, no file takes more memory than it may, and every answer is one
// for a person.
func TestMutations(t *testing.T) {
	n, limit := 1000, 5*time.Second
	if testing.Short() {
		n, limit = 100, time.Second
	}
	seeds := fuzzSeeds(t)
	told, most, longest := map[string]int{}, uint32(0), time.Duration(0)
	for i := range n {
		r := rand.New(rand.NewPCG(uint64(i), 5))
		data := mutated(r, seeds[i%len(seeds)])
		at := time.Now()
		for _, key := range attempt(t, data, limit, &most) {
			told[key]++
		}
		longest = max(longest, time.Since(at))
		if t.Failed() {
			t.Fatalf("file %d", i)
		}
	}
	t.Logf("%d files: %v; %d MB at most; the longest took %v", n, told, most>>20, longest.Round(time.Millisecond))
	if most > 384<<20 {
		t.Errorf("PDFium had %d MB", most>>20)
	}
	open(t, seeds[0])
}

// attempt does all that is done with a file and returns what a person is told, "shown" for a page.
func attempt(t *testing.T, data []byte, limit time.Duration, most *uint32) (told []string) {
	t.Helper()
	note := func(err error) {
		var known *app.Error
		switch {
		case err == nil:
			told = append(told, "shown")
		case errors.As(err, &known):
			told = append(told, known.Key)
		default:
			t.Errorf("nothing to tell a person: %v", err)
		}
	}
	within := func(do func(ctx context.Context)) {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		do(ctx)
	}
	within(func(ctx context.Context) {
		b, err := Open(ctx, bytes.NewReader(data))
		if err != nil {
			note(err)
			return
		}
		defer func() { _ = b.Close() }()
		for page := range min(b.Pages(), 2) {
			within(func(ctx context.Context) { _, err = b.Render(ctx, page, book.Rendering{Scale: 0.5}) })
			note(err)
			within(func(ctx context.Context) { _, err = b.Text(ctx, page) })
			note(err)
		}
		if box := b.(*document).work.box; box != nil {
			*most = max(*most, box.module.Memory().Size())
		}
	})
	return told
}

// mutated changes a file: bytes anywhere, numbers, pieces doubled, moved or cut out.
func mutated(r *rand.Rand, seed []byte) []byte {
	data := bytes.Clone(seed)
	for range 1 + r.IntN(8) {
		at := r.IntN(len(data))
		end := min(len(data), at+1+r.IntN(200))
		switch r.IntN(6) {
		case 0:
			data[at] ^= 1 << r.IntN(8)
		case 1:
			for i := at; i < end; i++ {
				data[i] = byte(r.Uint32())
			}
		case 2: // a digit, and so a length, a place or an object
			for i := at; i < len(data); i++ {
				if data[i] >= '0' && data[i] <= '9' {
					data[i] = '0' + byte(r.IntN(10))
					break
				}
			}
		case 3:
			data = append(data[:at:at], data[end:]...)
		case 4:
			data = append(data[:end:end], data[at:]...)
		case 5:
			number := []string{"-1", "0", "65536", "2147483647", "4294967295", "99999999999", "1e38", "[", "<<", "5 0 R"}[r.IntN(10)]
			copy(data[at:], number)
		}
	}
	return data
}

// fuzzSeeds are files with about everything in them that a reader meets.
func fuzzSeeds(t testing.TB) [][]byte {
	t.Helper()
	var scan bytes.Buffer
	if err := pdftest.Scan(&scan, 1, 30_000); err != nil {
		t.Fatal(err)
	}
	drawn := func(p page.Page) {
		p.Line(page.Line{From: page.Point{X: 10, Y: 10}, To: page.Point{X: 90, Y: 90}, Width: 3, Dash: 2})
		p.Text(page.Run{X: 60, Y: 80, Size: 14, Text: "认证"})
	}
	images := ""
	var more []string
	for i, filter := range []string{"JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode", "ASCII85Decode", "DCTDecode"} {
		images += fmt.Sprintf("/I%d %d 0 R", i, 5+i)
		more = append(more, stream("/Type/XObject/Subtype/Image/Width 40/Height 40/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/"+filter,
			[]byte(strings.Repeat("\x00\x0c\x37#!abc\xff", 80))))
	}
	filters := onePage(a4Box, "/XObject<<"+images+">>",
		stream("", []byte("q 90 0 0 90 9 9 cm /I0 Do /I1 Do /I2 Do /I3 Do /I4 Do /I5 Do /I6 Do Q")), more...)
	return [][]byte{letter(t, written, drawn), form(), filters, scan.Bytes(), locked(t, "", "owner")}
}
