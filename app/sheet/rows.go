package sheet

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// readRows reads everything below the headings.
func readRows(g grid, h head, kind Kind) (*Result, error) {
	res := &Result{Sheet: g.name(), HeadingLine: h.line, Ignored: h.ignored}
	for _, c := range h.columns {
		res.Columns = append(res.Columns, Column{c.text, c.field, columnLetters(c.col)})
	}
	rd := rowReader{kind: kind, columns: h.columns, epoch1904: g.epoch1904(), carried: newCarrier(h.spans)}
	err := g.rows(func(r gridRow) error {
		if r.line <= h.line {
			return nil
		}
		row, ok := rd.read(r)
		if !ok {
			return nil
		}
		if len(res.Rows) >= MaxRows {
			return fail("sheet.error.rows", nil, MaxRows)
		}
		res.Rows = append(res.Rows, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(res.Rows) == 0 {
		return nil, fail("sheet.error.no_rows", nil, h.line)
	}
	return res, nil
}

// rowReader turns the rows of one grid into Rows.
type rowReader struct {
	kind      Kind
	columns   []headColumn
	epoch1904 bool
	carried   *carrier

	row   Row // being built
	years int // of retention, counted once the row is whole
	where headColumn
}

// read turns one row into a Row; false if none of the known columns holds anything of its own.
func (rd *rowReader) read(r gridRow) (Row, bool) {
	own := false
	for _, c := range rd.columns {
		own = own || r.at(c.col).kind != empty
	}
	if !own {
		return Row{}, false
	}
	rd.row, rd.years = Row{Line: r.line, Fields: make(map[Field]string, len(rd.columns))}, 0
	for _, c := range rd.columns {
		if v := rd.carried.value(r, c.col); v.kind != empty {
			rd.take(c, v)
		}
	}
	rd.finish()
	return rd.row, true
}

// take reads one cell into the row.
func (rd *rowReader) take(c headColumn, v cell) {
	switch v.kind {
	case noValue:
		rd.blocked(c, "sheet.row.formula")
		return
	case badValue:
		rd.blocked(c, "sheet.row.value", v.text)
		return
	}
	f := forms[c.field]
	if v.kind != textCell {
		if f == formDate || f == formRetention && v.kind == dateLike {
			rd.takeSerial(c, v)
			return
		}
		if v.kind == dateLike {
			rd.blocked(c, "sheet.row.became_date")
			return
		}
		v.text = plainNumber(v.text)
	}
	text, removed, unreadable := tidy(v.text)
	if unreadable {
		rd.blocked(c, "sheet.row.unreadable")
		return
	}
	if removed > 0 {
		rd.note(c, "sheet.row.control", removed)
	}
	if text == "" || c.field != rd.kind.required() && saysNothing(text) && (c.field != Sensitivity || text != "无") {
		return
	}
	rd.takeText(c, f, text)
}

// takeSerial reads a number as a date.
func (rd *rowReader) takeSerial(c headColumn, v cell) {
	n, _ := strconv.ParseFloat(v.text, 64)
	d, ok := serialDay(n, rd.epoch1904)
	if !ok {
		d, ok = parseDay(plainNumber(v.text))
	}
	rd.put(c, d, ok, "sheet.row.date", plainNumber(v.text))
}

// takeText reads a cleaned text by the form of its field.
func (rd *rowReader) takeText(c headColumn, f form, text string) {
	switch f {
	case formDate:
		d, ok := parsePeriod(text, c.field == CertFrom)
		rd.put(c, d, ok, "sheet.row.date", text)
	case formRetention:
		rd.takeRetention(c, text)
	case formChoice:
		v, ok := parseChoice(c.field, text)
		rd.put(c, v, ok, "sheet.row.choice."+string(c.field), text)
	case formPages, formCopies:
		v, ok := parseCount(text, f)
		rd.put(c, v, ok, "sheet.row.count", text)
	case formPlace:
		rd.takePlace(c, text)
	case formShelfmark:
		rd.takeShort(c, bareMark(text), MaxText)
	case formCode, formUpper:
		rd.takeCode(c, f, text)
	case formName:
		rd.takeShort(c, closeUp(text), MaxText)
	case formNote:
		rd.takeShort(c, text, MaxNote)
	default:
		rd.takeShort(c, text, MaxText)
	}
}

// takeShort stores a text unless it is too long.
func (rd *rowReader) takeShort(c headColumn, text string, limit int) {
	n := utf8.RuneCountInString(text)
	if n > limit {
		rd.blocked(c, "sheet.row.long", n, limit)
		return
	}
	rd.row.Fields[c.field] = text
}

// takeCode stores a code or phone number, and refuses one whose last digits the spreadsheet has lost.
func (rd *rowReader) takeCode(c headColumn, f form, text string) {
	text = strings.TrimLeft(half(text), "'")
	if lostDigits(text) {
		rd.blocked(c, "sheet.row.digits", text)
		return
	}
	if f == formUpper {
		text = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	}
	if c.field == USCC {
		text = strings.ReplaceAll(text, "-", "")
	}
	if text != "" {
		rd.takeShort(c, text, MaxText)
	}
}

// takeRetention stores the end of the retention, or keeps the years for finish.
func (rd *rowReader) takeRetention(c headColumn, text string) {
	until, span, ok := parseRetention(text)
	if ok && span > 0 {
		rd.years, rd.where = span, c
		return
	}
	rd.put(c, until, ok, "sheet.row.retention", text)
}

// takePlace stores cabinet, shelf and box; columns of their own go before.
func (rd *rowReader) takePlace(c headColumn, text string) {
	found, ok := parsePlace(text)
	if !ok {
		rd.blocked(c, "sheet.row.place", text)
		return
	}
	for f, v := range found {
		if rd.row.Fields[f] == "" {
			rd.row.Fields[f] = v
		}
	}
}

// finish counts years of retention from the day of receipt and asks for what must not be missing.
func (rd *rowReader) finish() {
	if rd.years > 0 {
		until := addYears(rd.row.Fields[Received], rd.years)
		rd.put(rd.where, until, until != "", "sheet.row.retention_start", rd.years)
	}
	need := rd.kind.required()
	if rd.row.Fields[need] != "" {
		return
	}
	for _, p := range rd.row.Problems {
		if p.Field == need && p.Blocks {
			return
		}
	}
	for _, c := range rd.columns {
		if c.field == need {
			rd.blocked(c, "sheet.row.missing."+rd.kind.word())
		}
	}
}

// put stores a value that was understood, or notes the problem.
func (rd *rowReader) put(c headColumn, value string, ok bool, key string, args ...any) {
	if !ok {
		rd.blocked(c, key, args...)
		return
	}
	rd.row.Fields[c.field] = value
}

// blocked notes a problem that forbids taking the row in. The cell's name is the first argument.
func (rd *rowReader) blocked(c headColumn, key string, args ...any) { rd.problem(c, true, key, args) }

// note notes a problem that was put right.
func (rd *rowReader) note(c headColumn, key string, args ...any) { rd.problem(c, false, key, args) }

func (rd *rowReader) problem(c headColumn, blocks bool, key string, args []any) {
	name := columnLetters(c.col) + strconv.Itoa(rd.row.Line)
	rd.row.Problems = append(rd.row.Problems, Problem{
		Key: key, Args: append([]any{name}, args...), Field: c.field, Cell: name, Blocks: blocks,
	})
}
