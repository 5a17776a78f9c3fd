package app_test

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"custody/app"
	"custody/app/apptest"
)

// saidWhat fails the test for an error that has no words for a person.
func saidWhat(t *testing.T, err error) {
	t.Helper()
	var e *app.Error
	if err != nil && (!errors.As(err, &e) || e.Key == "") {
		t.Fatalf("an error without words: %v", err)
	}
}

// FuzzTyped types and scans anything where the office takes a number, a name or a word to look for.
func FuzzTyped(f *testing.F) {
	k := apptest.New(f)
	_, copies := k.Records("深圳市精工电子有限公司", 2)
	for _, s := range []string{
		copies[0], apptest.FounderNumber, "", " ", "精工", "\"", "a* OR NEAR(", "%_'", "A-0001-2026-001/1\r\n", "\x00", "\xff", "#12 0123 4567 89AB CDEF",
		"91440300MA5EXAMPLE", "2026-02-30", "９１４４", "-", "^x", "column:精",
	} {
		f.Add(s)
	}
	office := k.Founder
	f.Fuzz(func(t *testing.T, s string) {
		ctx := t.Context()
		_, err := office.Scan(ctx, s, true, "")
		saidWhat(t, err)
		_, err = office.Search(ctx, s, 5)
		saidWhat(t, err)
		_, err = office.Clients(ctx, app.ClientFilter{Text: s, After: s, Limit: 5})
		saidWhat(t, err)
		_, err = office.Documents(ctx, app.DocumentFilter{Text: s, Client: s, Limit: 5})
		saidWhat(t, err)
		_, err = office.SimilarClients(ctx, s, s)
		saidWhat(t, err)
		_, err = office.OpenDocument(ctx, s)
		saidWhat(t, err)
		_, err = app.ParseDate(s)
		saidWhat(t, err)
		_, err = app.ParseAnchor(s)
		saidWhat(t, err)
		saidWhat(t, app.CheckUSCC(app.CleanUSCC(s)))
	})
}

// FuzzScan hands in anything as the scan of a paper commitment. What is taken is a PNG, a JPEG or a PDF by its first bytes, and comes
// back to the byte.
func FuzzScan(f *testing.F) {
	k := apptest.New(f)
	p := k.Person("签纸者", apptest.Unsigned())
	f.Add("a.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	f.Add("承诺书.pdf", []byte("%PDF-1.7"))
	f.Add("../../x.jpg\x00", []byte("\xff\xd8\xff\xe0"))
	f.Add("", []byte("GIF89a"))
	office, today := k.Founder, k.Today()
	f.Fuzz(func(t *testing.T, name string, scan []byte) {
		c, err := office.RecordPaper(t.Context(), app.PaperInput{
			PersonNumber: p.Number, Key: app.NDA, SignedOn: today, ScanName: name, Scan: scan, ByEye: true, Password: apptest.FounderPassword,
		})
		saidWhat(t, err)
		if err != nil || len(scan) == 0 {
			return
		}
		kept, data, err := office.CommitmentScan(t.Context(), c.ID)
		if err != nil || !bytes.Equal(data, scan) || !utf8.ValidString(kept) {
			t.Fatalf("%q, %d bytes, %v", kept, len(data), err)
		}
		if !bytes.HasPrefix(scan, []byte("\x89PNG")) && !bytes.HasPrefix(scan, []byte("\xff\xd8\xff")) && !bytes.HasPrefix(scan, []byte("%PDF-")) {
			t.Fatalf("took %.20q", scan)
		}
	})
}
