package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"

	"custody/app/parts"
)

// Limits that keep a small hostile file from filling the memory.
const (
	maxShared     = 5_000_000 // shared strings
	maxSharedText = 128 << 20 // bytes, all of them together
	maxSheets     = 200
)

// workbook is an opened .xlsx file.
type workbook struct {
	parts  *parts.File
	sheets []worksheet
	shared []string
	styles []cellKind // by cell style: how a number is shown
	is1904 bool

	sharedPath, stylesPath string
}

// relations are those of a part, with this package's errors.
func (b *workbook) relations(part string) ([]parts.Relation, error) {
	all, err := b.parts.Relations(part)
	return all, known(err)
}

// readIndex finds the workbook's part and through it the worksheets.
func (b *workbook) readIndex() error {
	main := "xl/workbook.xml"
	root, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range root {
		if r.Kind == "officeDocument" {
			main = r.Target
		}
	}
	if !b.parts.Has(main) || !strings.HasSuffix(main, ".xml") {
		return fail("sheet.error.not_sheet", nil)
	}
	rels, err := b.relations(strings.TrimPrefix(main, "/"))
	if err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range rels {
		switch r.Kind {
		case "worksheet":
			targets[r.ID] = r.Target
		case "sharedStrings":
			b.sharedPath = r.Target
		case "styles":
			b.stylesPath = r.Target
		}
	}
	isBook := false
	err = b.each(main, "", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "workbook":
			isBook = true
		case "workbookPr":
			b.is1904 = parts.Truth(parts.Attr(e, "date1904"))
		case "sheet":
			b.addSheet(e, targets)
		}
		return nil
	})
	if err == nil && !isBook {
		return fail("sheet.error.not_sheet", nil)
	}
	return err
}

// addSheet notes a worksheet unless it is hidden, a chart or a dialog.
func (b *workbook) addSheet(e xml.StartElement, targets map[string]string) {
	state := parts.Attr(e, "state")
	part := targets[parts.Attr(e, "id")]
	if part == "" || state == "hidden" || state == "veryHidden" || len(b.sheets) >= maxSheets {
		return
	}
	b.sheets = append(b.sheets, worksheet{book: b, title: parts.Attr(e, "name"), part: part})
}

// readShared reads the table of texts that cells refer to by number.
func (b *workbook) readShared() error {
	if b.sharedPath == "" {
		return nil
	}
	size := 0
	return b.each(b.sharedPath, "si", func(_ xml.StartElement, d *xml.Decoder) error {
		text, err := richText(d)
		if size += len(text); len(b.shared) >= maxShared || size > maxSharedText {
			return parts.ErrBomb
		}
		b.shared = append(b.shared, text)
		return err
	})
}

// readStyles notes which cell styles show numbers as dates or as parts of a hundred.
func (b *workbook) readStyles() error {
	if b.stylesPath == "" {
		return nil
	}
	custom := map[string]cellKind{}
	inCells := false
	return b.each(b.stylesPath, "", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "numFmt":
			custom[parts.Attr(e, "numFmtId")] = formatKind(parts.Attr(e, "formatCode"))
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				id := parts.Attr(e, "numFmtId")
				kind, ok := custom[id]
				if n, _ := strconv.Atoi(id); !ok || kind == number {
					kind = builtInKind(n)
				}
				b.styles = append(b.styles, kind)
			}
		}
		return nil
	})
}

// formatKind is how a number format shows a number.
func formatKind(code string) cellKind {
	switch {
	case isDateFormat(code):
		return dateLike
	case strings.Contains(code, "%"):
		return percent
	}
	return number
}

// builtInKind is how a number format known without definition shows a number.
func builtInKind(id int) cellKind {
	switch {
	case builtInDate(id):
		return dateLike
	case id == 9 || id == 10:
		return percent
	}
	return number
}

// builtInDate reports whether a number format known without definition is a date; 27 to 58 are those of
// the Chinese and Japanese editions.
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 ||
		id == 57 || id == 58
}

// isDateFormat reports whether a number format shows a year or a day.
func isDateFormat(code string) bool {
	quoted, inBracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' && !quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			inBracket = true
		case c == ']':
			inBracket = false
		case inBracket:
		case c == 'y' || c == 'Y' || c == 'd' || c == 'D':
			return true
		}
	}
	return false
}
