package letter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"custody/app/letter/page"
	"custody/app/letter/pdf/pdfatest"
	"custody/app/wording"
	"custody/assets"
)

var testPress = sync.OnceValue(func() *Press {
	p, err := NewPress(assets.PaperSerif(), assets.PaperSans(), words("zh"))
	if err != nil {
		panic(err)
	}
	return p
})

// words reads the letters' texts in a language, as the program does.
func words(language string) Translate {
	names, err := fs.Glob(assets.Words, "words/"+language+"/letter*.json")
	if err != nil {
		panic(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		data, err := assets.Words.ReadFile(name)
		if err != nil {
			panic(err)
		}
		if err := json.Unmarshal(data, &texts); err != nil {
			panic(err)
		}
	}
	return func(key string, args ...any) string {
		s, ok := texts[key]
		if !ok {
			panic("no text for " + key)
		}
		for i, a := range args {
			s = strings.ReplaceAll(s, fmt.Sprintf("{%d}", i), fmt.Sprint(a))
		}
		return s
	}
}

func template(t testing.TB, key string) wording.Text {
	t.Helper()
	data, err := assets.Templates.ReadFile("templates/" + key + ".json")
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := wording.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

var (
	testHead = Head{OrgZH: "中标通国际认证（深圳）有限公司", OrgEN: "Zhongbiaotong International Certification (Shenzhen) Co., Ltd."}
	testFoot = Foot{
		QR: "ZBT-TP-046-R1|0137|C/0", PrintedAt: "2026-11-22 16:40", PrintedBy: "陈晓明",
		AuditHead: "3f1c9a77d0e84b6f2a5518c0b7e4d9a6103bc8f7725e4dd1a98c6b20ef417d35",
	}
	testStrokes = Strokes{Width: 260, Height: 100, Lines: [][]page.Point{
		{{X: 30, Y: 60}, {X: 60, Y: 30}, {X: 75, Y: 80}, {X: 100, Y: 35}, {X: 130, Y: 75}, {X: 170, Y: 40}, {X: 230, Y: 66}},
		{{X: 40, Y: 20}, {X: 44, Y: 88}},
	}}
)

func testCommitment(t testing.TB, key, name string, signed bool) Commitment {
	c := Commitment{
		Template: template(t, key), Head: testHead, Foot: testFoot,
		Person: Person{Name: name, Number: "0137", Department: "技术部", Role: "审核员"},
	}
	if signed {
		c.Signer = &Signature{Strokes: testStrokes, Name: name, Date: "2026-11-22", Place: "深圳"}
		c.Witness = &Signature{Strokes: testStrokes, Name: "陈晓明", Date: "2026-11-22", Place: "深圳"}
	}
	return c
}

// printed writes a letter to a file for a tool to look at.
func printed(t testing.TB, write func(*bytes.Buffer) error) (path string, size int) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if keep := os.Getenv("LETTER_OUT"); keep != "" {
		dir = keep
	}
	path = filepath.Join(dir, strings.NewReplacer("/", "_").Replace(t.Name())+".pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, b.Len()
}

// tool runs a program that these tests cannot do without.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is needed: install the packages poppler-utils and qpdf", name)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v\n%s%s", name, args, err, out.String(), errs.String())
	}
	return out.String()
}

// extracted is the text that a reader gets out of a PDF file.
func extracted(t testing.TB, path string) string {
	t.Helper()
	return tool(t, "pdftotext", "-enc", "UTF-8", path, "-")
}

// sound checks a PDF file's structure, and that it is archival.
func sound(t testing.TB, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pdfatest.Check(t, data)
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf: %s", out)
	}
}
