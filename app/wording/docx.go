package wording

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"custody/app/parts"
)

// FromDocx reads a text from a Word document, as FromText does: numbers that Word counts by itself are read as
// if they were typed. Deleted text, notes and pictures are left out. Returns ErrFile, ErrNothing, ErrMuch.
func FromDocx(r io.ReaderAt, size int64) (Text, error) {
	if size > maxFile {
		return Text{}, ErrMuch
	}
	f, err := parts.Open(r, size)
	if err != nil {
		return Text{}, ErrFile
	}
	d := docx{numbers: numbers{levels: map[string][]level{}, of: map[string]string{}, counts: map[string][]int{}}, styles: map[string]style{}}
	switch err := d.read(f); {
	case errors.Is(err, ErrMuch):
		return Text{}, ErrMuch
	case err != nil:
		return Text{}, ErrFile
	}
	return d.text()
}

// style is what counts of a paragraph's style.
type style struct {
	title bool
	list  string
	level int
}

// docx is a Word document being read.
type docx struct {
	blocks
	numbers numbers
	styles  map[string]style

	para  *paragraph // the innermost one that is open
	outer []*paragraph
	skip  int  // how deep within what is not read
	live  bool // within the text of a run
	grids []*grid
}

// paragraph is one while it is read.
type paragraph struct {
	text strings.Builder
	style
}

// grid is a table while it is read.
type grid struct {
	rows [][]string
	cell strings.Builder
	span int
}

func (d *docx) read(f *parts.File) error {
	main, err := related(f, "", "officeDocument", "word/document.xml")
	if err != nil {
		return err
	}
	for _, part := range []struct {
		kind, name string
		read       func(*parts.File, string) error
	}{{"styles", "word/styles.xml", d.readStyles}, {"numbering", "word/numbering.xml", d.numbers.read}} {
		name, err := related(f, main, part.kind, part.name)
		if err != nil {
			return err
		}
		if f.Has(name) {
			if err := part.read(f, name); err != nil {
				return err
			}
		}
	}
	return f.Each(main, "body", func(_ xml.StartElement, x *xml.Decoder) error {
		var failed error
		keep := func(err error) {
			if failed == nil {
				failed = err
			}
		}
		err := parts.Walk(x, func(e xml.StartElement) error { d.open(e); return failed }, d.run, func(name string) { keep(d.shut(name)) })
		if failed != nil {
			return failed
		}
		return err
	})
}

// related is the part of a kind that belongs to another, or the usual name.
func related(f *parts.File, of, kind, usual string) (string, error) {
	all, err := f.Relations(of)
	for _, r := range all {
		if r.Kind == kind {
			return r.Target, err
		}
	}
	return usual, err
}

const maxStyles = 5000

func (d *docx) readStyles(f *parts.File, name string) error {
	id := ""
	return f.Each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		val := parts.Attr(e, "val")
		s := d.styles[id]
		switch e.Name.Local {
		case "style":
			id = parts.Attr(e, "styleId")
			return nil
		case "name":
			s.title = strings.EqualFold(val, "title")
		case "numId":
			s.list = val
		case "ilvl":
			s.level = figureOf(val)
		default:
			return nil
		}
		if id != "" && len(d.styles) < maxStyles {
			d.styles[id] = s
		}
		return nil
	})
}

func figureOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<20 {
		return 0
	}
	return n
}

// unread are the elements whose text is no text of the document.
func unread(name string) bool {
	return name == "Fallback" || name == "del" || name == "moveFrom" || name == "pict" || name == "instrText"
}

func (d *docx) open(e xml.StartElement) {
	name, val := e.Name.Local, parts.Attr(e, "val")
	if unread(name) || d.skip > 0 {
		d.skip++
		return
	}
	switch name {
	case "tbl":
		d.grids = append(d.grids, &grid{})
	case "p":
		d.outer = append(d.outer, d.para)
		d.para = &paragraph{}
	case "t":
		d.live = true
	}
	d.inTable(name, val)
	d.inParagraph(name, val)
}

func (d *docx) inTable(name, val string) {
	if len(d.grids) == 0 {
		return
	}
	g := d.grids[len(d.grids)-1]
	switch name {
	case "tr":
		g.rows = append(g.rows, nil)
	case "tc":
		g.span = 1
		g.cell.Reset()
	case "gridSpan":
		g.span = min(max(figureOf(val), 1), MaxColumns)
	}
}

func (d *docx) inParagraph(name, val string) {
	if d.para == nil {
		return
	}
	switch name {
	case "pStyle":
		d.para.style = d.styles[val]
	case "numId":
		d.para.list = val
	case "ilvl":
		d.para.level = figureOf(val)
	case "tab":
		d.para.text.WriteString("\t")
	case "br", "cr":
		d.para.text.WriteString("\n")
	case "noBreakHyphen":
		d.para.text.WriteString("-")
	}
}

func (d *docx) run(s []byte) {
	if d.live && d.para != nil && d.skip == 0 {
		d.para.text.Write(s)
	}
}

func (d *docx) shut(name string) error {
	if d.skip > 0 {
		d.skip--
		return nil
	}
	switch name {
	case "t":
		d.live = false
	case "p":
		return d.endParagraph()
	case "tc", "tbl":
		return d.endTable(name)
	}
	return nil
}

// endParagraph adds a paragraph with its number, into the cell of a table if it stands in one.
func (d *docx) endParagraph() error {
	p := d.para
	d.para, d.outer = d.outer[len(d.outer)-1], d.outer[:len(d.outer)-1]
	said := p.text.String()
	if strings.TrimSpace(said) == "" {
		return nil
	}
	if len(d.grids) > 0 {
		cell := &d.grids[len(d.grids)-1].cell
		cell.WriteString("\n" + said)
		return nil
	}
	number, deep := d.numbers.next(p.list, p.level)
	for i, line := range strings.Split(strings.TrimSpace(said), "\n") {
		if i == 0 {
			line = number + line
		}
		if err := d.add(block{text: line, deep: deep && i == 0, title: p.title}); err != nil {
			return err
		}
	}
	return nil
}

// endTable ends a cell, or a table. One within another becomes text of the cell around it.
func (d *docx) endTable(name string) error {
	if len(d.grids) == 0 {
		return nil
	}
	g := d.grids[len(d.grids)-1]
	if name == "tc" {
		if n := len(g.rows); n > 0 && len(g.rows[n-1]) < 4*MaxColumns {
			g.rows[n-1] = append(g.rows[n-1], clean(g.cell.String()))
			g.rows[n-1] = append(g.rows[n-1], make([]string, g.span-1)...)
		}
		return nil
	}
	d.grids = d.grids[:len(d.grids)-1]
	if len(d.grids) > 0 {
		for _, row := range g.rows {
			d.grids[len(d.grids)-1].cell.WriteString("\n" + strings.Join(row, " "))
		}
		return nil
	}
	if len(g.rows) == 0 {
		return nil
	}
	return d.add(block{table: &Table{Head: g.rows[0], Rows: g.rows[1:]}})
}
