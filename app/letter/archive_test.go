package letter

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"custody/app/letter/pdf/pdfatest"
)

// TestEveryLetterIsArchival writes every kind of letter that has no test of its own of the kind.
func TestEveryLetterIsArchival(t *testing.T) {
	for name, write := range map[string]func(*bytes.Buffer) error{
		"blank": func(b *bytes.Buffer) error {
			return testPress().Commitment(b, testCommitment(t, "impartiality", "", false))
		},
		"invitation": func(b *bytes.Buffer) error {
			return testPress().Invitation(b, Invitation{Head: testHead, Foot: testFoot, Person: Person{Name: "王𬱖"}, Login: "wang", Code: "7KQ2M-9XWPB", Expires: "2026-11-25 10:00"})
		},
		"listing": func(b *bytes.Buffer) error {
			return testPress().Listing(b, Listing{Head: testHead, Foot: testFoot, Title: "客户 <&> \x07", Rows: [][]string{{"龙镕\U00031234"[:6]}}, Columns: []ListingColumn{{Title: "名称"}}})
		},
		"book of nothing": func(b *bytes.Buffer) error { return testPress().LoanBook(b, LoanBook{Head: testHead}) },
		"without a head":  func(b *bytes.Buffer) error { return testPress().LoanBook(b, LoanBook{}) },
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := printed(t, write)
			sound(t, path)
		})
	}
}

// TestTheCheckFindsWhatIsWrong changes a file in one place at a time: the check names the clause.
func TestTheCheckFindsWhatIsWrong(t *testing.T) {
	path, _ := printed(t, func(b *bytes.Buffer) error {
		return testPress().Commitment(b, testCommitment(t, "nda", "王𬱖", true))
	})
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, clause string }{
		{"%PDF-1.7", "%PDF-2.7", "6.1.2"},
		{"%\xE5\xAE", "% \xAE", "6.1.2"},
		{"/ID[<", "/IX[<", "6.1.3"},
		{"%%EOF\n", "%%EOF ", "6.1.3"},
		{"/Type/XRef", "/Type/Xref", "6.1.4"},
		{"/W[1 4 1]", "/W[1 3 1]", "6.1.9"},
		{"/Info 3 0 R", "/Enco 3 0 R", "6.1.3"},
		{"/OutputIntents", "/OutputInvents", "6.2.3"},
		{"/Lang(", "/Long(", "6.7.4"},
		{"/Metadata ", "/Metadada ", "6.6.2.1"},
		{"/Filter/FlateDecode", "/Filter/LZWDecode  ", "6.1.7.2"},
		{"/ViewerPreferences", "/OpenAction       ", "6.5"},
	} {
		if n := bytes.Count(data, []byte(c.from)); n == 0 {
			t.Errorf("%q is not in the file", c.from)
			continue
		}
		changed := bytes.Replace(data, []byte(c.from), []byte(c.to), 1)
		if found := strings.Join(pdfatest.Deviations(changed), "\n"); !strings.Contains(found, c.clause) {
			t.Errorf("%q for %q: found %q, want %s", c.to, c.from, found, c.clause)
		}
	}
	for _, c := range []struct{ from, to, clause string }{
		{"/Encoding/Identity-H", "/Encoding/Identity-V", "6.2.11.3"},
		{"/CIDToGIDMap/Identity", "/CIDToGIDMop/Identity", "6.2.11.3"},
		{"/FontFile2", "/FontFile3", "6.2.11.4"},
		{"/ToUnicode", "/ToUnicorn", "6.2.11.7.2"},
		{"/W[", "/V[", "6.2.11.5"},
		{"pdfaid:part>2<", "pdfaid:part>1<", "6.6.4"},
		{"pdfaid:conformance>B<", "pdfaid:conformance>A<", "6.6.4"},
		{"</dc:title>", "</dc:litle>", "6.6.2.1"},
		{"x-default\">保密", "x-default\">公开", "6.6.2.3"},
		{"GTS_PDFA1", "GTS_PDFX1", "6.2.3"},
		{"/FontName/", "/FontName/X", "6.2.11.2"},
		{"/Ordering(Identity)", "/Ordering(Japan)   ", "6.2.11.3.1"},
	} {
		if found := strings.Join(pdfatest.DeviationsAfter(data, c.from, c.to), "\n"); !strings.Contains(found, c.clause) {
			t.Errorf("%q for %q: found %q, want %s", c.to, c.from, found, c.clause)
		}
	}
}
