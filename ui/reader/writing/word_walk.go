package writing

import (
	"context"
	"encoding/xml"
	"strings"

	"custody/app/parts"
	"custody/ui/words"
)

// word is a Word document as it is read.
type word struct {
	ctx    context.Context
	styles map[string]style
	plain  style // of a paragraph that names none
	lists  lists
	notes  notes

	into    []*container // what is being filled, the innermost last
	now     []*writing   // paragraphs being written, the innermost last: a text box stands within one
	skip    int          // elements begun of one that is passed over
	inText  bool
	pPr     int  // within the properties of a paragraph
	rPr     int  // within those of a run
	turn    bool // the next paragraph begins a page
	section string
	drawn   []bool // drawings begun: has it text of its own
	chars   int
	blocks  int
}

// container is a document's body, or a cell.
type container struct {
	blocks []block
	table  *table // the one being filled; nil: none
	cell   *tableCell
}

// top is what is being filled.
func (w *word) top() *container { return w.into[len(w.into)-1] }

// para is the paragraph being written; nil: none.
func (w *word) para() *writing {
	if len(w.now) == 0 {
		return nil
	}
	return w.now[len(w.now)-1]
}

// begin takes the beginning of an element. It returns errEnough beyond the limits, or ctx's error.
func (w *word) begin(e xml.StartElement) error {
	if w.skip > 0 {
		w.skip++
		return nil
	}
	name := e.Name.Local
	switch name {
	case "Fallback", "rt", "del", "moveFrom": // said already, a reading aid, or struck out
		w.skip = 1
	case "p", "tc":
		return w.beginBlock(e)
	case "pPr":
		w.pPr++
	case "rPr":
		w.rPr++
	case "t":
		w.inText = true
	case "drawing", "pict", "object":
		w.drawn = append(w.drawn, false)
	case "tbl":
		w.top().table = &table{}
	case "gridCol", "tr", "gridSpan", "vMerge", "gridBefore":
		w.tableMark(e)
	case "sectPr":
		w.section = "nextPage"
	case "type":
		if w.section != "" {
			w.section = parts.Attr(e, "val")
		}
	default:
		w.inline(e)
	}
	return nil
}

// beginBlock begins a paragraph or a cell.
func (w *word) beginBlock(e xml.StartElement) error {
	if w.blocks++; w.blocks > maxBlocks || w.chars > maxChars {
		return errEnough
	}
	if w.blocks%64 == 0 && w.ctx.Err() != nil {
		return w.ctx.Err()
	}
	if e.Name.Local == "tc" {
		w.beginCell()
		return nil
	}
	for i := range w.drawn {
		w.drawn[i] = true
	}
	w.now = append(w.now, &writing{style: w.plain, fresh: w.turn})
	w.turn = false
	return nil
}

// inline takes what stands within a paragraph, or says how it looks.
func (w *word) inline(e xml.StartElement) {
	p := w.para()
	switch {
	case p == nil:
	case w.pPr > 0:
		p.property(w, e)
	case w.rPr > 0:
		p.runProperty(e)
	default:
		switch e.Name.Local {
		case "r":
			p.bold, p.size = p.style.bold, 0
		case "tab", "ptab":
			p.write("\u3000")
		case "br", "cr":
			w.lineBreak(parts.Attr(e, "type"))
		case "footnoteReference", "endnoteReference":
			p.write(w.notes.refer(strings.TrimSuffix(e.Name.Local, "Reference"), parts.Attr(e, "id")))
		case "noBreakHyphen":
			p.write("-")
		case "sym":
			p.write(symbol(parts.Attr(e, "char")))
		}
	}
}

// lineBreak ends the line, or the page.
func (w *word) lineBreak(kind string) {
	p := w.para()
	if kind == "page" {
		if len(w.into) == 1 {
			w.emit(p)
			p.fresh = true
		}
		return
	}
	if kind != "column" {
		w.emit(p)
	}
}

// symbol is a character of a symbol font: boxes, ticked or not, are what forms have of these.
func symbol(code string) string {
	switch strings.ToUpper(strings.TrimPrefix(strings.ToUpper(code), "F0")) {
	case "52", "FE", "54", "FD", "53", "51":
		return "\u2611"
	case "FC", "50":
		return "\u2713"
	case "B7", "6C", "9F":
		return "\u2022"
	}
	return "\u25A1"
}

// text takes characters.
func (w *word) text(s []byte) {
	if p := w.para(); w.skip == 0 && w.inText && p != nil {
		w.chars += len(s)
		p.write(string(s))
	}
}

// end takes the end of an element.
func (w *word) end(name string) {
	if w.skip > 0 {
		w.skip--
		return
	}
	switch name {
	case "p":
		if p := w.para(); p != nil {
			w.emit(p)
			w.now = w.now[:len(w.now)-1]
		}
	case "pPr":
		w.endProperties()
	case "rPr":
		w.rPr = max(0, w.rPr-1)
	case "t":
		w.inText = false
	case "sectPr":
		w.turn = w.pPr > 0 && w.section != "continuous" || w.turn
		w.section = ""
	case "drawing", "pict", "object":
		w.endDrawing()
	case "tc":
		w.endCell()
	case "tbl":
		w.endTable()
	}
}

// endDrawing puts a word where a picture was, unless it was a box of text.
func (w *word) endDrawing() {
	n := len(w.drawn)
	if n == 0 {
		return
	}
	if p := w.para(); p != nil && !w.drawn[n-1] {
		p.write(words.T("reader.picture"))
	}
	w.drawn = w.drawn[:n-1]
}

// finish ends what a cut document left open, and returns its blocks.
func (w *word) finish() []block {
	w.skip = 0
	for len(w.now) > 0 {
		w.end("p")
	}
	for len(w.into) > 1 {
		w.endCell()
		w.endTable()
	}
	w.endTable()
	return w.into[0].blocks
}
