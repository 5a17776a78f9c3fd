package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// scanned is the code at the foot of somebody's commitment, as a scanner sees it.
func scanned(t *testing.T, k *apptest.Kit, number string, key app.TemplateKey) []byte {
	t.Helper()
	print, err := k.Founder.PrintBlank(t.Context(), number, key)
	ok(t, err)
	return apptest.Code(t, fmt.Sprintf("custody:%s;%s;%s", print.Template.Number, number, print.Template.Version))
}

// blankScan is a page without a code.
func blankScan(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	ok(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))))
	return b.Bytes()
}

// The code of a page decides whose paper it is; without one the custodian answers for it.
func TestScansAreMatchedByTheirCodes(t *testing.T) {
	k := sealing(t)
	a, b := k.Person("王𬱖", apptest.Unsigned()), k.Person("李四", apptest.Unsigned())
	in := app.PaperInput{
		PersonNumber: a.Number, Key: app.NDA, SignedOn: k.Today(), ScanName: "a.png", Password: apptest.FounderPassword,
	}
	record := func(scan []byte) (app.Commitment, error) {
		in.Scan = scan
		return k.Founder.RecordPaper(t.Context(), in)
	}
	_, err := record(scanned(t, k, b.Number, app.NDA))
	refusedAt(t, err, app.Invalid, "scan")
	if key, args := answerOf(t, err); key != "error.scan.person" || args[0] != b.Number+" "+b.Name {
		t.Errorf("refused as %s of %v", key, args)
	}
	_, err = record(scanned(t, k, a.Number, app.Impartiality))
	refusedKey(t, err, app.Invalid, "error.scan.text")
	_, err = record(blankScan(t))
	refusedKey(t, err, app.Invalid, "error.scan.code")
	in.ByEye = true
	_, err = record(scanned(t, k, b.Number, app.NDA))
	refusedKey(t, err, app.Invalid, "error.scan.person") // an eye does not overrule a code
	c, err := record(blankScan(t))
	ok(t, err)
	if c.Matched != app.MatchedByEye {
		t.Errorf("matched %q", c.Matched)
	}
	in.ByEye = false
	c, err = record(scanned(t, k, a.Number, app.NDA))
	ok(t, err)
	if c.Matched != app.MatchedByCode || c.PaperID == 0 || c.Witness != apptest.FounderName {
		t.Errorf("recorded %+v", c)
	}
	chainHolds(t, k)
}

// Every page names itself: a scan that lacks some is told which, and needs the custodian's word like one without a code.
func TestScansThatLackPages(t *testing.T) {
	k := sealing(t)
	p := k.Person("王𬱖", apptest.Unsigned())
	print, err := k.Founder.PrintBlank(t.Context(), p.Number, app.NDA)
	ok(t, err)
	page := func(which string) []byte {
		return apptest.Code(t, fmt.Sprintf("custody:%s;%s;%s;%s", print.Template.Number, p.Number, print.Template.Version, which))
	}
	in := app.PaperInput{
		PersonNumber: p.Number, Key: app.NDA, SignedOn: k.Today(), ScanName: "a.png", Scan: page("2/3"), Password: apptest.FounderPassword,
	}
	_, err = k.Founder.RecordPaper(t.Context(), in)
	refusedAt(t, err, app.Invalid, "scan")
	if key, args := answerOf(t, err); key != "error.scan.lacks" || fmt.Sprint(args) != "[3 1, 3]" {
		t.Errorf("refused as %s of %v", key, args)
	}
	matches, err := k.Founder.MatchScans(t.Context(), []app.ScanFile{{Name: "a.png", Data: in.Scan}}, nil)
	ok(t, err)
	if key, _ := answerOf(t, matches[0].Problem); key != "error.scan.part" || matches[0].Person.Number != p.Number {
		t.Errorf("matched as %+v", matches[0])
	}
	in.ByEye = true
	c, err := k.Founder.RecordPaper(t.Context(), in)
	ok(t, err)
	if c.Matched != app.MatchedByEye || c.TemplateID != print.Template.ID {
		t.Errorf("recorded %+v", c)
	}
	in.ByEye = false
	var whole bytes.Buffer
	ok(t, press.Commitment(&whole, print))
	for name, scan := range map[string][]byte{"of one page": page("1/1"), "printed": whole.Bytes(), "of no number": page("x/0")} {
		in.Scan = scan
		c, err := k.Founder.RecordPaper(t.Context(), in)
		ok(t, err)
		if c.Matched != app.MatchedByCode {
			t.Errorf("%s: matched %q", name, c.Matched)
		}
	}
	chainHolds(t, k)
}

// A stack of scans is told apart, and recorded with one password; what is wrong in it keeps nothing else back.
func TestAStackOfScans(t *testing.T) {
	k := sealing(t)
	a, b := k.Person("甲", apptest.Unsigned()), k.Person("乙", apptest.Unsigned())
	files := []app.ScanFile{
		{Name: "1.png", Data: scanned(t, k, a.Number, app.NDA)},
		{Name: "2.png", Data: scanned(t, k, b.Number, app.Impartiality)},
		{Name: "3.png", Data: blankScan(t)},
		{Name: "4.png", Data: []byte("GIF89a")},
		{Name: "5.png", Data: scanned(t, k, a.Number, app.NDA)},
		{Name: "6.png", Data: scanned(t, k, apptest.FounderNumber, app.NDA)},
	}
	read := 0
	matches, err := k.Founder.MatchScans(t.Context(), files, func(_, _ int64) { read++ })
	ok(t, err)
	var ins []app.PaperInput
	for i, want := range []string{"", "", "error.scan.none", "error.scan.kind", "error.scan.twice", "error.sign.self"} {
		m := matches[i]
		key := ""
		if m.Problem != nil {
			key, _ = answerOf(t, m.Problem)
		}
		if key != want || m.Name != files[i].Name {
			t.Errorf("%s: %q, want %q", m.Name, key, want)
		}
		if m.Problem == nil {
			ins = append(ins, app.PaperInput{
				PersonNumber: m.Person.Number, Key: m.Template.Key, SignedOn: k.Today(), ScanName: m.Name, Scan: files[i].Data,
			})
		}
	}
	if read != len(files) || len(ins) != 2 || ins[0].PersonNumber != a.Number || ins[1].Key != app.Impartiality {
		t.Fatalf("read %d, matched %+v", read, ins)
	}
	_, err = k.Founder.RecordPapers(t.Context(), ins, "不对的密码不对的密码")
	refusedKey(t, err, app.NotAllowed, "error.password")
	ins = append(ins, app.PaperInput{PersonNumber: a.Number, Key: app.NDA, SignedOn: k.Today().AddDays(1), ScanName: "x.png", Scan: files[0].Data})
	outcomes, err := k.Founder.RecordPapers(t.Context(), ins, apptest.FounderPassword)
	ok(t, err)
	if outcomes[0] != nil || outcomes[1] != nil {
		t.Errorf("outcomes %v", outcomes)
	}
	refusedAt(t, outcomes[2], app.Invalid, "signed_on")
	matches, err = k.Founder.MatchScans(t.Context(), files[:1], nil)
	ok(t, err)
	if matches[0].Already != k.Today() {
		t.Errorf("recorded and not noticed: %+v", matches[0])
	}
	chainHolds(t, k)
}

// answerOf is an answer's key and arguments.
func answerOf(t *testing.T, err error) (key string, args []any) {
	t.Helper()
	all := answersOf(err)
	if len(all) != 1 {
		t.Fatalf("%v is no answer", err)
	}
	return all[0].Key, all[0].Args
}
