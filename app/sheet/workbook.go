package sheet

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// Limits that keep a small hostile file from filling the memory.
const (
	maxUnpacked = 512 << 20 // all parts together
	maxRatio    = 150       // of a large part to its packed size
	largePart   = 32 << 20
	maxShared   = 5_000_000 // shared strings
	maxSheets   = 200
)

// workbook is an opened .xlsx file.
type workbook struct {
	parts  map[string]*zip.File
	sheets []worksheet
	shared []string
	dates  []bool // by cell style: shown as a date
	is1904 bool

	sharedPath, stylesPath string
}

// takeParts notes the parts by name and refuses what would unpack to too much.
func (b *workbook) takeParts(files []*zip.File) error {
	var total uint64
	for _, f := range files {
		total += f.UncompressedSize64
		bomb := f.UncompressedSize64 > largePart && f.UncompressedSize64/maxRatio > f.CompressedSize64
		if bomb || total > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return fail("sheet.error.bomb", nil, maxUnpacked>>20)
		}
		if f.Flags&1 != 0 {
			return fail("sheet.error.old", nil)
		}
		b.parts[partName(f.Name)] = f
	}
	return nil
}

// partName is the form in which parts are looked up: names in the package ignore case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// relation is one line of a .rels part.
type relation struct{ id, kind, target string }

// relations reads the relations of a part; a part without any has none.
func (b *workbook) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	name := dir + "_rels/" + file + ".rels"
	if b.parts[partName(name)] == nil {
		return nil, nil
	}
	var all []relation
	err := b.each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		all = append(all, relation{attr(e, "Id"), path.Base(attr(e, "Type")), target})
		return nil
	})
	return all, err
}

// readIndex finds the workbook's part and through it the worksheets.
func (b *workbook) readIndex() error {
	main := "xl/workbook.xml"
	root, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range root {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if b.parts[partName(main)] == nil || !strings.HasSuffix(main, ".xml") {
		return fail("sheet.error.not_sheet", nil)
	}
	rels, err := b.relations(strings.TrimPrefix(main, "/"))
	if err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range rels {
		switch r.kind {
		case "worksheet":
			targets[r.id] = r.target
		case "sharedStrings":
			b.sharedPath = r.target
		case "styles":
			b.stylesPath = r.target
		}
	}
	isBook := false
	err = b.each(main, "", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "workbook":
			isBook = true
		case "workbookPr":
			b.is1904 = truth(attr(e, "date1904"))
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
	state := attr(e, "state")
	part := targets[attr(e, "id")]
	if part == "" || state == "hidden" || state == "veryHidden" || len(b.sheets) >= maxSheets {
		return
	}
	b.sheets = append(b.sheets, worksheet{book: b, title: attr(e, "name"), part: part})
}

// readShared reads the table of texts that cells refer to by number.
func (b *workbook) readShared() error {
	if b.sharedPath == "" {
		return nil
	}
	return b.each(b.sharedPath, "si", func(_ xml.StartElement, d *xml.Decoder) error {
		if len(b.shared) >= maxShared {
			return fail("sheet.error.bomb", nil, maxUnpacked>>20)
		}
		text, err := richText(d)
		b.shared = append(b.shared, text)
		return err
	})
}

// readStyles notes which cell styles show numbers as dates.
func (b *workbook) readStyles() error {
	if b.stylesPath == "" {
		return nil
	}
	custom := map[string]bool{}
	inCells := false
	return b.each(b.stylesPath, "", func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attr(e, "numFmtId")] = isDateFormat(attr(e, "formatCode"))
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				id := attr(e, "numFmtId")
				n, _ := strconv.Atoi(id)
				b.dates = append(b.dates, custom[id] || builtInDate(n))
			}
		}
		return nil
	})
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
