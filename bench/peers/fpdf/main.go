// Command fpdf prints letters with fpdf: fpdf LETTER.json FONT.ttf COUNT OUT_FOLDER
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

type letter struct {
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs"`
	People     []string `json:"people"`
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "fpdf:", err)
		os.Exit(1)
	}
}

func run(text, font, count, out string) error {
	data, err := os.ReadFile(text)
	if err != nil {
		return err
	}
	var l letter
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	face, err := os.ReadFile(font)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	for i := range n {
		if err := l.print(face, l.People[i%len(l.People)], filepath.Join(out, strconv.Itoa(i)+".pdf")); err != nil {
			return err
		}
	}
	return nil
}

// print prints one letter. fpdf refuses characters beyond U+FFFF, so that the people measured have none.
func (l letter) print(face []byte, name, path string) error {
	p := fpdf.New("P", "pt", "A4", "")
	p.SetMargins(79, 57, 57)
	p.SetAutoPageBreak(true, 57)
	p.AddUTF8FontFromBytes("serif", "", face)
	p.AddPage()
	p.SetFont("serif", "", 22)
	p.MultiCell(0, 36, l.Title, "", "C", false)
	p.SetFont("serif", "", 12)
	for _, s := range l.Paragraphs {
		p.MultiCell(0, 18, strings.ReplaceAll(s, "{name}", name), "", "L", false)
	}
	return p.OutputFileAndClose(path)
}
